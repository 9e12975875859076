"""Whatever goes wrong, in the asker's language, or as JSON where a program asks."""

from __future__ import annotations

import structlog
from flask import Flask, Response, jsonify, make_response, render_template, request
from pymongo.errors import PyMongoError
from werkzeug.exceptions import HTTPException

from services.identity.digital_id import language
from services.identity.digital_id.authorization_requests import RequestTooLong, TicketInvalid
from services.identity.digital_id.csrf import FormForged
from services.identity.digital_id.forgotten import LinkInvalid
from services.identity.digital_id.texts import text
from services.identity.digital_id.throttle import TooManyAttempts

# Their callers are programs, to whom RFC 6749 section 5.2 gives JSON.
FOR_PROGRAMS = ("/connect/token", "/connect/revoke", "/connect/userinfo", "/connect/jwks", "/.well-known/")

log = structlog.get_logger()


def set_up(app: Flask) -> None:
    @app.errorhandler(FormForged)
    def forged(_: FormForged) -> Response:
        log.warning("form_forged", endpoint=request.endpoint)
        return page("csrf_failed", 400)

    @app.errorhandler(TicketInvalid)
    def ticket_invalid(_: TicketInvalid) -> Response:
        log.info("ticket_refused", endpoint=request.endpoint)
        return page("sign_in_failed", 400)

    @app.errorhandler(RequestTooLong)
    def too_long(_: RequestTooLong) -> Response:
        log.warning("authorization_refused", error="too long")
        return page("invalid_request", 400, reason="too long")

    @app.errorhandler(LinkInvalid)
    def link_invalid(_: LinkInvalid) -> Response:
        return page("link_invalid", 400)

    @app.errorhandler(TooManyAttempts)
    def too_many(error: TooManyAttempts) -> Response:
        log.warning("throttled", endpoint=request.endpoint)
        response = page("too_many_attempts", 429, retry_after=error.retry_after)
        response.headers["Retry-After"] = str(error.retry_after)
        return response

    @app.errorhandler(HTTPException)
    def http(error: HTTPException) -> Response:
        status = error.code or 500
        log.info("request_refused", status=status, endpoint=request.endpoint)
        response = _answer("not_found" if status == 404 else "bad_request", status)
        if status == 405:
            response.headers.extend(error.get_headers())
            response.headers["Content-Type"] = response.content_type
        return response

    @app.errorhandler(PyMongoError)
    def store_unavailable(_: PyMongoError) -> Response:
        log.exception("store_unavailable", endpoint=request.endpoint)
        response = _answer("service_unavailable", 503)
        response.headers["Retry-After"] = "5"
        return response

    @app.errorhandler(Exception)
    def unexpected(_: Exception) -> Response:
        log.exception("request_failed", endpoint=request.endpoint)
        return _answer("internal", 500)


def _answer(kind: str, status: int) -> Response:
    if not request.path.startswith(FOR_PROGRAMS):
        return page(kind, status)
    error = {503: "temporarily_unavailable", 500: "server_error"}.get(status, "invalid_request")
    response = jsonify(error=error, error_description=text(f"error.{kind}", "en"))
    response.status_code = status
    return response


def page(kind: str, status: int, **values: object) -> Response:
    """The page for the text error.<kind>."""
    message = text(f"error.{kind}", language.current(), **values)
    return make_response(render_template("error.html", message=message), status)
