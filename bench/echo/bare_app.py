"""FastAPI that answers the echo by itself: no gateway, no bus."""

from __future__ import annotations

from fastapi import FastAPI
from starlette.responses import JSONResponse, Response

from bench.echo.contract import TEXT

PATH = "/bench/bare"


def create_app() -> FastAPI:
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)

    @app.get(PATH, response_model=None)
    async def bare() -> Response:
        return JSONResponse({"text": TEXT.text})

    return app
