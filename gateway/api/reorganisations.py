"""Agencies registered, moved, merged, split, dissolved and reopened, each from a day of its own and for a reason."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated

from fastapi import Path
from pydantic import BaseModel, ConfigDict, Field

from contracts.errors import ErrorCode
from contracts.rpc.agencies import Agency, AgencyDetails, records, reorganising
from contracts.rpc.agencies.reorganising import MOST_AT_ONCE
from contracts.vocabulary import Category, LaoType, Level
from gateway.api.fields import AgencyId
from gateway.api.paging import Page, PageAsked
from gateway.api.preconditions import SeenVersion
from gateway.api.resource import Resource
from gateway.asking import Ask
from gateway.auth.guards import PUBLIC, SIGNED_IN

routes = Resource("reorganisation")

MoveRequestId = Annotated[str, Path(max_length=64, description="The request's id, from the list of move requests.")]
AnnouncementId = Annotated[str, Path(max_length=64, description="The announcement's id, from an agency's list.")]
REFUSES = (ErrorCode.AGENCY_UNKNOWN, ErrorCode.AGENCY_INVALID, ErrorCode.CONFLICT)


class Reason(BaseModel):
    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"reason": "เลื่อนออกไป"}]})

    reason: str = Field(min_length=1, max_length=1000, description="Why, for the history: the law or the resolution.")


class Dated(Reason):
    effective_on: date | None = Field(None, description="The day from which it holds; today in Bangkok if absent.")


class NewAgency(Dated):
    """One new agency under `parent_id` (null: under none)."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "code": "011013900000",
                    "parent_id": "7d0c1a52-0000-4000-8000-000000000001",
                    "level": "department",
                    "category": "government",
                    "details": {"name_th": "กรมตัวอย่าง"},
                    "reason": "มติคณะรัฐมนตรี 12 พฤศจิกายน 2567",
                    "effective_on": "2025-01-01",
                }
            ]
        },
    )

    code: str = Field(max_length=50, description="12 digits.")
    lao_code: str | None = Field(None, max_length=50, description="8 digits; local bodies only.")
    parent_id: str | None = Field(None, max_length=64)
    level: Level
    category: Category | None = None
    lao_type: LaoType | None = None
    province_code: str | None = Field(None, max_length=2)
    reporting_unit: bool = Field(False, description="It counts in the published figures. Only DGA may say so.")
    details: AgencyDetails


class Move(Dated):
    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "to_parent_id": "7d0c1a52-0000-4000-8000-000000000002",
                    "reason": "มติคณะรัฐมนตรี 12 พฤศจิกายน 2567",
                    "effective_on": "2025-01-01",
                }
            ]
        },
    )

    to_parent_id: str | None = Field(max_length=64, description="null: under none.")


class Merger(Dated):
    """`merged_ids` end, and the agency of the address answers for them."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "merged_ids": ["7d0c1a52-0000-4000-8000-000000000003"],
                    "reason": "มติคณะรัฐมนตรี 12 พฤศจิกายน 2567",
                    "effective_on": "2025-01-01",
                }
            ]
        },
    )

    merged_ids: tuple[str, ...] = Field(min_length=1, max_length=MOST_AT_ONCE)
    children_to_id: str | None = Field(None, max_length=64, description="Where what stands below them goes.")


class Split(Dated):
    """The agency ends, and `successor_ids` answer for it."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "successor_ids": ["7d0c1a52-0000-4000-8000-000000000004", "7d0c1a52-0000-4000-8000-000000000005"],
                    "reason": "มติคณะรัฐมนตรี 12 พฤศจิกายน 2567",
                    "effective_on": "2025-01-01",
                }
            ]
        },
    )

    successor_ids: tuple[str, ...] = Field(min_length=2, max_length=MOST_AT_ONCE)
    children_to: Mapping[str, str] = Field(default_factory=dict, description="New parent of each child, by its id.")


