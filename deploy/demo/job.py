"""The main job, by HTTP calls alone: `python -m deploy.demo.job`.

An officer signs in with Digital ID, consents, redeems a token, files a section 10 PDF for the agency; the public page
shows it and serves the very same bytes; the percentage moves; suspending it takes all three back. Exits with 1 at the
first thing that is not as it should be. Each run is a new officer and leaves the figures as they were.
"""

from __future__ import annotations

import hashlib
import os
import sys
import time
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import structlog

from chassis.config import Settings, SettingsError, load_settings
from contracts.errors import Refusal
from contracts.vocabulary import Category
from deploy.demo.accounts import Account, Accounts
from deploy.demo.calendar import bangkok_day
from deploy.demo.country import make_country
from deploy.demo.notice import Notice
from deploy.demo.notices import NoticePrinter
from deploy.demo.officers import become_administrator, id_of, redeem, roles, token_for
from deploy.demo.progress import Say
from deploy.demo.published import S10
from deploy.demo.typeface import Typeface
from deploy.demo.visitor import Unexpected, Visitor

ROLE = "central_officer"
TOO_LARGE = 5 * 1024 * 1024 + 1  # the largest PDF that may be filed, and one byte


@dataclass(frozen=True)
class Standing:
    """How the agency and all local bodies stand today on section 10, uploaded."""

    agency: str
    local_done: int
    local_percent: str

    def __str__(self) -> str:
        return f"the agency is {self.agency}; local bodies {self.local_done} done, {self.local_percent} %"


@dataclass(frozen=True)
class Filed:
    """The document that the officer filed, and its bytes as they left the officer's machine."""

    id: str
    file_name: str
    content: bytes


def main() -> int:
    began = time.monotonic()
    # This is a screen for a person: of what the libraries tell, only trouble belongs on it.
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger("warning"))

    def say(text: str) -> None:
        print(f"{time.monotonic() - began:6.1f} s  {text}", flush=True)

    try:
        do_main_job(load_settings(os.environ), say)
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 2
    except (Unexpected, Refusal, FileNotFoundError) as error:
        print(f"The main job did not go as it should: {error}", file=sys.stderr)
        return 1
    return 0


def do_main_job(settings: Settings, say: Say) -> None:
    """All of it, on a system that has the demonstration's agencies.

    Raises Unexpected, saying what, and Refusal when there is no administrator and no first token for one.
    """
    with ExitStack() as browsers:
        administrator, officer, citizen = (
            browsers.enter_context(Visitor(settings.gateway_url, settings.digital_id_url)) for _ in range(3)
        )
        become_administrator(administrator, Accounts.kept_in(settings.data).administrator, settings)
        agency = make_country().demo_agency
        agency_id = id_of(citizen, agency.code)
        say(f"The agency: {agency.name_th} ({agency.name_en}), {settings.gateway_url}/agencies/{agency_id}")
        withdraw_leftovers(administrator, agency_id, say)
        before = until_standing(citizen, agency_id, "missing")
        say(f"Before: {before}.")

        account = Account.invented("officer", "มานี", "สาธิต")
        sign_in_without_a_role(officer, account)
        say("An officer registered for a Digital ID, signed in and consented; the profile shows no role.")
        redeem(officer, account, token_for(administrator, ROLE, agency_id))
        require(roles(officer) == {ROLE}, "after redeeming the token the profile shows the role")
        say(f"The officer redeemed the administrator's token and signed in again; the profile shows {ROLE}.")

        for told in refused_uploads(officer):
            say(told)
        number = len(officer.get(f"/api/v1/agencies/{agency_id}/filings").json()["items"]) + 1
        content = print_notice(agency.name_th, number)
        filed = file_notice(officer, agency_id, agency.name_th, content)
        say(f"The officer filed the section 10 notice, {len(content)} bytes, and published it.")
        see_published(citizen, agency_id, filed)
        say(f"The agency's page shows it, and the file is the same: SHA-256 {hashlib.sha256(content).hexdigest()}.")
        after = until_standing(citizen, agency_id, "done", before.local_done + 1)
        require(float(after.local_percent) > float(before.local_percent), f"the percentage moved: {before} → {after}")
        say(f"After: {after}.")

        suspend(officer, agency_id, filed.id)
        see_gone(citizen, agency_id, filed)
        say("The officer suspended it: the page no longer shows it, and the file is not found.")
        back = until_standing(citizen, agency_id, "missing", before.local_done)
        require(back == before, f"the figures are back: {before} → {back}")
        say(f"And back: {back}.")


def sign_in_without_a_role(officer: Visitor, account: Account) -> None:
    """Register, sign in, consent. Raises Unexpected if the new officer has any role."""
    officer.register(account)
    officer.sign_in(account)
    require(roles(officer) == set(), "a Digital ID alone gives no role")


