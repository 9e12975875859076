"""A notice is read in its page: the browser's own viewer may show it there."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from deploy.local.debian_packages import BROWSER_WITH_WINDOWS
from tests.browser.browsing import Browsing
from tests.browser.conftest import Launch
from tests.browser.publishing import Published

pytestmark = pytest.mark.system


@pytest.fixture(scope="module")
def chromium(launch: Launch) -> Iterator[Browser]:
    """The whole browser: the one without windows has no viewer."""
    browser = launch(BROWSER_WITH_WINDOWS)
    yield browser
    browser.close()


def test_the_browser_shows_the_pdf_in_the_page(browsing: Browsing, published: Published) -> None:
    browsing.go(f"/documents/{published.document}")

    viewer = "chrome-extension://"  # where Chromium's own viewer lives; it opens only for a PDF that it may show
    browsing.until(lambda: any(frame.url.startswith(viewer) for frame in browsing.page.frames), "the PDF is shown")
