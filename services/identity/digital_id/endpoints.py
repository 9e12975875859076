"""What programs ask the provider: discovery, keys, tokens, userinfo, revocation."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import structlog
from authlib.oauth2 import OAuth2Error
from authlib.oauth2.rfc6749 import InvalidClientError, InvalidRequestError
from flask import Blueprint, Response, jsonify, request

from services.identity.digital_id.clients import SCOPES
from services.identity.digital_id.keys import ALGORITHM
from services.identity.digital_id.language import LANGUAGES
from services.identity.digital_id.model import ACR_PASSWORD, ACR_TWO_FACTORS
from services.identity.digital_id.parts import Parts
from services.identity.digital_id.revocation import AUTH_METHODS
from services.identity.digital_id.userinfo import CLAIMS

log = structlog.get_logger()


def blueprint(parts: Parts) -> Blueprint:
    endpoints = Blueprint("endpoints", __name__)
    provider = parts.provider

    @endpoints.get("/.well-known/openid-configuration")
    def discovery() -> Response:
        return _for_everybody(metadata(provider.issuer))

    @endpoints.get("/connect/jwks")
    def jwks() -> Response:
        return _for_everybody(parts.keys.public_set(parts.clock()))

    @endpoints.post("/connect/token")
    def token() -> Response:
        response = _token_response()
        parts.measures.tokens.labels("issued" if response.status_code == 200 else "refused").inc()
        return response

    @endpoints.post("/connect/revoke")
    def revoke() -> Response:
        return _unless_malformed(lambda: provider.create_endpoint_response("revocation"))

    def _token_response() -> Response:
        response = _unless_malformed(provider.create_token_response)
        if response.status_code != 200:
            log.warning("token_refused", error=(response.get_json(silent=True) or {}).get("error"))
        return response

    def _unless_malformed(answer: Callable[[], Response]) -> Response:
        problem = _malformed()
        response: Response = provider.handle_error_response(None, problem) if problem else answer()
        return response

    @endpoints.route("/connect/userinfo", methods=["GET", "POST"])
    def userinfo() -> Response:
        response: Response = provider.create_endpoint_response("userinfo")
        if response.status_code != 200:
            log.info("userinfo_refused", status=response.status_code)
        return response

    return endpoints


def metadata(issuer: str) -> dict[str, Any]:
    """OpenID Connect Discovery 1.0 section 3. RS256, which it demands, is left out: our one client speaks ES256."""
    base = issuer.rstrip("/")
    return {
        "issuer": issuer,
        "authorization_endpoint": f"{base}/connect/authorize",
        "token_endpoint": f"{base}/connect/token",
        "userinfo_endpoint": f"{base}/connect/userinfo",
        "jwks_uri": f"{base}/connect/jwks",
        "revocation_endpoint": f"{base}/connect/revoke",
        "end_session_endpoint": f"{base}/connect/logout",
        "scopes_supported": list(SCOPES),
        "claims_supported": [*CLAIMS, "auth_time", "acr", "amr"],
        "acr_values_supported": [ACR_PASSWORD, ACR_TWO_FACTORS],
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "grant_types_supported": ["authorization_code"],
        "code_challenge_methods_supported": ["S256"],
        "prompt_values_supported": ["none", "login", "consent", "select_account"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": [ALGORITHM],
        "token_endpoint_auth_methods_supported": list(AUTH_METHODS),
        "revocation_endpoint_auth_methods_supported": list(AUTH_METHODS),
        "ui_locales_supported": list(LANGUAGES),
        "claims_parameter_supported": False,
        "request_parameter_supported": False,
        "request_uri_parameter_supported": False,
        "authorization_response_iss_parameter_supported": True,
    }


def _malformed() -> OAuth2Error | None:
    """What Authlib lets pass or fails on: RFC 6749 section 3.2 wants parameters in the body only, and each once."""
    if request.args or any(len(values) > 1 for values in request.form.listvalues()):
        return InvalidRequestError("Send each parameter once, in the body.")
    if "Authorization" in request.headers and "client_secret" in request.form:
        return InvalidRequestError("Authenticate in one way only.")  # RFC 6749 section 2.3
    try:
        # Authlib decodes the credentials as UTF-8; werkzeug gives None for what is not base64 or not UTF-8.
        if request.headers.get("Authorization", "").lower().startswith("basic ") and request.authorization is None:
            return InvalidClientError(status_code=401, description="The credentials cannot be read.")
    except ValueError:
        return InvalidClientError(status_code=401, description="The credentials cannot be read.")
    return None


def _for_everybody(document: Mapping[str, Any]) -> Response:
    response = jsonify(document)
    response.headers["Cache-Control"] = "public, max-age=300"
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response
