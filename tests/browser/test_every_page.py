"""What holds for every page, at a desk in both languages: axe does not object, nothing is wider than the window."""

from __future__ import annotations

import pytest

from deploy.demo.visitor import Visitor
from tests.browser.browsing import PHONE, Browsing
from tests.browser.pages import PAGES, Places, Shown

pytestmark = pytest.mark.system


@pytest.mark.parametrize("shown", PAGES, ids=lambda shown: shown.name)
def test_a_page_is_accessible_and_fits(shown: Shown, browsing: Browsing, registrar: Visitor, places: Places) -> None:
    if shown.who == "officer":
        browsing.be(registrar)
    path = shown.path.format_map(places)

    browsing.go(path, shown.status)
    browsing.picture(shown.name)
    browsing.require_good()

    if browsing.size is PHONE:
        return
    browsing.go(f"{path}{'&' if '?' in path else '?'}lang=en", shown.status)
    browsing.picture(f"{shown.name}-en")
    browsing.require_good()
