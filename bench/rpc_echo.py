"""An echo on the chassis beside the same echo on bare Nameko, both asked through the gateway's bus."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from bench.echo.asking import bare_echo, chassis_echo
from bench.ground import Ground
from bench.measuring import Comparison
from gateway.clients import Bus

WHOLE_SYSTEM = False
IN_FLIGHT = (1, 16)


@asynccontextmanager
async def comparisons(ground: Ground) -> AsyncIterator[Sequence[Comparison]]:
    async with (
        Bus.connected(ground.settings) as bus,
        chassis_echo(ground, bus) as subject,
        bare_echo(ground, bus) as bare,
    ):
        yield [Comparison("RPC echo", subject, [bare], in_flight) for in_flight in IN_FLIGHT]
