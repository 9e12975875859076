"""Echo services as contenders."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bench.echo.contract import BARE_ECHO, ECHO, TEXT, Echoed, Text
from bench.ground import Ground
from bench.measuring import Contender
from bench.own_processes import running
from contracts.errors import ErrorCode, Refusal
from contracts.operations import Operation
from gateway.clients import Bus


@asynccontextmanager
async def chassis_echo(ground: Ground, bus: Bus) -> AsyncIterator[Contender]:
    """The echo on the chassis in a process of its own, asked through the bus."""
    async with _echo(ground, bus, "chassis", ECHO) as contender:
        yield contender


@asynccontextmanager
async def bare_echo(ground: Ground, bus: Bus) -> AsyncIterator[Contender]:
    """The bare Nameko echo in a process of its own, asked through the same bus."""
    async with _echo(ground, bus, "bare", BARE_ECHO) as contender:
        yield contender


@asynccontextmanager
async def _echo(ground: Ground, bus: Bus, kind: str, operation: Operation[Text, Echoed]) -> AsyncIterator[Contender]:
    async def answers() -> bool:
        try:
            await bus.call(operation, TEXT)
        except Refusal as refusal:
            if refusal.code is not ErrorCode.SERVICE_UNAVAILABLE:
                raise
            return False
        return True

    async def ask(_: None) -> None:
        await bus.call(operation, TEXT)

    async with running(ground, f"{kind}-echo", ["bench.echo", kind], answers):
        yield Contender({"chassis": "echo on the chassis", "bare": "echo on bare Nameko"}[kind], ask)
