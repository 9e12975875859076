"""Frozen figures: kept as they were, proved unaltered, and held against what the ledger says of their day by now."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from chassis import event_log, mongo
from chassis.s3 import connect
from chassis.service import Process
from contracts.rpc.reporting.frozen import list_kept_as
from contracts.vocabulary import Category, LaoType, Level, Role, Scope
from services.reporting.wiring import ReportingRooms
from tests.builders.arranged import Contents, put_back
from tests.builders.freezing import DAY, frozen, list_of, ordered, put_list, verified
from tests.builders.reporting import a_declaration, a_document, an_agency, licences, some_facts
from tests.builders.reporting_desk import ReportingDesk
from tests.service.reporting.conftest import arrange

pytestmark = pytest.mark.backing("mongo", "s3")

LONG_AGO = datetime(2023, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def arranged(prepared: tuple[Process, ReportingRooms]) -> Contents:
    """A ministry with a department over an office with two local bodies, one of which has filed; a body elsewhere."""
    central = {"category": None, "lao_type": None, "province_code": None, "reporting_unit": False}
    return arrange(
        prepared,
        an_agency("ministry", some_facts(name_th="กระทรวงมหาดไทย", level=Level.MINISTRY, **central)),
        an_agency(
            "department",
            some_facts(
                "ministry",
                name_th="กรมส่งเสริม",
                level=Level.DEPARTMENT,
                category=Category.GOVERNMENT,
                lao_type=None,
                province_code=None,
            ),
        ),
        an_agency("office", some_facts("department", name_th="สถจ.แพร่", reporting_unit=False, lao_type=None)),
        an_agency("a", some_facts("office", name_th="เทศบาลเมืองแพร่", lao_type=LaoType.TOWN)),
        an_agency("b", some_facts("office", name_th="=อบต.ขัวกา")),
        an_agency("c", some_facts(name_th="อบต.เกาะ", province_code="82")),
        a_document("a", [(LONG_AGO, None)], id="d1"),
        licences("b", [(LONG_AGO, None)]),
    )


@pytest.fixture
def opdc(reporting: ReportingDesk, arranged: Contents) -> ReportingDesk:
    put_back(arranged)
    return reporting.as_officer(Role.OPDC_ADMIN)


def shown(desk: ReportingDesk, made: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = desk.ask("get_frozen_figures", frozen_id=made["id"])
    return found


def content_of(desk: ReportingDesk, made: dict[str, Any]) -> str:
    content: str = desk.ask("read_frozen_file", frozen_id=made["id"])["content"]
    return content


def rows_of(desk: ReportingDesk, made: dict[str, Any]) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(list_of(desk, made["id"]).decode("utf-8-sig"), newline="")))


def test_what_is_frozen_stays_and_what_the_ledger_says_now_stands_beside_it(opdc: ReportingDesk) -> None:
    made = frozen(opdc)
    before = content_of(opdc, made), list_of(opdc, made["id"])

    opdc.hears(a_document("b", [(LONG_AGO, None)], id="late"))  # in effect long before, heard only now

    found = shown(opdc, made)
    assert (content_of(opdc, made), list_of(opdc, made["id"])) == before
    assert [each["total"]["percent"] for each in found["figures"]] == ["25.00"]
    assert [each["total"]["percent"] for each in found["now"]] == ["50.00"]
    assert (found["same_numbers"], found["altered"]) == (False, [])
    assert opdc.figures(as_of=DAY)["total"] == found["now"][0]["total"]


def test_the_hashes_are_those_of_the_files_as_they_are_had(opdc: ReportingDesk) -> None:
    made = frozen(opdc)

    content = content_of(opdc, made)
    assert hashlib.sha256(content.encode()).hexdigest() == made["sha256"]
    assert hashlib.sha256(list_of(opdc, made["id"])).hexdigest() == made["list_sha256"]
    assert json.loads(content)["agencies"]["sha256"] == made["list_sha256"]
    # RFC 8785: names in order, nothing between them, text as it is.
    again = json.dumps(json.loads(content), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert content == again


def test_frozen_again_for_the_same_day_the_hash_is_the_same_until_facts_come_late(opdc: ReportingDesk) -> None:
    one, again = frozen(opdc), frozen(opdc, title="อีกครั้ง")
    opdc.hears(a_document("b", [(LONG_AGO, None)], id="late"))
    later = frozen(opdc)

    assert one["id"] != again["id"]
    assert (one["sha256"], one["list_sha256"]) == (again["sha256"], again["list_sha256"])
    assert later["sha256"] != one["sha256"]


@pytest.mark.parametrize("below", [None, "department"])
@pytest.mark.parametrize("group_by", ["category", "province", "lao_type", "ministry", "department", "children"])
def test_the_list_is_every_agency_behind_the_figures(opdc: ReportingDesk, group_by: str, below: str | None) -> None:
    sections = ["s10_notice", "s13_1_notice", "s16_order"]

    made = frozen(opdc, obligations=sections, group_by=group_by, agency_id=below)

    rows = rows_of(opdc, made)
    assert len(rows) == made["agencies"] == (3 if below else 4)
    assert [row["agency_id"] for row in rows] == sorted(row["agency_id"] for row in rows)
    for section in sections:
        figures = opdc.figures(section, as_of=DAY, group_by=group_by, below=below)
        for group, count in figures.items():
            states = Counter(row[section] for row in rows if group in ("total", row["group"]))
            assert {state: states[state] for state in ("done", "covered", "missing", "not_required")} == {
                state: number for state, number in count.items() if state != "percent"
            }


def test_it_is_about_one_measure_of_the_sections_that_have_it(opdc: ReportingDesk) -> None:
    opdc.hears(a_declaration("c", LONG_AGO.date()))

    issued = frozen(opdc, measure="issued")
    refused = opdc.answer("freeze_figures", title="ม.13", as_of=DAY, obligations=["s13_1_notice"], measure="issued")

    assert [(row["agency_id"], row["s10_notice"]) for row in rows_of(opdc, issued) if row["s10_notice"] == "done"] == [
        ("a", "done"),
        ("c", "done"),
    ]
    assert [problem["field"] for problem in refused["error"]["fields"]] == ["obligations"]


def test_names_of_that_day_are_kept_and_none_is_a_formula(opdc: ReportingDesk) -> None:
    names = {row["agency_id"]: row["name_th"] for row in rows_of(opdc, frozen(opdc))}

    assert names["a"] == "เทศบาลเมืองแพร่"
    assert names["b"] == "'=อบต.ขัวกา"


def test_facts_that_came_late_are_named_agency_by_agency(opdc: ReportingDesk) -> None:
    made = frozen(opdc, obligations=["s10_notice", "s16_order"])
    unchanged, nobody = verified(opdc, made["id"])

    opdc.hears(
        a_document("office", [(LONG_AGO, None)], id="for-all", scope=Scope.SUBTREE),
        an_agency("d", some_facts("office", name_th="กรณีใหม่", effective_on=date(2024, 1, 1))),
        an_agency("c", some_facts(name_th="อบต.เกาะ", province_code="82"), version=2, dissolved_on=date(2024, 5, 1)),
    )
    found, differing = verified(opdc, made["id"])

    assert (unchanged["altered"], unchanged["same_numbers"], unchanged["differing"], nobody) == ([], True, 0, [])
    assert (found["altered"], found["same_numbers"], found["differing"]) == ([], False, 3)
    # By Thai collation of the names.
    assert [
        (each["agency_id"], [(one["obligation"], one["was"], one["became"]) for one in each["changes"]])
        for each in differing
    ] == [
        ("b", [("s10_notice", "missing", "covered")]),
        ("d", [("s10_notice", None, "covered"), ("s16_order", None, "missing")]),
        ("c", [("s10_notice", "missing", None), ("s16_order", "missing", None)]),
    ]


def test_changes_that_even_out_are_found_though_the_numbers_are_the_same(opdc: ReportingDesk) -> None:
    made = frozen(opdc)

    opdc.hears(
        a_document("a", [(LONG_AGO, LONG_AGO + timedelta(days=1))], id="d1", version=2),
        a_document("b", [(LONG_AGO, None)], id="late"),
    )
    found, differing = verified(opdc, made["id"])

    assert (found["same_numbers"], found["differing"]) == (True, 2)
    assert {each["agency_id"] for each in differing} == {"a", "b"}


def of(made: dict[str, Any]) -> Any:
    return mongo.database()["frozen_figures"], {"_id": made["id"]}


def test_altered_figures_are_found(opdc: ReportingDesk) -> None:
    made = frozen(opdc)
    content = content_of(opdc, made)
    sets, which = of(made)
    sets.update_one(which, {"$set": {"content": content.replace('"missing":3', '"missing":2')}})

    assert shown(opdc, made)["altered"] == ["figures"]
    assert verified(opdc, made["id"])[0]["altered"] == ["figures"]

    # Also by somebody who knows of the hash beside it.
    altered = "{}"
    sets.update_one(which, {"$set": {"content": altered, "sha256": hashlib.sha256(altered.encode()).hexdigest()}})

    found = shown(opdc, made)
    assert (found["altered"], found["figures"], found["same_numbers"]) == (["record", "figures"], [], False)


def test_an_altered_list_is_found_and_nothing_is_compared_with_it(opdc: ReportingDesk) -> None:
    made = frozen(opdc)
    packed = gzip.compress(list_of(opdc, made["id"]).replace(b"missing", b"covered", 1))
    put_list(opdc, made["id"], packed)

    found, differing = verified(opdc, made["id"])
    assert (found["altered"], found["differing"], differing) == (["agencies"], None, [])

    # Also by somebody who knows of the hash in the database.
    sets, which = of(made)
    sets.update_one(which, {"$set": {"list_sha256": hashlib.sha256(gzip.decompress(packed)).hexdigest()}})
    assert verified(opdc, made["id"])[0]["altered"] == ["record", "agencies"]


@pytest.mark.parametrize("left", [b"no gzip", None], ids=["broken", "lost"])
def test_a_list_that_cannot_be_read_is_as_good_as_altered(opdc: ReportingDesk, left: bytes | None) -> None:
    made = frozen(opdc)
    if left is None:
        store, bucket = connect(opdc.process.settings)
        store.remove_object(bucket, list_kept_as(made["id"]))
    else:
        put_list(opdc, made["id"], left)

    assert verified(opdc, made["id"])[0]["altered"] == ["agencies"]


@pytest.mark.parametrize(
    "altered",
    [{"title": "อื่น"}, {"frozen_by": "คนอื่น"}, {"as_of": 20241030}, {"published_at": LONG_AGO}],
    ids=lambda altered: next(iter(altered)),
)
def test_what_is_told_of_it_is_held_against_the_history(opdc: ReportingDesk, altered: dict[str, Any]) -> None:
    made = frozen(opdc)
    sets, which = of(made)
    sets.update_one(which, {"$set": altered})

    assert shown(opdc, made)["altered"] == ["record"]


def test_an_altered_history_is_found_here_and_by_whoever_verifies_all_of_it(opdc: ReportingDesk) -> None:
    made = frozen(opdc)
    subject = f"frozen-figures/{made['id']}"
    (entry,) = mongo.database()["event_log"].find({"subject": subject})
    assert (entry["actor"]["name"], entry["data"]["sha256"]) == ("สมชาย ใจดี", made["sha256"])
    assert not list(event_log.verify())

    mongo.database()["event_log"].update_one({"_id": entry["_id"]}, {"$set": {"data.title": "อื่น"}})

    assert shown(opdc, made)["altered"] == ["history"]
    assert [flaw.subject for flaw in event_log.verify()] == [subject]


def test_it_is_for_officers_until_it_is_published_and_then_for_everybody(
    opdc: ReportingDesk, reporting: ReportingDesk
) -> None:
    made, other = frozen(opdc), frozen(opdc, title="ร่าง")
    for method in ("get_frozen_figures", "read_frozen_file"):
        assert reporting.answer(method, frozen_id=made["id"])["error"]["code"] == "frozen_figures_unknown"
    assert reporting.ask("list_frozen_figures")["items"] == []

    opdc.ask("publish_frozen_figures", frozen_id=made["id"])
    once_more = opdc.ask("publish_frozen_figures", frozen_id=made["id"])

    public = shown(reporting, made)
    assert (public["title"], public["frozen_by"], public["altered"]) == (made["title"], None, [])
    assert public["published_at"] == once_more["published_at"]
    assert [each["id"] for each in reporting.ask("list_frozen_figures")["items"]] == [made["id"]]
    first = opdc.ask("list_frozen_figures", page_size=1)
    rest = opdc.ask("list_frozen_figures", page_size=1, after=first["next"])
    assert [each["id"] for each in (*first["items"], *rest["items"])] == [other["id"], made["id"]]
    assert rest["next"] is None


def test_it_may_be_public_from_the_beginning(opdc: ReportingDesk, reporting: ReportingDesk) -> None:
    made = frozen(opdc, public=True)

    assert shown(reporting, made)["altered"] == []


def test_a_monitor_freezes_and_publishes_within_their_agencies_only(opdc: ReportingDesk) -> None:
    monitor = opdc.as_officer(Role.MONITOR, "office")
    country = frozen(opdc)

    own = frozen(monitor, agency_id="office", group_by="children")
    monitor.ask("publish_frozen_figures", frozen_id=own["id"])

    assert own["agencies"] == 2
    for refused in (
        monitor.answer("freeze_figures", title="ก", obligations=["s10_notice"]),
        monitor.answer("freeze_figures", title="ก", obligations=["s10_notice"], agency_id="department"),
        monitor.answer("publish_frozen_figures", frozen_id=country["id"]),
        opdc.as_officer(Role.CENTRAL_OFFICER, "office").answer(
            "freeze_figures", title="ก", obligations=["s10_notice"], agency_id="office"
        ),
    ):
        assert refused["error"]["code"] == "forbidden"
    # To look at and verify those of others is for every officer who reads figures.
    assert shown(monitor, country)["title"] == country["title"]
    assert verified(monitor, country["id"])[0]["altered"] == []


def test_the_work_is_known_to_whoever_ordered_it_and_can_be_cancelled(opdc: ReportingDesk) -> None:
    job = ordered(opdc)
    monitor = opdc.as_officer(Role.MONITOR, "office")

    for method in ("get_freezing", "cancel_freezing"):
        assert monitor.answer(method, job_id=job["id"])["error"]["code"] == "job_unknown"
    assert opdc.ask("cancel_freezing", job_id=job["id"])["state"] == "cancelled"


def test_what_makes_no_sense_is_refused_by_field(opdc: ReportingDesk) -> None:
    tomorrow = (datetime.now(UTC) + timedelta(days=2)).date().isoformat()

    def refused(**changed: Any) -> Any:
        given = {"title": "ก", "obligations": ["s10_notice"], **changed}
        error = opdc.answer("freeze_figures", **given)["error"]
        return error["code"], [problem["field"] for problem in error["fields"]]

    assert refused(as_of=tomorrow) == ("invalid_request", ["as_of"])
    assert refused(title=" \n ") == ("invalid_request", ["title"])
    assert refused(agency_id="nobody") == ("agency_unknown", [])
    assert opdc.answer("verify_frozen_figures", frozen_id="none")["error"]["code"] == "frozen_figures_unknown"
