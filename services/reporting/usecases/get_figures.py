"""How many agencies comply, in all and by group."""

from __future__ import annotations

from datetime import date

from contracts.calls import Call
from contracts.rpc.reporting.figures import Count, Figures, GetFigures, GroupCount, Selection
from services.reporting.domain.asking import Figure, Grouping
from services.reporting.domain.days import bangkok_day
from services.reporting.domain.terms import Measure, Obligation
from services.reporting.usecases.asking import Numbers, Reader, day_asked_for, selection_asked_for
from services.reporting.usecases.counting import count, count_as, parted
from services.reporting.usecases.grouping import in_order


def get_figures(request: GetFigures, call: Call, reader: Reader, numbers: Numbers) -> Figures:
    """Counts and percentages on a day. Agencies without a group (no `lao_type`, say) are in the total only. Raises
    Refusal INVALID_REQUEST for a day to come, AGENCY_UNKNOWN for a node that may not be named to the public."""
    day = day_asked_for(request.as_of, call.now)
    selection = selection_asked_for(Selection(below=request.below), reader, call.now)
    figure = Figure(Obligation(request.obligation), Measure(request.measure), day)
    total, groups = counted(figure, selection.below, Grouping(request.group_by), bangkok_day(call.now), reader, numbers)
    return Figures(
        obligation=request.obligation,
        measure=request.measure,
        as_of=day,
        group_by=request.group_by,
        below=request.below,
        total=total,
        groups=groups,
    )


def counted(
    figure: Figure, below: str | None, grouping: Grouping, today: date, reader: Reader, numbers: Numbers
) -> tuple[Count, tuple[GroupCount, ...]]:
    """All agencies of the figure at and below one, and by group, each group by its name as far as it may be named
    today."""
    found = parted(figure, below, grouping, numbers)
    groups = (
        count_as(GroupCount, found.groups[each.group], **each._asdict())
        for each in in_order(found.groups, found.agencies, today, grouping, reader)
    )
    return count(found.total), tuple(groups)
