"""Sign-out that the client asks for: OpenID Connect RP-Initiated Logout 1.0."""

from __future__ import annotations

from typing import TYPE_CHECKING

from authlib.oidc.rpinitiated import EndSessionEndpoint, EndSessionRequest
from flask import request
from joserfc.jwk import KeySet

from services.identity.digital_id import sessions
from services.identity.digital_id.keys import ALGORITHM

if TYPE_CHECKING:
    from services.identity.digital_id.oidc import Provider


class EndSession(EndSessionEndpoint):  # type: ignore[misc]
    """Ends the session of the browser. Sends it on only with an ID token of ours and to the registered address."""

    def __init__(self, server: Provider) -> None:
        super().__init__(server)
        self._keys = server.keys

    def get_server_jwks(self) -> KeySet:
        return KeySet.import_key_set(self._keys.public_set())

    def get_algorithms(self) -> list[str]:
        return [ALGORITHM]

    def end_session(self, end_session_request: EndSessionRequest) -> None:
        sessions.close_session(request.cookies.get(sessions.COOKIE))
