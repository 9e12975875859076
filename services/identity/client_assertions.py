"""Assertions with which a client shows that it has its private key (RFC 7523, section 3), and the keys for them."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime, timedelta
from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, OKPKey, RSAKey, import_key

from services.identity.domain.clients import Asserted, Client, ClientTurnedAway, Credential, KeyUnfit

# An assertion is made for one request.
LONGEST = timedelta(minutes=5)
# By how much the client's clock may differ from ours.
SKEW = timedelta(seconds=30)
_LONGEST_TEXT = 8000
_LONGEST_ID = 255
_FEWEST_RSA_BITS = 2048
# RFC 7523 leaves the type open; a token that was made for something else names that.
_TYPES = (None, "JWT", "client-authentication+jwt")

_Key = ECKey | OKPKey | RSAKey


class ClientAssertions:
    """Which algorithm is right follows from the registered key, never from the assertion: `none`, or a MAC made with
    the public key as its secret, has nothing to match."""

    def public_key(self, given: str) -> str:
        """The key as it is kept: EC on P-256, Ed25519, or RSA from 2048 bits.

        Raises KeyUnfit, also for a private key: who sends one has shown it to somebody.
        """
        try:
            key = import_key(json.loads(given))
        except (JoseError, ValueError, TypeError, KeyError, AttributeError):
            raise KeyUnfit from None
        if not isinstance(key, ECKey | OKPKey | RSAKey) or key.is_private or not _algorithms(key):
            raise KeyUnfit
        return json.dumps(key.as_dict(private=False), sort_keys=True)

    def verify(self, assertion: str, client: Client, audience: str, now: datetime) -> Asserted:
        """Raises ClientTurnedAway."""
        if len(assertion) > _LONGEST_TEXT:
            raise ClientTurnedAway("assertion_malformed")
        for credential in client.holding(now):
            claims = _claims(assertion, credential) if credential.public_key else None
            if claims is not None:
                return _asserted(claims, credential, client, audience, now)
        raise ClientTurnedAway("assertion_signature")


def _claims(assertion: str, credential: Credential) -> dict[str, Any] | None:
    """What was signed with this key; None when nothing was."""
    key = import_key(json.loads(credential.public_key or ""))
    assert isinstance(key, ECKey | OKPKey | RSAKey)  # noqa: S101 - only such were registered
    try:
        decoded = jwt.decode(assertion, key, algorithms=_algorithms(key))
    except (JoseError, ValueError, TypeError, KeyError, AttributeError):
        return None
    return decoded.claims if decoded.header.get("typ") in _TYPES else None


def _algorithms(key: _Key) -> list[str]:
    if isinstance(key, RSAKey):
        return ["RS256", "PS256"] if key.public_key.key_size >= _FEWEST_RSA_BITS else []
    if isinstance(key, ECKey):
        return ["ES256"] if key.curve_name == "P-256" else []
    return ["Ed25519", "EdDSA"] if key.curve_name == "Ed25519" else []


def _asserted(claims: dict[str, Any], credential: Credential, client: Client, audience: str, now: datetime) -> Asserted:
    if claims.get("iss") != client.id or claims.get("sub") != client.id:
        raise ClientTurnedAway("assertion_issuer")
    # One audience: an assertion that also holds elsewhere could be passed on by whoever received it there.
    if claims.get("aud") not in (audience, [audience]):
        raise ClientTurnedAway("assertion_audience")
    expires_at = _instant(claims.get("exp"))
    if expires_at is None or not now - SKEW < expires_at <= now + LONGEST + SKEW:
        raise ClientTurnedAway("assertion_expiry")
    for name in ("iat", "nbf"):
        begins = _instant(claims.get(name))
        if name in claims and (begins is None or begins > now + SKEW):
            raise ClientTurnedAway("assertion_expiry")
    assertion_id = claims.get("jti")
    if not isinstance(assertion_id, str) or not 0 < len(assertion_id) <= _LONGEST_ID:
        raise ClientTurnedAway("assertion_id")
    return Asserted(hashlib.sha256(assertion_id.encode()).hexdigest(), credential, expires_at + SKEW)


def _instant(value: object) -> datetime | None:
    """A NumericDate (RFC 7519, section 2)."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        return datetime.fromtimestamp(value, UTC)
    except (ValueError, OverflowError, OSError):
        return None
