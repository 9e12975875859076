"""The officer's journey in a browser, on the running system: `python -m deploy.demo.browser [--show]`.

Its pictures, at a desk and on a phone, are kept in artefacts/journey for a person to look at. With --show the browser
is seen at work. Exits with 1 at the first thing that is not as it should be.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

import structlog
from playwright.sync_api import Browser, Error, Page, sync_playwright

from chassis.config import Settings, SettingsError, load_settings
from contracts.errors import Refusal
from deploy.demo.accounts import Accounts
from deploy.demo.country import make_country
from deploy.demo.journey import Travellers, travel
from deploy.demo.officers import become_administrator
from deploy.demo.progress import Say
from deploy.demo.visitor import Unexpected, Visitor
from deploy.local.debian_packages import BROWSER, BROWSER_WITH_WINDOWS

PICTURES = Path(__file__).parents[2] / "artefacts/journey"
SIZES = {"desk": (1280, 900), "phone": (360, 740)}


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m deploy.demo.browser")
    parser.add_argument("--show", action="store_true", help="show the browser at work")
    given = parser.parse_args(arguments)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger("warning"))
    began = time.monotonic()

    def say(text: str) -> None:
        print(f"{time.monotonic() - began:6.1f} s  {text}", flush=True)

    wanted = BROWSER_WITH_WINDOWS if given.show else BROWSER
    program = shutil.which(wanted)
    if program is None:
        print(f"{wanted} was not found: python -m deploy.local install --for-tests", file=sys.stderr)
        return 2
    try:
        settings = load_settings(os.environ)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=program,
                headless=not given.show,
                slow_mo=400 if given.show else 0,
                chromium_sandbox=False,
            )
            for size in SIZES:
                _travel_at(settings, browser, size, say)
            browser.close()
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 2
    except (AssertionError, Error, Unexpected, Refusal) as error:
        print(f"The journey did not go as it should: {error}", file=sys.stderr)
        return 1
    say(f"The pictures are in {PICTURES}.")
    return 0


def _travel_at(settings: Settings, browser: Browser, size: str, say: Say) -> None:
    width, height = SIZES[size]
    directory = PICTURES / size
    shutil.rmtree(directory, ignore_errors=True)

    def look(page: Page, name: str) -> None:
        page.screenshot(path=directory / f"{name}.png", full_page=True, animations="disabled")

    with ExitStack() as stack:
        contexts = [browser.new_context(viewport={"width": width, "height": height}, locale="th-TH") for _ in range(2)]
        for context in contexts:
            stack.callback(context.close)
        officer, citizen = (context.new_page() for context in contexts)
        administrator, counter = (
            stack.enter_context(Visitor(settings.gateway_url, settings.digital_id_url)) for _ in range(2)
        )
        become_administrator(administrator, Accounts.kept_in(settings.data).administrator, settings)
        agency = make_country().demo_agency
        say(f"The journey, {size}: {agency.name_th}")
        travel(settings, Travellers(officer, citizen, administrator, counter), agency.code, agency.name_th, look, say)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
