"""Why a figure is another one than before: the agencies that changed between two days."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from contracts.vocabulary import Scope
from tests.builders.reporting import a_document, an_agency, licences, some_facts
from tests.builders.reporting_desk import ReportingDesk

pytestmark = pytest.mark.backing("mongo")

MARCH = datetime(2024, 3, 10, 5, tzinfo=UTC)
DAYS = {"earlier": "2024-01-31", "later": "2024-03-31"}


def named(name: str, *facts: Any, **of_one: Any):
    return an_agency(f"id-{name}", *(facts or [some_facts(name_th=name, **of_one)]))


@pytest.fixture
def country(reporting: ReportingDesk) -> ReportingDesk:
    """Under the department one office files, one is covered, one moves in and one is new; others stay as they are."""
    moving = [some_facts(name_th="ย้าย"), some_facts("id-กรม", name_th="ย้าย", effective_on=date(2024, 3, 1))]
    return reporting.hears(
        named("กรม"),
        named("ยื่น", parent_id="id-กรม"),
        named("เดิม", parent_id="id-กรม"),
        an_agency("id-ย้าย", *moving),
        named("ใหม่", parent_id="id-กรม", effective_on=date(2024, 2, 1)),
        an_agency("id-ยุบ", some_facts("id-กรม", name_th="ยุบ"), dissolved_on=date(2024, 3, 20)),
        named("นอก"),
        a_document("id-ยื่น", [(MARCH, None)], id="own"),
        a_document("id-กรม", [(MARCH, None)], id="for-all", scope=Scope.SUBTREE),
        licences("id-ยื่น", [(MARCH, None)]),
        licences("id-ใหม่", [(datetime(2024, 2, 5, tzinfo=UTC), None)]),
    )


def compared(reporting: ReportingDesk, obligation: str = "s10_notice", **request: Any) -> dict[str, Any]:
    """The whole comparison, page by page."""
    answer = reporting.ask("compare_days", obligation=obligation, page_size=2, **DAYS, **request)
    while answer["next"]:
        page = reporting.ask(
            "compare_days", obligation=obligation, page_size=2, **DAYS, **request, after=answer["next"]
        )
        answer = {**page, "items": answer["items"] + page["items"]}
    return answer


def changes(answer: dict[str, Any]) -> list[tuple[str, str | None, str | None]]:
    return [
        (each["name_th"], (each["was"] or {}).get("state"), (each["became"] or {}).get("state"))
        for each in answer["items"]
    ]


def test_the_agencies_explain_the_difference_in_thai_order(country: ReportingDesk) -> None:
    answer = compared(country)

    assert changes(answer) == [
        ("กรม", "missing", "done"),
        ("เดิม", "missing", "covered"),
        ("ย้าย", "missing", "covered"),
        ("ยื่น", "missing", "done"),
        ("ยุบ", "missing", None),
        ("ใหม่", None, "covered"),
    ]
    filed = next(each for each in answer["items"] if each["name_th"] == "ยื่น")
    assert filed["became"] == {"state": "done", "since": "2024-03-10", "document_ids": ["own"]}
    assert filed["was"] == {"state": "missing", "since": "2020-01-01", "document_ids": []}


@pytest.mark.parametrize("obligation", ["s10_notice", "s13_1_notice", "s16_order"])
@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"below": "id-กรม"},
        {"below": "id-กรม", "group_by": "children", "group": "id-กรม"},
        {"below": "id-กรม", "group_by": "province", "group": "54"},
    ],
)
def test_the_one_count_and_the_differences_give_the_other_count(
    country: ReportingDesk, obligation: str, asked: dict[str, Any]
) -> None:
    answer = compared(country, obligation, **asked)

    states = ("done", "covered", "missing", "not_required")
    sums = {state: answer["earlier"][state] for state in states}
    for each in answer["differences"]:
        assert each["was"] != each["became"]
        for state, sign in ((each["was"], -1), (each["became"], 1)):
            if state is not None:
                sums[state] += sign * each["agencies"]
    assert sums == {state: answer["later"][state] for state in states}
    assert sum(each["agencies"] for each in answer["differences"]) == len(answer["items"])


def test_below_a_node_who_moved_in_came(country: ReportingDesk) -> None:
    assert ("ย้าย", None, "covered") in changes(compared(country, below="id-กรม"))
    assert ("นอก", "missing", None) not in changes(compared(country, below="id-กรม"))


def test_who_owed_nothing_before_is_told_from_who_was_not_there(country: ReportingDesk) -> None:
    assert changes(compared(country, "s13_1_notice")) == [
        ("ยื่น", "not_required", "missing"),
        ("ยุบ", "not_required", None),
        ("ใหม่", None, "missing"),
    ]


@pytest.mark.parametrize(
    ("request_", "field"),
    [
        ({"earlier": "2024-02-02", "later": "2024-02-01"}, "earlier"),
        ({"later": "2999-01-01"}, "later"),
        ({"after": "gibberish"}, "after"),
    ],
)
def test_what_makes_no_sense_is_refused_by_field(reporting: ReportingDesk, request_: dict[str, str], field: str):
    answer = reporting.answer("compare_days", **{"obligation": "s10_notice", **DAYS, **request_})

    assert [problem["field"] for problem in answer["error"]["fields"]] == [field]
