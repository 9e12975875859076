"""Pages on paper: nothing that is of use on a screen alone, and nothing cut off at the edge of an A4 sheet."""

from __future__ import annotations

import pytest

from deploy.demo.visitor import Visitor
from tests.browser.browsing import ARTEFACTS, DESK, Browsing, Size
from tests.browser.pages import PAGES, Places, Shown

pytestmark = pytest.mark.system

PRINTED = {
    "agency",
    "ministry",
    "compliance",
    "compliance-by-province",
    "compliance-list",
    "comparison",
    "verification",
    "verification-withdrawn",
    "documents",
    "filing",
    "filing-history",
    "reports",
    "campaign",
    "returns",
    "return",
    "cabinet-report",
    "obstacles",
}
ADDRESSES = """() => [...document.querySelectorAll('a[href^="/"]')]
    .filter(each => getComputedStyle(each, "::after").content !== "none")
    .map(each => each.outerHTML.slice(0, 120))"""

ARE_TABLES = """() => [...document.querySelectorAll("main td, main th")]
    .filter(each => each.checkVisibility()).every(each => getComputedStyle(each).display === "table-cell")"""

A4_WITHIN_MARGINS = 190 / 25.4 * 96  # CSS pixels
MARGIN = "10mm"

ONLY_FOR_SCREENS = "nav, button, .govuk-breadcrumbs, .govuk-skip-link, .prakat-no-print, input[type=file]"

SHOWN = """selector => [...document.querySelectorAll(selector)]
    .filter(each => each.checkVisibility({ visibilityProperty: true }) && each.getClientRects().length)
    .map(each => each.outerHTML.slice(0, 120))"""

CUT_OFF = """width => [...document.querySelectorAll("main *")]
    .filter(each => each.checkVisibility() && !each.closest(".govuk-visually-hidden, svg"))
    .filter(each => each.getBoundingClientRect().right > width + 1)
    .map(each => each.outerHTML.slice(0, 120))"""


@pytest.fixture(params=(DESK,), ids=("paper",))
def size(request: pytest.FixtureRequest) -> Size:
    """A sheet has one size, whatever the window."""
    given: Size = request.param
    return given


@pytest.mark.parametrize("shown", [each for each in PAGES if each.name in PRINTED], ids=lambda shown: shown.name)
def test_a_page_is_fit_for_paper(shown: Shown, browsing: Browsing, registrar: Visitor, places: Places) -> None:
    page = browsing.page
    if shown.who == "officer":
        browsing.be(registrar)
    browsing.go(shown.path.format_map(places), shown.status)

    page.emulate_media(media="print")
    page.set_viewport_size({"width": int(A4_WITHIN_MARGINS), "height": 1000})
    sheet = ARTEFACTS / "paper" / f"{shown.name}.pdf"
    sheet.parent.mkdir(parents=True, exist_ok=True)
    margins = dict.fromkeys(("top", "right", "bottom", "left"), MARGIN)
    page.pdf(path=sheet, format="A4", margin=margins, print_background=False)

    assert not page.evaluate(SHOWN, ONLY_FOR_SCREENS)
    assert not page.evaluate(CUT_OFF, A4_WITHIN_MARGINS)
    assert not page.evaluate(ADDRESSES), "addresses of our own pages are printed"
    assert page.evaluate(ARE_TABLES), "a table is no table on paper"


def test_every_printed_page_is_a_page_that_there_is() -> None:
    assert {each.name for each in PAGES} >= PRINTED
