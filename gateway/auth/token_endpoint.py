"""Where machine clients get access (OAuth 2.0 client credentials), and where programs learn of it (RFC 8414)."""

from __future__ import annotations

from datetime import UTC, datetime

import structlog
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from contracts.errors import ErrorCode, Refusal
from contracts.rpc.identity.clients import OPEN_CLIENT_ACCESS, OpenClientAccess
from contracts.vocabulary import ClientScope
from gateway.auth.callers import address_of
from gateway.auth.client_credentials import (
    GRANT_TYPE,
    METHODS,
    SIGNING_ALGORITHMS,
    TOKEN_ENDPOINT,
    TokenRefused,
    TokenRequest,
    token_request,
)
from gateway.auth.guards import CLIENT_ITSELF, PUBLIC
from gateway.errors import STATUS
from gateway.parts import Parts, parts_of
from gateway.routes import Routes

log = structlog.get_logger()

routes = Routes("machine clients")

NEVER_KEPT = {"Cache-Control": "no-store", "Pragma": "no-cache"}
FORM = "application/x-www-form-urlencoded"


@routes.page("POST", TOKEN_ENDPOINT, guard=CLIENT_ITSELF)
async def issue_access(request: Request) -> Response:
    """Access for a client that proves who it is. Errors are those of RFC 6749, since that is what clients know."""
    try:
        if request.headers.get("content-type", "").split(";")[0].strip().lower() != FORM:
            raise TokenRefused("invalid_request", f"Send {FORM}.")
        async with request.form(max_fields=20) as form:
            asked = token_request(request.query_params, request.headers.get("authorization"), form)
        return await _opened(request, asked)
    except TokenRefused as refused:
        log.warning("client_refused", error=refused.error)
        return _error(refused)


async def _opened(request: Request, asked: TokenRequest) -> Response:
    parts = parts_of(request)
    open_access = OpenClientAccess(
        client_id=asked.shown.client_id,
        secret=asked.shown.secret,
        assertion=asked.shown.assertion,
        audience=f"{_base(parts)}{TOKEN_ENDPOINT}",
        scopes=asked.scopes,
        address=address_of(request),
    )
    try:
        opened = await parts.bus.call(OPEN_CLIENT_ACCESS, open_access)
    except Refusal as refusal:
        raise _as_refused(refusal) from None
    answer = {
        "access_token": opened.token,
        "token_type": "Bearer",
        "expires_in": max(0, int((opened.expires_at - datetime.now(UTC)).total_seconds())),
        "scope": " ".join(sorted(opened.scopes)),
    }
    return JSONResponse(answer, headers=NEVER_KEPT)


def _as_refused(refusal: Refusal) -> TokenRefused:
    """What identity's refusal is called in OAuth. Raises the refusal itself when OAuth has no word for it: too many
    attempts, or a part of the system is away."""
    status = STATUS[refusal.code]
    if refusal.code is ErrorCode.INVALID_REQUEST and any(field.field == "scopes" for field in refusal.fields):
        return TokenRefused("invalid_scope", "The client does not have all of these scopes.")
    if status in (401, 403, 404, 422):
        return TokenRefused("invalid_client", "The client is not known, or its credentials do not count.", 401)
    raise refusal


def _error(refused: TokenRefused) -> Response:
    headers = dict(NEVER_KEPT)
    if refused.status == 401:
        headers["WWW-Authenticate"] = 'Basic realm="Prakat"'
    body = {"error": refused.error, "error_description": refused.description}
    return JSONResponse(body, refused.status, headers)


@routes.page("GET", "/.well-known/oauth-authorization-server", guard=PUBLIC)
async def show_metadata(request: Request) -> Response:
    base = _base(parts_of(request))
    described = {
        "issuer": base,
        "token_endpoint": f"{base}{TOKEN_ENDPOINT}",
        "grant_types_supported": [GRANT_TYPE],
        "response_types_supported": [],
        "token_endpoint_auth_methods_supported": list(METHODS),
        "token_endpoint_auth_signing_alg_values_supported": list(SIGNING_ALGORITHMS),
        "scopes_supported": [scope.value for scope in ClientScope],
        "service_documentation": f"{base}/api/v1/openapi.json",
    }
    return JSONResponse(described, headers={"Cache-Control": "public, max-age=300"})


def _base(parts: Parts) -> str:
    return parts.settings.gateway_url.rstrip("/")
