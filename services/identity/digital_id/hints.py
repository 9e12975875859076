"""ID tokens that come back as hints: who was signed in, says the client."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from services.identity.digital_id.keys import ALGORITHM, Keys

LONGEST_HINT = 4096  # characters; ours have about 600


class IdTokenHints:
    def __init__(self, keys: Keys, issuer: str, client_id: str, clock: Callable[[], datetime]) -> None:
        self._keys = keys
        self._issuer = issuer
        self._client_id = client_id
        self._clock = clock

    def claims(self, hint: str) -> dict[str, Any] | None:
        """What the token says; None unless we have signed it for this client.

        It may have expired: OpenID Connect RP-Initiated Logout 1.0 section 2 and Core section 3.1.2.1 want such hints
        accepted, since they prove nothing but who was signed in.
        """
        if len(hint) > LONGEST_HINT:
            return None
        try:
            keys = KeySet.import_key_set(self._keys.public_set(self._clock()))
            claims = dict(jwt.decode(hint, keys, algorithms=[ALGORITHM]).claims)
        except (JoseError, ValueError):
            return None
        is_ours = claims.get("iss") == self._issuer and claims.get("aud") == self._client_id
        return claims if is_ours else None

    def subject_of(self, hint: str | None) -> str | None:
        """Whose token it is; None for none, and for one that is not ours."""
        claims = self.claims(hint) if hint else None
        return str(claims["sub"]) if claims else None
