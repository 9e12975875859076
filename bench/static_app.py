"""Starlette that serves files as they are, with their ETag: the least that a page could cost under the same server.

The directory in BENCH_STATIC has for each file `name.static` another one, `name.static.json`: its path and headers.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

DIRECTORY = "BENCH_STATIC"


def keep(directory: Path, name: str, path: str, headers: dict[str, str], content: bytes) -> None:
    """Put a file where an application started later finds it."""
    (directory / name).write_bytes(content)
    (directory / f"{name}.json").write_text(json.dumps({"path": path, "headers": headers}), encoding="utf-8")


def create_app() -> Starlette:
    directory = Path(os.environ[DIRECTORY])
    return Starlette(routes=[_route(described) for described in sorted(directory.glob("*.static.json"))])


def _route(described: Path) -> Route:
    description = json.loads(described.read_text(encoding="utf-8"))
    headers, content = description["headers"], described.with_suffix("").read_bytes()

    async def serve(request: Request) -> Response:
        if request.headers.get("if-none-match") == headers["ETag"]:
            return Response(status_code=304, headers=headers)
        return Response(content, headers=headers)

    return Route(description["path"], serve)
