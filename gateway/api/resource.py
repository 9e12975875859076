"""How a resource of the API is declared. By construction each route has: its guard; on reading an ETag and 304; on
changing a required If-Match; on POST a required Idempotency-Key; its refusals and headers in the API's description.

    routes = Resource("agencies")

    @routes.read("/agencies/{agency_id}", guard=PUBLIC, reply=Agency)
    async def show_agency(agency_id: AgencyId, ask: Ask) -> Agency:
        return await ask(GET_AGENCY, GetAgency(agency_id=agency_id))
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Mapping
from typing import Any, get_type_hints

from fastapi import Depends
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from contracts.errors import ErrorCode
from contracts.jobs import FINISHED, JobState
from gateway.api import preconditions
from gateway.api.description import created_at, headers_described, problems_described, raw_body
from gateway.api.representations import JSON, Representation, chosen, format_described
from gateway.auth.callers import bearer_of
from gateway.auth.guards import OFFICER, PUBLIC, Guard
from gateway.parts import parts_of
from gateway.routes import Body, Routes

PREFIX = "/api/v1"

UNFINISHED = frozenset(JobState) - FINISHED

Endpoint = Callable[..., Any]
Declare = Callable[[Endpoint], Endpoint]

ALWAYS = (ErrorCode.INVALID_REQUEST, ErrorCode.RATE_LIMITED, ErrorCode.SERVICE_UNAVAILABLE, ErrorCode.TIMED_OUT)
SIGNED_IN_ALWAYS = (ErrorCode.UNAUTHENTICATED, ErrorCode.FORBIDDEN)


class Resource(Routes):
    """The routes of one resource under /api/v1."""

    def read(
        self,
        path: str,
        *,
        guard: Guard,
        reply: type[BaseModel],
        refuses: tuple[ErrorCode, ...] = (),
        also: tuple[Representation, ...] = (),
    ) -> Declare:
        """GET: an answer with an ETag; 304 to whoever has it already. `also`: what else than JSON it can be had as. An
        endpoint may answer with a response of its own, which is sent as it is."""
        return self._declare("GET", path, guard, reply, refuses, success=200, also=also)

    def create(
        self,
        path: str,
        *,
        guard: Guard,
        reply: type[BaseModel] | None,
        refuses: tuple[ErrorCode, ...] = (),
        success: int = 201,
        body: Body = Body.SMALL,
        takes: str | tuple[str, ...] | None = None,
        location: str | None = None,
    ) -> Declare:
        """POST: done once for each Idempotency-Key. `takes` is the media type of a body that is no JSON; `location`
        a path in which fields of the reply stand in braces."""
        refuses = (ErrorCode.IDEMPOTENCY_KEY_REQUIRED, ErrorCode.IDEMPOTENCY_KEY_REUSED, *refuses)
        needs = (Depends(preconditions.require_idempotency_key),)
        return self._declare("POST", path, guard, reply, refuses, success, body, needs, takes, location)

    def order(
        self,
        path: str,
        *,
        guard: Guard,
        reply: type[BaseModel],
        location: str,
        refuses: tuple[ErrorCode, ...] = (),
        body: Body = Body.SMALL,
        takes: str | tuple[str, ...] | None = None,
    ) -> Declare:
        """POST of what is done in the background: 202 with the job, whose Location tells how far it is."""
        return self.create(
            path, guard=guard, reply=reply, refuses=refuses, success=202, body=body, takes=takes, location=location
        )

    def change(
        self,
        method: str,
        path: str,
        *,
        guard: Guard,
        reply: type[BaseModel],
        refuses: tuple[ErrorCode, ...] = (),
        once: bool = False,
    ) -> Declare:
        """PATCH or PUT: only of the state that the caller has seen, named by If-Match. `once`: it makes new things too,
        so it takes an Idempotency-Key as POST does."""
        refuses = (ErrorCode.PRECONDITION_REQUIRED, ErrorCode.STALE_VERSION, *refuses)
        needs: tuple[Any, ...] = (Depends(preconditions.require_seen_version),)
        if once:
            refuses = (ErrorCode.IDEMPOTENCY_KEY_REQUIRED, ErrorCode.IDEMPOTENCY_KEY_REUSED, *refuses)
            needs = (*needs, Depends(preconditions.require_idempotency_key))
        return self._declare(method, path, guard, reply, refuses, 200, needs=needs)

    def remove(self, path: str, *, guard: Guard, refuses: tuple[ErrorCode, ...] = ()) -> Declare:
        """DELETE of something that has no states to mix up: it is there or it is gone. So no If-Match."""
        return self._declare("DELETE", path, guard, None, refuses, success=204)

    def bytes(
        self, path: str, *, guard: Guard, media_types: tuple[str, ...], refuses: tuple[ErrorCode, ...] = ()
    ) -> Declare:
        """GET of a file: the endpoint makes the response itself."""

        def declare(endpoint: Endpoint) -> Endpoint:
            content = {kind: {"schema": {"type": "string", "format": "binary"}} for kind in media_types}
            responses = {
                200: {"description": "The file.", "content": content},
                206: {"description": "The part asked for.", "content": content},
                304: {"description": "The caller has it already."},
                416: {"description": "The file does not reach that far."},
                **problems_described((*ALWAYS, *refuses)),
            }
            self.add(
                "GET",
                PREFIX + path,
                endpoint,
                guard,
                response_class=Response,
                responses=responses,
                openapi_extra={"parameters": headers_described("GET", signed_in=guard is not PUBLIC)},
                operation_id=endpoint.__name__,
                summary=_summary(endpoint),
            )
            return endpoint

        return declare

    def file(
        self,
        path: str,
        *,
        guard: Guard,
        media_types: tuple[str, ...],
        refuses: tuple[ErrorCode, ...] = (),
        tagged: bool = False,
    ) -> Declare:
        """GET of a file that is written while it is sent: the endpoint makes the response itself. `tagged`: it can tell
        an ETag before, and answers 304 to whoever has the file already."""
        refuses = refuses if guard is PUBLIC else (*SIGNED_IN_ALWAYS, *refuses)

        def declare(endpoint: Endpoint) -> Endpoint:
            content = {kind: {"schema": {"type": "string", "format": "binary"}} for kind in media_types}
            described: dict[str, Any] = {} if guard is PUBLIC else {"security": _security(guard)}
            unchanged: dict[int, dict[str, Any]] = {}
            if tagged:
                described["parameters"] = headers_described("GET", signed_in=guard is not PUBLIC)
                unchanged[304] = {"description": "The caller has it already (If-None-Match)."}
            self.add(
                "GET",
                PREFIX + path,
                endpoint,
                guard,
                response_class=Response,
                responses={
                    200: {"description": "The file.", "content": content},
                    **unchanged,
                    **problems_described((*ALWAYS, *refuses)),
                },
                openapi_extra=described,
                operation_id=endpoint.__name__,
                summary=_summary(endpoint),
            )
            return endpoint

        return declare

    def produce(
        self, path: str, *, guard: Guard, media_types: tuple[str, ...], refuses: tuple[ErrorCode, ...] = ()
    ) -> Declare:
        """POST that makes a file for the caller alone: the endpoint makes the response itself."""
        refuses = (ErrorCode.IDEMPOTENCY_KEY_REQUIRED, *SIGNED_IN_ALWAYS, ErrorCode.CSRF_FAILED, *refuses)

        def declare(endpoint: Endpoint) -> Endpoint:
            content = {kind: {"schema": {"type": "string", "format": "binary"}} for kind in media_types}
            self.add(
                "POST",
                PREFIX + path,
                endpoint,
                guard,
                response_class=Response,
                responses={
                    200: {"description": "The file.", "content": content},
                    **problems_described((*ALWAYS, *refuses)),
                },
                dependencies=(Depends(preconditions.require_idempotency_key),),
                openapi_extra={"parameters": headers_described("POST", signed_in=True), "security": _security(guard)},
                operation_id=endpoint.__name__,
                summary=_summary(endpoint),
            )
            return endpoint

        return declare

    def _declare(
        self,
        method: str,
        path: str,
        guard: Guard,
        reply: type[BaseModel] | None,
        refuses: tuple[ErrorCode, ...],
        success: int,
        body: Body = Body.SMALL,
        needs: tuple[Any, ...] = (),
        takes: str | tuple[str, ...] | None = None,
        location: str | None = None,
        also: tuple[Representation, ...] = (),
    ) -> Declare:
        codes = (*ALWAYS, *(() if guard is PUBLIC else SIGNED_IN_ALWAYS), *refuses)
        if guard is not PUBLIC and method != "GET":
            codes = (*codes, ErrorCode.CSRF_FAILED)
        responses: dict[int, dict[str, Any]] = {**problems_described(codes)}
        if method == "GET":
            responses[304] = {"description": "The caller has it already (If-None-Match)."}
        if also:
            responses[success] = {
                "description": "Successful Response",
                "content": {each.media_type: {} for each in also},
            }
        if success in (201, 202) and location:
            responses[success] = created_at()
        described: dict[str, Any] = {"parameters": headers_described(method, signed_in=guard is not PUBLIC)}
        if also:
            described["parameters"].append(format_described(also))
        if guard is not PUBLIC:
            described["security"] = _security(guard)
        if takes:
            described["requestBody"] = raw_body(*((takes,) if isinstance(takes, str) else takes))

        def declare(endpoint: Endpoint) -> Endpoint:
            self.add(
                method,
                PREFIX + path,
                _answering(endpoint, guard, success, location, also),
                guard,
                body,
                response_model=reply,
                status_code=success,
                responses=responses,
                dependencies=needs,
                openapi_extra=described,
                operation_id=endpoint.__name__,
                summary=_summary(endpoint),
            )
            return endpoint

        return declare


def _security(guard: Guard) -> list[dict[str, list[str]]]:
    return [{"session": []}] if guard is OFFICER else [{"session": []}, {"client": []}]


def _summary(endpoint: Endpoint) -> str:
    return (endpoint.__doc__ or "").strip().splitlines()[0].rstrip(".")


def _answering(
    endpoint: Endpoint, guard: Guard, success: int, location: str | None, also: tuple[Representation, ...]
) -> Endpoint:
    """The endpoint, answering with a complete response instead of a model."""
    hints = get_type_hints(endpoint, include_extras=True)
    parameters = [
        parameter.replace(annotation=hints[parameter.name], kind=inspect.Parameter.KEYWORD_ONLY)
        for parameter in inspect.signature(endpoint).parameters.values()
    ]
    # FastAPI gives the request to one parameter only: the endpoint's own, or else one for us.
    own = next((parameter.name for parameter in parameters if parameter.annotation is Request), None)
    if own is None:
        parameters.append(inspect.Parameter("http_request", inspect.Parameter.KEYWORD_ONLY, annotation=Request))

    @functools.wraps(endpoint)
    async def answer(**arguments: Any) -> Response:
        request = arguments[own] if own else arguments.pop("http_request")
        reply = await endpoint(**arguments)
        if isinstance(reply, Response):
            return reply
        if reply is None:
            return Response(status_code=204, headers={"Cache-Control": "no-store"})
        return respond(request, reply, guard, success, location, also)

    # FastAPI reads the parameters from here.
    answer.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    return answer


def respond(
    request: Request,
    reply: BaseModel,
    guard: Guard,
    success: int,
    location: str | None,
    also: tuple[Representation, ...] = (),
) -> Response:
    other = chosen(request, also) if also else None
    media_type = other.media_type if other else JSON
    content = other.write(request, reply) if other and other.write else reply.model_dump_json().encode()
    headers = {"ETag": preconditions.etag_of(reply, content)}
    next_page = getattr(reply, "next", None)
    if next_page:
        headers["Link"] = f'<{next_page}>; rel="next"'
    if getattr(reply, "state", None) in UNFINISHED:
        headers["Retry-After"] = "1"
    if location:
        headers["Location"] = PREFIX + location.format_map(_fields(reply))
    if request.method != "GET":
        headers["Cache-Control"] = "no-store"
        return Response(content, success, headers, media_type)
    nobodys = parts_of(request).cookies.session(request) is None and bearer_of(request) is None
    anybodys = guard is PUBLIC and nobodys
    headers["Cache-Control"] = "public, no-cache" if anybodys else "private, no-cache"
    headers["Vary"] = "Cookie, Authorization, Accept" if also else "Cookie, Authorization"
    if preconditions.has_already(request, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    return Response(content, success, headers, media_type)


def _fields(reply: BaseModel) -> Mapping[str, Any]:
    return dict(reply)
