"""How a route is declared: always with a guard and a limit on its body. Nothing else ever reaches the application."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Any

from fastapi import Depends, FastAPI
from fastapi.routing import APIRoute
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Message

from chassis.config import Settings
from contracts.errors import ErrorCode, Refusal
from gateway.auth.guards import Guard
from gateway.parts import parts_of

SMALL = 64 * 1024


class Body(Enum):
    """How many bytes a route takes: some JSON or a form, a PDF (in a form or alone), several PDFs in a form, an import
    file."""

    SMALL = "small"
    UPLOAD = "upload"
    FILES = "files"
    IMPORT = "import"

    def limit(self, settings: Settings) -> int:
        # A form needs room for its other fields. The exact limit on the file itself is in gateway/uploads.py. Where a
        # form takes several, one that is too large is told at its field, so there is room for that one too.
        most = {
            Body.SMALL: 0,
            Body.UPLOAD: settings.max_upload_bytes,
            Body.FILES: 4 * settings.max_upload_bytes,
            Body.IMPORT: settings.max_import_bytes,
        }
        return most[self] + SMALL

    def file_limit(self, settings: Settings) -> int:
        """How many bytes one file may have: what is told to whoever sends too much."""
        return settings.max_import_bytes if self is Body.IMPORT else settings.max_upload_bytes


@dataclass(frozen=True)
class Declared:
    """One route as declared; `options` are FastAPI's."""

    method: str
    path: str
    endpoint: Callable[..., Any]
    guard: Guard
    body: Body
    options: dict[str, Any]


class GuardedRoute(APIRoute):
    """A FastAPI route that knows its guard and refuses bodies that are too large before they are read."""

    def __init__(self, declared: Declared) -> None:
        self.guard = declared.guard
        self.body = declared.body
        options = dict(declared.options)
        dependencies = [Depends(declared.guard.admit), *options.pop("dependencies", ())]
        super().__init__(
            declared.path, declared.endpoint, methods=[declared.method], dependencies=dependencies, **options
        )

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def limited(request: Request) -> Response:
            settings = parts_of(request).settings
            body_limit, file_limit = self.body.limit(settings), self.body.file_limit(settings)
            announced = request.headers.get("content-length", "")
            if announced.isdigit() and int(announced) > body_limit:
                raise Refusal(ErrorCode.UPLOAD_TOO_LARGE, limit=file_limit)
            return await handle(Request(request.scope, _counted(request, body_limit, file_limit)))

        return limited


def _counted(request: Request, body_limit: int, file_limit: int) -> Callable[[], Coroutine[Any, Any, Message]]:
    seen = 0

    async def receive() -> Message:
        nonlocal seen
        message = await request.receive()
        seen += len(message.get("body", b""))
        if seen > body_limit:
            raise Refusal(ErrorCode.UPLOAD_TOO_LARGE, limit=file_limit)
        return message

    return receive


class Routes:
    """The routes of one resource, or of some pages."""

    def __init__(self, tag: str) -> None:
        self.tag = tag
        self.declared: list[Declared] = []

    def add(
        self,
        method: str,
        path: str,
        endpoint: Callable[..., Any],
        guard: Guard,
        body: Body = Body.SMALL,
        **options: Any,
    ) -> None:
        self.declared.append(Declared(method, path, endpoint, guard, body, {"tags": [self.tag], **options}))

    def page(
        self, method: str, path: str, *, guard: Guard, body: Body = Body.SMALL
    ) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        """Declare a page, a form's target or another address that is no part of the API's description."""

        def declare(endpoint: Callable[..., Any]) -> Callable[..., Any]:
            self.add(method, path, endpoint, guard, body, include_in_schema=False, response_model=None)
            return endpoint

        return declare

    def install(self, app: FastAPI) -> None:
        app.router.routes.extend(self._made)

    @cached_property
    def _made(self) -> Sequence[GuardedRoute]:
        # Made when they are first installed, and once: it takes longer than most requests.
        return [GuardedRoute(declared) for declared in self.declared]
