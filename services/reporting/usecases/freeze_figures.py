"""Freezing figures: counted as of a day, held against the list of all agencies behind them, and kept for ever."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from contracts.calls import Call
from contracts.events.reporting import FrozenFiguresPublished
from contracts.jobs import Commit, Work
from contracts.rpc.reporting import frozen as rpc
from contracts.vocabulary import Obligation as Section
from services.reporting.domain.asking import Grouping
from services.reporting.domain.days import bangkok_day
from services.reporting.domain.frozen import Counted, FrozenSet, canonical, recounted
from services.reporting.domain.obligations import COUNTED
from services.reporting.domain.terms import Measure, Obligation, Series
from services.reporting.domain.texts import tidied
from services.reporting.usecases.asking import Reader, day_asked_for, refuse_unknown
from services.reporting.usecases.counting import count
from services.reporting.usecases.cursors import invalid
from services.reporting.usecases.frozen import (
    FrozenDesk,
    Numbered,
    fact,
    figures_of,
    numbers_in,
    sha256_of,
    subject_of,
    telling,
    told,
)

MOST_READINGS = 5


class NotOfOneMoment(Exception):
    """The ledger changed each time between the reading of the figures and that of the agencies behind them."""


def freezing_asked_for(request: rpc.FreezeFigures, call: Call, reader: Reader) -> rpc.FreezeFigures:
    """The order with its day, whenever the work is done. Raises Refusal INVALID_REQUEST (by field), AGENCY_UNKNOWN."""
    day = day_asked_for(request.as_of, call.now)
    title = tidied(request.title.replace("\n", " "))
    if title is None:
        raise invalid("title", "กรุณาระบุชื่อชุดตัวเลข", "Give the figures a title.")
    if any((Obligation(each), Measure(request.measure)) not in COUNTED for each in request.obligations):
        thai = "มาตรา 13 นับเฉพาะที่ลงข้อมูลในระบบแล้ว"
        raise invalid("obligations", thai, "Section 13 is counted by what is uploaded only.")
    if request.agency_id is not None:
        refuse_unknown((request.agency_id,), reader, call.now)
    in_order = tuple(each for each in Section if each in request.obligations)
    return request.model_copy(update={"as_of": day, "title": title, "obligations": in_order})


def freeze_figures(request: rpc.FreezeFigures, work: Work, call: Call, desk: FrozenDesk) -> Commit[rpc.FrozenSet]:
    """The list is there before the set is listed; when the process dies in between it is made again, the same."""
    day = day_asked_for(request.as_of, call.now)
    work.tell("reading")
    figures, agencies = _of_one_moment(request, day, work, call, desk)
    work.tell("keeping")
    columns = (*rpc.COLUMNS, *request.obligations)
    list_sha256 = desk.lists.keep(work.job_id, columns, agencies)
    content = rpc.FrozenContent(
        as_of=day,
        measure=request.measure,
        group_by=request.group_by,
        below=_part(request.agency_id, day, call, desk),
        figures=figures,
        agencies=rpc.FrozenList(columns=columns, count=len(agencies), sha256=list_sha256),
    )
    written = canonical(content.model_dump(mode="json"))
    made = FrozenSet(
        id=work.job_id,
        title=request.title,
        as_of=day,
        obligations=tuple(map(Obligation, request.obligations)),
        measure=Measure(request.measure),
        group_by=Grouping(request.group_by),
        agency_id=request.agency_id,
        agencies=len(agencies),
        frozen_at=call.now,
        frozen_by=call.caller.name if call.caller else "",
        sha256=sha256_of(written),
        list_sha256=list_sha256,
        content=written,
        published_at=call.now if request.public else None,
    )

    def commit() -> rpc.FrozenSet:
        desk.book.add(made)
        desk.history.record(subject_of(made.id), fact(made), call)
        if made.published_at:
            public = FrozenFiguresPublished(frozen_id=made.id, published_at=made.published_at)
            desk.history.record(subject_of(made.id), public, call)
        return told(made, to_officer=True)

    return commit


def _of_one_moment(
    request: rpc.FreezeFigures, day: date, work: Work, call: Call, desk: FrozenDesk
) -> tuple[tuple[rpc.FrozenFigure, ...], Sequence[Counted]]:
    """The figures and all agencies behind them in the order of their ids, read again when somebody filed in between.
    Raises NotOfOneMoment when that happens every time, as while a migration is at work: the job is then tried again."""
    grouping, below = Grouping(request.group_by), request.agency_id
    series = [(Obligation(each), Measure(request.measure)) for each in request.obligations]
    for _ in range(MOST_READINGS):
        figures = figures_of(series, day, below, grouping, call, desk)
        agencies = [*telling(desk.roll.counted(series, day, below, grouping), "reading", work)]
        if numbers_in(figures) == _numbers(agencies, series):
            return figures, sorted(agencies, key=lambda agency: agency.agency_id)
    raise NotOfOneMoment


def _numbers(agencies: Sequence[Counted], series: Sequence[Series]) -> Numbered:
    """The numbers that the list makes."""
    return [
        (obligation.value, count(each.total), {group: count(tally) for group, tally in each.groups.items()})
        for (obligation, _), each in zip(series, recounted(agencies, len(series)), strict=True)
    ]


def _part(agency_id: str | None, day: date, call: Call, desk: FrozenDesk) -> rpc.PartOfTree | None:
    """What may not be named today has no name on any day."""
    if agency_id is None:
        return None
    known = desk.reader.known((agency_id,), bangkok_day(call.now))
    called = desk.numbers.called(agency_id, day) if known else ()
    return rpc.PartOfTree(id=agency_id, name_th=called[0].name_th if called else None)