class Dissolution(Dated):
    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"reason": "มติคณะรัฐมนตรี 12 พฤศจิกายน 2567", "effective_on": "2025-01-01"}]},
    )

    children_to_id: str | None = Field(None, max_length=64, description="Where what stands below it goes.")


class Reopening(Dated):
    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "parent_id": "7d0c1a52-0000-4000-8000-000000000001",
                    "reason": "มติคณะรัฐมนตรี 12 พฤศจิกายน 2567",
                    "effective_on": "2025-01-01",
                }
            ]
        },
    )

    parent_id: str | None = Field(max_length=64, description="null: under none.")


@routes.create(
    "/agencies",
    guard=SIGNED_IN,
    reply=Agency,
    refuses=(*REFUSES, ErrorCode.AGENCY_CODE_TAKEN),
    location="/agencies/{id}",
)
async def register_agency(body: NewAgency, ask: Ask) -> Agency:
    """Register an agency."""
    return await ask(reorganising.REGISTER_AGENCY, reorganising.RegisterAgency.model_validate(body.model_dump()))


@routes.change("PUT", "/agencies/{agency_id}/parent", guard=SIGNED_IN, reply=reorganising.MoveOutcome, refuses=REFUSES)
async def move_agency(agency_id: AgencyId, body: Move, seen: SeenVersion, ask: Ask) -> reorganising.MoveOutcome:
    """Move an agency, or ask the other side's authority to agree (`request`)."""
    asked = reorganising.MoveAgency(agency_id=agency_id, version=seen, **body.model_dump())
    return await ask(reorganising.MOVE_AGENCY, asked)


@routes.change("PUT", "/agencies/{agency_id}/merger", guard=SIGNED_IN, reply=Agency, refuses=REFUSES)
async def merge_agencies(agency_id: AgencyId, body: Merger, seen: SeenVersion, ask: Ask) -> Agency:
    """Merge agencies into this one."""
    asked = reorganising.MergeAgencies(agency_id=agency_id, version=seen, **body.model_dump())
    return await ask(reorganising.MERGE_AGENCIES, asked)


@routes.change("PUT", "/agencies/{agency_id}/split", guard=SIGNED_IN, reply=Agency, refuses=REFUSES)
async def split_agency(agency_id: AgencyId, body: Split, seen: SeenVersion, ask: Ask) -> Agency:
    """Split an agency into several."""
    asked = reorganising.SplitAgency(agency_id=agency_id, version=seen, **body.model_dump())
    return await ask(reorganising.SPLIT_AGENCY, asked)


@routes.change("PUT", "/agencies/{agency_id}/dissolution", guard=SIGNED_IN, reply=Agency, refuses=REFUSES)
async def dissolve_agency(agency_id: AgencyId, body: Dissolution, seen: SeenVersion, ask: Ask) -> Agency:
    """Dissolve an agency for which nobody answers."""
    asked = reorganising.DissolveAgency(agency_id=agency_id, version=seen, **body.model_dump())
    return await ask(reorganising.DISSOLVE_AGENCY, asked)


@routes.change("PUT", "/agencies/{agency_id}/reopening", guard=SIGNED_IN, reply=Agency, refuses=REFUSES)
async def reopen_agency(agency_id: AgencyId, body: Reopening, seen: SeenVersion, ask: Ask) -> Agency:
    """Reopen a dissolved agency."""
    asked = reorganising.ReopenAgency(agency_id=agency_id, version=seen, **body.model_dump())
    return await ask(reorganising.REOPEN_AGENCY, asked)


@routes.read("/move-requests", guard=SIGNED_IN, reply=reorganising.MoveRequests)
async def list_move_requests(ask: Ask) -> reorganising.MoveRequests:
    """Requests to move that wait for an answer and of which the caller reaches a side."""
    return await ask(reorganising.LIST_MOVE_REQUESTS, reorganising.ListMoveRequests())


