"""Load the demonstration country into a running system, by its own bulk commands: `python -m deploy.demo.load`.

Running it again goes on where it stopped, and says so when everything is there. Exits with 1 when the system's figures
are not the published ones.
"""

from __future__ import annotations

import hashlib
import os
import sys
import time
from collections.abc import Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor, as_completed
from contextlib import ExitStack
from functools import cache
from itertools import count
from multiprocessing import get_context
from typing import TYPE_CHECKING

import structlog

from chassis.config import Settings, SettingsError, load_settings
from contracts.errors import Refusal
from deploy.demo import figures
from deploy.demo.accounts import Accounts
from deploy.demo.archive import agencies_csv, filings_archive, in_chunks
from deploy.demo.country import Country, make_country
from deploy.demo.filings import Filing, make_filings
from deploy.demo.follow_up import follow_up
from deploy.demo.ministries import INTERIOR
from deploy.demo.officers import become, become_administrator, id_of
from deploy.demo.progress import Progress, Say, watch
from deploy.demo.published import REPORTING_AGENCIES
from deploy.demo.visitor import Unexpected, Visitor

if TYPE_CHECKING:
    from deploy.demo.notices import NoticePrinter

FILINGS_IN_AN_ARCHIVE = 1_000
UPLOADS_AT_A_TIME = 3
PRINTERS = 2
LONGEST_SPREAD = 600.0
_BETWEEN_LOOKS = 0.5


def main() -> int:
    began = time.monotonic()
    # This is a screen for a person: of what the libraries tell, only trouble belongs on it.
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger("warning"))

    def say(text: str) -> None:
        print(f"{time.monotonic() - began:6.1f} s  {text}", flush=True)

    try:
        settings = load_settings(os.environ)
        agree = load(settings, say)
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 2
    except (Unexpected, Refusal, FileNotFoundError) as error:
        print(f"The demonstration country could not be loaded: {error}", file=sys.stderr)
        return 1
    return 0 if agree else 1


def load(settings: Settings, say: Say) -> bool:
    """Load what is not there yet. Whether the figures are then the published ones.

    Raises Unexpected when the system refuses something, Refusal when it gives no first token, FileNotFoundError when
    the notices' typeface is not installed.
    """
    country = make_country()
    with Visitor(settings.gateway_url, settings.digital_id_url) as visitor:
        if not all(each.agrees for each in figures.compared(visitor)):
            _load(settings, country, visitor, say)
        else:
            say("The demonstration country is there already.")
        agree = _tell(visitor, say)
        if agree:
            become_administrator(visitor, Accounts.kept_in(settings.data).administrator, settings)
            follow_up(visitor, country, say)
        return agree


def _load(settings: Settings, country: Country, visitor: Visitor, say: Say) -> None:
    with ExitStack() as pools:
        # New processes, not forks: this one has threads and connections.
        printers = ProcessPoolExecutor(PRINTERS, get_context("spawn"))
        pools.callback(printers.shutdown, cancel_futures=True)
        chunks = in_chunks(make_filings(country), FILINGS_IN_AN_ARCHIVE)
        archives = [(chunk[-1].agency.code, printers.submit(_archive, chunk)) for chunk in chunks]
        say(f"Printing the notices of {len(chunks)} archives meanwhile.")
        accounts = Accounts.kept_in(settings.data)
        become_administrator(visitor, accounts.administrator, settings)
        say("The administrator has signed in.")
        _import_agencies(visitor, country, say)
        interior = id_of(visitor, next(row for row in country.rows if row.name_th == INTERIOR).code)
        officer = pools.enter_context(Visitor(settings.gateway_url, settings.digital_id_url))
        become(officer, accounts.central_officer, "central_officer", interior, granted_by=visitor)
        say(f"The central officer of {INTERIOR} has signed in.")
        uploaders = ThreadPoolExecutor(UPLOADS_AT_A_TIME)
        pools.callback(uploaders.shutdown, cancel_futures=True)
        _import_filings(visitor, uploaders, archives, say)
    if not watch(lambda: _counted(visitor), "{} reporting agencies count in the figures so far.", say):
        raise Unexpected(f"the figures do not count the agencies imported: {figures.agencies_counted(visitor)}")
    say(f"All {len(country.reporting)} reporting agencies count in the figures.")
    watch(lambda: _followed(visitor), "{} filings are in the published figures so far.", say)


