"""Sign-out that the client asks for: OpenID Connect RP-Initiated Logout 1.0."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from authlib.oauth2 import OAuth2Request
from authlib.oauth2.rfc6749 import InvalidRequestError
from authlib.oidc.rpinitiated import EndSessionEndpoint, EndSessionRequest
from flask import request

from services.identity.digital_id import sessions
from services.identity.digital_id.clients import Client

if TYPE_CHECKING:
    from services.identity.digital_id.oidc import Provider

CONFIRMED = "sign_out.submit"
"""The endpoint that answers the form on which the officer confirms."""


class EndSession(EndSessionEndpoint):  # type: ignore[misc]
    """Ends the session of the browser. Sends it on only with an ID token of ours and to the registered address."""

    def __init__(self, server: Provider) -> None:
        super().__init__(server)
        self._hints = server.hints

    def _validate_id_token_hint(self, id_token_hint: str) -> dict[str, Any]:
        # In place of Authlib's: that lets pass a token of ours that another issuer's name stands in.
        claims = self._hints.claims(id_token_hint)
        if claims is None:
            raise InvalidRequestError("The id_token_hint is not one of this issuer for this client.")
        return claims

    def is_post_logout_redirect_uri_legitimate(
        self, asked: OAuth2Request, post_logout_redirect_uri: str, client: Client, logout_hint: str | None
    ) -> bool:
        """Without a hint the browser goes on (to a registered address only) when the officer has said so on our page:
        RP-Initiated Logout 1.0 section 3 lets us confirm it by other means."""
        return request.endpoint == CONFIRMED

    def end_session(self, end_session_request: EndSessionRequest) -> None:
        sessions.close_session(request.cookies.get(sessions.COOKIE))
