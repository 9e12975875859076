"""Reorganisation: agencies come, move, merge, split, end and come back, each from a day of its own.

Every one of these takes the right REORGANISE over all agencies concerned: over the parent that something is added to,
taken from or ended under (without a parent: over the whole country). Which those are follows from the request, so the
operations declare the right `somewhere` and the service asks for each.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum

from pydantic import Field

from contracts.operations import Operation, Reply, ReplyT, Request, RequestT
from contracts.rpc.agencies.changing import AgencyDetails
from contracts.rpc.agencies.viewing import Agency
from contracts.vocabulary import Action, Category, LaoType, Level, Role

MOST_AT_ONCE = 200
REASON = Field(min_length=1, max_length=1000)


class ReorganisationKind(StrEnum):
    REGISTERED = "registered"
    CHANGED = "changed"
    MOVED = "moved"
    MERGED = "merged"
    SPLIT = "split"
    DISSOLVED = "dissolved"
    REOPENED = "reopened"


class RegisterAgency(Request):
    """One new agency, existing from `effective_on` (None: today). What counts in the published figures
    (`reporting_unit`) takes the right REGISTER_AGENCIES besides."""

    code: str
    lao_code: str | None = None
    parent_id: str | None = None
    level: Level
    category: Category | None = None
    lao_type: LaoType | None = None
    province_code: str | None = None
    reporting_unit: bool = False
    details: AgencyDetails
    effective_on: date | None = None
    reason: str = REASON


class Reorganise(Request):
    """What all of them say: which agency, the version of it that the officer saw, from which day (None: today), why."""

    agency_id: str
    version: int
    effective_on: date | None = None
    reason: str = REASON


class MoveAgency(Reorganise):
    """Under another parent (None: under none). Who reaches only one side asks the other."""

    to_parent_id: str | None


class MergeAgencies(Reorganise):
    """These end, and the agency answers for them. `children_to_id`: under whom what stands below them stands then."""

    merged_ids: tuple[str, ...] = Field(min_length=1, max_length=MOST_AT_ONCE)
    children_to_id: str | None = None


class SplitAgency(Reorganise):
    """The agency ends, and these answer for it. `children_to`: each child's new parent, by the child's id."""

    successor_ids: tuple[str, ...] = Field(min_length=2, max_length=MOST_AT_ONCE)
    children_to: Mapping[str, str] = Field(default_factory=dict)


class DissolveAgency(Reorganise):
    """The agency ends, and nobody answers for it. `children_to_id`: under whom what stands below it stands then."""

    children_to_id: str | None = None


class ReopenAgency(Reorganise):
    """The agency exists again, under `parent_id`, otherwise as it was last."""

    parent_id: str | None


class MoveRequestView(Reply):
    """A request that waits for the other side. `expires_on`: the last day on which it can be accepted."""

    id: str
    agency_id: str
    agency_name_th: str
    from_parent_id: str | None
    to_parent_id: str | None
    effective_on: date
    reason: str
    asked_by_giving_side: bool
    asked_by_name: str
    asked_at: datetime
    expires_on: date
    state: str


class MoveOutcome(Reply):
    """The agency as it is now; `request` when the other side is still to accept."""

    version: int
    agency: Agency
    request: MoveRequestView | None = None


class ListMoveRequests(Request):
    """Open ones (and those that expired unanswered) of which the caller reaches a side, the newest first."""


class MoveRequests(Reply):
    items: tuple[MoveRequestView, ...]


class SettleMoveRequest(Request):
    request_id: str


class RefuseMoveRequest(Request):
    request_id: str
    reason: str = REASON


class Announcement(Reply):
    """A reorganisation or change whose day is still to come. `agency_ids`: all that it concerns."""

    id: str
    kind: ReorganisationKind
    effective_on: date
    reason: str | None
    agency_ids: tuple[str, ...]
    announced_at: datetime
    announced_by: str
    announced_as: Role | None


class ListAnnouncements(Request):
    agency_id: str


class Announcements(Reply):
    items: tuple[Announcement, ...]


class WithdrawAnnouncement(Request):
    announcement_id: str
    reason: str = REASON


class Withdrawn(Reply):
    agency_ids: tuple[str, ...]


def _operation(
    method: str, request: type[RequestT], reply: type[ReplyT], changes: bool = True
) -> Operation[RequestT, ReplyT]:
    return Operation("agencies", method, request, reply, Action.REORGANISE, changes=changes, somewhere=True)


REGISTER_AGENCY = _operation("register_agency", RegisterAgency, Agency)
MOVE_AGENCY = _operation("move_agency", MoveAgency, MoveOutcome)
MERGE_AGENCIES = _operation("merge_agencies", MergeAgencies, Agency)
SPLIT_AGENCY = _operation("split_agency", SplitAgency, Agency)
DISSOLVE_AGENCY = _operation("dissolve_agency", DissolveAgency, Agency)
REOPEN_AGENCY = _operation("reopen_agency", ReopenAgency, Agency)
LIST_MOVE_REQUESTS = _operation("list_move_requests", ListMoveRequests, MoveRequests, changes=False)
ACCEPT_MOVE = _operation("accept_move", SettleMoveRequest, MoveOutcome)
REFUSE_MOVE = _operation("refuse_move", RefuseMoveRequest, MoveRequestView)
WITHDRAW_MOVE = _operation("withdraw_move", SettleMoveRequest, MoveRequestView)
LIST_ANNOUNCEMENTS = Operation("agencies", "list_announcements", ListAnnouncements, Announcements, Action.READ_FILINGS)
WITHDRAW_ANNOUNCEMENT = Operation(
    "agencies",
    "withdraw_announcement",
    WithdrawAnnouncement,
    Withdrawn,
    Action.MANAGE_AGENCY,
    changes=True,
    somewhere=True,
)
