"""What must be true of an ID token before anybody is signed in by it (OpenID Connect Core 3.1.3.7)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from authlib.oidc.core.util import create_half_hash
from joserfc import jwt
from joserfc.jwk import KeySet

ALGORITHMS = ("ES256", "RS256", "PS256", "EdDSA", "Ed25519")
"""Signatures with the issuer's own key only: neither `none` nor any that the client's secret or a public key could
make."""
LEEWAY = 60
LONGEST = 16 * 1024


class Wrong(ValueError):
    """A claim is not as it must be. The message is the name of the claim."""


def verified(id_token: object, keys: KeySet) -> jwt.Token:
    """Raises JoseError when no key of the issuer's has signed it, Wrong when it is no token at all."""
    if not isinstance(id_token, str) or len(id_token) > LONGEST:
        raise Wrong("id_token")
    return jwt.decode(id_token, keys, algorithms=list(ALGORITHMS))


def check_claims(
    header: Mapping[str, Any], claims: Mapping[str, Any], issuer: str, client_id: str, nonce: str, now: float
) -> None:
    """Raises Wrong unless the claims are those of a fresh ID token for us and this sign-in."""
    aud = claims.get("aud")
    audience = aud if isinstance(aud, list) else [aud]
    checks = (
        ("alg", header.get("alg") in ALGORITHMS),
        ("iss", claims.get("iss") == issuer),
        ("aud", client_id in audience),
        ("azp", claims.get("azp", client_id if len(audience) == 1 else None) == client_id),
        ("exp", _is_time(claims.get("exp")) and now < claims["exp"] + LEEWAY),
        ("iat", _is_time(claims.get("iat")) and claims["iat"] <= now + LEEWAY),
        ("nbf", "nbf" not in claims or (_is_time(claims["nbf"]) and claims["nbf"] <= now + LEEWAY)),
        ("nonce", claims.get("nonce") == nonce),
        ("sub", isinstance(claims.get("sub"), str) and 0 < len(claims["sub"]) <= 255),
    )
    for claim, holds in checks:
        if not holds:
            raise Wrong(claim)


def check_access_token_hash(header: Mapping[str, Any], claims: Mapping[str, Any], access_token: object) -> None:
    """Raises Wrong when the ID token names an access token by its hash (`at_hash`) and it is not this one."""
    if "at_hash" not in claims:
        return
    algorithm = "EdDSA" if header["alg"].startswith("Ed") else header["alg"]
    expected = create_half_hash(access_token if isinstance(access_token, str) else "", algorithm)
    if expected is None or expected.decode() != claims["at_hash"]:
        raise Wrong("at_hash")


def _is_time(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
