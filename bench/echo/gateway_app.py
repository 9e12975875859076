"""The gateway with routes for benchmarks beside its own: an echo by way of the bus, and one without."""

from __future__ import annotations

import os

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bench.echo.contract import ECHO, TEXT
from chassis.config import load_settings
from gateway import app as gateway
from gateway.auth.guards import PUBLIC
from gateway.parts import parts_of
from gateway.routes import Routes

ASKING = "/bench/asking"
STILL = "/bench/still"

routes = Routes("bench")


@routes.page("GET", ASKING, guard=PUBLIC)
async def asking(request: Request) -> Response:
    echoed = await parts_of(request).bus.call(ECHO, TEXT)
    return JSONResponse({"text": echoed.text})


@routes.page("GET", STILL, guard=PUBLIC)
async def still() -> Response:
    return JSONResponse({"text": TEXT.text})


def create_app() -> FastAPI:
    settings = load_settings(os.environ)
    app = gateway.create_app(settings)
    routes.install(app)
    return app
