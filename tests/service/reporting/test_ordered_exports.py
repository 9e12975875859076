"""Whole tables ordered by officers: written in the background, kept for them alone, and told of in the history."""

from __future__ import annotations

import csv
import hashlib
import io
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import openpyxl
import pytest

from chassis import mongo, s3
from chassis.job_files import name_of
from chassis.thai_days import bangkok_day
from contracts.events.reporting import ExportMade
from contracts.rpc.reporting.ordered_exports import EXPORT, EXPORT_FILE
from contracts.vocabulary import Role
from services.reporting.domain.reports import Wanted
from services.reporting.ledger.mongo_listing import MongoListing
from services.reporting.service import ReportingService
from tests.builders.reporting import a_document, an_agency, some_facts
from tests.builders.reporting_desk import ReportingDesk

pytestmark = pytest.mark.backing("mongo", "s3")

LAST_YEAR = datetime.now(UTC) - timedelta(days=365)
TODAY = bangkok_day(datetime.now(UTC)).isoformat()
MISSING = {"of": "agencies", "obligation": "s10_notice", "state": "missing"}


@pytest.fixture
def country(reporting: ReportingDesk) -> ReportingDesk:
    reporting.hears(
        an_agency("dla", some_facts(name_th="สถ.", category=None, lao_type=None)),
        *(an_agency(f"a{n}", some_facts("dla", name_th=f"อบต. {n}")) for n in range(5)),
        an_agency("formula", some_facts("dla", name_th="=1+1")),
        a_document("a0", [(LAST_YEAR, None)]),
    )
    return reporting


def work_on(desk: ReportingDesk) -> None:
    """One process takes what was ordered, and does it."""
    service = ReportingService()
    service.process, service.rooms = desk.process, desk.parts  # type: ignore[assignment]
    held = desk.process.jobs.take(EXPORT.name, timedelta(seconds=15))
    assert held is not None
    service.do_export(held)


def exported(desk: ReportingDesk, **order: Any) -> dict[str, Any]:
    """The job, done."""
    ordered = desk.ask("order_export", **order)
    work_on(desk)
    job: dict[str, Any] = desk.ask("get_export", job_id=ordered["id"])
    assert job["state"] == "done", job
    return job


def file_of(desk: ReportingDesk, job: dict[str, Any]) -> bytes:
    store, bucket = s3.connect(desk.process.settings)
    with store.get_object(bucket, name_of(job["id"], EXPORT_FILE)) as found:
        return bytes(found.read())


def rows_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))[1:]


def test_the_file_has_the_rows_of_the_screen_and_says_what_it_is(country: ReportingDesk) -> None:
    officer = country.as_officer(Role.MONITOR, "dla")

    job = exported(officer, table=MISSING)

    content, made = file_of(officer, job), job["outcome"]
    assert [row[0].removeprefix("'") for row in rows_of(content)] == [
        item["name_th"] for item in country.listed("missing")
    ]
    assert "'=1+1" in [row[0] for row in rows_of(content)]
    assert (made["rows"], made["size"], made["sha256"]) == (6, len(content), hashlib.sha256(content).hexdigest())
    assert (made["as_of"], made["file_name"]) == (TODAY, f"agencies-by-state-{TODAY}.csv")
    assert datetime.fromisoformat(made["kept_until"]) > datetime.now(UTC)
    assert job["progress"]["phase"] == "writing"


def test_a_workbook_of_the_list_of_reports_has_what_the_officer_may_read(country: ReportingDesk) -> None:
    country.hears(an_agency("elsewhere", some_facts(name_th="ที่อื่น")))
    officer = country.as_officer(Role.MONITOR, "dla")

    job = exported(officer, table={"of": "reports"}, format="xlsx", language="en")

    sheet = openpyxl.load_workbook(io.BytesIO(file_of(officer, job))).worksheets[0]
    names = [row[0].value for row in sheet.iter_rows(min_row=2)]
    assert names == [item["name_th"] for item in officer.ask("list_reports")["items"]]
    assert "ที่อื่น" not in names and sheet["A1"].value == "Agency"
    assert job["outcome"]["of_reports_at"] == "dla"


def test_the_difference_of_two_days(country: ReportingDesk) -> None:
    table = {"of": "changes", "obligation": "s10_notice", "earlier": "2021-01-01"}

    job = exported(country.as_officer(Role.OPDC_ADMIN), table=table)

    assert [row[0] for row in rows_of(file_of(country, job))] == ["อบต. 0"]


