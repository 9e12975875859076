"""Identity as the bus reaches it: who is let in to which operation, and what crosses the wire.

The broker is left out: the entry points are called with the payload and headers that it would bring.
"""

from __future__ import annotations

from typing import Any

import pytest

from chassis import access_tokens
from chassis.service import Process
from contracts.calls import Caller
from contracts.vocabulary import Role
from services.identity.domain.sessions import ACCESS
from services.identity.service import IdentityService
from tests.builders.identity import OPERATOR, Desk, Officer, present

pytestmark = pytest.mark.backing("mongo")

ASKED_BY_OFFICERS = {
    "redeem_token": {"token": "000000000005724"},
    "issue_token": {"agency_id": None, "role": "dga_admin"},
    "revoke_token": {"agency_id": None, "token_id": "any"},
    "list_tokens": {"agency_id": None},
    "show_token": {"agency_id": None, "token_id": "any"},
    "issue_tokens": {"agency_id": "any", "role": "central_officer"},
    "export_tokens": {"agency_id": "any", "role": "central_officer"},
    "list_clients": {"agency_id": "any"},
    "rotate_credentials": {"agency_id": "any", "client_id": "any"},
    "revoke_client": {"agency_id": "any", "client_id": "any"},
    "revoke_grant": {"agency_id": None, "grant_id": "any"},
    "list_users": {"agency_id": None},
    "change_role": {"agency_id": None, "grant_id": "any", "role": "opdc_admin"},
    "reactivate_officer": {"agency_id": None, "grant_id": "any"},
    "list_unattended": {"agency_id": None},
    "read_account_history": {"agency_id": None, "officer_id": "any"},
    "read_my_history": {},
    "list_sessions": {"session": "any"},
    "close_other_sessions": {"session": "any"},
    "switch_grant": {"session": "any", "grant_id": "any"},
    "explain_right": {"right": "file"},
}
MANAGING = (
    "issue_token",
    "revoke_token",
    "list_tokens",
    "show_token",
    "issue_tokens",
    "export_tokens",
    "list_clients",
    "rotate_credentials",
    "revoke_client",
    "revoke_grant",
    "list_users",
    "change_role",
    "reactivate_officer",
    "list_unattended",
    "read_account_history",
)


class Bus:
    """Calls entry points as a message would."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def ask(self, method: str, request: dict[str, Any], by: str | None = None, key: str | None = None) -> Any:
        """The answer; `by` is an access token, `key` the idempotency key."""
        service = IdentityService()
        service.process, service.rooms = self._desk.process, self._desk.rooms
        headers = {"access_token": by, "idempotency_key": key}
        service.headers = {name: value for name, value in headers.items() if value is not None}
        return getattr(service, method)(request)

    def token_of(self, officer: Officer) -> str:
        """A fresh access token for the officer's session."""
        access = self.ask("renew_access", {"session": officer.session})["ok"]["access_token"]
        assert isinstance(access, str)
        return access


@pytest.fixture
def bus(desk: Desk) -> Bus:
    return Bus(desk)


@pytest.fixture
def operator(process: Process) -> str:
    return signed(process, OPERATOR)


def signed(process: Process, caller: Caller, key: str | None = None) -> str:
    return access_tokens.sign(key or process.settings.need("access_token_private_key"), caller, present(), ACCESS)


def test_from_bootstrap_to_profile_over_the_wire(bus, operator):
    token = bus.ask("bootstrap_admin", {}, by=operator)["ok"]
    opened = bus.ask("open_session", {"issuer": "https://id", "subject": "s", "name": "สมชาย ใจดี"})["ok"]

    granted = bus.ask("redeem_token", {"token": token["token"]}, by=opened["access_token"])["ok"]
    access = bus.ask("renew_access", {"session": opened["session"]})["ok"]

    assert access["profile"]["grants"] == [granted]
    assert (granted["role"], granted["agency_id"]) == ("dga_admin", None)
    assert bus.ask("close_session", {"session": opened["session"]}) == {"ok": {}}
    assert bus.ask("renew_access", {"session": opened["session"]})["error"]["code"] == "unauthenticated"


