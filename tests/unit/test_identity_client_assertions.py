"""Assertions by which a client shows that it has its private key (RFC 7523), and everything that looks like one."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest
from joserfc.jwk import ECKey, OctKey, OKPKey, RSAKey

from services.identity.client_assertions import ClientAssertions
from services.identity.domain.clients import Client, ClientTurnedAway, Credential, KeyUnfit
from tests.builders.machine_clients import AUDIENCE, Key, a_key, an_assertion, public, seconds

# The library warns of what is refused here, and of the old name of Ed25519 that is still in use.
pytestmark = pytest.mark.filterwarnings("ignore::joserfc.errors.SecurityWarning")

NOON = datetime(2026, 11, 20, 5, 0, tzinfo=UTC)
ASSERTIONS = ClientAssertions()


@dataclass(frozen=True)
class Owner:
    """Who runs the client, and has its key."""

    key: Key
    client: Client

    def verify(self, assertion: str, now: datetime = NOON) -> str:
        return ASSERTIONS.verify(assertion, self.client, AUDIENCE, now).credential.id


def an_owner(kind: str = "EC") -> Owner:
    key = a_key(kind)
    credential = Credential("credential", None, ASSERTIONS.public_key(public(key)))
    client = Client(
        id="client",
        version=1,
        agency_id="agency",
        name="ระบบสารบรรณ",
        scopes=frozenset({"filings:read"}),
        addresses=("192.0.2.0/24",),
        credentials=(credential,),
        registered_by="officer",
        registered_at=NOON,
        expires_at=NOON + timedelta(days=365),
    )
    return Owner(key, client)


@pytest.fixture(scope="module")
def owner() -> Owner:
    return an_owner()


@pytest.mark.parametrize(
    ("kind", "alg"),
    [("EC", "ES256"), ("OKP", "Ed25519"), ("OKP", "EdDSA"), ("RSA", "RS256"), ("RSA", "PS256")],
)
def test_each_kind_of_key_has_its_algorithms(kind, alg):
    owner = an_owner(kind)
    assert owner.verify(an_assertion(owner.key, "client", NOON, alg=alg)) == "credential"


@pytest.mark.parametrize(
    "right",
    [
        {},
        {"typ": None},
        {"typ": "client-authentication+jwt"},
        {"aud": [AUDIENCE]},
        {"without": ("iat",)},
        {"exp": seconds(NOON + timedelta(minutes=5))},
        {"exp": seconds(NOON - timedelta(seconds=29))},
        {"nbf": seconds(NOON + timedelta(seconds=30))},
        {"iat": seconds(NOON) + 0.5},
    ],
    ids=str,
)
def test_what_the_standard_leaves_open_is_accepted(owner, right):
    assert owner.verify(an_assertion(owner.key, "client", NOON, **right)) == "credential"


WRONG = {
    "for another audience": {"aud": "https://prakat.example.go.th/"},
    "for several audiences": {"aud": [AUDIENCE, "https://elsewhere.example"]},
    "for nobody": {"without": ("aud",)},
    "issued by another client": {"iss": "another"},
    "about another client": {"sub": "another"},
    "issued by nobody": {"without": ("iss",)},
    "about nobody": {"without": ("sub",)},
    "expired": {"exp": seconds(NOON - timedelta(seconds=30))},
    "without an end": {"without": ("exp",)},
    "with an end in words": {"exp": "2026-11-20"},
    "with an end that is true": {"exp": True},
    "with an end beyond the calendar": {"exp": 10**20},
    "good for an hour": {"exp": seconds(NOON + timedelta(hours=1))},
    "good for ever": {"exp": seconds(NOON + timedelta(days=36500))},
    "issued in the future": {"iat": seconds(NOON + timedelta(minutes=1))},
    "not valid yet": {"nbf": seconds(NOON + timedelta(minutes=1))},
    "without an id": {"without": ("jti",)},
    "with an empty id": {"jti": ""},
    "with an id that is a number": {"jti": 7},
    "with an endless id": {"jti": "x" * 256},
    "made as an access token": {"typ": "at+jwt"},
    "made as an event": {"typ": "logout+jwt"},
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG.keys())
def test_an_assertion_that_is_not_quite_right_is_turned_away(owner, wrong):
    with pytest.raises(ClientTurnedAway):
        owner.verify(an_assertion(owner.key, "client", NOON, **wrong))


def unsigned(client_id: str, alg: str) -> str:
    _, claims, _ = an_assertion(a_key(), client_id, NOON).split(".")
    header = base64.urlsafe_b64encode(json.dumps({"alg": alg, "typ": "JWT"}).encode()).rstrip(b"=").decode()
    return f"{header}.{claims}."


def with_public_key_as_secret(owner: Owner) -> str:
    text = owner.client.credentials[0].public_key or ""
    return an_assertion(OctKey.import_key(text.encode()), "client", NOON, alg="HS256")


def altered(owner: Owner) -> str:
    header, _, signature = an_assertion(owner.key, "client", NOON).split(".")
    _, claims, _ = an_assertion(owner.key, "client", NOON, jti="another").split(".")
    return f"{header}.{claims}.{signature}"


FORGED = {
    "alg none": lambda owner: unsigned("client", "none"),
    "alg None": lambda owner: unsigned("client", "None"),
    "the right alg, no signature": lambda owner: unsigned("client", "ES256"),
    "HS256 with the public key": with_public_key_as_secret,
    "a foreign key": lambda owner: an_assertion(a_key(), "client", NOON),
    "a foreign key of another kind": lambda owner: an_assertion(a_key("OKP"), "client", NOON),
    "altered claims": altered,
    "no JWT": lambda owner: "client",
    "nothing": lambda owner: "",
    "too long": lambda owner: an_assertion(owner.key, "client", NOON, padding="x" * 8000),
    "encrypted": lambda owner: "a.b.c.d.e",
}


@pytest.mark.parametrize("forge", FORGED.values(), ids=FORGED.keys())
def test_a_forged_assertion_is_turned_away(owner, forge):
    with pytest.raises(ClientTurnedAway):
        owner.verify(forge(owner))


def test_after_a_rotation_the_old_key_works_as_long_as_it_overlaps(owner):
    new = a_key()
    rotated = owner.client.rotated(
        Credential("new", None, ASSERTIONS.public_key(public(new))), timedelta(hours=1), NOON
    )
    later = replace(owner, client=rotated)
    assert later.verify(an_assertion(new, "client", NOON)) == "new"
    assert later.verify(an_assertion(owner.key, "client", NOON)) == "credential"
    after = NOON + timedelta(hours=1)
    with pytest.raises(ClientTurnedAway):
        later.verify(an_assertion(owner.key, "client", after), after)


UNFIT = {
    "private": lambda: json.dumps(a_key().as_dict(private=True)),
    "Ed448": lambda: public(OKPKey.generate_key("Ed448")),
    "X25519": lambda: public(OKPKey.generate_key("X25519")),
    "P-384": lambda: public(ECKey.generate_key("P-384")),
    "RSA of 1024 bits": lambda: public(RSAKey.generate_key(1024)),
    "symmetric": lambda: json.dumps({"kty": "oct", "k": "c2VjcmV0"}),
    "PEM": lambda: "-----BEGIN PUBLIC KEY-----",
    "an empty object": lambda: "{}",
    "a list": lambda: "[]",
    "nothing": lambda: "",
}


@pytest.mark.parametrize("given", UNFIT.values(), ids=UNFIT.keys())
def test_a_key_of_another_kind_or_a_private_one_is_not_taken(given):
    with pytest.raises(KeyUnfit):
        ASSERTIONS.public_key(given())


def test_of_a_key_only_what_is_public_is_kept():
    kept = json.loads(ASSERTIONS.public_key(public(a_key())))
    assert {"kty", "crv", "x", "y"} <= kept.keys()
    assert "d" not in kept