def refused_uploads(officer: Visitor) -> list[str]:
    """Upload what is not a PDF, and one byte too much. What the officer is told, in Thai and English."""
    told = []
    for what, content, status, code in (
        ("What is not a PDF", "นี่ไม่ใช่ PDF".encode(), 415, "upload_not_pdf"),
        ("5 MB and 1 byte", b"%PDF-1.7\n".ljust(TOO_LARGE, b"0"), 413, "upload_too_large"),
    ):
        answer = officer.post("/api/v1/uploads", content=content, media_type="application/pdf", expect=status)
        problem = answer.json()
        require(problem["code"] == code, f"the problem is {code}: {problem['code']}")
        require(bool(problem["message_th"] and problem["message_en"]), f"{code} is told in Thai and English")
        told.append(f"{what} is refused: {status} {problem['message_th']} / {problem['message_en']}")
    return told


def print_notice(agency_name: str, number: int) -> bytes:
    """A section 10 notice of today."""
    notice = Notice(agency_name, S10, bangkok_day(datetime.now(UTC)), number)
    return NoticePrinter(Typeface.load()).print(notice)


def file_notice(officer: Visitor, agency_id: str, agency_name: str, content: bytes) -> Filed:
    """Upload the PDF and file it as the agency's published section 10 notice."""
    upload = officer.post("/api/v1/uploads", content=content, media_type="application/pdf").json()
    require(upload["sha256"] == hashlib.sha256(content).hexdigest(), "the upload arrived as it was sent")
    file_name = f"ประกาศช่องทางอิเล็กทรอนิกส์ {agency_name}.pdf"
    filing = {
        "upload": upload["upload"],
        "obligation": S10,
        "document_date": bangkok_day(datetime.now(UTC)).isoformat(),
        "file_name": file_name,
        "status": "published",
    }
    document = officer.post(f"/api/v1/agencies/{agency_id}/documents", filing).json()
    require(document["status"] == "published", f"the document is published: {document['status']}")
    return Filed(document["id"], document["file_name"], content)


def see_published(citizen: Visitor, agency_id: str, filed: Filed) -> None:
    """The API, the page and the file itself, as anybody gets them."""
    citizen.until(f"/api/v1/agencies/{agency_id}/documents", lambda answer: _shows(answer, filed), "it is listed")
    require(filed.id in citizen.get(f"/agencies/{agency_id}").text, "the agency's page links to the document")
    served = citizen.get(f"/api/v1/documents/{filed.id}/file")
    require(served.headers["Content-Type"] == "application/pdf", "the file is served as a PDF")
    require(served.content == filed.content, "the file served is the very file that was filed")


def suspend(officer: Visitor, agency_id: str, document_id: str) -> None:
    changed = officer.patch(f"/api/v1/agencies/{agency_id}/documents/{document_id}", {"status": "suspended"})
    require(changed.json()["status"] == "suspended", "the document is suspended")


def see_gone(citizen: Visitor, agency_id: str, filed: Filed) -> None:
    """Neither the API nor the page shows it, and the file is not found."""
    citizen.until(f"/api/v1/agencies/{agency_id}/documents", lambda answer: not _shows(answer, filed), "it is gone")
    require(filed.id not in citizen.get(f"/agencies/{agency_id}").text, "the agency's page no longer shows it")
    citizen.get(f"/api/v1/documents/{filed.id}/file", expect=404)


def withdraw_leftovers(administrator: Visitor, agency_id: str, say: Say) -> None:
    """Suspend what a run that was cut off left published."""
    left = [
        document["id"]
        for document in administrator.get(f"/api/v1/agencies/{agency_id}/filings").json()["items"]
        if document["status"] == "published"
    ]
    if left:
        published = until_standing(administrator, agency_id, "done")
        for document_id in left:
            suspend(administrator, agency_id, document_id)
        until_standing(administrator, agency_id, "missing", published.local_done - 1)
        say("Suspended what an earlier run had left published.")


def until_standing(visitor: Visitor, agency_id: str, state: str, local_done: int | None = None) -> Standing:
    """How things stand once the agency is in that state and, if given, so many local bodies are done.

    Raises Unexpected when that does not come about.
    """
    visitor.until(
        f"/api/v1/agencies/{agency_id}/compliance", lambda answer: _state(answer) == state, f"the agency is {state}"
    )
    figures = visitor.until(
        "/api/v1/compliance",
        lambda answer: local_done in (None, _local(answer)["done"]),
        f"{local_done} local bodies are done",
        {"obligation": S10},
    )
    return Standing(state, _local(figures)["done"], _local(figures)["percent"])


def require(holds: bool, what: str) -> None:
    """Raises Unexpected, saying what should have been, unless it holds."""
    if not holds:
        raise Unexpected(f"this should be so: {what}")


def _shows(published: Any, filed: Filed) -> bool:
    return any(document["id"] == filed.id for document in published["items"])


def _local(figures: Any) -> Any:
    return next(group for group in figures["groups"] if group["group"] == Category.LOCAL)


def _state(compliance: Any) -> str:
    return next(
        str(each["state"])
        for each in compliance["obligations"]
        if (each["obligation"], each["measure"]) == (S10, "uploaded")
    )


if __name__ == "__main__":
    sys.exit(main())
