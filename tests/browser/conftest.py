"""A browser on the running system: Debian's Chromium without its windows, at a desk and on a phone."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from deploy.demo.accounts import Accounts
from deploy.demo.officers import become_administrator, id_of
from deploy.demo.visitor import Visitor
from deploy.local.debian_packages import BROWSER
from tests.browser.browsing import SIZES, Browsing, Size
from tests.browser.following_up import begin_campaign, freeze_figures, report_to_the_cabinet, verify_figures
from tests.browser.pages import Places
from tests.browser.publishing import Published, publish
from tests.running_system import System

OpenBrowser = Callable[..., Browsing]
Launch = Callable[[str], Browser]

_failed = pytest.StashKey[bool]()


@pytest.fixture(scope="package")
def launch() -> Iterator[Launch]:
    """Starts one of Debian's browsers."""

    def start(name: str) -> Browser:
        program = shutil.which(name)
        assert program, f"{name} is not installed: python -m deploy.local install --for-tests"
        return playwright.chromium.launch(executable_path=program, chromium_sandbox=False)

    # For this package only: while it is there, no other test of this process could run an event loop of its own.
    with sync_playwright() as playwright:
        yield start


@pytest.fixture(scope="package")
def chromium(launch: Launch) -> Iterator[Browser]:
    browser = launch(BROWSER)
    yield browser
    browser.close()


@pytest.fixture(params=SIZES, ids=lambda size: size.name)
def size(request: pytest.FixtureRequest) -> Size:
    """Every test that opens a browser is run at a desk and on a phone."""
    given: Size = request.param
    return given


@pytest.fixture
def open_browser(
    chromium: Browser, system: System, size: Size, request: pytest.FixtureRequest
) -> Iterator[OpenBrowser]:
    """Opens a browser for one more person. What any of them has to complain of fails the test at its end."""
    opened: list[Browsing] = []

    def open_one(scripts: bool = True) -> Browsing:
        settings = system.settings
        opened.append(Browsing(chromium, size, settings.gateway_url, (settings.digital_id_url,), scripts))
        return opened[-1]

    yield open_one
    for number, browsing in enumerate(opened):
        if request.node.stash.get(_failed, False):
            browsing.picture(f"failed-{re.sub(r'[^a-z0-9]+', '-', request.node.name)}-{number}")
        browsing.close()
    complaints = [complaint for browsing in opened for complaint in browsing.complaints]
    assert not complaints, "\n".join(complaints)


@pytest.fixture
def browsing(open_browser: OpenBrowser) -> Browsing:
    """A citizen's browser."""
    return open_browser()


@pytest.fixture(scope="package")
def registrar(system: System) -> Iterator[Visitor]:
    """The administrator of the country, who arranges over HTTP what the pages are to show."""
    with system.visitor() as visitor:
        become_administrator(visitor, Accounts.kept_in(system.settings.data).administrator, system.settings)
        yield visitor


@pytest.fixture(scope="package")
def published(registrar: Visitor) -> Published:
    """What the public pages show."""
    return publish(registrar)


@pytest.fixture(scope="package")
def places(system: System, registrar: Visitor, published: Published) -> Places:
    """What the addresses in the table of pages name (tests/browser/pages.py)."""
    office, collector = (id_of(registrar, above.code) for above in system.country.demo_agency.ancestors[:2])
    frozen = freeze_figures(registrar)
    return {
        "frozen": frozen,
        "verification": verify_figures(registrar, frozen),
        "campaign": begin_campaign(registrar, collector),
        "cabinet": report_to_the_cabinet(registrar),
        "office": office,
        "agency": id_of(registrar, system.country.demo_agency.code),
        "ministry": published.ministry,
        "department": published.department,
        "document": published.document,
        "withdrawn": published.withdrawn,
    }


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    report = yield
    if report.when == "call":
        item.stash[_failed] = report.failed
    return report
