"""Access tokens: who calls and what they may do, signed by identity (EdDSA JWT), verified by every service itself."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet, OKPKey

from contracts.calls import Caller, CallerKind, Grant
from contracts.errors import ErrorCode, Refusal
from contracts.vocabulary import ClientScope, Role

ISSUER = "prakat-identity"
AUDIENCE = "prakat-services"
_ALGORITHMS = ["Ed25519"]


def public_key_of(private_key: str) -> str:
    """The public key (64 hex digits) that belongs to an Ed25519 seed (64 hex digits)."""
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(private_key)).public_key().public_bytes_raw().hex()


def sign(private_key: str, caller: Caller, now: datetime, lifetime: timedelta) -> str:
    """A token that says who `caller` is until `now + lifetime`."""
    key = OKPKey.import_key(Ed25519PrivateKey.from_private_bytes(bytes.fromhex(private_key)))
    claims: dict[str, Any] = {
        "iss": ISSUER,
        "aud": AUDIENCE,
        "sub": caller.subject,
        "iat": int(now.timestamp()),
        "exp": int((now + lifetime).timestamp()),
        "name": caller.name,
        "kind": caller.kind.value,
        "gv": caller.grants_version,
        "grants": [[g.id, g.role.value, g.agency_id, g.issuer] for g in caller.grants],
    }
    if caller.scopes is not None:
        claims["scope"] = " ".join(sorted(caller.scopes))
    header = {"alg": "Ed25519", "typ": "at+jwt", "kid": _kid(public_key_of(private_key))}
    return jwt.encode(header, claims, key, algorithms=_ALGORITHMS)


class Verifier:
    """Verifies tokens against the accepted public keys (several during a rotation)."""

    def __init__(self, public_keys: Sequence[str]) -> None:
        """`public_keys` are Ed25519 public keys of 64 hex digits each."""
        self._keys = KeySet(
            [
                OKPKey.import_key(Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)), {"kid": _kid(key)})
                for key in public_keys
            ]
        )

    def verify(self, token: str, now: datetime) -> Caller:
        """The caller that the token names.

        Raises Refusal UNAUTHENTICATED for a token that is not ours, altered or meant for somebody else, and
        ACCESS_TOKEN_STALE for one of ours that has expired.
        """
        try:
            decoded = jwt.decode(token, self._keys, algorithms=_ALGORITHMS)
            claims = decoded.claims
            if claims["iss"] != ISSUER or claims["aud"] != AUDIENCE or decoded.header.get("typ") != "at+jwt":
                raise Refusal(ErrorCode.UNAUTHENTICATED)
            expired = now.timestamp() >= claims["exp"]
            caller = Caller(
                subject=claims["sub"],
                name=claims["name"],
                kind=CallerKind(claims["kind"]),
                grants=tuple(Grant(g[0], Role(g[1]), g[2], g[3]) for g in claims["grants"]),
                grants_version=claims["gv"],
                scopes=frozenset(map(ClientScope, claims["scope"].split())) if "scope" in claims else None,
            )
        except (JoseError, ValueError, KeyError, TypeError, IndexError, AttributeError):
            raise Refusal(ErrorCode.UNAUTHENTICATED) from None
        if expired:
            raise Refusal(ErrorCode.ACCESS_TOKEN_STALE)
        return caller


def _kid(public_key: str) -> str:
    return public_key[:16]
