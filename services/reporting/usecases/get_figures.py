"""How many agencies comply, in all and by group."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from contracts.calls import Call
from contracts.rpc.reporting.figures import Count, Figures, GetFigures, GroupCount, Selection
from contracts.vocabulary import Category, LaoType
from services.reporting.domain.asking import BY_AGENCIES, Figure, Grouping
from services.reporting.domain.days import bangkok_day
from services.reporting.domain.terms import Measure, Obligation
from services.reporting.usecases.asking import Numbers, Reader, day_asked_for, selection_asked_for
from services.reporting.usecases.counting import Parted, count, parted

# Groups appear in the order of the published lists, provinces by their code, agencies by Thai collation.
LISTED_ORDER = {group: place for place, group in enumerate((*Category, *LaoType))}


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
    if grouping in BY_AGENCIES:
        return count(found.total), _by_name(found, reader.known(found.groups, today))
    in_order = sorted(found.groups, key=lambda group: (LISTED_ORDER.get(group, 0), group))
    groups = tuple(GroupCount(group=group, **count(found.groups[group]).model_dump()) for group in in_order)
    return count(found.total), groups


def _by_name(found: Parted, known: Collection[str]) -> tuple[GroupCount, ...]:
    """What may not be named today has no name on any day."""
    return tuple(
        GroupCount(
            group=id,
            name_th=agency.name_th if id in known else None,
            name_en=agency.name_en if id in known else None,
            **count(found.groups[id]).model_dump(),
        )
        for id, agency in found.agencies.items()
        if id in found.groups
    )