def test_a_token_refused_is_told_in_both_languages_and_says_no_more(bus, desk):
    officer = bus.token_of(desk.sign_in())
    error = bus.ask("redeem_token", {"token": "000000000005724"}, by=officer)["error"]
    assert error["code"] == "token_refused"
    assert "Token" in error["message_th"]
    assert "token" in error["message_en"]
    assert error["details"] == {}


def test_a_typing_error_is_marked_so_that_the_screen_can_say_so(bus, desk):
    officer = bus.token_of(desk.sign_in())
    error = bus.ask("redeem_token", {"token": "123"}, by=officer)["error"]
    assert (error["code"], error["details"]) == ("token_refused", {"typing_error": True})


def test_failures_are_remembered_although_each_refusal_undoes_its_command(bus, desk):
    officer = bus.token_of(desk.sign_in())
    answers = [bus.ask("redeem_token", {"token": "000000000005724"}, by=officer)["error"] for _ in range(6)]
    assert [answer["code"] for answer in answers] == ["token_refused"] * 5 + ["too_many_attempts"]
    assert 1 <= answers[5]["details"]["retry_after"] <= 30
    assert str(answers[5]["details"]["retry_after"]) in answers[5]["message_th"]


def test_repeating_a_redemption_under_its_key_gives_the_same_grant_again(bus, desk):
    token = desk.bootstrap().token
    officer = desk.sign_in()
    first = bus.ask("redeem_token", {"token": token}, by=bus.token_of(officer), key="key-of-the-form")
    renewed = bus.token_of(officer)
    assert bus.ask("redeem_token", {"token": token}, by=renewed, key="key-of-the-form") == first
    assert bus.ask("redeem_token", {"token": token}, by=renewed, key="another-key")["error"]["code"] == "token_refused"


@pytest.mark.parametrize("method", ASKED_BY_OFFICERS)
def test_nothing_is_done_for_nobody(bus, method):
    assert bus.ask(method, ASKED_BY_OFFICERS[method])["error"]["code"] == "unauthenticated"


@pytest.mark.parametrize("method", MANAGING)
def test_an_officer_without_a_grant_manages_nothing(bus, desk, method):
    officer = bus.token_of(desk.sign_in())
    assert bus.ask(method, ASKED_BY_OFFICERS[method], by=officer)["error"]["code"] == "forbidden"


def test_only_the_operator_bootstraps(bus, desk):
    admin = bus.token_of(desk.admin())
    assert bus.ask("bootstrap_admin", {}, by=admin)["error"]["code"] == "forbidden"
    assert bus.ask("bootstrap_admin", {})["error"]["code"] == "unauthenticated"


def test_the_operator_is_no_officer(bus, operator):
    for method, request in ASKED_BY_OFFICERS.items():
        assert bus.ask(method, request, by=operator)["error"]["code"] == "forbidden"


def test_a_monitor_asking_for_more_than_first_tokens_is_refused(bus, desk):
    province = desk.agency()
    agency = desk.agency(province)
    monitor = bus.token_of(desk.officer(desk.admin(), Role.MONITOR, province))
    for role in Role:
        answer = bus.ask("issue_token", {"agency_id": agency.id, "role": role.value}, by=monitor)
        if role in (Role.CENTRAL_OFFICER, Role.SERVICE_POINT_OFFICER):
            assert answer["ok"]["role"] == role
        else:
            assert answer["error"]["code"] == "forbidden"


def test_grants_that_somebody_wrote_into_an_access_token_are_worth_nothing(bus, desk, process):
    agency = desk.agency()
    victim = desk.officer(desk.admin(), Role.CENTRAL_OFFICER, agency)
    genuine = process.verifier.verify(victim.access_token, present())
    forged = signed(process, genuine, key="ab" * 32)
    answer = bus.ask("issue_token", {"agency_id": agency.id, "role": "central_officer"}, by=forged)
    assert answer["error"]["code"] == "unauthenticated"


@pytest.mark.parametrize("role", ["superuser", "DGA_ADMIN", "", None, 1])
def test_a_role_that_does_not_exist_is_refused(bus, desk, role):
    admin = bus.token_of(desk.admin())
    answer = bus.ask("issue_token", {"agency_id": None, "role": role}, by=admin)
    assert answer["error"]["code"] == "invalid_request"
    assert answer["error"]["fields"][0]["field"] == "role"


