"""The whole way of an officer, and of the notice to the figures, in one go: each screen looked at."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from deploy.demo.accounts import Accounts
from deploy.demo.journey import Travellers, travel
from deploy.demo.officers import become_administrator
from tests.browser.conftest import OpenBrowser
from tests.running_system import System

pytestmark = pytest.mark.system


@pytest.mark.timeout(300)
def test_from_registering_to_the_figures(system: System, open_browser: OpenBrowser) -> None:
    officer, citizen = open_browser(), open_browser()
    told: list[str] = []

    def look(page: Page, name: str) -> None:
        browsing = officer if page is officer.page else citizen
        browsing.picture(f"journey-{name}")
        browsing.require_good()

    with system.visitor() as administrator, system.visitor() as counter:
        become_administrator(administrator, Accounts.kept_in(system.settings.data).administrator, system.settings)
        agency = system.country.demo_agency
        who = Travellers(officer.page, citizen.page, administrator, counter)
        travel(system.settings, who, agency.code, agency.name_th, look, told.append)

    assert told[-1].endswith("the figures are back.")
