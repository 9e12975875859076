"""Somebody at a browser: goes to pages, looks at them, and complains of what no page of ours may do.

Whatever the test is about, it fails when a page logs an error, is hindered by its Content-Security-Policy, asks a third
party for anything, or gets an error that the test did not expect.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response, WebError

from deploy.demo.visitor import Visitor

ROOT = Path(__file__).parents[2]
ARTEFACTS = ROOT / "artefacts" / "browser"
AXE = ROOT / "node_modules/axe-core/axe.min.js"

# WCAG 2.2 at level AA, and what axe counts as good practice.
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
OF_THE_BROWSER = ("data", "blob", "chrome-extension", "chrome", "about")
MISSED = "Failed to load resource"


# What is wider than the window, and the elements that make it so.
STICKING_OUT = """() => {
    const { clientWidth, scrollWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const all = [...document.querySelectorAll("body *")];
    const out = all.filter((element) => element.getBoundingClientRect().right > clientWidth + 1);
    return [`${scrollWidth} > ${clientWidth}`, ...out.slice(0, 8).map((each) => each.outerHTML.slice(0, 120))];
}"""


@dataclass(frozen=True)
class Size:
    """How large a window is, in CSS pixels."""

    name: str
    width: int
    height: int


DESK = Size("desk", 1280, 900)
PHONE = Size("phone", 360, 740)
SIZES = (DESK, PHONE)


class Browsing:
    """One person's browser, with cookies of its own. `page` is Playwright's, for everything that a person can do."""

    def __init__(self, chromium: Browser, size: Size, home: str, others: tuple[str, ...] = (), scripts: bool = True):
        """`home`: where our pages are; `others`: the further places that belong to us (the Digital ID)."""
        self.size = size
        self.home = home.rstrip("/")
        self.complaints: list[str] = []
        self._ours = {_origin(address) for address in (home, *others)}
        self._expected: set[int] = set()
        self.context: BrowserContext = chromium.new_context(
            base_url=self.home,
            viewport={"width": size.width, "height": size.height},
            locale="th-TH",
            timezone_id="Asia/Bangkok",
            reduced_motion="reduce",
            java_script_enabled=scripts,
        )
        self.context.set_default_timeout(15_000)
        self.context.on("console", self._heard)
        self.context.on("weberror", self._failed)
        self.context.on("request", self._asked)
        self.context.on("response", self._answered)
        self.page: Page = self.context.new_page()

    def close(self) -> None:
        self.context.close()

    def expect_status(self, *statuses: int) -> None:
        """From now on answers with these statuses are as they should be."""
        self._expected |= set(statuses)

    def told(self) -> list[str]:
        """What there was to complain of since the last time. From now on no error is expected."""
        complaints, self.complaints = self.complaints, []
        self._expected.clear()
        return complaints

    def go(self, path: str, status: int = 200) -> Response:
        """Open a page of ours. Fails when its answer has another status."""
        if status != 200:
            self.expect_status(status)
        answer = self.page.goto(path)
        assert answer is not None, f"{path} is no other page"
        assert answer.status == status, f"{path} answered {answer.status} instead of {status}"
        return answer

    def be(self, visitor: Visitor) -> None:
        """Go on as somebody who has signed in by other means, with their session."""
        host = urlsplit(self.home).hostname or ""
        for name, value in visitor.cookies.items():
            self.context.add_cookies(
                [{"name": name, "value": value, "url": f"https://{host}/", "secure": True, "httpOnly": True}]
            )

    def until(self, condition: Callable[[], object], what: str, seconds: float = 15) -> None:
        """Let the browser work until the condition is true. Fails, saying what was waited for, when it is not."""
        ends = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < ends, f"waited {seconds} s in vain until {what}"
            self.page.wait_for_timeout(20)  # what is told by the browser arrives only while Playwright is at work

    def picture(self, name: str, whole: bool = True) -> Path:
        """Keep what the page looks like, for a person to look at: artefacts/browser/<size>/<name>.jpg."""
        file = ARTEFACTS / self.size.name / f"{name}.jpg"
        self.page.evaluate("document.fonts.ready.then(() => true)")
        self.page.screenshot(path=file, full_page=whole, animations="disabled")
        return file

    def require_accessible(self) -> None:
        """axe-core finds nothing to object to on the page. Fails naming each rule, what it says, and where."""
        found = _axe_violations(self.page)
        assert not found, "axe objects to " + self.page.url + "\n" + "\n".join(map(_told, found))

    def require_fitting(self) -> None:
        """Nothing is wider than the window: nobody has to scroll sideways. Names what sticks out."""
        outside = self.page.evaluate(STICKING_OUT)
        assert not outside, f"{self.page.url} is wider than the window: {outside}"

    def require_good(self) -> None:
        """What holds for every page: axe has no objection, and it fits the window."""
        self.require_accessible()
        self.require_fitting()

    def _heard(self, message: ConsoleMessage) -> None:
        # Answers with an error are told of by `_answered`, which knows the ones that are expected.
        if message.type == "error" and not message.text.startswith(MISSED):
            self.complaints.append(f"{message.location.get('url')}: console: {message.text}")

    def _failed(self, error: WebError) -> None:
        self.complaints.append(f"a script failed: {error.error}")

    def _asked(self, request: Request) -> None:
        if urlsplit(request.url).scheme not in OF_THE_BROWSER and _origin(request.url) not in self._ours:
            self.complaints.append(f"a third party was asked: {request.url}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400 and response.status not in self._expected:
            self.complaints.append(f"{response.request.method} {response.url} answered {response.status}")


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


@cache
def _axe() -> str:
    return AXE.read_text(encoding="utf-8")


def _axe_violations(page: Page) -> list[Mapping[str, Any]]:
    # By the debugger's protocol, so the page's own policy stays in force for all that the page does.
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(_axe() + "; true")
    asked = {"runOnly": list(RULES), "resultTypes": ["violations"], "iframes": False}
    violations: list[Mapping[str, Any]] = page.evaluate(
        "asked => axe.run(document, asked).then(result => result.violations)", asked
    )
    return violations


def _told(violation: Mapping[str, Any]) -> str:
    places = [f"    {json.dumps(node['target'])} {_short(node['html'])}" for node in violation["nodes"][:5]]
    why = _short(violation["nodes"][0].get("failureSummary", ""))
    return "\n".join([f"  {violation['id']}: {violation['help']} ({why})", *places])


def _short(text: str) -> str:
    return re.sub(r"\s+", " ", text)[:300]
