"""The list of reports: what officers see of the agencies that they answer for."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from chassis.service import Process
from contracts.events.documents import DocumentState
from contracts.vocabulary import Category, Role
from services.reporting.usecases.note_reports import note_reports
from services.reporting.wiring import ReportingRooms
from tests.builders.arranged import Contents
from tests.builders.reporting import a_declaration, a_document, an_agency, licences, some_facts
from tests.builders.reporting_desk import ReportingDesk, message
from tests.service.reporting.conftest import arrange

pytestmark = pytest.mark.backing("mongo")

NOW = datetime.now(UTC)
LAST_YEAR = NOW - timedelta(days=365)
# What messages of the tests' builders say of when they were recorded.
RECORDED = datetime(2024, 1, 1, tzinfo=UTC)


def named(id: str, name: str, parent_id: str | None = None, **facts: Any):
    return an_agency(id, some_facts(parent_id, name_th=name, **facts))


@pytest.fixture(scope="module")
def arranged(prepared: tuple[Process, ReportingRooms]) -> Contents:
    """Two ministries, with a department under one and two agencies under that, of which one has filed."""
    return arrange(
        prepared,
        named("moi", "กระทรวงมหาดไทย", category=None, reporting_unit=False),
        named("dla", "กรมส่งเสริมการปกครองท้องถิ่น", "moi", category=Category.GOVERNMENT),
        named("am", "องค์การบริหารส่วนตำบลบ้านกำแพง ๒", "dla"),
        named("ko", "เทศบาลตำบลเกาะคา", "dla"),
        named("mof", "กระทรวงการคลัง", category=None, reporting_unit=False),
        a_document("am", [(LAST_YEAR, None)], id="notice"),
    )


def reports(desk: ReportingDesk, page_size: int = 50, **request: Any) -> list[dict[str, Any]]:
    """The whole list, page by page."""
    items: list[dict[str, Any]] = []
    after = None
    while True:
        page = desk.ask("list_reports", page_size=page_size, after=after, **request)
        items.extend(page["items"])
        if page["next"] is None:
            return items
        assert len(page["items"]) == page_size
        after = page["next"]


def ids(desk: ReportingDesk, **request: Any) -> list[str]:
    return [item["agency_id"] for item in reports(desk, **request)]


IN_ORDER = ["dla", "mof", "moi", "ko", "am"]  # กรม กระทรวงก กระทรวงม เทศบาล องค์การ


@pytest.mark.parametrize("page_size", [1, 2, 50])
def test_everybody_there_is_by_the_thai_dictionary_whatever_the_page_size(country: ReportingDesk, page_size: int):
    assert ids(country.as_officer(Role.OPDC_ADMIN), page_size=page_size) == IN_ORDER


def test_a_row_tells_when_it_was_begun_and_edited_and_how_everything_stands(country: ReportingDesk):
    country.hears(licences("am", [(LAST_YEAR, None)]))

    (row,) = reports(country.as_officer(Role.DGA_ADMIN), filed=True)

    assert (row["agency_id"], row["name_th"], row["code"]) == ("am", "องค์การบริหารส่วนตำบลบ้านกำแพง ๒", "0000000000am")
    assert (row["parent_id"], row["parent_name_th"]) == ("dla", "กรมส่งเสริมการปกครองท้องถิ่น")
    # begun when the document was recorded, edited when that was said
    assert datetime.fromisoformat(row["created_at"]) == datetime(2023, 1, 1, tzinfo=UTC)
    assert datetime.fromisoformat(row["edited_at"]) == RECORDED
    assert {(o["obligation"], o["measure"]): o["state"] for o in row["obligations"]} == {
        ("s10_notice", "uploaded"): "done",
        ("s10_notice", "issued"): "done",
        ("s13_1_notice", "uploaded"): "missing",
        ("s13_2_channel", "uploaded"): "missing",
        ("s16_order", "uploaded"): "missing",
        ("s16_order", "issued"): "missing",
    }


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        ({"filed": True}, ["am"]),
        ({"filed": False}, ["dla", "mof", "moi", "ko"]),
        ({"category": "local"}, ["ko", "am"]),
        ({"category": "local", "filed": False}, ["ko"]),
        ({"province_code": "99"}, []),
        ({"obligation": "s10_notice", "state": "missing", "category": "local"}, ["ko"]),
        ({"obligation": "s10_notice", "state": "done"}, ["am"]),
        ({"obligation": "s13_1_notice", "state": "not_required", "category": "local"}, ["ko", "am"]),
        ({"obligation": "s13_1_notice", "state": "not_required", "filed": True}, ["am"]),
        ({"created_from": "2023-01-01", "created_to": "2023-01-01"}, ["am"]),
        ({"created_from": "2023-01-02"}, []),
        ({"created_to": "2022-12-31"}, []),
        ({"search": "กํา แพง"}, ["am"]),  # with sara am in two pieces
        ({"search": "บ้านกำแพง2"}, ["am"]),
        ({"search": "อบต.บ้าน"}, ["am"]),
        ({"search": "กระทรวง", "filed": False}, ["mof", "moi"]),
        ({"search": ".*"}, []),
        ({"search": ""}, []),
    ],
)
def test_the_list_is_narrowed_down(country: ReportingDesk, request_: dict[str, Any], expected: list[str]):
    assert ids(country.as_officer(Role.OPDC_ADMIN), **request_) == expected


@pytest.mark.parametrize("few", [0, 2000])
@pytest.mark.parametrize("request_", [{"filed": True}, {"search": "เกาะ"}, {"search": "กระทรวง", "filed": False}])
def test_many_are_found_as_few_are(
    country: ReportingDesk, request_: dict[str, Any], few: int, monkeypatch: pytest.MonkeyPatch
):
    found = ids(country.as_officer(Role.OPDC_ADMIN), **request_)
    monkeypatch.setattr("services.reporting.ledger.mongo_listing.FEW", few)

    assert found
    assert ids(country.as_officer(Role.OPDC_ADMIN), page_size=1, **request_) == found


@pytest.mark.parametrize(
    ("role", "at", "expected"),
    [
        (Role.OPDC_ADMIN, None, IN_ORDER),
        (Role.MONITOR, "dla", ["dla", "ko", "am"]),
        (Role.CENTRAL_OFFICER, "moi", ["dla", "moi", "ko", "am"]),
        (Role.CENTRAL_OFFICER, "mof", ["mof"]),
        (Role.SERVICE_POINT_OFFICER, "dla", ["dla"]),
    ],
)
def test_officers_see_what_they_answer_for(country: ReportingDesk, role: Role, at: str | None, expected: list[str]):
    assert ids(country.as_officer(role, at)) == expected


@pytest.mark.parametrize(
    ("role", "at", "asked"),
    [
        (Role.MONITOR, "dla", "moi"),
        (Role.MONITOR, "dla", "mof"),
        (Role.SERVICE_POINT_OFFICER, "dla", "am"),
        (Role.GUIDE_AUTHOR, "dla", None),
        (Role.MONITOR, "unheard-of", None),
    ],
)
def test_what_an_officer_does_not_reach_is_refused(country: ReportingDesk, role: Role, at: str, asked: str | None):
    answer = country.as_officer(role, at).answer("list_reports", agency_id=asked)

    assert answer.get("error", {}).get("code") == "forbidden" or answer["ok"]["items"] == []
    assert asked is None or "error" in answer


def test_nobody_without_signing_in(country: ReportingDesk):
    assert country.answer("list_reports")["error"]["code"] == "unauthenticated"


def test_a_node_is_asked_for_with_all_below_it_today(country: ReportingDesk):
    officer = country.as_officer(Role.DGA_ADMIN)

    assert ids(officer, agency_id="dla") == ["dla", "ko", "am"]
    assert ids(officer, agency_id="ko") == ["ko"]

    yesterday = NOW.date() - timedelta(days=2)
    country.hears(
        an_agency(
            "ko",
            some_facts("dla", name_th="เทศบาลตำบลเกาะคา"),
            some_facts("mof", name_th="เทศบาลตำบลเกาะคา", effective_on=yesterday),
            version=2,
        )
    )
    assert ids(officer, agency_id="mof") == ["mof", "ko"]


def test_a_dissolved_agency_is_on_no_list(country: ReportingDesk):
    country.hears(
        an_agency("ko", some_facts("dla", name_th="เทศบาลตำบลเกาะคา"), version=2, dissolved_on=date(2024, 1, 1))
    )

    assert "ko" not in ids(country.as_officer(Role.OPDC_ADMIN))


def test_a_renamed_agency_is_found_by_its_former_name_too(country: ReportingDesk):
    country.hears(
        an_agency(
            "ko",
            some_facts("dla", name_th="เทศบาลตำบลเกาะคา"),
            some_facts("dla", name_th="เทศบาลเมืองเกาะคา", effective_on=date(2024, 1, 1)),
            version=2,
        )
    )

    (row,) = reports(country.as_officer(Role.OPDC_ADMIN), search="ทต.เกาะคา")

    assert row["name_th"] == "เทศบาลเมืองเกาะคา"


def test_events_in_any_order_and_twice_leave_the_same_dates(country: ReportingDesk):
    later, earlier = (
        message(a_declaration("ko", date(2023, 5, 1), version=version)) | {"time": f"2024-0{month}-01T00:00:00Z"}
        for version, month in ((2, 6), (1, 2))
    )

    for body in (later, earlier, later, earlier):
        country.receives(body)

    (row,) = reports(country.as_officer(Role.OPDC_ADMIN), search="เกาะคา")
    assert (row["created_at"], row["edited_at"]) == ("2024-02-01T00:00:00Z", "2024-06-01T00:00:00Z")


def test_changes_heard_together_leave_the_oldest_and_the_newest(country: ReportingDesk):
    later = [RECORDED + timedelta(days=days) for days in (1, 3, 2)]

    note_reports([(a_declaration("ko", date(2024, 1, 1)), at) for at in later], country.parts.reports)

    (row,) = [row for row in reports(country.as_officer(Role.OPDC_ADMIN), filed=True) if row["agency_id"] == "ko"]
    assert datetime.fromisoformat(row["created_at"]) == min(later)
    assert datetime.fromisoformat(row["edited_at"]) == max(later)


def test_what_was_carried_over_was_begun_in_the_old_system(country: ReportingDesk):
    carried_over: DocumentState = a_document(
        "ko", [(datetime(2023, 8, 6, tzinfo=UTC), datetime(2023, 9, 17, tzinfo=UTC))]
    )
    country.hears(carried_over.model_copy(update={"migrated": True}))

    (row,) = reports(country.as_officer(Role.OPDC_ADMIN), search="เกาะคา")
    assert (row["created_at"], row["edited_at"]) == ("2023-08-06T00:00:00Z", "2023-09-17T00:00:00Z")


@pytest.mark.parametrize(
    ("request_", "field"),
    [
        ({"after": "gibberish"}, "after"),
        ({"state": "missing"}, "obligation"),
        ({"obligation": "s10_notice"}, "state"),
        ({"province_code": "1"}, "province_code"),
    ],
)
def test_what_makes_no_sense_is_refused_by_field(country: ReportingDesk, request_: dict[str, Any], field: str):
    answer = country.as_officer(Role.OPDC_ADMIN).answer("list_reports", **request_)

    assert [problem["field"] for problem in answer["error"]["fields"]] == [field]


@pytest.mark.parametrize("page_size", [2, 2000])
def test_the_table_has_a_row_for_each_on_the_list(country: ReportingDesk, page_size: int):
    officer = country.as_officer(Role.MONITOR, "dla")
    rows: list[list[str]] = []
    after = None
    while True:
        page = officer.ask("read_report_rows", page_size=page_size, after=after)
        rows.extend(page["rows"])
        after = page["next"]
        if after is None:
            break

    assert page["headings"][:4] == ["หน่วยงาน", "รหัสหน่วยงาน", "หน่วยงานต้นสังกัด", "วันที่สร้าง"]
    assert [row[-1] for row in rows] == ids(officer)
    assert rows[-1] == [
        "องค์การบริหารส่วนตำบลบ้านกำแพง ๒", "0000000000am", "กรมส่งเสริมการปกครองท้องถิ่น",
        "2023-01-01 07:00", "2024-01-01 07:00",
        "ดำเนินการแล้ว", "ดำเนินการแล้ว", "ไม่ต้องดำเนินการ", "ไม่ต้องดำเนินการ", "ยังไม่ดำเนินการ", "ยังไม่ดำเนินการ", "am",
    ]  # fmt: skip
