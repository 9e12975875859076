"""When the service that knows the figures hangs, nobody waits long for a page, and the page says what is not there."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.browsing import Browsing
from tests.browser.publishing import DEPARTMENT, NOTICE, Published
from tests.running_system import System

pytestmark = pytest.mark.system

SENTENCE = "ไม่สามารถแสดงตัวเลขได้ในขณะนี้"
GATEWAY_GIVES_UP = 10  # seconds: what anybody would wait without a limit of the page's own


@pytest.fixture
def reporting_hangs(system: System) -> Iterator[None]:
    """Its processes are there and do nothing, so their queue is not gone: the hardest case for whoever asks."""
    pids = [pid for name, pid in system.stack.pids().items() if name.startswith("reporting-")]
    assert pids
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)
    yield
    for pid in pids:
        os.kill(pid, signal.SIGCONT)


@pytest.mark.usefixtures("reporting_hangs")
def test_pages_stand_without_their_figures(browsing: Browsing, published: Published) -> None:
    browsing.expect_status(503)
    sentence = browsing.page.get_by_text(SENTENCE)

    def without_figures(path: str) -> bool:
        """A first answer may still be one that the gateway has kept."""
        began = time.monotonic()
        browsing.page.goto(path)
        assert time.monotonic() - began < GATEWAY_GIVES_UP / 2, path
        return sentence.is_visible()

    browsing.until(lambda: without_figures("/"), "the home page says that it has no figures")
    expect(browsing.page.get_by_role("searchbox")).to_be_visible()
    browsing.picture("home-without-figures")
    browsing.require_good()

    browsing.until(lambda: without_figures("/compliance"), "so does the dashboard")
    expect(browsing.page.get_by_role("button", name="แสดงผล")).to_be_visible()
    browsing.require_good()

    began = time.monotonic()
    browsing.go(f"/agencies/{published.department}")
    assert time.monotonic() - began < GATEWAY_GIVES_UP / 2
    expect(browsing.page.get_by_role("heading", level=1)).to_have_text(DEPARTMENT)
    expect(browsing.page.get_by_role("link", name=NOTICE, exact=True)).to_be_visible()
