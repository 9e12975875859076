"""A machine client's credentials: which hold, and for how long."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from services.identity.domain.clients import Client, ClientTurnedAway, Credential, fingerprint, open_access

NOON = datetime(2026, 11, 20, 5, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def a_credential(name: str, until: datetime | None = None) -> Credential:
    return Credential(name, fingerprint(name), None, until)


def a_client(*credentials: Credential) -> Client:
    return Client(
        id="client",
        version=1,
        agency_id="agency",
        name="ระบบสารบรรณ",
        scopes=frozenset({"filings:read"}),
        addresses=("192.0.2.0/24",),
        credentials=credentials or (a_credential("first"),),
        registered_by="officer",
        registered_at=NOON,
        expires_at=NOON + 365 * DAY,
    )


def test_a_secret_opens_what_it_belongs_to_and_nothing_else_does():
    client = a_client()
    assert client.with_secret("first", NOON) == client.credentials[0]
    for wrong in ("", "First", "first ", fingerprint("first")):
        assert client.with_secret(wrong, NOON) is None


def test_at_a_rotation_the_old_credential_gets_an_end_and_the_new_one_none():
    client = a_client().rotated(a_credential("second"), DAY, NOON)
    assert [(each.id, each.until) for each in client.credentials] == [("second", None), ("first", NOON + DAY)]
    assert (client.version, client.old_credentials_until) == (2, NOON + DAY)
    assert client.with_secret("first", NOON + DAY) is None


def test_a_later_rotation_never_lengthens_what_an_earlier_one_limited():
    client = a_client().rotated(a_credential("second"), DAY, NOON).rotated(a_credential("third"), 7 * DAY, NOON)
    assert {each.id: each.until for each in client.credentials} == {
        "third": None,
        "second": NOON + 7 * DAY,
        "first": NOON + DAY,
    }


def test_without_an_overlap_everything_old_ends():
    client = a_client().rotated(a_credential("second"), DAY, NOON).rotated(a_credential("third"), timedelta(0), NOON)
    assert [each.id for each in client.credentials] == ["third"]


def test_rotating_again_and_again_keeps_no_heap_of_old_secrets():
    client = a_client()
    for number in range(20):
        client = client.rotated(a_credential(str(number)), 7 * DAY, NOON)
    assert len(client.credentials) == 5


@pytest.mark.parametrize(
    ("client", "until", "ends"),
    [
        (a_client(), None, NOON + timedelta(minutes=15)),
        (a_client(), NOON + timedelta(minutes=5), NOON + timedelta(minutes=5)),
        (replace(a_client(), expires_at=NOON + timedelta(minutes=1)), None, NOON + timedelta(minutes=1)),
    ],
    ids=["a quarter of an hour", "the old credential ends before", "the client ends before"],
)
def test_an_access_ends_with_whatever_ends_first(client, until, ends):
    assert open_access(client, a_credential("x", until), frozenset(), NOON).expires_at == ends


@pytest.mark.parametrize(
    ("client", "address", "reason"),
    [
        (replace(a_client(), revoked_at=NOON), "192.0.2.1", "revoked"),
        (replace(a_client(), expires_at=NOON), "192.0.2.1", "expired"),
        (a_client(), "198.51.100.1", "address"),
    ],
)
def test_who_may_not_call_is_told_no_reason_but_the_history_is(client, address, reason):
    with pytest.raises(ClientTurnedAway) as refused:
        client.ensure_may_call(address, NOON)
    assert (refused.value.reason, str(refused.value), refused.value.code) == (reason, "", "client_refused")
