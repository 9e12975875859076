"""Frozen figures: those of a day, kept for ever, shown beside what is counted of that day by now, and verified."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import Path
from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from chassis import csv_table
from contracts.errors import ErrorCode
from contracts.jobs import CancelJob, GetJob
from contracts.rpc.reporting.figures import GroupBy
from contracts.rpc.reporting.frozen import (
    CANCEL_FREEZING,
    FREEZE_FIGURES,
    GET_FREEZING,
    GET_FROZEN_FIGURES,
    GET_FROZEN_VERIFICATION,
    LIST_FROZEN_DIFFERENCES,
    LIST_FROZEN_FIGURES,
    PUBLISH_FROZEN_FIGURES,
    READ_FROZEN_FILE,
    VERIFY_FROZEN_FIGURES,
    DifferingAgency,
    FreezeFigures,
    Freezing,
    FrozenFigures,
    FrozenSet,
    FrozenVerificationJob,
    GetFrozenFigures,
    ListFrozenDifferences,
    ListFrozenFigures,
    PublishFrozenFigures,
    VerifyFrozenFigures,
    list_kept_as,
)
from contracts.vocabulary import Measure, Obligation
from gateway.api.paging import Page, PageAsked
from gateway.api.preconditions import has_already
from gateway.api.representations import JSON
from gateway.api.resource import Resource
from gateway.asking import Ask
from gateway.auth.guards import PUBLIC, SIGNED_IN
from gateway.parts import parts_of

routes = Resource("frozen figures")

FrozenId = Annotated[str, Path(pattern=r"^[0-9a-f-]{36}$", description="The set's id, from the list.")]
JobId = Annotated[str, Path(pattern=r"^[0-9a-f-]{36}$", description="The job's id, from the answer to the POST.")]
UNKNOWN = (ErrorCode.FROZEN_FIGURES_UNKNOWN,)
ORDER: JsonDict = {
    "title": "รายงานคณะรัฐมนตรี 29 ต.ค. 2567",
    "as_of": "2024-10-29",
    "obligations": ["s10_notice", "s16_order"],
    "group_by": "category",
}


class Order(BaseModel):
    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [ORDER]})

    title: str = Field(min_length=1, max_length=200, description="What the figures are for.")
    as_of: date | None = Field(None, description="The day of the figures; today in Bangkok if absent.")
    obligations: tuple[Obligation, ...] = Field(min_length=1, max_length=4, description="Which sections of the Act.")
    measure: Measure = Field(Measure.UPLOADED, description="`uploaded` or `issued` (sections 10 and 16 only).")
    group_by: GroupBy = Field("category", description="By what the agencies are grouped.")
    below: str | None = Field(None, max_length=64, description="Only this agency and those below it that day.")
    public: bool = Field(False, description="true: everybody may see them, for good.")


@routes.order(
    "/frozen-figures",
    guard=SIGNED_IN,
    reply=Freezing,
    location="/freezing-jobs/{id}",
    refuses=(ErrorCode.AGENCY_UNKNOWN,),
)
async def freeze_figures(body: Order, ask: Ask) -> Freezing:
    """Have the figures of a day kept for ever, in the background. The set has the id of its job."""
    asked = FreezeFigures(**body.model_dump(exclude={"below"}), agency_id=body.below)
    return await ask(FREEZE_FIGURES, asked)


@routes.read("/freezing-jobs/{job_id}", guard=SIGNED_IN, reply=Freezing, refuses=(ErrorCode.JOB_UNKNOWN,))
async def show_freezing(job_id: JobId, ask: Ask) -> Freezing:
    """How far the freezing is, for whoever ordered it."""
    return await ask(GET_FREEZING, GetJob(job_id=job_id))


@routes.remove("/freezing-jobs/{job_id}", guard=SIGNED_IN, refuses=(ErrorCode.JOB_UNKNOWN, ErrorCode.JOB_FINISHED))
async def cancel_freezing(job_id: JobId, ask: Ask) -> None:
    """Cancel the freezing of what is not kept yet."""
    await ask(CANCEL_FREEZING, CancelJob(job_id=job_id))


@routes.read("/frozen-figures", guard=PUBLIC, reply=Page[FrozenSet])
async def list_frozen_figures(page: PageAsked, ask: Ask) -> Page[FrozenSet]:
    """The sets that are public, or for officers all of them, the latest frozen first."""
    found = await ask(LIST_FROZEN_FIGURES, ListFrozenFigures(page_size=page.page_size, after=page.after))
    return Page(items=found.items, next=page.next(found.next))


@routes.read("/frozen-figures/{frozen_id}", guard=PUBLIC, reply=FrozenFigures, refuses=UNKNOWN)
async def show_frozen_figures(frozen_id: FrozenId, ask: Ask) -> FrozenFigures:
    """The figures as they were frozen, whether anything of them was altered, and what is counted of that day by now."""
    return await ask(GET_FROZEN_FIGURES, GetFrozenFigures(frozen_id=frozen_id))


@routes.file("/frozen-figures/{frozen_id}/content", guard=PUBLIC, media_types=(JSON,), refuses=UNKNOWN, tagged=True)
async def show_frozen_content(frozen_id: FrozenId, request: Request, ask: Ask) -> Response:
    """The frozen figures as JSON, byte for byte what was hashed: `sha256sum` of the file gives the set's `sha256`."""
    file = await ask(READ_FROZEN_FILE, GetFrozenFigures(frozen_id=frozen_id))
    headers = _headers(file.sha256, f"figures-{file.as_of}.json")
    if has_already(request, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    return Response(file.content.encode(), 200, headers, JSON)


@routes.file(
    "/frozen-figures/{frozen_id}/agencies",
    guard=PUBLIC,
    media_types=(csv_table.MEDIA_TYPE,),
    refuses=(*UNKNOWN, ErrorCode.NOT_FOUND),
    tagged=True,
)
async def show_frozen_list(frozen_id: FrozenId, request: Request, ask: Ask) -> Response:
    """Every agency behind the frozen figures as CSV, byte for byte what was hashed (`list_sha256`)."""
    file = await ask(READ_FROZEN_FILE, GetFrozenFigures(frozen_id=frozen_id))
    headers = _headers(file.list_sha256, f"agencies-{file.as_of}.csv")
    if has_already(request, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    chunks = await parts_of(request).uploads.kept_packed(list_kept_as(frozen_id))
    return StreamingResponse(chunks, 200, headers, csv_table.MEDIA_TYPE)


@routes.create(
    "/frozen-figures/{frozen_id}/publication", guard=SIGNED_IN, reply=FrozenSet, refuses=UNKNOWN, success=200
)
async def publish_frozen_figures(frozen_id: FrozenId, ask: Ask) -> FrozenSet:
    """Let everybody see the set, for good."""
    return await ask(PUBLISH_FROZEN_FIGURES, PublishFrozenFigures(frozen_id=frozen_id))


@routes.order(
    "/frozen-figures/{frozen_id}/verifications",
    guard=SIGNED_IN,
    reply=FrozenVerificationJob,
    location="/frozen-verifications/{id}",
    refuses=UNKNOWN,
)
async def verify_frozen_figures(frozen_id: FrozenId, ask: Ask) -> FrozenVerificationJob:
    """Have the set held against the history and, agency by agency, against the ledger, in the background."""
    return await ask(VERIFY_FROZEN_FIGURES, VerifyFrozenFigures(frozen_id=frozen_id))


@routes.read(
    "/frozen-verifications/{job_id}", guard=SIGNED_IN, reply=FrozenVerificationJob, refuses=(ErrorCode.JOB_UNKNOWN,)
)
async def show_frozen_verification(job_id: JobId, ask: Ask) -> FrozenVerificationJob:
    """How far a verification is, and what it found."""
    return await ask(GET_FROZEN_VERIFICATION, GetJob(job_id=job_id))


@routes.read("/frozen-verifications/{job_id}/agencies", guard=SIGNED_IN, reply=Page[DifferingAgency])
async def list_frozen_differences(job_id: JobId, page: PageAsked, ask: Ask) -> Page[DifferingAgency]:
    """The agencies that differ by now, from which state to which, in the order of the Thai dictionary."""
    asked = ListFrozenDifferences(verification_id=job_id, page_size=page.page_size, after=page.after)
    found = await ask(LIST_FROZEN_DIFFERENCES, asked)
    return Page(items=found.items, next=page.next(found.next))


def _headers(sha256: str, name: str) -> dict[str, str]:
    # Asked after each time, which the hash as ETag makes cheap: it may be for officers alone.
    return {
        "ETag": f'"{sha256}"',
        "Cache-Control": "private, no-cache",
        "Vary": "Cookie, Authorization",
        "Content-Disposition": f'attachment; filename="{name}"',
    }
