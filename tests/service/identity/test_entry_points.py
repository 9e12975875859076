"""Identity as the bus reaches it: who is let in to which operation, and what crosses the wire.

The broker is left out: the entry points are called with the payload and headers that it would bring.
"""

from __future__ import annotations

from typing import Any

import pytest

from chassis import access_tokens
from chassis.service import Process
from contracts.calls import Caller
from contracts.operations import operations_in
from contracts.rpc import identity as rpc
from contracts.vocabulary import Role
from services.identity.domain.sessions import ACCESS
from services.identity.service import IdentityService
from tests.builders.identity import OPERATOR, Desk, Officer, present

pytestmark = pytest.mark.backing("mongo")

ASKED_BY_OFFICERS = {
    "redeem_token": {"token": "000000000005724"},
    "issue_token": {"agency_id": None, "role": "dga_admin"},
    "revoke_grant": {"agency_id": None, "grant_id": "any"},
    "list_users": {"agency_id": None},
}


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


@pytest.mark.parametrize("method", ["issue_token", "revoke_grant", "list_users"])
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
    agency = desk.agency()
    monitor = bus.token_of(desk.officer(desk.admin(), Role.MONITOR, agency))
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


def test_every_operation_of_the_contract_is_served():
    for operation in operations_in(rpc):
        assert getattr(IdentityService, operation.method).operation is operation
