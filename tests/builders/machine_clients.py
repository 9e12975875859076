"""Machine clients as their owners run them: with a secret, or with a key that signs assertions."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from joserfc import jwt
from joserfc.jwk import ECKey, OKPKey, RSAKey

AUDIENCE = "https://prakat.example.go.th/oauth/token"

Key = ECKey | OKPKey | RSAKey
ALGORITHM = {"EC": "ES256", "OKP": "Ed25519", "RSA": "PS256"}


def a_key(kind: str = "EC") -> Key:
    if kind == "RSA":
        return RSAKey.generate_key(2048)
    return ECKey.generate_key("P-256") if kind == "EC" else OKPKey.generate_key("Ed25519")


def public(key: Key) -> str:
    return json.dumps(key.as_dict(private=False))


def an_assertion(
    key: Any,
    client_id: str,
    now: datetime,
    *,
    alg: str | None = None,
    typ: str | None = "JWT",
    without: tuple[str, ...] = (),
    **changed: Any,
) -> str:
    """What the client signs for one request; `changed` claims replace the right ones, None stays None."""
    claims: dict[str, Any] = {
        "iss": client_id,
        "sub": client_id,
        "aud": AUDIENCE,
        "jti": str(uuid4()),
        "iat": seconds(now),
        "exp": seconds(now + timedelta(minutes=2)),
        **changed,
    }
    claims = {name: value for name, value in claims.items() if name not in without}
    algorithm = alg or ALGORITHM[key.key_type]
    header = {"alg": algorithm, **({"typ": typ} if typ else {})}
    return jwt.encode(header, claims, key, algorithms=[algorithm])


def seconds(at: datetime) -> int:
    return int(at.astimezone(UTC).timestamp())
