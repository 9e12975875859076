"""Figures: how many agencies comply, in all and by group, today and on any past day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from contracts.vocabulary import Category, LaoType, Level, Scope
from tests.builders.reporting import a_declaration, a_document, an_agency, some_facts
from tests.builders.reporting_desk import ReportingDesk

pytestmark = pytest.mark.backing("mongo")

NOW = datetime.now(UTC)
LAST_YEAR = NOW - timedelta(days=365)


def local(name: str, province: str = "54", lao_type: LaoType = LaoType.SUBDISTRICT, **facts):
    return an_agency(name, some_facts(name_th=name, province_code=province, lao_type=lao_type, **facts))


def central(name: str, **facts):
    facts = {"category": Category.GOVERNMENT, "lao_type": None, "province_code": None, **facts}
    return an_agency(name, some_facts(name_th=name, **facts))


def test_filing_moves_the_percentage_and_suspending_takes_it_back(reporting: ReportingDesk):
    reporting.hears(local("a"), local("b"), local("c"))
    assert reporting.figures()["total"]["percent"] == "0.00"

    reporting.hears(a_document("a", [(NOW, None)]))
    assert reporting.figures()["total"] == {
        "done": 1, "covered": 0, "missing": 2, "not_required": 0, "percent": "33.33"
    }  # fmt: skip

    reporting.hears(a_document("a", [(NOW, NOW + timedelta(microseconds=1))], version=2))
    assert reporting.figures()["total"]["percent"] == "0.00"


@pytest.mark.parametrize(
    ("group_by", "expected"),
    [
        ("category", {"government": ("0.00", 1), "local": ("66.67", 3)}),
        ("province", {"50": ("0.00", 1), "54": ("100.00", 2)}),
        ("lao_type", {"city": ("0.00", 1), "subdistrict": ("100.00", 2)}),
    ],
)
def test_groups(reporting: ReportingDesk, group_by: str, expected: dict[str, tuple[str, int]]):
    reporting.hears(
        central("department"),
        local("a"),
        local("b"),
        local("c", province="50", lao_type=LaoType.CITY),
        a_document("a", [(LAST_YEAR, None)], id="a"),
        a_document("b", [(LAST_YEAR, None)], id="b"),
    )

    figures = reporting.figures(group_by=group_by)

    assert (figures.pop("total")["percent"], list(figures)) == ("50.00", list(expected))
    assert {group: (count["percent"], count["done"] + count["missing"]) for group, count in figures.items()} == expected


def test_groups_of_agencies_have_names_and_come_in_thai_order(reporting: ReportingDesk):
    reporting.hears(
        central("แรงงาน", level=Level.MINISTRY, reporting_unit=False, name_en="Labour"),
        central("กลาโหม", level=Level.MINISTRY, reporting_unit=False),
        central("เกษตร", level=Level.MINISTRY, reporting_unit=False),
        central("กรมหนึ่ง", parent_id="แรงงาน", level=Level.DEPARTMENT),
        central("กรมสอง", parent_id="กลาโหม", level=Level.DEPARTMENT),
        central("กองสาม", parent_id="กรมหนึ่ง"),
        central("สำนักสี่", parent_id="แรงงาน"),
    )

    def groups(**request: str | None):
        answer = reporting.ask("get_figures", obligation="s10_notice", **request)
        return [(group["group"], group["name_th"], group["name_en"], group["missing"]) for group in answer["groups"]]

    ministries = [("กลาโหม", "กลาโหม", None, 1), ("แรงงาน", "แรงงาน", "Labour", 3)]
    assert groups(group_by="ministry") == groups(group_by="children") == ministries
    assert groups(group_by="department") == [("กรมสอง", "กรมสอง", None, 1), ("กรมหนึ่ง", "กรมหนึ่ง", None, 2)]
    assert groups(group_by="children", below="แรงงาน") == [
        ("กรมหนึ่ง", "กรมหนึ่ง", None, 2),
        ("สำนักสี่", "สำนักสี่", None, 1),
    ]
    assert groups(group_by="category", below="กรมหนึ่ง") == [("government", None, None, 2)]


def test_categories_come_in_the_order_of_the_published_lists(reporting: ReportingDesk):
    reporting.hears(*(central(category.value, category=category) for category in reversed(Category)))

    assert list(reporting.figures())[1:] == [category.value for category in Category]


def test_only_reporting_units_count(reporting: ReportingDesk):
    reporting.hears(
        central("ministry", category=None, reporting_unit=False),
        central("department"),
        a_document("ministry", [(LAST_YEAR, None)]),
    )

    assert reporting.figures()["total"]["missing"] == 1
    assert reporting.figures()["total"]["done"] == 0
    assert reporting.state("ministry") == "done"


def test_the_covered_comply_and_are_told_apart(reporting: ReportingDesk):
    reporting.hears(
        local("parent"),
        local("child", parent_id="parent"),
        local("other"),
        a_document("parent", [(LAST_YEAR, None)], scope=Scope.SUBTREE),
    )

    total = reporting.figures()["total"]

    assert (total["done"], total["covered"], total["missing"], total["percent"]) == (1, 1, 1, "66.67")


def test_issued_and_uploaded_are_not_mixed(reporting: ReportingDesk):
    reporting.hears(local("a"), local("b"), a_declaration("a", LAST_YEAR.date()), a_document("b", [(NOW, None)]))

    assert reporting.figures(measure="issued")["total"]["percent"] == "100.00"
    assert reporting.figures(measure="uploaded")["total"]["percent"] == "50.00"


def test_nobody_owes_section_13_so_there_is_no_percentage(reporting: ReportingDesk):
    reporting.hears(local("a"), local("b"))

    assert reporting.figures("s13_1_notice")["total"] == {
        "done": 0, "covered": 0, "missing": 0, "not_required": 2, "percent": None
    }  # fmt: skip


def test_an_empty_country_has_figures_too(reporting: ReportingDesk):
    assert reporting.figures() == {"total": {"done": 0, "covered": 0, "missing": 0, "not_required": 0, "percent": None}}


def test_a_past_day_is_asked_of_that_days_agencies_and_documents(reporting: ReportingDesk):
    begun, ended = datetime(2023, 10, 31, 2, tzinfo=UTC), datetime(2024, 3, 15, 2, tzinfo=UTC)
    reporting.hears(
        local("a"),
        local("younger", effective_on=date(2024, 1, 1)),
        a_document("a", [(begun, ended)]),
    )

    percents = {
        day: reporting.figures(as_of=day)["total"]["percent"]
        for day in ("2023-10-30", "2023-10-31", "2023-12-31", "2024-01-01", "2024-03-14", "2024-03-15")
    }

    assert percents == {
        "2023-10-30": "0.00",
        "2023-10-31": "100.00",
        "2023-12-31": "100.00",
        "2024-01-01": "50.00",
        "2024-03-14": "50.00",
        "2024-03-15": "0.00",
    }


def test_there_are_no_figures_of_days_to_come(reporting: ReportingDesk):
    answer = reporting.answer(
        "get_figures", obligation="s10_notice", as_of=(NOW + timedelta(days=2)).date().isoformat()
    )

    assert answer["error"]["code"] == "invalid_request"
    assert [problem["field"] for problem in answer["error"]["fields"]] == ["as_of"]
