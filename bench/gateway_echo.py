"""An echo through the gateway beside the gateway alone, FastAPI alone, and the bus alone."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from bench.echo import bare_app, gateway_app
from bench.echo.asking import chassis_echo
from bench.ground import Ground
from bench.http_load import Asker
from bench.measuring import Comparison
from bench.own_processes import served
from bench.web import getting
from gateway.clients import Bus

WHOLE_SYSTEM = False
IN_FLIGHT = (1, 16)


@asynccontextmanager
async def comparisons(ground: Ground) -> AsyncIterator[Sequence[Comparison]]:
    async with (
        Bus.connected(ground.settings) as bus,
        chassis_echo(ground, bus) as bus_alone,
        served(ground, "gateway", "bench.echo.gateway_app:create_app()", gateway_app.ASKING) as gateway_port,
        served(ground, "fastapi", "bench.echo.bare_app:create_app()", bare_app.PATH) as bare_port,
        Asker(gateway_port) as gateway,
        Asker(bare_port) as bare,
    ):
        subject = getting("GET through gateway and bus", gateway, gateway_app.ASKING)
        baselines = [
            getting("GET from FastAPI alone, no RPC", bare, bare_app.PATH),
            getting("GET from the gateway, no RPC", gateway, gateway_app.STILL),
            bus_alone,
        ]
        yield [Comparison("echo over HTTP", subject, baselines, in_flight) for in_flight in IN_FLIGHT]
