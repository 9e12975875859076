"""The provincial return (แบบฟอร์มรายงานสถานะการดำเนินการ): one row for each local body, filled by the system from the
ledger, completed and submitted by the office (domain section 7)."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from pydantic import Field

from contracts.operations import Operation, Reply, Request
from contracts.vocabulary import Action, ComplianceState


class ReturnState(StrEnum):
    """`open`: nothing saved yet. `reopened`: it was submitted, and is to be submitted again."""

    OPEN = "open"
    DRAFT = "draft"
    SUBMITTED = "submitted"
    REOPENED = "reopened"


class GetReturn(Request):
    """The office's form. Until it is submitted, what the ledger says of `as_of` (None: the day that the draft names, or
    today); once submitted, what was submitted."""

    campaign_id: str
    agency_id: str
    as_of: date | None = None


class Mark(Request):
    """The office says of a local body, beside what the system knows, whether it has issued the section 10 notice and
    the section 16 order. None: as the system has it."""

    agency_id: str = Field(max_length=64)
    s10_issued: bool | None = None
    s16_issued: bool | None = None
    note: str | None = Field(None, max_length=500)


class SaveReturn(Request):
    """Keep a draft, all of it anew. `version` as seen (0: nothing saved yet)."""

    campaign_id: str
    agency_id: str
    version: int
    as_of: date | None = None
    marks: tuple[Mark, ...] = Field((), max_length=2000)
    obstacles: str | None = Field(None, max_length=5000)
    suggestions: str | None = Field(None, max_length=5000)
    signer_name: str | None = Field(None, max_length=200)
    signer_position: str | None = Field(None, max_length=200)


class SubmitReturn(Request):
    """Submit the draft of this version, as the form shows it at this moment."""

    campaign_id: str
    agency_id: str
    version: int


class ReopenReturn(Request):
    """Have it submitted again. By whoever it was submitted to: a monitor of an agency above, or a national role."""

    campaign_id: str
    agency_id: str
    reason: str = Field(min_length=1, max_length=1000)


class ReturnMeasure(Reply):
    """An obligation of a local body. `issued` is what the form says (จัดทำแล้ว): the office's mark where there is one,
    else `system_issued`. `uploaded` (ลงข้อมูลในระบบแล้ว) is the system's alone; `uploaded_state` tells own from
    covered."""

    issued: bool
    system_issued: bool
    uploaded: bool
    uploaded_state: ComplianceState


class ReturnRow(Reply):
    place: int
    agency_id: str
    name_th: str
    s10: ReturnMeasure
    s16: ReturnMeasure
    note: str | None


class ReturnTotals(Reply):
    """Local bodies (แห่ง). `…_system_issued` without the office's marks, as in the figures."""

    bodies: int
    s10_issued: int
    s10_system_issued: int
    s10_uploaded: int
    s16_issued: int
    s16_system_issued: int
    s16_uploaded: int


class Submission(Reply):
    """`sha256` is over the content as it is kept (JSON), so that whoever has a copy can show what was submitted."""

    at: datetime
    by: str
    sha256: str
    late: bool


class Reopening(Reply):
    at: datetime
    by: str
    reason: str


class ReturnContent(Reply):
    """The form itself: what is kept, word for word, when it is submitted."""

    campaign_id: str
    campaign_name_th: str
    agency_id: str
    agency_name_th: str
    province_code: str | None
    as_of: date
    rows: tuple[ReturnRow, ...]
    totals: ReturnTotals
    obstacles: str | None
    suggestions: str | None
    signer_name: str | None
    signer_position: str | None


class Return(ReturnContent):
    """`late`: the first submission came after the campaign's due date for returns, or none has come and it has passed.
    `marks` are those of the draft; `opened_again` is the latest reopening."""

    version: int
    status: ReturnState
    due_on: date
    late: bool
    marks: tuple[Mark, ...]
    submission: Submission | None
    opened_again: Reopening | None


class ListReturns(Request):
    """The returns of the campaign's offices at and below an agency (None: the whole country), by Thai collation."""

    campaign_id: str
    agency_id: str | None
    as_of: date | None = None


class ReturnStanding(StrEnum):
    """Of an office: submitted by the due date or late; reopened and not submitted again; or missing."""

    SUBMITTED = "submitted"
    SUBMITTED_LATE = "submitted_late"
    REOPENED = "reopened"
    MISSING = "missing"


class ReturnLine(Reply):
    """`returned` is what was submitted, `now` what the ledger says of the day asked for."""

    agency_id: str
    agency_name_th: str
    standing: ReturnStanding
    overdue: bool
    submitted_at: datetime | None
    as_of: date | None
    returned: ReturnTotals | None
    now: ReturnTotals


class ReturnRollUp(Reply):
    campaign_id: str
    due_on: date
    as_of: date
    offices: int
    submitted: int
    submitted_late: int
    reopened: int
    missing: int
    returned: ReturnTotals
    now: ReturnTotals
    items: tuple[ReturnLine, ...]


GET_RETURN = Operation("reporting", "get_return", GetReturn, Return, Action.READ_FIGURES)
SAVE_RETURN = Operation("reporting", "save_return", SaveReturn, Return, Action.MAKE_RETURNS, changes=True)
SUBMIT_RETURN = Operation("reporting", "submit_return", SubmitReturn, Return, Action.MAKE_RETURNS, changes=True)
REOPEN_RETURN = Operation("reporting", "reopen_return", ReopenReturn, Return, Action.REOPEN_RETURNS, changes=True)
LIST_RETURNS = Operation("reporting", "list_returns", ListReturns, ReturnRollUp, Action.READ_FIGURES)
