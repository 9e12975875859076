"""The tree of agencies as of any day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Query

from contracts.errors import ErrorCode
from contracts.rpc.agencies import tree
from contracts.vocabulary import Category, LaoType, Level
from gateway.api.fields import AgencyId, AsOf
from gateway.api.paging import Page, PageAsked
from gateway.api.resource import Resource
from gateway.asking import Ask
from gateway.auth.guards import PUBLIC

routes = Resource("agency tree")

Direct = Annotated[bool, Query(description="true: only directly below (in the country: what stands under nothing).")]
Province = Annotated[str | None, Query(pattern=r"^\d{2}$", description="Two digits.")]


@dataclass(frozen=True)
class Wanted:
    """Which agencies below, and on which day."""

    as_of: AsOf = None
    direct: Direct = False
    category: Category | None = None
    lao_type: LaoType | None = None
    level: Level | None = None
    province_code: Province = None


@routes.read(
    "/agencies/{agency_id}/descendants",
    guard=PUBLIC,
    reply=Page[tree.AgencyBelow],
    refuses=(ErrorCode.AGENCY_UNKNOWN,),
)
async def list_descendants(
    agency_id: AgencyId,
    page: PageAsked,
    ask: Ask,
    wanted: Annotated[Wanted, Depends()],
) -> Page[tree.AgencyBelow]:
    """What stood below an agency on a day, in the order of the Thai dictionary."""
    asked = tree.ListBelow(agency_id=agency_id, page_size=page.page_size, after=page.after, **vars(wanted))
    found = await ask(tree.LIST_BELOW, asked)
    return Page(items=found.items, next=page.next(found.next))


@routes.read("/agencies/{agency_id}/counts", guard=PUBLIC, reply=tree.CountsBelow, refuses=(ErrorCode.AGENCY_UNKNOWN,))
async def count_descendants(agency_id: AgencyId, ask: Ask, as_of: AsOf = None) -> tree.CountsBelow:
    """How many agencies of each kind stood below an agency on a day."""
    return await ask(tree.COUNT_BELOW, tree.CountBelow(agency_id=agency_id, as_of=as_of))


@routes.read("/agency-tree", guard=PUBLIC, reply=Page[tree.AgencyBelow])
async def list_country(
    page: PageAsked,
    ask: Ask,
    wanted: Annotated[Wanted, Depends()],
) -> Page[tree.AgencyBelow]:
    """The agencies of the country on a day, in the order of the Thai dictionary."""
    asked = tree.ListBelow(page_size=page.page_size, after=page.after, **vars(wanted))
    found = await ask(tree.LIST_BELOW, asked)
    return Page(items=found.items, next=page.next(found.next))


@routes.read("/agency-counts", guard=PUBLIC, reply=tree.CountsBelow)
async def count_country(ask: Ask, as_of: AsOf = None) -> tree.CountsBelow:
    """How many agencies of each kind there were on a day."""
    return await ask(tree.COUNT_BELOW, tree.CountBelow(as_of=as_of))