def test_the_very_next_request_after_a_revocation_is_refused(bus, desk):
    agency, admin = desk.agency(), desk.admin()
    officer = desk.officer(admin, Role.CENTRAL_OFFICER, agency)
    before = bus.token_of(officer)
    assert "ok" in bus.ask("list_users", {"agency_id": agency.id}, by=before)

    revoked = {"agency_id": agency.id, "grant_id": officer.profile.grants[0].id}
    assert "ok" in bus.ask("revoke_grant", revoked, by=bus.token_of(admin))

    assert bus.ask("list_users", {"agency_id": agency.id}, by=before)["error"]["code"] == "access_token_stale"
    after = bus.token_of(officer)
    assert bus.ask("list_users", {"agency_id": agency.id}, by=after)["error"]["code"] == "forbidden"


def test_a_monitor_does_not_raise_themselves_at_their_own_agency(bus, desk):
    province = desk.agency()
    monitor = bus.token_of(desk.officer(desk.admin(), Role.MONITOR, province))
    for role in Role:
        answer = bus.ask("issue_token", {"agency_id": province.id, "role": role.value}, by=monitor)
        assert answer["error"]["code"] == "forbidden"


def test_a_session_from_the_list_to_the_end_over_the_wire(bus, desk):
    opened = [
        bus.ask("open_session", {"issuer": "https://id", "subject": "s", "name": "สมชาย", "device": device})["ok"]
        for device in ("Edge, Windows", "Chrome, Android")
    ]
    here = {"session": opened[1]["session"]}
    by = opened[1]["access_token"]

    (current, other) = bus.ask("list_sessions", here, by=by)["ok"]["items"]
    assert (current["current"], other["device"]) == (True, "Edge, Windows")
    assert bus.ask("close_other_sessions", {**here, "session_id": other["id"]}, by=by)["ok"] == {"closed": 1}
    assert bus.ask("renew_access", {"session": opened[0]["session"]})["error"]["code"] == "unauthenticated"
    kinds = [entry["type"] for entry in bus.ask("read_my_history", {}, by=by)["ok"]["items"]]
    assert kinds == [
        "prakat.identity.signed_out.v1",
        "prakat.identity.signed_in.v1",
        "prakat.identity.signed_in.v1",
    ]


def test_switching_and_the_reason_why_over_the_wire(bus, desk):
    admin, department, office = desk.admin(), desk.agency(), desk.agency()
    officer = desk.officer(admin, Role.MONITOR, department)
    granted = desk.redeem(officer, desk.issue(admin, Role.CENTRAL_OFFICER, office).token)
    asked = {"right": "manage_users", "at_agency_id": office.id}

    before = bus.ask("explain_right", asked, by=bus.token_of(officer))["ok"]
    switched = bus.ask("switch_grant", {"session": officer.session, "grant_id": granted.id}, by=bus.token_of(officer))[
        "ok"
    ]

    assert (before["allowed"], before["reason"], before["by"]["id"]) == (False, "other_grant", granted.id)
    assert switched["profile"]["acting"]["id"] == granted.id
    assert bus.ask("explain_right", asked, by=switched["access_token"])["ok"]["reason"] == "granted"
    assert "ok" in bus.ask("list_users", {"agency_id": office.id}, by=switched["access_token"])
    assert bus.ask("list_users", {"agency_id": department.id}, by=switched["access_token"])["error"]


@pytest.mark.parametrize("reason", ["STATE", "", "state; drop", "x" * 41, None])
def test_a_reason_for_a_refused_sign_in_is_a_word_of_ours(bus, reason):
    assert bus.ask("note_sign_in_refused", {"reason": reason})["error"]["code"] == "invalid_request"
    assert bus.ask("note_sign_in_refused", {"reason": "state"}) == {"ok": {}}


def test_the_last_administrator_is_told_why_they_cannot_go(bus, desk):
    admin = desk.admin()
    request = {"agency_id": None, "grant_id": admin.profile.grants[0].id}
    error = bus.ask("revoke_grant", request, by=bus.token_of(admin))["error"]
    assert error["code"] == "last_administrator"
    assert "คนสุดท้าย" in error["message_th"]
