"""Public pages are light, and each says what may run and be fetched: nothing inline, nothing from elsewhere."""

from __future__ import annotations

import gzip

import httpx
import pytest

from deploy.demo.visitor import Visitor
from tests.browser.browsing import DESK, Browsing, Size
from tests.browser.pages import PAGES, Places, Shown
from tests.running_system import System

pytestmark = pytest.mark.system

MOST_BYTES = 100 * 1000
HEAVIEST = (
    "/",
    "/agencies",
    "/agencies/{department}",
    "/compliance?by=province",
    "/compliance/comparison?earlier=2024-01-01",
    "/faq",
    "/documents/{document}",
)


@pytest.fixture(params=(DESK,), ids=("desk",))
def size(request: pytest.FixtureRequest) -> Size:
    """How large the window is makes no difference to what is fetched."""
    given: Size = request.param
    return given


@pytest.mark.parametrize("path", HEAVIEST)
def test_a_public_page_with_all_that_it_needs_is_below_100_kb(path: str, browsing: Browsing, places: Places) -> None:
    """What comes over the network, as the browser counts it, without the PDF itself."""
    devtools = browsing.context.new_cdp_session(browsing.page)
    devtools.send("Network.enable")
    pdfs: set[str] = set()
    sizes: dict[str, float] = {}
    devtools.on("Network.responseReceived", lambda event: _note_pdf(event, pdfs))
    devtools.on("Network.loadingFinished", lambda event: sizes.update({event["requestId"]: event["encodedDataLength"]}))

    browsing.go(path.format_map(places))
    browsing.page.wait_for_load_state("networkidle")
    browsing.until(lambda: len(sizes) >= 4, "the page, its styles and its fonts have come")

    total = sum(size for request, size in sizes.items() if request not in pdfs)
    assert 10_000 < total < MOST_BYTES, total


@pytest.mark.parametrize("shown", PAGES, ids=lambda shown: shown.name)
def test_no_page_lets_anything_in_the_page_or_from_elsewhere_run(
    shown: Shown, system: System, registrar: Visitor, places: Places
) -> None:
    path = shown.path.format_map(places)
    if shown.who == "officer":
        headers = dict(registrar.get(path).headers)
    else:
        headers = dict(httpx.get(system.settings.gateway_url + path, headers={"Accept": "text/html"}).headers)

    policy = dict(rule.strip().split(" ", 1) for rule in headers["content-security-policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["frame-ancestors"] == "'none'"
    assert policy["base-uri"] == "'none'"
    for directive, sources in policy.items():
        if directive != "form-action":  # signing out leads by way of the Digital ID
            assert set(sources.split()) <= {"'self'", "'none'"}, (directive, sources)
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


@pytest.mark.parametrize("path", ["/api/v1/campaigns", "/api/v1/nowhere", "/api/v1/openapi.json"])
def test_an_answer_to_programs_lets_nothing_run_and_is_not_framed(path: str, system: System) -> None:
    headers = httpx.get(system.settings.gateway_url + path).headers

    policy = dict(rule.strip().split(" ", 1) for rule in headers["content-security-policy"].split(";"))
    assert policy["default-src"] == policy["frame-ancestors"] == "'none'"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


def test_styles_travel_packed_and_are_the_same_unpacked(system: System) -> None:
    address = f"{system.settings.gateway_url}/static/prakat.css"
    with httpx.Client() as http:
        plain = http.get(address, headers={"Accept-Encoding": "identity"})
        with http.stream("GET", address, headers={"Accept-Encoding": "gzip"}) as packed:
            raw = b"".join(packed.iter_raw())
        again = http.get(address, headers={"Accept-Encoding": "gzip", "If-None-Match": packed.headers["etag"]})

    assert gzip.decompress(raw) == plain.content
    assert len(raw) < len(plain.content) / 2
    assert plain.headers["vary"] == packed.headers["vary"] == "Accept-Encoding"
    assert again.status_code == 304


def test_search_engines_are_told_where_everything_is(system: System, places: Places) -> None:
    robots = httpx.get(f"{system.settings.gateway_url}/robots.txt").text
    sitemap = httpx.get(robots.split("Sitemap: ")[1].strip()).text

    assert f"/agencies/{places['department']}</loc>" in sitemap
    assert all(f"{path}</loc>" in sitemap for path in ("/faq", "/compliance"))


def _note_pdf(event: dict, pdfs: set[str]) -> None:
    if event["response"]["mimeType"] == "application/pdf":
        pdfs.add(event["requestId"])
