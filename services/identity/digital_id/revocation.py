"""Access tokens that the client gives back: RFC 7009."""

from __future__ import annotations

from authlib.oauth2 import OAuth2Request
from authlib.oauth2.rfc6749 import InvalidRequestError
from authlib.oauth2.rfc7009 import RevocationEndpoint

from services.identity.digital_id.clients import Client
from services.identity.digital_id.model import IssuedToken
from services.identity.digital_id.store import issued
from services.identity.digital_id.vault import hash_of

AUTH_METHODS = ("client_secret_basic", "client_secret_post")


class Revocation(RevocationEndpoint):  # type: ignore[misc]
    """A token that there is not, or not any more, is answered like one that was revoked (section 2.2)."""

    CLIENT_AUTH_METHODS = list(AUTH_METHODS)

    def check_params(self, asked: OAuth2Request, client: Client) -> None:
        """A hint about the kind of token is no help with one kind only: ignored, as section 2.1 lets us."""
        if not asked.form.get("token"):
            raise InvalidRequestError("The token is missing.")

    def query_token(self, token_string: str, token_type_hint: str | None) -> IssuedToken | None:
        return issued.token(hash_of(token_string), self.server.clock())

    def revoke_token(self, token: IssuedToken, asked: OAuth2Request) -> None:
        issued.remove_token(token.id)
