"""The whole system with the demonstration's agencies in it, an officer who is signed in, and some filings."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from bench.pdfs import pdf_of
from chassis.config import Settings
from contracts.vocabulary import Obligation
from deploy.demo.accounts import Account
from deploy.demo.agency import AgencyRow
from deploy.demo.archive import agencies_csv
from deploy.demo.calendar import bangkok_day
from deploy.demo.country import make_country
from deploy.demo.officers import become, become_administrator, id_of
from deploy.demo.visitor import Unexpected, Visitor
from deploy.local.stack import Stack

SMALL_COUNTRY = 300  # agencies; parents come before their children, so the first ones are a country too
SHOWN_DOCUMENTS = 5
UPLOAD_BYTES = 200_000
ROLE = "central_officer"


@dataclass(frozen=True)
class System:
    """What benchmarks need to know of it.

    `officer` are the headers that make a request the signed-in officer's, who may file for both agencies: the shown one
    has `SHOWN_DOCUMENTS` published documents and is left alone, for the other one benchmarks file.
    """

    settings: Settings
    gateway_process_port: int
    """A port on which one gateway process answers alone."""
    officer: Mapping[str, str]
    agencies: int
    shown_agency_id: str
    filing_agency_id: str


def fill(stack: Stack, *, small: bool) -> System:
    """Bring agencies, an officer and filings into a running system, all by HTTP.

    Raises Unexpected, and NeverQuiet when the news of it does not get round.
    """
    from bench.quiet import Quiet  # sees into the services' modules, which take a second to import

    settings, quiet = stack.settings, Quiet(stack.settings)
    rows, office, shown, filing = _country(small=small)
    with (
        Visitor(settings.gateway_url, settings.digital_id_url) as administrator,
        Visitor(settings.gateway_url, settings.digital_id_url) as officer,
    ):
        become_administrator(administrator, Account.invented("admin", "สมหญิง", "สาธิต"), settings)
        _import(administrator, rows)
        quiet.wait()
        shown_id, filing_id = id_of(administrator, shown.code), id_of(administrator, filing.code)
        office_id = id_of(administrator, office.code)
        become(officer, Account.invented("officer", "มานี", "สาธิต"), ROLE, office_id, granted_by=administrator)
        for number in range(SHOWN_DOCUMENTS):
            _file(officer, shown_id, number)
        quiet.wait()
        return System(
            settings=settings,
            gateway_process_port=next(each.health_port for each in stack.processes if each.kind == "gateway"),
            officer=_headers(officer),
            agencies=len(rows),
            shown_agency_id=shown_id,
            filing_agency_id=filing_id,
        )


def filing(upload: str, number: int) -> dict[str, str]:
    """What an officer says to file an upload as a published section 10 notice of today."""
    return {
        "upload": upload,
        "obligation": Obligation.S10_NOTICE,
        "document_date": bangkok_day(datetime.now(UTC)).isoformat(),
        "file_name": f"ประกาศ {number}.pdf",
        "status": "published",
    }


def command(officer: Mapping[str, str], media_type: str = "application/json") -> dict[str, str]:
    """The headers of a command that has not been given before."""
    return {**officer, "Content-Type": media_type, "Idempotency-Key": str(uuid.uuid4())}


def _country(*, small: bool) -> tuple[Sequence[AgencyRow], AgencyRow, AgencyRow, AgencyRow]:
    """The agencies to register; an office, and two local bodies under it that have filed nothing."""
    country = make_country()
    shown = country.demo_agency
    office = shown.parent
    filing = next(row for row in country.rows if row.parent is office and row.reporting_unit and row is not shown)
    if office is None:
        raise Unexpected("the demonstration's agency is a root")
    rows = country.rows
    if small:
        needed = {*rows[:SMALL_COUNTRY], shown, *shown.ancestors, filing}
        rows = tuple(row for row in rows if row in needed)
    return rows, office, shown, filing


def _import(administrator: Visitor, rows: Sequence[AgencyRow]) -> None:
    content = agencies_csv(rows)
    outcome = administrator.have_done("/api/v1/agency-imports", content=content, media_type="text/csv")
    if outcome["created"] != len(rows):
        raise Unexpected(f"{outcome['created']} of {len(rows)} agencies were registered")


def _file(officer: Visitor, agency_id: str, number: int) -> None:
    content = pdf_of(UPLOAD_BYTES)
    upload = officer.post("/api/v1/uploads", content=content, media_type="application/pdf").json()["upload"]
    officer.post(f"/api/v1/agencies/{agency_id}/documents", filing(upload, number))


def _headers(officer: Visitor) -> dict[str, str]:
    me = officer.get("/api/v1/me")
    return {"Cookie": me.request.headers["Cookie"], "X-CSRF-Token": me.json()["csrf_token"]}
