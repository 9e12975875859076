"""Of which agencies something is asked: `?below=&group_by=&group=`, the same for every figure, list and trend; and what
lists by state are narrowed down by besides."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Query

from contracts.rpc.reporting.figures import GroupBy, Selection, WantedByState
from contracts.vocabulary import Category, ComplianceState, LaoType, Measure, Obligation
from gateway.api.fields import AsOf, MeasureAsked

Below = Annotated[
    str | None, Query(max_length=64, description="Only this agency and those below it, in the tree of that day.")
]


def _selection(
    below: Below = None,
    group_by: Annotated[GroupBy | None, Query(description="With `group`: only that group.")] = None,
    group: Annotated[
        str | None,
        Query(max_length=64, description="A group as figures name it: a category, a code, an agency's id."),
    ] = None,
) -> Selection:
    return Selection(below=below, group_by=group_by, group=group)


SelectionAsked = Annotated[Selection, Depends(_selection)]


def _wanted_by_state(
    selection: SelectionAsked,
    obligation: Annotated[Obligation | None, Query(description="Which section of the Act; with `state`.")] = None,
    state: Annotated[
        ComplianceState | None,
        Query(
            description="The state in which they are that day. `missing` without `obligation`: whoever misses "
            "anything. Neither: all of them."
        ),
    ] = None,
    measure: MeasureAsked = Measure.UPLOADED,
    as_of: AsOf = None,
    category: Category | None = None,
    lao_type: LaoType | None = None,
    province_code: Annotated[str | None, Query(pattern=r"^\d{2}$", description="Two digits.")] = None,
    ministry_id: Annotated[str | None, Query(max_length=64, description="The ministry that they belong to.")] = None,
    department_id: Annotated[str | None, Query(max_length=64, description="The department.")] = None,
    search: Annotated[
        str | None,
        Query(max_length=200, description="Words of a name, Thai or English, that it has or had; or its code."),
    ] = None,
    counted: Annotated[
        bool, Query(description="false: also agencies that do not count in the published figures.")
    ] = True,
) -> WantedByState:
    return WantedByState(
        **selection.model_dump(),
        obligation=obligation,
        state=state,
        measure=measure,
        as_of=as_of,
        category=category,
        lao_type=lao_type,
        province_code=province_code,
        ministry_id=ministry_id,
        department_id=department_id,
        search=search,
        counted=counted,
    )


ByStateAsked = Annotated[WantedByState, Depends(_wanted_by_state)]
