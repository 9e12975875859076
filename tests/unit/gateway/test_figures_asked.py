"""What is asked of the figures, in addresses; and the line that is drawn of their course."""

from __future__ import annotations

from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest

from contracts.rpc.reporting.trend import Trend
from contracts.vocabulary import ComplianceState, Measure, Obligation
from gateway.portal.public.figures_asked import FiguresAsked, day_in, group_in, measure_in, obligation_in
from gateway.portal.public.trend import Chart

ASKED = FiguresAsked(Obligation.S16_ORDER, Measure.ISSUED, "province", date(2024, 10, 29), "agency-1")


def query_of(address: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


def test_an_address_asks_again_for_the_same() -> None:
    query = query_of(ASKED.address)

    assert (
        FiguresAsked(obligation_in(query), measure_in(query), group_in(query), day_in(query), query["below"]) == ASKED
    )


def test_the_list_behind_a_figure_is_of_the_same_day_and_place() -> None:
    assert query_of(ASKED.agencies(ComplianceState.MISSING, "57")) == {
        **query_of(ASKED.address),
        "state": "missing",
        "group": "57",
    }
    assert "by" not in query_of(ASKED.agencies(ComplianceState.MISSING))


@pytest.mark.parametrize(
    "typed",
    [
        {"as_of": "2024-10-29"},
        {"as_of": "๒๙ ต.ค. ๒๕๖๗"},
        {"as_of-day": "๒๙", "as_of-month": "๑๐", "as_of-year": "๒๕๖๗"},
        {"as_of-day": "29", "as_of-month": "ตุลาคม", "as_of-year": "2567"},
        {"as_of-day": "29/10/2567", "as_of-month": "", "as_of-year": ""},
    ],
)
def test_a_day_is_read_as_people_type_it(typed: dict[str, str]) -> None:
    assert day_in(typed) == date(2024, 10, 29)


def test_no_day_is_today_and_nonsense_is_refused() -> None:
    assert day_in({}) is None
    assert day_in({"as_of": "", "by": "category"}) is None
    with pytest.raises(ValueError):
        day_in({"as_of-day": "31", "as_of-month": "2", "as_of-year": "2567"})


def test_what_nobody_knows_is_asked_as_if_it_were_not_there() -> None:
    nonsense = {"obligation": "s99", "measure": "guessed", "by": "colour"}

    assert (obligation_in(nonsense), measure_in(nonsense), group_in(nonsense)) == (
        Obligation.S10_NOTICE,
        Measure.UPLOADED,
        "category",
    )


def test_the_line_is_broken_where_nobody_owed_anything() -> None:
    shares = [("2024-01-31", "0.00"), ("2024-02-29", None), ("2024-03-31", "50.00"), ("2024-04-30", "100.00")]
    points = [
        {"day": day, "percent": percent, "done": 0, "covered": 0, "missing": 0, "not_required": 0}
        for day, percent in shares
    ]
    trend = Trend.model_validate({"obligation": "s10_notice", "measure": "uploaded", "step": "month", "points": points})

    assert Chart.of(trend).lines == ["0.00,100.00", "66.67,50.00 100.00,0.00"]


def test_one_day_is_a_line_too() -> None:
    only = {"day": "2024-01-31", "percent": "25.00", "done": 1, "covered": 0, "missing": 3, "not_required": 0}
    trend = Trend.model_validate({"obligation": "s10_notice", "measure": "uploaded", "step": "day", "points": [only]})

    assert Chart.of(trend).lines == ["0.00,75.00"]
