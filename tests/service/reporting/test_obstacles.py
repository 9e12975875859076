"""What agencies name as obstacles: counted for everybody, in their words for whoever supervises them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from contracts.vocabulary import LaoType, Level, ObstacleType, Role
from tests.builders.campaigns import obstacles
from tests.builders.reporting import an_agency, some_facts
from tests.builders.reporting_desk import ReportingDesk, message

pytestmark = pytest.mark.backing("mongo")

BUDGET, LAW, DATA = ObstacleType.BUDGET, ObstacleType.LAW, ObstacleType.DATA


@pytest.fixture
def country(reporting: ReportingDesk) -> ReportingDesk:
    return reporting.hears(
        an_agency("office", some_facts(name_th="สำนักงาน", reporting_unit=False, lao_type=None)),
        an_agency("a", some_facts("office", name_th="เกาะยาว")),
        an_agency("b", some_facts("office", name_th="กาญจนบุรี", lao_type=LaoType.CITY)),
        an_agency("c", some_facts(name_th="ขอนแก่น", province_code="40")),
        obstacles("a", (BUDGET, "ไม่มีงบ"), (LAW, None)),
        obstacles("b", (BUDGET, None)),
        obstacles("c", (LAW, "ไม่ชัดเจน")),
        obstacles("office", (DATA, None)),
    )


def counted(figures: dict) -> list[tuple[str, int, int, int]]:
    return [(each["type"], each["first"], each["second"], each["total"]) for each in figures["types"]]


def test_everybody_sees_how_often_each_is_named(country: ReportingDesk) -> None:
    figures = country.ask("get_obstacle_figures", group_by="province")

    # Only agencies that count in the figures; of equals, what more put first.
    assert counted(figures) == [("budget", 2, 0, 2), ("law", 1, 1, 2)]
    assert figures["agencies"] == 3
    assert [(group["group"], group["agencies"]) for group in figures["groups"]] == [("40", 1), ("54", 2)]


def test_the_words_are_for_whoever_supervises(country: ReportingDesk) -> None:
    for desk in (country, country.as_officer(Role.MONITOR, "a"), country.as_officer(Role.SERVICE_POINT_OFFICER, "a")):
        refused = desk.answer("list_obstacles", agency_id=None)["error"]["code"]
        assert refused in ("unauthenticated", "forbidden")

    listed = country.as_officer(Role.OPDC_ADMIN).ask("list_obstacles", agency_id=None, page_size=2)
    rest = country.as_officer(Role.OPDC_ADMIN).ask("list_obstacles", agency_id=None, after=listed["next"])

    # By Thai collation of the names, then by rank.
    found = [(item["agency_id"], item["rank"], item["detail"]) for item in (*listed["items"], *rest["items"])]
    assert found == [("b", 1, None), ("a", 1, "ไม่มีงบ"), ("a", 2, None), ("c", 1, "ไม่ชัดเจน")]
    laws = country.as_officer(Role.OPDC_ADMIN).ask("list_obstacles", agency_id=None, type="law", province_code="40")
    assert [item["agency_id"] for item in laws["items"]] == ["c"]


def test_a_past_day_is_answered_with_what_was_said_by_then(country: ReportingDesk) -> None:
    later = message(obstacles("c", (DATA, None), version=2), at=datetime(2024, 3, 1, tzinfo=UTC))
    country.receives(later)
    country.receives(message(obstacles("c", (LAW, None))))  # the first again, late

    before, after = (country.ask("get_obstacle_figures", as_of=day) for day in ("2024-02-29", "2024-03-01"))

    assert counted(before) == [("budget", 2, 0, 2), ("law", 1, 1, 2)]
    assert counted(after) == [("budget", 2, 0, 2), ("data", 1, 0, 1), ("law", 0, 1, 1)]


@pytest.mark.parametrize(
    ("group_by", "below", "expected"),
    [
        ("ministry", None, [("m", "กระทรวงมหาดไทย", 2)]),
        ("department", None, [("dept", "กรมส่งเสริม", 2)]),
        ("children", None, [("m", "กระทรวงมหาดไทย", 2), ("c", "ขอนแก่น", 1)]),
        ("children", "office", [("b", "กาญจนบุรี", 1), ("a", "เกาะยาว", 1)]),
        ("children", "a", [("a", "เกาะยาว", 1)]),
    ],
)
def test_they_are_counted_by_the_groups_of_all_figures(
    country: ReportingDesk, group_by: str, below: str | None, expected: list[tuple[str, str, int]]
) -> None:
    top = {"reporting_unit": False, "lao_type": None, "category": None, "province_code": None}
    country.hears(
        an_agency("m", some_facts(name_th="กระทรวงมหาดไทย", level=Level.MINISTRY, **top)),
        an_agency("dept", some_facts("m", name_th="กรมส่งเสริม", level=Level.DEPARTMENT, **top)),
        an_agency("office", some_facts("dept", name_th="สำนักงาน", reporting_unit=False, lao_type=None), version=2),
    )
    opdc = country.as_officer(Role.OPDC_ADMIN)

    found = opdc.ask("get_obstacle_figures_below", agency_id=below, group_by=group_by)["groups"]

    # By Thai collation of the names; what is counted in a group is what its own list names.
    in_order = [(each["group"], each["name_th"], each["agencies"]) for each in found]
    assert in_order == expected
    for group, _, agencies in in_order:
        named = opdc.ask("list_obstacles", agency_id=group)["items"]
        assert len({each["agency_id"] for each in named}) == agencies
