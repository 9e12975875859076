"""The provincial return (แบบฟอร์มรายงานสถานะการดำเนินการ): filled by the system, completed and submitted by an office."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

from anyio import to_process
from fastapi import Query
from pydantic import BaseModel, ConfigDict, Field
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from chassis import paper, xlsx_table
from contracts.errors import ErrorCode
from contracts.rpc.reporting.returns import (
    GET_RETURN,
    LIST_RETURNS,
    REOPEN_RETURN,
    SAVE_RETURN,
    SUBMIT_RETURN,
    GetReturn,
    ListReturns,
    Mark,
    ReopenReturn,
    Return,
    ReturnRollUp,
    SaveReturn,
    SubmitReturn,
)
from gateway.api.fields import AgencyId, AsOf, CampaignId
from gateway.api.preconditions import SeenVersion
from gateway.api.resource import Resource
from gateway.asking import Ask
from gateway.auth.guards import SIGNED_IN
from gateway.exports import printed_return, return_sheet

routes = Resource("returns")

UNKNOWN = (ErrorCode.CAMPAIGN_UNKNOWN, ErrorCode.RETURN_NOT_ASKED)


class ReturnGiven(BaseModel):
    """What the office adds. Marks stand beside what the system says of having issued (จัดทำแล้ว)."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "as_of": "2024-12-04",
                    "marks": [{"agency_id": "7d0c1a52-0000-4000-8000-000000000002", "s10_issued": True}],
                    "obstacles": "บุคลากรไม่เพียงพอ",
                    "suggestions": "จัดอบรมการใช้งานระบบ",
                    "signer_name": "นางสาวเขมิกา รอดสี",
                    "signer_position": "ท้องถิ่นจังหวัดแพร่",
                }
            ]
        },
    )

    as_of: date | None = Field(None, description="The day of the figures; that of submitting if absent.")
    marks: tuple[Mark, ...] = Field((), max_length=2000)
    obstacles: str | None = Field(None, max_length=5000)
    suggestions: str | None = Field(None, max_length=5000)
    signer_name: str | None = Field(None, max_length=200)
    signer_position: str | None = Field(None, max_length=200)


class Submitting(BaseModel):
    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"version": 3}]})

    version: int = Field(description="The version that the officer has before them.")


class FormFormat(StrEnum):
    PDF = "pdf"
    XLSX = "xlsx"


class Reopened(BaseModel):
    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"reason": "จำนวน อปท. ไม่ครบ"}]})

    reason: str = Field(min_length=1, max_length=1000)


@routes.read("/campaigns/{campaign_id}/returns", guard=SIGNED_IN, reply=ReturnRollUp, refuses=UNKNOWN)
async def list_returns(
    campaign_id: CampaignId,
    ask: Ask,
    agency_id: Annotated[str | None, Query(max_length=64, description="Offices at and below it; else all.")] = None,
    as_of: AsOf = None,
) -> ReturnRollUp:
    """All offices' returns: submitted, late or missing, and their sums."""
    return await ask(LIST_RETURNS, ListReturns(campaign_id=campaign_id, agency_id=agency_id, as_of=as_of))


@routes.read("/campaigns/{campaign_id}/returns/{agency_id}", guard=SIGNED_IN, reply=Return, refuses=UNKNOWN)
async def show_return(campaign_id: CampaignId, agency_id: AgencyId, ask: Ask, as_of: AsOf = None) -> Return:
    """One office's form: filled by the system until it is submitted, then as it was submitted."""
    return await ask(GET_RETURN, GetReturn(campaign_id=campaign_id, agency_id=agency_id, as_of=as_of))


@routes.file(
    "/campaigns/{campaign_id}/returns/{agency_id}/file",
    guard=SIGNED_IN,
    media_types=(paper.MEDIA_TYPE, xlsx_table.MEDIA_TYPE),
    refuses=UNKNOWN,
)
async def return_file(
    campaign_id: CampaignId,
    agency_id: AgencyId,
    ask: Ask,
    form: Annotated[FormFormat, Query(alias="format", description="pdf to sign, or xlsx.")] = FormFormat.PDF,
    as_of: AsOf = None,
) -> Response:
    """The form as the ministry has it, to sign or to send on."""
    found = await ask(GET_RETURN, GetReturn(campaign_id=campaign_id, agency_id=agency_id, as_of=as_of))
    headers = {
        "Cache-Control": "no-store",
        "Content-Disposition": f'attachment; filename="return-{found.province_code or "office"}-{found.as_of}.{form}"',
    }
    if form is FormFormat.PDF:
        content = await to_process.run_sync(printed_return.printed, found)
        return Response(content, 200, headers, paper.MEDIA_TYPE)
    content = await run_in_threadpool(return_sheet.written, found)
    return Response(content, 200, headers, xlsx_table.MEDIA_TYPE)


@routes.change(
    "PUT",
    "/campaigns/{campaign_id}/returns/{agency_id}",
    guard=SIGNED_IN,
    reply=Return,
    refuses=(*UNKNOWN, ErrorCode.CAMPAIGN_CLOSED, ErrorCode.RETURN_SUBMITTED),
)
async def save_return(
    campaign_id: CampaignId, agency_id: AgencyId, body: ReturnGiven, seen: SeenVersion, ask: Ask
) -> Return:
    """Keep a draft. The first time with `If-None-Match: *`."""
    asked = SaveReturn(campaign_id=campaign_id, agency_id=agency_id, version=seen, **dict(body))
    return await ask(SAVE_RETURN, asked)


@routes.create(
    "/campaigns/{campaign_id}/returns/{agency_id}/submission",
    guard=SIGNED_IN,
    reply=Return,
    refuses=(*UNKNOWN, ErrorCode.CAMPAIGN_CLOSED, ErrorCode.RETURN_SUBMITTED, ErrorCode.STALE_VERSION),
    success=200,
)
async def submit_return(campaign_id: CampaignId, agency_id: AgencyId, body: Submitting, ask: Ask) -> Return:
    """Submit the draft, as the form shows it at this moment."""
    return await ask(SUBMIT_RETURN, SubmitReturn(campaign_id=campaign_id, agency_id=agency_id, version=body.version))


@routes.create(
    "/campaigns/{campaign_id}/returns/{agency_id}/reopening",
    guard=SIGNED_IN,
    reply=Return,
    refuses=(*UNKNOWN, ErrorCode.CAMPAIGN_CLOSED, ErrorCode.RETURN_NOT_SUBMITTED),
    success=200,
)
async def reopen_return(campaign_id: CampaignId, agency_id: AgencyId, body: Reopened, ask: Ask) -> Return:
    """Have it submitted again; by whom it was submitted to, not by the office itself."""
    return await ask(REOPEN_RETURN, ReopenReturn(campaign_id=campaign_id, agency_id=agency_id, reason=body.reason))
