"""The report to the cabinet: made as of a day, compared with the one before, printed, kept, and the same again."""

from __future__ import annotations

import hashlib
import io
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import openpyxl
import pikepdf
import pytest

from chassis import s3
from contracts.rpc.reporting.cabinet import CABINET_REPORT, kept_as
from contracts.vocabulary import Category, LaoType, ObstacleType, Role
from services.reporting.service import ReportingService
from tests.builders.campaigns import obstacles
from tests.builders.reporting import a_document, an_agency, some_facts
from tests.builders.reporting_desk import ReportingDesk

pytestmark = pytest.mark.backing("mongo", "s3")

LONG_AGO = datetime(2023, 1, 1, tzinfo=UTC)
FIRST, NEXT = "2024-10-29", "2024-12-28"


@pytest.fixture
def opdc(reporting: ReportingDesk) -> ReportingDesk:
    """A province with two local bodies, and a department. One body files between the two reports."""
    reporting.hears(
        an_agency("phrae", some_facts(name_th="จังหวัดแพร่", category=Category.PROVINCE, lao_type=None)),
        an_agency("b", some_facts(name_th="อบต.ขัวกา")),
        an_agency("a", some_facts(name_th="เทศบาลเมืองแพร่", lao_type=LaoType.TOWN)),
        an_agency("d", some_facts(name_th="กรม", category=Category.GOVERNMENT, lao_type=None, province_code=None)),
        a_document("phrae", [(LONG_AGO, None)], id="d1"),
        a_document("a", [(datetime(2024, 12, 1, tzinfo=UTC), None)], id="d2"),
        obstacles("b", (ObstacleType.BUDGET, "ไม่มีงบ")),
    )  # fmt: skip
    return reporting.as_officer(Role.OPDC_ADMIN)


def made(opdc: ReportingDesk, as_of: str) -> dict[str, Any]:
    ordered = opdc.ask("order_cabinet_report", as_of=as_of)
    service = ReportingService()
    service.process, service.rooms = opdc.process, opdc.parts  # type: ignore[assignment]
    held = opdc.process.jobs.take(CABINET_REPORT.name, timedelta(seconds=15))
    assert held is not None
    service.do_cabinet_report(held)
    job = opdc.ask("get_cabinet_report_job", job_id=ordered["id"])
    assert job["state"] == "done", job
    outcome: dict[str, Any] = job["outcome"]
    return outcome


def file_of(opdc: ReportingDesk, report: dict[str, Any], file: str) -> bytes:
    store, bucket = s3.connect(opdc.process.settings)
    with store.get_object(bucket, kept_as(report["id"], file)) as found:
        return bytes(found.read())


def content_of(opdc: ReportingDesk, report: dict[str, Any]) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(file_of(opdc, report, "report.json"))
    return content


def percents(content: dict[str, Any], obligation: str, measure: str) -> dict[str | None, tuple[str | None, str | None]]:
    (table,) = [t for t in content["tables"] if (t["obligation"], t["measure"]) == (obligation, measure)]
    return {row["category"]: (row["percent"], row["change"]) for row in table["rows"]}


def test_the_figures_are_those_of_the_day_with_the_change_since_the_report_before(opdc: ReportingDesk) -> None:
    first, following = made(opdc, FIRST), made(opdc, NEXT)

    before, now = content_of(opdc, first), content_of(opdc, following)
    assert percents(before, "s10_notice", "uploaded") == {
        "government": ("0.00", None),
        "province": ("100.00", None),
        "local": ("0.00", None),
        None: ("25.00", None),
    }
    assert percents(now, "s10_notice", "uploaded") == {
        "government": ("0.00", "+0.00"),
        "province": ("100.00", "+0.00"),
        "local": ("50.00", "+50.00"),
        None: ("50.00", "+25.00"),
    }
    figures = opdc.figures("s10_notice", as_of=NEXT)
    assert {name or "total": percent for name, (percent, _) in percents(now, "s10_notice", "uploaded").items()} == {
        name: count["percent"] for name, count in figures.items()
    }
    assert percents(now, "s13_1_notice", "uploaded")[None] == (None, None)
    assert (now["previous_as_of"], now["naming_obstacles"]) == (FIRST, 1)
    listed = opdc.ask("list_cabinet_reports")
    assert ([report["as_of"] for report in listed["items"]], listed["next_due_on"]) == ([NEXT, FIRST], "2025-02-26")


def test_the_annex_names_everybody_behind_the_numbers(opdc: ReportingDesk) -> None:
    content = content_of(opdc, made(opdc, NEXT))

    # By category as on the published lists, then by province and Thai collation.
    assert [(each["agency_id"], each["obligations"]) for each in content["non_compliers"]] == [
        ("d", ["s10_notice", "s16_order"]),
        ("phrae", ["s16_order"]),
        ("a", ["s16_order"]),
        ("b", ["s10_notice", "s16_order"]),
    ]
    for table in content["tables"]:
        if table["measure"] == "uploaded":
            missing = [each for each in content["non_compliers"] if table["obligation"] in each["obligations"]]
            assert len(missing) == table["rows"][-1]["missing"]


def test_asked_again_for_the_same_day_it_says_the_same_and_prints_the_same_bytes(opdc: ReportingDesk) -> None:
    one, again = made(opdc, FIRST), made(opdc, FIRST)

    assert one["id"] != again["id"]
    assert one["sha256"] == again["sha256"] == hashlib.sha256(file_of(opdc, one, "report.json")).hexdigest()
    for file in ("report.pdf", "report.xlsx"):
        assert file_of(opdc, one, file) == file_of(opdc, again, file)
    # Printed, it is a first page of tables and an annex; as a workbook, two sheets.
    paper = pikepdf.open(io.BytesIO(file_of(opdc, one, "report.pdf")))
    assert len(paper.pages) >= 2
    assert str(paper.docinfo["/CreationDate"]).startswith("D:20241029")  # not of the moment of printing
    figures, annex = openpyxl.load_workbook(io.BytesIO(file_of(opdc, one, "report.xlsx"))).worksheets
    assert figures["A3"].value == "ข้อมูล ณ วันที่ 29 ตุลาคม 2567 · รายงานครั้งแรก"
    rows = [list(row) for row in annex.iter_rows(values_only=True)]
    assert rows[0] == ["ลำดับ", "ประเภทหน่วยงาน", "จังหวัด", "หน่วยงาน", "ม.10", "ม.13 (1)", "ม.13 (2)", "ม.16"]
    assert rows[4] == [4, "องค์กรปกครองส่วนท้องถิ่น", "จังหวัดแพร่", "อบต.ขัวกา", "X", "", "", "X"]


def test_only_who_follows_up_for_the_country_orders_it_and_not_for_a_day_to_come(opdc: ReportingDesk) -> None:
    tomorrow = (datetime.now(UTC) + timedelta(days=2)).date().isoformat()

    assert opdc.answer("order_cabinet_report", as_of=tomorrow)["error"]["code"] == "invalid_request"
    monitor = opdc.as_officer(Role.MONITOR, "phrae")
    assert monitor.answer("order_cabinet_report")["error"]["code"] == "forbidden"
    assert monitor.answer("list_cabinet_reports")["error"]["code"] == "forbidden"
    assert opdc.answer("get_cabinet_report", report_id="none")["error"]["code"] == "report_unknown"
