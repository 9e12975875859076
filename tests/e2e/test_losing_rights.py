"""A right that is lost is lost with the very next request, whichever process and service is asked."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from deploy.demo.accounts import Account
from deploy.demo.officers import become, id_of
from deploy.demo.visitor import Visitor
from tests.running_system import System

pytestmark = pytest.mark.system


@pytest.fixture
def agency(system: System, administrator: Visitor) -> str:
    return id_of(administrator, system.country.demo_agency.code)


@pytest.fixture
def account() -> Account:
    return Account.invented("working", "สมศรี", "ทดสอบ")


@pytest.fixture
def working(system: System, administrator: Visitor, agency: str, account: Account) -> Iterator[Visitor]:
    """A central officer who is at work."""
    with system.visitor("192.0.2.10") as visitor:
        become(visitor, account, "central_officer", agency, granted_by=administrator)
        yield visitor


def everywhere(system: System, visitor: Visitor, agency: str) -> dict[str, int]:
    """What each service answers, by way of each gateway process, to something that takes a right there."""
    asked = {
        "agencies": ("PATCH", f"/api/v1/agencies/{agency}", {"phone": "1548"}, {"If-Match": '"999999"'}),
        "documents": ("GET", f"/api/v1/agencies/{agency}/filings", None, {}),
        "identity": ("GET", f"/api/v1/agencies/{agency}/users", None, {}),
        "identity, figures": ("GET", f"/api/v1/agencies/{agency}/unattended-agencies", None, {}),
    }
    return {
        f"{service} by way of {gateway}": visitor.ask(method, path, body, headers=headers, base=gateway).status_code
        for gateway in system.gateways
        for service, (method, path, body, headers) in asked.items()
    }


def test_a_grant_that_is_revoked_while_its_holder_works_is_gone_at_every_service_and_gateway(
    system: System, administrator: Visitor, working: Visitor, agency: str
) -> None:
    grant = working.get("/api/v1/me").json()["acting"]["id"]
    before = everywhere(system, working, agency)
    assert len(system.gateways) == 2
    assert set(before.values()) == {200, 412}

    assert administrator.ask("DELETE", f"/api/v1/agencies/{agency}/grants/{grant}").status_code == 204

    assert set(everywhere(system, working, agency).values()) == {403}
    assert working.get("/api/v1/me").json()["acting"] is None


def test_signing_out_everywhere_else_ends_the_other_sessions_at_every_gateway(
    system: System, working: Visitor, agency: str, account: Account
) -> None:
    with system.visitor("192.0.2.11") as elsewhere:
        elsewhere.sign_in(account)
        assert set(everywhere(system, elsewhere, agency).values()) == {200, 412}

        assert working.ask("DELETE", "/api/v1/me/sessions").status_code == 204

        assert set(everywhere(system, elsewhere, agency).values()) == {401}
    assert set(everywhere(system, working, agency).values()) == {200, 412}
    assert [session["current"] for session in working.get("/api/v1/me/sessions").json()["items"]] == [True]


def test_signing_out_ends_the_session_at_every_gateway(system: System, working: Visitor, agency: str) -> None:
    cookies = dict(working.cookies)

    assert working.ask("POST", "/auth/sign-out").status_code == 303

    with system.visitor("192.0.2.12") as thief:
        header = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}
        for gateway in system.gateways:
            assert thief.ask("GET", "/api/v1/me", headers=header, base=gateway).status_code == 401
