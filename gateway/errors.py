"""How a refusal looks over HTTP: one table, one builder, one exit for every exception.

The body is RFC 9457 problem+json: `type`, `title`, `status`, `detail` (in the language asked for), and besides them
`code`, both texts, the fields concerned, the trace id, and the error's details.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pydantic
import structlog
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from chassis.tracing import current_trace_id
from contracts.errors import ErrorCode, FieldProblem, Refusal
from gateway.field_problems import field_problems
from gateway.languages import language_of

log = structlog.get_logger()

STATUS: Mapping[ErrorCode, int] = {
    ErrorCode.INVALID_REQUEST: 422,
    ErrorCode.NOT_FOUND: 404,
    ErrorCode.METHOD_NOT_ALLOWED: 405,
    ErrorCode.UNSUPPORTED_MEDIA_TYPE: 415,
    ErrorCode.PRECONDITION_REQUIRED: 428,
    ErrorCode.STALE_VERSION: 412,
    ErrorCode.IDEMPOTENCY_KEY_REQUIRED: 400,
    ErrorCode.IDEMPOTENCY_KEY_REUSED: 422,
    ErrorCode.CONFLICT: 409,
    ErrorCode.RATE_LIMITED: 429,
    ErrorCode.UNAUTHENTICATED: 401,
    ErrorCode.ACCESS_TOKEN_STALE: 401,
    ErrorCode.FORBIDDEN: 403,
    ErrorCode.CSRF_FAILED: 403,
    ErrorCode.SIGN_IN_FAILED: 400,
    ErrorCode.CONSENT_REFUSED: 403,
    ErrorCode.TOKEN_REFUSED: 422,
    ErrorCode.TOO_MANY_ATTEMPTS: 429,
    ErrorCode.ACCOUNT_SUSPENDED: 403,
    ErrorCode.LAST_ADMINISTRATOR: 409,
    ErrorCode.CLIENT_REFUSED: 401,
    ErrorCode.AGENCY_UNKNOWN: 404,
    ErrorCode.AGENCY_INVALID: 422,
    ErrorCode.AGENCY_CODE_TAKEN: 409,
    ErrorCode.MOVE_REQUEST_CLOSED: 409,
    ErrorCode.IMPORT_REJECTED: 422,
    ErrorCode.TOO_MUCH_AT_ONCE: 413,
    ErrorCode.JOB_UNKNOWN: 404,
    ErrorCode.JOB_FINISHED: 409,
    ErrorCode.UPLOAD_UNKNOWN: 422,
    ErrorCode.UPLOAD_EMPTY: 422,
    ErrorCode.UPLOAD_TOO_LARGE: 413,
    ErrorCode.UPLOAD_INTERRUPTED: 400,
    ErrorCode.UPLOAD_NOT_PDF: 415,
    ErrorCode.UPLOAD_UNREADABLE: 422,
    ErrorCode.UPLOAD_ENCRYPTED: 422,
    ErrorCode.UPLOAD_ACTIVE_CONTENT: 422,
    ErrorCode.UPLOAD_INFECTED: 422,
    ErrorCode.DOCUMENT_UNKNOWN: 404,
    ErrorCode.DOCUMENT_DATE_INVALID: 422,
    ErrorCode.CAMPAIGN_UNKNOWN: 404,
    ErrorCode.CAMPAIGN_CLOSED: 409,
    ErrorCode.RETURN_NOT_ASKED: 404,
    ErrorCode.RETURN_SUBMITTED: 409,
    ErrorCode.RETURN_NOT_SUBMITTED: 409,
    ErrorCode.REPORT_UNKNOWN: 404,
    ErrorCode.FROZEN_FIGURES_UNKNOWN: 404,
    ErrorCode.TIMED_OUT: 504,
    ErrorCode.OVERLOADED: 503,
    ErrorCode.SERVICE_UNAVAILABLE: 503,
    ErrorCode.INTERNAL: 500,
}

CODE_OF_STATUS: Mapping[int, ErrorCode] = {
    401: ErrorCode.UNAUTHENTICATED,
    403: ErrorCode.FORBIDDEN,
    404: ErrorCode.NOT_FOUND,
    405: ErrorCode.METHOD_NOT_ALLOWED,
    413: ErrorCode.UPLOAD_TOO_LARGE,
    415: ErrorCode.UNSUPPORTED_MEDIA_TYPE,
}
"""What the framework's own errors mean in our words; any other of its 4xx is an INVALID_REQUEST."""

MEDIA_TYPE = "application/problem+json"


