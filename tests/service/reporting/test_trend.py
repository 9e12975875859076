"""How figures went over time."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from contracts.vocabulary import Category, LaoType
from tests.builders.reporting import a_document, an_agency, licences, some_facts
from tests.builders.reporting_desk import ReportingDesk

pytestmark = pytest.mark.backing("mongo")


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 5, tzinfo=UTC)


def trend(reporting: ReportingDesk, **request: Any) -> list[tuple[str, int, int, int]]:
    asked = {"obligation": "s10_notice", "first": "2023-12-30", "last": "2024-03-10", **request}
    points = reporting.ask("get_trend", **asked)["points"]
    return [(point["day"], point["done"], point["missing"], point["not_required"]) for point in points]


@pytest.fixture
def country(reporting: ReportingDesk) -> ReportingDesk:
    """A department with two offices, of which one publishes from February on and one moved to another in March."""
    local = {"category": Category.LOCAL, "lao_type": LaoType.CITY}
    moved = [some_facts("department", **local), some_facts("other", effective_on=date(2024, 3, 2), **local)]
    return reporting.hears(
        an_agency("department", some_facts(category=Category.GOVERNMENT, lao_type=None)),
        an_agency("other", some_facts(category=Category.GOVERNMENT, lao_type=None)),
        an_agency("publishing", some_facts("department", **local)),
        an_agency("moving", *moved),
        a_document("publishing", [(at(date(2024, 2, 15)), at(date(2024, 3, 5)))]),
        licences("department", [(at(date(2024, 1, 15)), None)]),
    )


def test_by_months_weeks_and_days(country: ReportingDesk):
    assert trend(country) == [
        ("2023-12-31", 0, 4, 0),
        ("2024-01-31", 0, 4, 0),
        ("2024-02-29", 1, 3, 0),
        ("2024-03-10", 0, 4, 0),
    ]
    weeks = trend(country, step="week", first="2024-02-08", last="2024-03-06")
    assert [day for day, *_ in weeks] == ["2024-02-11", "2024-02-18", "2024-02-25", "2024-03-03", "2024-03-06"]
    assert [done for _, done, *_ in weeks] == [0, 1, 1, 1, 0]
    assert trend(country, step="day", first="2024-02-14", last="2024-02-16") == [
        ("2024-02-14", 0, 4, 0),
        ("2024-02-15", 1, 3, 0),
        ("2024-02-16", 1, 3, 0),
    ]


def test_of_those_asked_for_only(country: ReportingDesk):
    assert [counts for _, *counts in trend(country, below="department")] == [[0, 3, 0], [0, 3, 0], [1, 2, 0], [0, 2, 0]]
    local = {"group_by": "category", "group": "local"}
    assert [counts for _, *counts in trend(country, **local)] == [[0, 2, 0], [0, 2, 0], [1, 1, 0], [0, 2, 0]]
    both = trend(country, below="department", **local)
    assert [counts for _, *counts in both] == [[0, 2, 0], [0, 2, 0], [1, 1, 0], [0, 1, 0]]
    alone = trend(country, below="department", group_by="children", group="department")
    assert [counts for _, *counts in alone] == [[0, 1, 0]] * 4


def test_who_owes_nothing_is_told_too(country: ReportingDesk):
    found = trend(country, obligation="s13_1_notice")

    assert [counts for _, *counts in found] == [[0, 0, 4], [0, 1, 3], [0, 1, 3], [0, 1, 3]]


def test_each_point_is_the_figure_of_its_day(country: ReportingDesk):
    for below in (None, "department", "other"):
        for day, done, missing, _ in trend(country, step="day", first="2024-02-28", below=below):
            figure = country.figures(as_of=day, below=below)["total"]
            assert (done, missing) == (figure["done"], figure["missing"])


@pytest.mark.parametrize(
    ("request_", "field"),
    [
        ({"first": "2024-02-02", "last": "2024-02-01"}, "first"),
        ({"last": (date.today() + timedelta(days=3)).isoformat()}, "last"),
        ({"first": "2000-01-01", "step": "day"}, "step"),
        ({"group": "local"}, "group_by"),
    ],
)
def test_what_makes_no_sense_is_refused_by_field(reporting: ReportingDesk, request_: dict[str, str], field: str):
    answer = reporting.answer("get_trend", **{"obligation": "s10_notice", "first": "2024-01-01", **request_})

    assert [problem["field"] for problem in answer["error"]["fields"]] == [field]
