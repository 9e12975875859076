"""The whole filing of an agency: read as one, saved as one form; its history and the proof of it."""

from __future__ import annotations

from pydantic.config import JsonDict

from contracts.errors import ErrorCode
from contracts.rpc.documents.history import (
    READ_FILING_HISTORY,
    VERIFY_FILING_HISTORY,
    FilingChange,
    FilingProof,
    ReadFilingHistory,
    VerifyFilingHistory,
)
from contracts.rpc.documents.whole import GET_FILING, SAVE_FILING, Filing, FilingForm, GetFiling, SaveFiling
from gateway.api.fields import AgencyId
from gateway.api.paging import Page, PageAsked
from gateway.api.preconditions import SeenVersion
from gateway.api.resource import Resource
from gateway.asking import Ask
from gateway.auth.guards import SIGNED_IN

routes = Resource("filing")

EXAMPLE: JsonDict = {
    "section_10": {
        "documents": [
            {
                "upload": "6f1c1c1e-3b0a-4d0e-9a4e-0f5f3f1f7a11",
                "document_date": "2023-09-22",
                "file_name": "ประกาศช่องทางอิเล็กทรอนิกส์.pdf",
                "scope": "subtree",
            },
            {"id": "7d0c1a52-0000-4000-8000-00000000000d", "status": "suspended", "note": "มีฉบับใหม่แทน"},
        ]
    },
    "section_13_1": {
        "declaration": {"has_licences": True, "gazette": "partial"},
        "links": [{"url": "https://ratchakitcha.soc.go.th/documents/1.pdf"}],
    },
    "section_13_2": {"links": [{"url": "https://example.go.th/check", "licence_name": "ใบอนุญาตประกอบกิจการ"}]},
    "obstacles": [{"rank": 1, "type": "budget", "detail": "งบประมาณไม่เพียงพอ"}],
}


class Form(FilingForm):
    model_config = {"extra": "forbid", "frozen": True, "json_schema_extra": {"examples": [EXAMPLE]}}


@routes.read("/agencies/{agency_id}/filing", guard=SIGNED_IN, reply=Filing, refuses=(ErrorCode.AGENCY_UNKNOWN,))
async def show_filing(agency_id: AgencyId, ask: Ask) -> Filing:
    """The whole filing: every section with its documents, links and declarations, and the obstacles."""
    return await ask(GET_FILING, GetFiling(agency_id=agency_id))


@routes.change(
    "PATCH",
    "/agencies/{agency_id}/filing",
    guard=SIGNED_IN,
    reply=Filing,
    refuses=(ErrorCode.AGENCY_UNKNOWN,),
    once=True,
)
async def save_filing(agency_id: AgencyId, body: Form, seen: SeenVersion, ask: Ask) -> Filing:
    """Save the form: all that it holds, or nothing and every field that is wrong."""
    form = FilingForm.model_validate(body.model_dump())
    return await ask(SAVE_FILING, SaveFiling(agency_id=agency_id, version=seen, form=form))


@routes.read(
    "/agencies/{agency_id}/filing/history",
    guard=SIGNED_IN,
    reply=Page[FilingChange],
    refuses=(ErrorCode.AGENCY_UNKNOWN,),
)
async def read_filing_history(agency_id: AgencyId, page: PageAsked, ask: Ask) -> Page[FilingChange]:
    """Every change of the filing, the latest first: who, by which grant, when, from what to what."""
    asked = ReadFilingHistory(agency_id=agency_id, page_size=page.page_size, after=page.after)
    found = await ask(READ_FILING_HISTORY, asked)
    return Page(items=found.items, next=page.next(found.next))


@routes.read(
    "/agencies/{agency_id}/filing/history/proof",
    guard=SIGNED_IN,
    reply=FilingProof,
    refuses=(ErrorCode.AGENCY_UNKNOWN,),
)
async def prove_filing_history(agency_id: AgencyId, ask: Ask) -> FilingProof:
    """Whether the chain of hashes holds from the first entry to the last; the first entry that does not."""
    return await ask(VERIFY_FILING_HISTORY, VerifyFilingHistory(agency_id=agency_id))