def _import_agencies(visitor: Visitor, country: Country, say: Say) -> None:
    content = agencies_csv(country.rows)
    outcome = visitor.have_done("/api/v1/agency-imports", content=content, media_type="text/csv", key=_key(content))
    say(f"{outcome['created']} agencies imported ({len(content) / 1e6:.1f} MB).")


def _import_filings(visitor: Visitor, uploaders: Executor, archives: list[tuple[str, Future[bytes]]], say: Say) -> None:
    imports = [uploaders.submit(_import_archive, visitor, last_code, archive) for last_code, archive in archives]
    archives.clear()  # each is needed only until it is imported
    total, size = len(imports), 0
    for done, finished in enumerate(as_completed(imports), start=1):
        size += finished.result()
        if done % 5 == 0 or done == total:
            say(f"{done} of {total} filings archives imported ({size / 1e6:.0f} MB).")


def _import_archive(visitor: Visitor, last_code: str, archive: Future[bytes]) -> int:
    """Import one archive, once the last of its agencies is known where documents are kept. Its size in bytes.

    The agencies become known about in the order of their import; for one that is late the archive is sent again.
    """
    _until_known(visitor, id_of(visitor, last_code))
    content = archive.result()
    deadline = time.monotonic() + LONGEST_SPREAD
    for attempt in count():
        key = f"{_key(content)}-{attempt}"
        job = visitor.have_finished("/api/v1/filing-imports", content=content, media_type="application/zip", key=key)
        if job["state"] == "done":
            break
        refusal = job["problem"] or {"message_en": job["state"], "details": {}}
        problems = refusal["details"].get("problems", [])
        is_early = bool(problems) and all(each["column"] == "agency_code" for each in problems)
        if not is_early or time.monotonic() > deadline:
            raise Unexpected(f"an archive was refused: {refusal['message_en']} {problems[:1]}")
        time.sleep(_BETWEEN_LOOKS)
    return len(content)


def _until_known(visitor: Visitor, agency_id: str) -> None:
    deadline = time.monotonic() + LONGEST_SPREAD
    while not visitor.finds(f"/api/v1/agencies/{agency_id}/documents"):
        if time.monotonic() > deadline:
            raise Unexpected(f"agency {agency_id} is not known where documents are kept after {LONGEST_SPREAD:.0f} s")
        time.sleep(_BETWEEN_LOOKS)


def _counted(visitor: Visitor) -> Progress:
    counted = figures.agencies_counted(visitor)
    return Progress(sum(counted.values()), counted == REPORTING_AGENCIES)


def _followed(visitor: Visitor) -> Progress:
    found = list(figures.compared(visitor))
    return Progress(sum(each.found for each in found), all(each.agrees for each in found))


def _tell(visitor: Visitor, say: Say) -> bool:
    found = list(figures.compared(visitor))
    for each in found:
        print(f"          {each}")
    differing = sum(not each.agrees for each in found)
    say(f"{differing} of {len(found)} figures DIFFER from those published." if differing else "All as published.")
    return not differing


def _key(content: bytes) -> str:
    """The same for the same content, so that a second run repeats nothing."""
    return f"demo-{hashlib.sha256(content).hexdigest()[:40]}"


def _archive(filings: Sequence[Filing]) -> bytes:
    return filings_archive(filings, _printer().print)


@cache
def _printer() -> NoticePrinter:
    """One for each printing process. Only these need the libraries for fonts and PDFs, which take a while to import."""
    from deploy.demo.notices import NoticePrinter
    from deploy.demo.typeface import Typeface

    return NoticePrinter(Typeface.load())


if __name__ == "__main__":
    sys.exit(main())
