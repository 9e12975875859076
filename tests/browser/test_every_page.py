"""What holds for every page, at a desk in both languages: axe does not object, nothing is wider than the window."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser

from deploy.demo.visitor import Visitor
from gateway.languages import COOKIE as LANGUAGE_COOKIE
from tests.browser.browsing import PHONE, Browsing, Size
from tests.browser.pages import PAGES, Places, Shown, Who
from tests.running_system import System

pytestmark = pytest.mark.system

Opened = Callable[[Size, Who], Browsing]


@pytest.fixture(scope="module")
def opened(chromium: Browser, system: System, registrar: Visitor) -> Iterator[Opened]:
    """The browser of somebody at a window of that size: one goes through all pages, as a new one for each would take
    longer than looking at it."""
    kept: dict[tuple[str, Who], Browsing] = {}
    settings = system.settings

    def open_one(size: Size, who: Who) -> Browsing:
        if (size.name, who) not in kept:
            kept[size.name, who] = Browsing(chromium, size, settings.gateway_url, (settings.digital_id_url,))
            if who == "officer":
                kept[size.name, who].be(registrar)
        return kept[size.name, who]

    yield open_one
    complaints = [complaint for browsing in kept.values() for complaint in browsing.told()]
    for browsing in kept.values():
        browsing.close()
    assert not complaints, "\n".join(complaints)


@pytest.mark.parametrize("shown", PAGES, ids=lambda shown: shown.name)
def test_a_page_is_accessible_and_fits(shown: Shown, size: Size, opened: Opened, places: Places) -> None:
    browsing = opened(size, shown.who)
    path = shown.path.format_map(places)

    look(browsing, path, shown.status, shown.name, "th")
    if size is not PHONE:
        look(browsing, f"{path}{'&' if '?' in path else '?'}lang=en", shown.status, f"{shown.name}-en", "en")
        browsing.context.clear_cookies(name=LANGUAGE_COOKIE)

    complaints = browsing.told()
    assert not complaints, "\n".join(complaints)


def look(browsing: Browsing, address: str, status: int, name: str, language: str) -> None:
    browsing.go(address, status)
    assert browsing.page.locator("html").get_attribute("lang") == language
    browsing.picture(name)
    browsing.require_good()
