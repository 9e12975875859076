"""The gateway as an ASGI application: gunicorn --worker-class asgi "gateway.app:create_app()"."""

from __future__ import annotations

import os
import ssl
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import httpx
from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount

from chassis import logs, s3
from chassis.config import Settings, load_settings
from chassis.proxies import Proxies
from chassis.s3_files import FilePutter
from gateway import api, errors, health, portal
from gateway.api.description import describe
from gateway.auth import routes as auth_routes
from gateway.auth import token_endpoint
from gateway.auth.cookies import Cookies
from gateway.auth.digital_id import DigitalId
from gateway.auth.guards import PUBLIC
from gateway.auth.issuers import Issuer, issuers_of
from gateway.auth.refusals import Refusals
from gateway.auth.sessions import Sessions
from gateway.cache import Cache
from gateway.clients import Bus
from gateway.edge import Edge
from gateway.limits import RateLimiter
from gateway.news import News
from gateway.parts import Parts
from gateway.portal.pages import error_page
from gateway.routes import Routes
from gateway.static_files import PackedFiles
from gateway.uploads import Uploads

STATIC = Path(__file__).parent / "portal" / "static"


def create_app(settings: Settings | None = None) -> FastAPI:
    """The application. Without `settings` they are read from the environment. Connects to nothing until it starts.

    Raises SettingsError when a setting that the gateway needs is missing.
    """
    settings = settings or load_settings(os.environ)
    for needed in ("amqp_url", "s3_url", "session_secret"):
        settings.need(needed)
    issuers, proxies = issuers_of(settings), Proxies.of(settings.trusted_proxies)
    app = FastAPI(
        lifespan=_lifespan(settings, issuers),
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    app.state.error_page = error_page
    errors.install(app)
    for routes in (health.routes, auth_routes.routes, token_endpoint.routes, *api.ALL, *portal.ALL, _description(app)):
        routes.install(app)
    app.router.routes.append(Mount("/static", PackedFiles(directory=STATIC), name="static"))
    secure = urlsplit(settings.gateway_url).scheme == "https"
    app.add_middleware(Edge, limiter=RateLimiter(settings.rate_limit), proxies=proxies, secure=secure)
    return app


def _description(app: FastAPI) -> Routes:
    routes = Routes("description")

    @routes.page("GET", "/api/v1/openapi.json", guard=PUBLIC)
    async def show_description(request: Request) -> Response:
        return JSONResponse(describe(app), headers={"Cache-Control": "public, max-age=300"})

    return routes


def _lifespan(settings: Settings, issuers: Sequence[Issuer]):  # type: ignore[no-untyped-def]  # Starlette's own type for it is long and adds nothing
    @asynccontextmanager
    async def running(app: FastAPI) -> AsyncIterator[None]:
        logs.configure(settings, "gateway")
        async with httpx.AsyncClient(timeout=5, follow_redirects=False, verify=_trusted()) as http:
            parts = await _wire(settings, issuers, http)
            app.state.parts = parts
            await parts.bus.start()
            await parts.news.start()
            try:
                yield
            finally:
                await parts.refusals.stop()
                await parts.news.stop()
                await parts.bus.stop()

    return running


@cache
def _trusted() -> ssl.SSLContext:
    """Whose certificates are believed; to read them all takes longer than the rest of a start."""
    return httpx.create_ssl_context()


async def _wire(settings: Settings, issuers: Sequence[Issuer], http: httpx.AsyncClient) -> Parts:
    bus, cache = Bus(settings), Cache()
    return Parts(
        settings=settings,
        bus=bus,
        news=News(settings.need("amqp_url"), cache),
        cache=cache,
        sessions=Sessions(bus),
        cookies=Cookies(settings.need("session_secret")),
        digital_ids={issuer.key: DigitalId(http, issuer, settings.gateway_url) for issuer in issuers},
        refusals=Refusals(bus),
        uploads=await run_in_threadpool(_uploads, settings),
    )


def _uploads(settings: Settings) -> Uploads:
    store, bucket = s3.connect(settings)
    return Uploads(store, bucket, FilePutter(settings), s3.bucket_of_documents(settings, store, bucket))
