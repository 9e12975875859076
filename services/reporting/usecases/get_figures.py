"""How many agencies comply, in all and by group."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from contracts.calls import Call
from contracts.rpc.reporting.figures import Count, Figures, GetFigures, GroupCount
from contracts.vocabulary import Category, LaoType
from services.reporting.domain.asking import Figure, Tally
from services.reporting.domain.counting import percent
from services.reporting.domain.obligations import OWED_BY_ALL, is_owed_by_all_counted
from services.reporting.domain.terms import Measure, Obligation, State
from services.reporting.usecases.asking import Reader, day_asked_for

# Groups appear in the order of the published lists; provinces by their code.
LISTED_ORDER = {group: place for place, group in enumerate((*Category, *LaoType))}


def get_figures(request: GetFigures, call: Call, reader: Reader) -> Figures:
    """Counts and percentages on a day. Agencies without a group (no `lao_type`, say) are in the total only."""
    day = day_asked_for(request.as_of, call.now)
    figure = Figure(Obligation(request.obligation), Measure(request.measure), day)
    tallies = _with_those_who_owe_nothing(figure, reader.tallies(figure, request.group_by), request.group_by, reader)
    total: Counter[State] = Counter()
    for tally in tallies.values():
        total.update(tally)
    groups = sorted((group for group in tallies if group), key=lambda group: (LISTED_ORDER.get(group, 0), group))
    return Figures(
        obligation=request.obligation,
        measure=request.measure,
        as_of=day,
        group_by=request.group_by,
        total=_count(total),
        groups=tuple(GroupCount(group=group, **_count(tallies[group]).model_dump()) for group in groups),
    )


def _with_those_who_owe_nothing(
    figure: Figure, owing: Mapping[str | None, Tally], group_by: str, reader: Reader
) -> Mapping[str | None, Tally]:
    """The ledger holds what is owed: who is in none of its states, but is there, is `not_required`."""
    if is_owed_by_all_counted(figure.obligation):
        return owing
    everybody = reader.tallies(Figure(OWED_BY_ALL, Measure.UPLOADED, figure.day), group_by)
    return {
        group: {
            **owing.get(group, {}),
            State.NOT_REQUIRED: sum(tally.values()) - sum(owing.get(group, {}).values()),
        }
        for group, tally in everybody.items()
    }


def _count(tally: Tally) -> Count:
    return Count(
        done=tally.get(State.DONE, 0),
        covered=tally.get(State.COVERED, 0),
        missing=tally.get(State.MISSING, 0),
        not_required=tally.get(State.NOT_REQUIRED, 0),
        percent=percent(tally),
    )