class Problem(BaseModel):
    """Every error, whatever went wrong (RFC 9457). Values from the error's details stand beside these members."""

    model_config = ConfigDict(extra="allow", title="Problem")

    type: str = Field(description="Stable address of the description of this code.", examples=["/problems/not_found"])
    title: str = Field(description="What happened, in English, the same for every occurrence.")
    status: int
    detail: str = Field(description="What happened and what to do, in the language of Accept-Language (Thai if none).")
    code: ErrorCode = Field(description="Stable code to branch on.")
    message_th: str
    message_en: str
    fields: tuple[FieldProblem, ...] = ()
    trace_id: str = Field(description="To be quoted when reporting a fault.")


def problem_of(refusal: Refusal, language: str) -> Problem:
    error = refusal.on_the_wire()
    own = {**error.details} if error.details else {}
    for taken in Problem.model_fields:
        own.pop(taken, None)
    return Problem(
        type=f"/problems/{error.code}",
        title=error.code.replace("_", " ").capitalize(),
        status=STATUS[error.code],
        detail=error.message_th if language == "th" else error.message_en,
        code=error.code,
        message_th=error.message_th,
        message_en=error.message_en,
        fields=error.fields,
        trace_id=current_trace_id() or "",
        **own,
    )


def problem_response(request: Request, refusal: Refusal, headers: Mapping[str, str] | None = None) -> Response:
    """The one builder of error responses: a page for a browser that asked for a page, problem+json for all others."""
    problem = problem_of(refusal, language_of(request))
    headers = {"Cache-Control": "no-store", "Vary": "Accept, Accept-Language", **(headers or {})}
    if "retry_after" in refusal.details:
        headers["Retry-After"] = str(refusal.details["retry_after"])
    elif problem.status == 503:
        headers["Retry-After"] = "2"
    if wants_page(request):
        page: Response | None = request.app.state.error_page(request, refusal, problem)
        if page is not None:
            page.headers.update(headers)
            return page
    if problem.status == 401:
        headers["WWW-Authenticate"] = _challenge(request)
    return Response(problem.model_dump_json(), problem.status, headers, MEDIA_TYPE)


def _challenge(request: Request) -> str:
    """RFC 6750 section 3.1: whoever showed a token that does not count is told that, others only how to show one."""
    shown = request.headers.get("authorization", "").lower().startswith("bearer")
    return 'Bearer realm="Prakat", error="invalid_token"' if shown else 'Session realm="Prakat", Bearer realm="Prakat"'


def wants_page(request: Request) -> bool:
    return not request.url.path.startswith("/api/") and "text/html" in request.headers.get("accept", "")


def refusal_for(error: Exception) -> tuple[Refusal, Mapping[str, str]]:
    """What an exception of ours, of the validation or of the framework means, and the headers it carries."""
    match error:
        case Refusal():
            return error, {}
        case RequestValidationError():
            return Refusal(ErrorCode.INVALID_REQUEST, fields=field_problems(error.errors())), {}
        case pydantic.ValidationError():
            return Refusal(ErrorCode.INVALID_REQUEST, fields=field_problems(error.errors(include_input=False))), {}
        case ClientDisconnect():
            return Refusal(ErrorCode.UPLOAD_INTERRUPTED), {}
        case HTTPException():
            # FastAPI wraps whatever goes wrong while it reads a body; the cause says what it was.
            if isinstance(error.__cause__, Refusal | ClientDisconnect):
                return refusal_for(error.__cause__)
            code = CODE_OF_STATUS.get(error.status_code)
            if code is None:
                code = ErrorCode.INTERNAL if error.status_code >= 500 else ErrorCode.INVALID_REQUEST
            return Refusal(code, **_expected(code)), dict(error.headers or {})
        case _:
            return Refusal(ErrorCode.INTERNAL), {}


def _expected(code: ErrorCode) -> dict[str, Any]:
    return {"expected": "application/json"} if code is ErrorCode.UNSUPPORTED_MEDIA_TYPE else {}


def exit_with(request: Request, error: Exception) -> Response:
    """The one exit: the response for any exception; what nobody expected is logged."""
    refusal, headers = refusal_for(error)
    if refusal.code is ErrorCode.INTERNAL and not isinstance(error, Refusal):
        log.error("unexpected_error", path=request.url.path, exc_info=error)
    return problem_response(request, refusal, headers)


def install(app: FastAPI) -> None:
    """Send every exception that a route raises to the one exit. What escapes routes is caught in gateway/edge.py."""

    async def handle(request: Request, error: Exception) -> Response:
        return exit_with(request, error)

    for kind in (Refusal, RequestValidationError, pydantic.ValidationError, ClientDisconnect, HTTPException):
        app.add_exception_handler(kind, handle)