def test_nobody_else_is_told_of_it(country: ReportingDesk) -> None:
    job = exported(country.as_officer(Role.MONITOR, "dla"), table=MISSING)
    other = country.as_officer(Role.MONITOR, "a1")

    assert other.answer("get_export", job_id=job["id"])["error"]["code"] == "job_unknown"
    assert other.answer("cancel_export", job_id=job["id"])["error"]["code"] == "job_unknown"
    assert country.answer("get_export", job_id=job["id"])["error"]["code"] == "unauthenticated"


def test_whoever_has_lost_the_right_has_lost_the_file(country: ReportingDesk) -> None:
    job = exported(country.as_officer(Role.MONITOR, "dla"), table={"of": "reports"})

    country.hears(an_agency("dla", some_facts(name_th="สถ."), version=2, dissolved_on=bangkok_day(LAST_YEAR)))

    answer = country.as_officer(Role.MONITOR, "dla").answer("get_export", job_id=job["id"])
    assert answer["error"]["code"] == "forbidden"


@pytest.mark.parametrize(
    ("table", "code"),
    [
        ({"of": "agencies", "obligation": "s10_notice"}, "invalid_request"),
        ({"of": "agencies", "as_of": "2999-01-01"}, "invalid_request"),
        ({"of": "agencies", "below": "nowhere"}, "agency_unknown"),
        ({"of": "reports", "agency_id": "elsewhere"}, "forbidden"),
        ({"of": "people"}, "invalid_request"),
    ],
)
def test_what_cannot_be_written_is_refused_when_it_is_ordered(
    country: ReportingDesk, table: dict[str, Any], code: str
) -> None:
    country.hears(an_agency("elsewhere"))

    answer = country.as_officer(Role.MONITOR, "dla").answer("order_export", table=table)

    assert answer["error"]["code"] == code


def test_the_history_says_who_took_what_away(country: ReportingDesk) -> None:
    job = exported(country.as_officer(Role.MONITOR, "dla"), table={"of": "reports"})

    (entry,) = mongo.database()["event_log"].find({"type": ExportMade.TYPE})
    assert entry["actor"]["id"] == f"{Role.MONITOR}-dla"
    told = ExportMade.model_validate(entry["data"])
    assert (told.export_id, told.table, told.agency_id, told.rows) == (job["id"], "reports", "dla", 7)
    assert told.sha256 == job["outcome"]["sha256"]


class Cancelling(MongoListing):
    """Somebody cancels the export while its rows are read."""

    def page(self, wanted: Wanted, after: Any, limit: int) -> Any:
        cancelled = {"$set": {"state": "cancelled"}, "$unset": {"holder": ""}}
        mongo.database()["jobs"].update_one({"kind": EXPORT.name}, cancelled)
        return super().page(wanted, after, limit)


def test_what_is_cancelled_is_not_told_of_as_done(country: ReportingDesk) -> None:
    officer = country.as_officer(Role.MONITOR, "dla")
    ordered = officer.ask("order_export", table=MISSING)
    listing = Cancelling(country.parts.reports)
    parts = replace(country.parts, list_desk=country.parts.list_desk._replace(listing=listing))

    work_on(ReportingDesk(country.process, parts))

    assert officer.ask("get_export", job_id=ordered["id"])["state"] == "cancelled"
    assert mongo.database()["event_log"].count_documents({"type": ExportMade.TYPE}) == 0


def test_an_export_that_waits_is_cancelled_by_its_owner(country: ReportingDesk) -> None:
    officer = country.as_officer(Role.MONITOR, "dla")
    ordered = officer.ask("order_export", table=MISSING)

    assert officer.ask("cancel_export", job_id=ordered["id"])["state"] == "cancelled"
    assert country.process.jobs.take(EXPORT.name, timedelta(seconds=15)) is None


def test_it_is_of_the_day_on_which_it_was_ordered(country: ReportingDesk) -> None:
    officer = country.as_officer(Role.MONITOR, "dla")
    officer.ask("order_export", table={"of": "agencies", "as_of": "2021-01-01"})
    ordered = mongo.database()["jobs"].find_one({"kind": EXPORT.name})
    officer.ask("order_export", table=MISSING)
    (_, today) = mongo.database()["jobs"].find({"kind": EXPORT.name}).sort("requested_at")

    assert ordered is not None
    assert ordered["request"]["table"]["as_of"] == "2021-01-01"
    assert today["request"]["table"]["as_of"] == TODAY
