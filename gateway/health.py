"""Whether the gateway is alive, whether it can work, and its figures for Prometheus."""

from __future__ import annotations

import os

from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from gateway.auth.guards import PUBLIC
from gateway.parts import parts_of
from gateway.routes import Routes

routes = Routes("health")


@routes.page("GET", "/healthz", guard=PUBLIC)
async def healthz() -> Response:
    return JSONResponse({"alive": True})


@routes.page("GET", "/readyz", guard=PUBLIC)
async def readyz(request: Request) -> Response:
    """503 while the broker or the store cannot be reached, with which of them."""
    parts = parts_of(request)
    checks = {"broker": parts.bus.is_up and parts.news.is_up, "store": await parts.uploads.is_ready()}
    return JSONResponse({"ready": all(checks.values()), **checks}, 200 if all(checks.values()) else 503)


@routes.page("GET", "/metrics", guard=PUBLIC)
async def metrics() -> Response:
    return Response(await run_in_threadpool(_exposition), media_type=CONTENT_TYPE_LATEST)


def _exposition() -> bytes:
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return generate_latest(REGISTRY)
    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return generate_latest(registry)
