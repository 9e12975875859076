"""Why a figure is another one than before."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import Query
from pydantic import BaseModel, ConfigDict

from contracts.errors import ErrorCode
from contracts.rpc.reporting.comparison import COMPARE_DAYS, ChangedAgency, CompareDays, DayCount, Difference
from contracts.vocabulary import Measure, Obligation
from gateway.api.fields import MeasureAsked, ObligationAsked
from gateway.api.paging import Page, PageAsked
from gateway.api.resource import Resource
from gateway.api.selection import SelectionAsked
from gateway.asking import Ask
from gateway.auth.guards import PUBLIC

routes = Resource("compliance")


Earlier = Annotated[date, Query(description="The day to compare with.")]
Later = Annotated[date | None, Query(description="The other day; today in Bangkok if absent.")]


class ComparedCounts(BaseModel):
    """The counts of two days, and how many agencies changed from which state to which."""

    model_config = ConfigDict(frozen=True)

    obligation: Obligation
    measure: Measure
    earlier: DayCount
    later: DayCount
    differences: tuple[Difference, ...]


@routes.read("/compliance/comparison", guard=PUBLIC, reply=ComparedCounts, refuses=(ErrorCode.AGENCY_UNKNOWN,))
async def compare_days(
    obligation: ObligationAsked,
    earlier: Earlier,
    selection: SelectionAsked,
    ask: Ask,
    measure: MeasureAsked = Measure.UPLOADED,
    later: Later = None,
) -> ComparedCounts:
    """The counts of two days, and what lies between them."""
    asked = CompareDays(
        obligation=obligation, measure=measure, earlier=earlier, later=later, page_size=1, **selection.model_dump()
    )
    found = await ask(COMPARE_DAYS, asked)
    return ComparedCounts(
        obligation=found.obligation,
        measure=found.measure,
        earlier=found.earlier,
        later=found.later,
        differences=found.differences,
    )


@routes.read(
    "/compliance/comparison/agencies",
    guard=PUBLIC,
    reply=Page[ChangedAgency],
    refuses=(ErrorCode.AGENCY_UNKNOWN,),
)
async def list_changed(
    obligation: ObligationAsked,
    earlier: Earlier,
    selection: SelectionAsked,
    page: PageAsked,
    ask: Ask,
    measure: MeasureAsked = Measure.UPLOADED,
    later: Later = None,
) -> Page[ChangedAgency]:
    """The agencies that make the difference, in the order of the Thai dictionary."""
    asked = CompareDays(
        obligation=obligation,
        measure=measure,
        earlier=earlier,
        later=later,
        page_size=page.page_size,
        after=page.after,
        **selection.model_dump(),
    )
    found = await ask(COMPARE_DAYS, asked)
    return Page(items=found.items, next=page.next(found.next))
