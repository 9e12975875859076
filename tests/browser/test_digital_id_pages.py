"""The bundled Digital ID's own pages: as accessible, as closed and as much of one look as the gateway's."""

from __future__ import annotations

import httpx
import pytest

from deploy.demo.accounts import Account
from tests.browser.browsing import PHONE, Browsing
from tests.running_system import System

pytestmark = pytest.mark.system

OPEN = {
    "register": ("/register", 200),
    "sign-in": ("/sign-in", 200),
    "forgot": ("/forgot", 200),
    "reset": ("/reset?link=x", 400),
    "signed-out": ("/sign-out", 200),
    "not-found": ("/nowhere", 404),
}
OF_THE_OFFICER = {"account": "/account", "second-factor": "/account/second-factor", "sign-out": "/sign-out"}
IS_IN_SARABUN = "document.fonts.ready.then(fonts => [...fonts].some(each => each.status === 'loaded'))"


@pytest.fixture
def signed_in(browsing: Browsing, system: System) -> Browsing:
    """The browser of somebody who is signed in at the Digital ID."""
    account = Account.invented("pages", "สมปอง", "ทดสอบ")
    with system.visitor() as visitor:
        visitor.register(account)
    browsing.go(f"{system.settings.digital_id_url}/sign-in")
    browsing.page.locator("#username").fill(account.username)
    browsing.page.locator("#password").fill(account.password)
    browsing.page.locator("form button").click()
    return browsing


def look(browsing: Browsing, address: str, status: int, name: str) -> None:
    browsing.go(address, status)
    assert browsing.page.evaluate(IS_IN_SARABUN), "the page is not in our typeface"
    browsing.picture(f"digital-id-{name}")
    browsing.require_good()


@pytest.mark.parametrize("name", OPEN)
def test_a_page_for_everybody(name: str, browsing: Browsing, system: System) -> None:
    path, status = OPEN[name]
    address = system.settings.digital_id_url + path

    look(browsing, address, status, name)
    if browsing.size is not PHONE:
        look(browsing, f"{address}{'&' if '?' in path else '?'}lang=en", status, f"{name}-en")


@pytest.mark.parametrize("name", OF_THE_OFFICER)
def test_a_page_of_an_officer(name: str, signed_in: Browsing, system: System) -> None:
    look(signed_in, system.settings.digital_id_url + OF_THE_OFFICER[name], 200, name)


def test_what_is_wrong_with_a_registration_is_accessible_too(browsing: Browsing, system: System) -> None:
    browsing.expect_status(422)
    browsing.go(f"{system.settings.digital_id_url}/register")
    browsing.page.locator("form button").first.click()

    browsing.page.get_by_role("alert").wait_for()
    browsing.picture("digital-id-register-wrong")
    browsing.require_good()


@pytest.mark.parametrize("path", ["/sign-in", "/register", "/nowhere", "/connect/userinfo", "/static/digital_id.css"])
def test_every_answer_says_what_may_run_and_be_fetched(path: str, system: System) -> None:
    headers = httpx.get(system.settings.digital_id_url + path).headers

    policy = dict(rule.strip().split(" ", 1) for rule in headers["content-security-policy"].split(";"))
    assert policy["default-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert "script-src" not in policy
    assert {policy[kind] for kind in ("style-src", "font-src", "img-src")} == {"'self'"}
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