@routes.create(
    "/move-requests/{request_id}/acceptance",
    guard=SIGNED_IN,
    reply=reorganising.MoveOutcome,
    refuses=(*REFUSES, ErrorCode.NOT_FOUND, ErrorCode.MOVE_REQUEST_CLOSED),
    success=200,
)
async def accept_move(request_id: MoveRequestId, ask: Ask) -> reorganising.MoveOutcome:
    """Accept a request to move."""
    return await ask(reorganising.ACCEPT_MOVE, reorganising.SettleMoveRequest(request_id=request_id))


@routes.create(
    "/move-requests/{request_id}/refusal",
    guard=SIGNED_IN,
    reply=reorganising.MoveRequestView,
    refuses=(ErrorCode.NOT_FOUND, ErrorCode.AGENCY_INVALID, ErrorCode.MOVE_REQUEST_CLOSED, ErrorCode.CONFLICT),
    success=200,
)
async def refuse_move(request_id: MoveRequestId, body: Reason, ask: Ask) -> reorganising.MoveRequestView:
    """Refuse a request to move."""
    asked = reorganising.RefuseMoveRequest(request_id=request_id, reason=body.reason)
    return await ask(reorganising.REFUSE_MOVE, asked)


@routes.create(
    "/move-requests/{request_id}/withdrawal",
    guard=SIGNED_IN,
    reply=reorganising.MoveRequestView,
    refuses=(ErrorCode.NOT_FOUND, ErrorCode.MOVE_REQUEST_CLOSED, ErrorCode.CONFLICT),
    success=200,
)
async def withdraw_move(request_id: MoveRequestId, ask: Ask) -> reorganising.MoveRequestView:
    """Withdraw a request to move."""
    return await ask(reorganising.WITHDRAW_MOVE, reorganising.SettleMoveRequest(request_id=request_id))


@routes.read("/agencies/{agency_id}/announcements", guard=SIGNED_IN, reply=reorganising.Announcements)
async def list_announcements(agency_id: AgencyId, ask: Ask) -> reorganising.Announcements:
    """What is announced for an agency and still to come."""
    return await ask(reorganising.LIST_ANNOUNCEMENTS, reorganising.ListAnnouncements(agency_id=agency_id))


@routes.create(
    "/announcements/{announcement_id}/withdrawal",
    guard=SIGNED_IN,
    reply=reorganising.Withdrawn,
    refuses=(*REFUSES, ErrorCode.NOT_FOUND),
    success=200,
)
async def withdraw_announcement(announcement_id: AnnouncementId, body: Reason, ask: Ask) -> reorganising.Withdrawn:
    """Withdraw what is announced, before its day."""
    asked = reorganising.WithdrawAnnouncement(announcement_id=announcement_id, reason=body.reason)
    return await ask(reorganising.WITHDRAW_ANNOUNCEMENT, asked)


@routes.read(
    "/agencies/{agency_id}/history",
    guard=SIGNED_IN,
    reply=Page[records.AgencyHistoryEntry],
    refuses=(ErrorCode.AGENCY_UNKNOWN,),
)
async def read_agency_history(agency_id: AgencyId, page: PageAsked, ask: Ask) -> Page[records.AgencyHistoryEntry]:
    """Who changed what of an agency, when, from when on, and why; the newest first."""
    asked = records.ReadAgencyHistory(agency_id=agency_id, page_size=page.page_size, after=page.after)
    found = await ask(records.READ_AGENCY_HISTORY, asked)
    return Page(items=found.items, next=page.next(found.next))


@routes.read(
    "/agencies/{agency_id}/periods",
    guard=PUBLIC,
    reply=records.AgencyPeriods,
    refuses=(ErrorCode.AGENCY_UNKNOWN,),
)
async def read_agency_periods(agency_id: AgencyId, ask: Ask) -> records.AgencyPeriods:
    """Names and parents of an agency, and who answers for it, each with its days."""
    return await ask(records.READ_AGENCY_PERIODS, records.ReadAgencyPeriods(agency_id=agency_id))
