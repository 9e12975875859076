"""Figures and lists as tables: the rows are those of the screen, in words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from chassis.service import Process
from contracts.vocabulary import Category, LaoType, Level, Obligation
from services.reporting.domain.obligations import COUNTED
from services.reporting.wiring import ReportingRooms
from tests.builders.arranged import Contents
from tests.builders.reporting import a_document, an_agency, some_facts
from tests.builders.reporting_desk import ReportingDesk
from tests.service.reporting.conftest import arrange

pytestmark = pytest.mark.backing("mongo")

SINCE = datetime(2024, 3, 15, 5, tzinfo=UTC)
LAST_YEAR = datetime.now(UTC) - timedelta(days=365)


@pytest.fixture(scope="module")
def arranged(prepared: tuple[Process, ReportingRooms]) -> Contents:
    """A ministry with a department, which has a notice, and two municipalities."""
    town: dict[str, Any] = {"category": Category.LOCAL, "lao_type": LaoType.TOWN, "parent_id": "dept"}
    return arrange(
        prepared,
        an_agency("min", some_facts(name_th="กระทรวง", category=None, reporting_unit=False, level=Level.MINISTRY)),
        an_agency(
            "dept",
            some_facts("min", name_th="กรม", category=Category.GOVERNMENT, lao_type=None, level=Level.DEPARTMENT),
        ),
        an_agency("ko", some_facts(name_th="เกาะคา", name_en="Ko Kha", province_code="52", **town)),
        an_agency("phrae", some_facts(name_th="แพร่", province_code="54", **town)),
        a_document("dept", [(SINCE, None)], id="notice"),
        a_document("ko", [(LAST_YEAR, None)], id="order", obligation=Obligation.S16_ORDER),
    )


def table(desk: ReportingDesk, method: str, page_size: int | None = None, **request: Any) -> list[dict[str, Any]]:
    """All rows by their headings, page by page."""
    rows: list[dict[str, Any]] = []
    paged = {} if page_size is None else {"page_size": page_size}
    while True:
        page = desk.ask(method, **paged, **request)
        rows.extend(dict(zip(page["headings"], row, strict=True)) for row in page["rows"])
        if page["next"] is None:
            return rows
        paged["after"] = page["next"]


@pytest.mark.parametrize("page_size", [1, 2000])
def test_the_list_by_state_in_words(country: ReportingDesk, page_size: int):
    rows = table(country, "read_list_rows", page_size, obligation="s10_notice", state="missing", category="local")

    assert [(row["หน่วยงาน"], row["จังหวัด"], row["กรม"], row["กระทรวง"]) for row in rows] == [
        ("เกาะคา", "ลำปาง", "กรม", "กระทรวง"),
        ("แพร่", "แพร่", "กรม", "กระทรวง"),
    ]
    first = rows[0]
    assert (first["ชื่อภาษาอังกฤษ"], first["ประเภทหน่วยงาน"]) == ("Ko Kha", "องค์กรปกครองส่วนท้องถิ่น")
    assert (first["มาตรา 10 ลงข้อมูลในระบบ"], first["มาตรา 16 ลงข้อมูลในระบบ"]) == ("ยังไม่ดำเนินการ", "ดำเนินการแล้ว")
    assert first["มาตรา 13(1) ลงข้อมูลในระบบ"] == "ไม่ต้องดำเนินการ"
    assert first["มาตรา 13(1) ลงข้อมูลในระบบ ตั้งแต่"] == ""
    assert (first["รหัสหน่วยงาน"], first["รหัสอ้างอิง"]) == ("0000000000ko", "ko")


def test_the_whole_list_in_codes_is_what_the_columns_say(country: ReportingDesk):
    about = country.ask("describe_list")["columns"]
    rows = table(country, "read_list_rows", coded=True, as_of="2024-03-15")

    assert [column["name"] for column in about] == list(rows[0])
    assert [row["agency_id"] for row in rows] == ["dept", "ko", "phrae"]
    for column in about:
        cells = [row[column["name"]] for row in rows]
        assert all(cells) or not column["required"]
        assert column["meaning_th"] and column["meaning_en"] and column["heading_th"] and column["heading_en"]
        if column["codes"]:
            assert set(cells) <= {"", *(code["value"] for code in column["codes"])}
        if column["kind"] == "date":
            assert all(datetime.fromisoformat(cell) for cell in cells if cell)
    dept = rows[0]
    assert (dept["s10_notice_uploaded"], dept["s10_notice_uploaded_since"]) == ("done", "2024-03-15")
    assert (dept["as_of"], dept["ministry"], dept["province_code"]) == ("2024-03-15", "กระทรวง", "54")
    for obligation, measure in COUNTED:
        assert {row[f"{obligation}_{measure}"] for row in rows} <= {"done", "covered", "missing", "not_required"}


@pytest.mark.parametrize(
    ("group_by", "names"),
    [
        ("category", ["ส่วนราชการ", "องค์กรปกครองส่วนท้องถิ่น", "รวม"]),
        ("province", ["ลำปาง", "แพร่", "รวม"]),
        ("lao_type", ["เทศบาลเมือง", "รวม"]),
        ("ministry", ["กระทรวง", "รวม"]),
        ("department", ["กรม", "รวม"]),
        ("children", ["กระทรวง", "รวม"]),
    ],
)
def test_figures_by_group_with_their_total(country: ReportingDesk, group_by: str, names: list[str]):
    figures = country.figures(group_by=group_by)
    rows = table(country, "read_figure_rows", obligation="s10_notice", group_by=group_by)

    assert [next(iter(row.values())) for row in rows] == names
    assert rows[-1]["รหัสกลุ่ม"] == ""
    for row in rows:
        count = figures[row["รหัสกลุ่ม"] or "total"]
        assert (row["ดำเนินการแล้ว"], row["ยังไม่ดำเนินการ"], row["ร้อยละ"]) == (
            count["done"],
            count["missing"],
            count["percent"],
        )


def test_a_trend_has_a_row_for_each_point(country: ReportingDesk):
    asked = {"obligation": "s10_notice", "first": "2024-02-01", "last": "2024-03-15", "step": "month"}
    rows = table(country, "read_trend_rows", language="en", **asked)

    assert [(row["Day"], row["Done"], row["Percent"]) for row in rows] == [
        ("2024-02-29", 0, "0.00"),
        ("2024-03-15", 1, "33.33"),
    ]


@pytest.mark.parametrize("page_size", [1, 2000])
def test_a_comparison_has_a_row_for_each_agency_that_makes_the_difference(country: ReportingDesk, page_size: int):
    rows = table(
        country, "read_comparison_rows", page_size, obligation="s16_order", earlier="2021-01-01", language="en"
    )
    (row,) = rows

    assert (row["Agency"], row["State before"], row["State after"]) == ("เกาะคา", "Missing", "Done")
    assert row["State before since"] == "2020-01-01"
    assert (row["Agency code"], row["Agency id"]) == ("0000000000ko", "ko")


def test_a_list_has_another_version_once_anything_was_learnt(country: ReportingDesk):
    def version(**request: Any) -> str | None:
        found: str | None = country.ask("read_list_rows", **request)["version"]
        return found

    before = version()
    assert version() == before is not None

    country.hears(a_document("phrae", [(LAST_YEAR, None)], id="new"))

    assert version() != before
    assert version(search="แพร่") is None  # by what agencies are found is not the ledger's
