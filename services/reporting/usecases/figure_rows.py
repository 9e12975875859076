"""Figures, their course over time and the difference between two days as tables."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from contracts.calls import Call
from contracts.places import PROVINCES
from contracts.rpc.reporting.comparison import ChangedAgency, Standing
from contracts.rpc.reporting.exporting import ReadComparisonRows, ReadFigureRows, ReadTrendRows, Rows
from contracts.rpc.reporting.figures import GetFigures, GroupCount
from contracts.rpc.reporting.trend import GetTrend, Point
from contracts.vocabulary import ComplianceState
from services.reporting.usecases.asking import Numbers, Reader
from services.reporting.usecases.columns import Cell, Column, LineT, table
from services.reporting.usecases.compare_days import Comparer, compare
from services.reporting.usecases.get_figures import get_figures
from services.reporting.usecases.get_trend import get_trend
from services.reporting.usecases.list_by_state import Codes
from services.reporting.usecases.table_words import WORDS


class Changed(NamedTuple):
    """An agency that makes a difference, and its code."""

    agency: ChangedAgency
    code: str | None


def figure_rows(request: ReadFigureRows, call: Call, reader: Reader, numbers: Numbers) -> Rows:
    """A row for each group, and the total as the last. Raises what the figures raise."""
    figures = get_figures(GetFigures.model_validate(request.model_dump(exclude={"language"})), call, reader, numbers)
    total = GroupCount(group="", **figures.total.model_dump())
    place = 0 if request.language == "th" else 1

    def name(line: GroupCount) -> str | None:
        if line is total:
            return WORDS["total"][place]
        known = PROVINCES if request.group_by == "province" else WORDS
        return known[line.group][place] if line.group in known else line.name_th

    columns: tuple[Column[GroupCount], ...] = (
        Column("name", WORDS[f"by_{request.group_by}"], name),
        *_counts(),
        Column("group", WORDS["group"], lambda line: line.group),
    )
    return table(columns, (*figures.groups, total), request.language, as_of=figures.as_of)


def trend_rows(request: ReadTrendRows, call: Call, reader: Reader, numbers: Numbers) -> Rows:
    """A row for each point. Raises what the trend raises."""
    trend = get_trend(GetTrend.model_validate(request.model_dump(exclude={"language"})), call, reader, numbers)
    columns: tuple[Column[Point], ...] = (
        Column("day", WORDS["day"], lambda line: line.day.isoformat()),
        *_counts(),
    )
    return table(columns, trend.points, request.language, as_of=trend.points[-1].day)


def comparison_rows(
    request: ReadComparisonRows, call: Call, reader: Reader, numbers: Numbers, comparer: Comparer, codes: Codes
) -> Rows:
    """A page of the agencies that make the difference. Raises what the comparison raises."""
    found = compare(request, request.after, request.page_size, call, reader, numbers, comparer)
    known = codes.codes([each.agency_id for each in found.items])
    lines = (Changed(each, known.get(each.agency_id)) for each in found.items)
    return table(CHANGES, lines, request.language, as_of=found.later.day, next=found.next)


def _counts() -> tuple[Column[LineT], ...]:
    def number(state: ComplianceState) -> Column[LineT]:
        return Column(state.value, WORDS[state], _field(state.value))

    return (*map(number, ComplianceState), Column("percent", WORDS["percent"], _field("percent")))


def _field(name: str) -> Callable[[object], Cell | None]:
    def value(line: object) -> Cell | None:
        found: Cell | None = getattr(line, name)
        return found

    return value


def _day(name: str, told: Callable[[ChangedAgency], Standing | None]) -> tuple[Column[Changed], Column[Changed]]:
    def state(line: Changed) -> str | None:
        return None if (stood := told(line.agency)) is None else stood.state.value

    def since(line: Changed) -> str | None:
        stood = told(line.agency)
        return stood.since.isoformat() if stood is not None and stood.since is not None else None

    return (
        Column(name, WORDS[name], state, codes={each.value: WORDS[each] for each in ComplianceState}),
        Column(f"{name}_since", WORDS[f"{name}_since"], since),
    )


CHANGES: tuple[Column[Changed], ...] = (
    Column("name_th", WORDS["agency"], lambda line: line.agency.name_th),
    Column("code", WORDS["agency_code"], lambda line: line.code),
    *_day("was", lambda agency: agency.was),
    *_day("became", lambda agency: agency.became),
    Column("agency_id", WORDS["agency_id"], lambda line: line.agency.agency_id),
)
