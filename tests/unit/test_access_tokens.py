"""Access tokens: only ours, whole, unexpired, for us."""

from __future__ import annotations

import base64
import json
import secrets
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from joserfc import jwt
from joserfc.jwk import OctKey, OKPKey

from chassis.access_tokens import AUDIENCE, ISSUER, Verifier, public_key_of, sign
from contracts.calls import Caller, Grant
from contracts.errors import ErrorCode, Refusal
from contracts.vocabulary import Role

KEY = secrets.token_hex(32)
NOW = datetime(2026, 11, 20, 5, tzinfo=UTC)
OFFICER = Caller(
    subject="officer", name="สมชาย ใจดี", grants=(Grant("g", Role.MONITOR, "agency", "issuer"),), grants_version=4
)
FIVE_MINUTES = timedelta(minutes=5)


def verifier() -> Verifier:
    return Verifier([public_key_of(secrets.token_hex(32)), public_key_of(KEY)])


def forged(header: dict[str, str], **claims: object) -> str:
    good = {
        "iss": ISSUER,
        "aud": AUDIENCE,
        "sub": "officer",
        "exp": NOW.timestamp() + 300,
        "name": "",
        "kind": "officer",
    }
    key = OKPKey.import_key(Ed25519PrivateKey.from_private_bytes(bytes.fromhex(KEY)))
    everything = {"alg": "Ed25519", "typ": "at+jwt", "kid": public_key_of(KEY)[:16], **header}
    return jwt.encode(everything, {**good, "gv": 0, "grants": [], **claims}, key, algorithms=["Ed25519"])


def unsigned(token: str) -> str:
    _, claims, _ = token.split(".")
    header = base64.urlsafe_b64encode(json.dumps({"alg": "none", "typ": "at+jwt"}).encode()).rstrip(b"=").decode()
    return f"{header}.{claims}."


def signed_with_the_public_key(token: str) -> str:
    """The classic mix-up: the public key used as if it were a shared secret."""
    shared = OctKey.import_key(bytes.fromhex(public_key_of(KEY)))
    return jwt.encode({"alg": "HS256", "typ": "at+jwt"}, {"iss": ISSUER, "aud": AUDIENCE, "sub": "officer"}, shared)


def altered(token: str) -> str:
    head, claims, signature = token.split(".")
    content = json.loads(base64.urlsafe_b64decode(claims + "=="))
    content["grants"] = [["g", "dga_admin", None, None]]
    claims = base64.urlsafe_b64encode(json.dumps(content).encode()).rstrip(b"=").decode()
    return f"{head}.{claims}.{signature}"


def test_a_token_tells_who_calls_with_which_grants():
    assert verifier().verify(sign(KEY, OFFICER, NOW, FIVE_MINUTES), NOW) == OFFICER


def test_an_expired_token_is_stale():
    token = sign(KEY, OFFICER, NOW, FIVE_MINUTES)

    with pytest.raises(Refusal) as refusal:
        verifier().verify(token, NOW + FIVE_MINUTES)

    assert refusal.value.code is ErrorCode.ACCESS_TOKEN_STALE


@pytest.mark.parametrize(
    "token",
    [
        "",
        "not a token",
        unsigned(sign(KEY, OFFICER, NOW, FIVE_MINUTES)),
        altered(sign(KEY, OFFICER, NOW, FIVE_MINUTES)),
        signed_with_the_public_key(""),
        sign(secrets.token_hex(32), OFFICER, NOW, FIVE_MINUTES),
        forged({}, iss="somebody-else"),
        forged({}, aud="another-system"),
        forged({"typ": "JWT"}),
        forged({}, kind="king"),
        forged({}, grants=[["g", "emperor", None, None]]),
    ],
    ids=[
        "empty", "garbage", "unsigned", "altered", "public key as secret", "foreign key", "wrong issuer",
        "wrong audience", "another kind of token", "unknown kind of caller", "unknown role",
    ],
)  # fmt: skip
def test_anything_else_is_no_token(token: str):
    with pytest.raises(Refusal) as refusal:
        verifier().verify(token, NOW)

    assert refusal.value.code is ErrorCode.UNAUTHENTICATED


def test_the_forger_of_these_tests_can_make_a_good_one():
    assert verifier().verify(forged({}), NOW).subject == "officer"
