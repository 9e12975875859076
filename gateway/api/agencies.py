"""Agencies: who they are, for everybody; changed by their officers."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import Query
from pydantic import BaseModel, ConfigDict, Field

from contracts.errors import ErrorCode
from contracts.rpc.agencies import (
    CHANGE_AGENCY,
    GET_AGENCY,
    LIST_AGENCIES,
    Agency,
    AgencyDetails,
    AgencySummary,
    ChangeAgency,
    GetAgency,
    ListAgencies,
)
from contracts.vocabulary import Category, ConvenienceLevel, ServiceStatus
from gateway.api.fields import AgencyId, AsOf
from gateway.api.linked_data import LINKED_DATA
from gateway.api.paging import Page, PageAsked
from gateway.api.preconditions import SeenVersion
from gateway.api.resource import Resource
from gateway.asking import Ask
from gateway.auth.guards import PUBLIC, SIGNED_IN

routes = Resource("agencies")


class AgencyChanges(BaseModel):
    """What is to be different; what is absent stays as it is. null empties a field."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"phone": "0 2123 4567"}]})

    name_th: str | None = Field(None, min_length=1, max_length=300)
    name_en: str | None = Field(None, max_length=300)
    full_name_th: str | None = Field(None, max_length=500)
    address_th: str | None = Field(None, max_length=1000)
    address_en: str | None = Field(None, max_length=1000)
    website: str | None = Field(None, max_length=500)
    phone: str | None = Field(None, max_length=100)
    hours_note: str | None = Field(None, max_length=500)
    public_email: str | None = Field(None, max_length=320)
    dga_email: str | None = Field(None, max_length=320)
    complaints_email: str | None = Field(None, max_length=320)
    visible: bool | None = None
    is_central: bool | None = Field(None, description="เป็นหน่วยงานส่วนกลาง")
    serves_public: bool | None = Field(None, description="ให้บริการประชาชน")
    service_status: ServiceStatus | None = Field(None, description="Of service points only.")
    convenience_level: ConvenienceLevel | None = Field(None, description="ศูนย์ราชการสะดวก; of service points only.")
    reason: str | None = Field(None, max_length=1000, description="Why, for the history.")
    effective_on: date | None = Field(None, description="The day from which it holds; today in Bangkok if absent.")


@routes.read("/agencies", guard=PUBLIC, reply=Page[AgencySummary])
async def list_agencies(
    page: PageAsked,
    ask: Ask,
    search: Annotated[str | None, Query(max_length=200, description="Words of the name, or a whole code.")] = None,
    parent_id: Annotated[str | None, Query(max_length=64, description="Only direct children of this agency.")] = None,
    category: Category | None = None,
    province_code: Annotated[str | None, Query(pattern=r"^\d{2}$", description="Two digits.")] = None,
) -> Page[AgencySummary]:
    """Agencies in the order of the Thai dictionary."""
    asked = ListAgencies(
        search=search,
        parent_id=parent_id,
        category=category,
        province_code=province_code,
        page_size=page.page_size,
        after=page.after,
    )
    found = await ask(LIST_AGENCIES, asked)
    return Page(items=found.items, next=page.next(found.next))


@routes.read(
    "/agencies/{agency_id}",
    guard=PUBLIC,
    reply=Agency,
    refuses=(ErrorCode.AGENCY_UNKNOWN,),
    also=(LINKED_DATA,),
)
async def show_agency(agency_id: AgencyId, ask: Ask, as_of: AsOf = None) -> Agency:
    """An agency as the public may see it, today or as it was on a day. One that has ended tells its successors."""
    return await ask(GET_AGENCY, GetAgency(agency_id=agency_id, as_of=as_of))


@routes.change(
    "PATCH",
    "/agencies/{agency_id}",
    guard=SIGNED_IN,
    reply=Agency,
    refuses=(ErrorCode.AGENCY_UNKNOWN, ErrorCode.AGENCY_INVALID),
)
async def change_agency(agency_id: AgencyId, body: AgencyChanges, seen: SeenVersion, ask: Ask) -> Agency:
    """Change an agency's details."""
    present = await show_agency(agency_id, ask)
    asked = ChangeAgency(
        agency_id=agency_id,
        version=seen,
        details=merged(present, body),
        effective_on=body.effective_on,
        reason=body.reason,
    )
    return await ask(CHANGE_AGENCY, asked)


def merged(present: Agency, changes: AgencyChanges) -> AgencyDetails:
    """The details as they are to be: those of now, with the changes on top."""
    kept = present.model_dump(include=set(AgencyDetails.model_fields))
    changed = changes.model_dump(include=set(AgencyDetails.model_fields), exclude_unset=True)
    return AgencyDetails.model_validate({**kept, **changed})
