"""Anybody looks for published documents anywhere in the country."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping
from datetime import date

from contracts.calls import Call
from contracts.errors import ErrorCode, FieldProblem, Refusal
from contracts.events.agencies import AgencyState
from contracts.rpc.documents import searching
from services.documents.domain.document import Document
from services.documents.domain.inheritance import Shown
from services.documents.domain.searching import Position, Wanted, asked_words
from services.documents.domain.times import day_in_bangkok
from services.documents.domain.vocabulary import Obligation
from services.documents.usecases.ports import AgencyDirectory, Documents, Search
from services.documents.usecases.views import for_the_public


def search_published(
    request: searching.SearchPublished, call: Call, directory: AgencyDirectory, documents: Documents, search: Search
) -> searching.FoundDocuments:
    """A page of what is published now. Takes the same number of queries however much there is.

    A search that holds no letter or numeral finds nothing. Raises Refusal INVALID_REQUEST when `after` is not the
    cursor of a page.
    """
    words = asked_words(request.search) if request.search else ()
    if request.search and not words:
        return searching.FoundDocuments(items=(), next=None)
    today = day_in_bangkok(call.now)
    sometimes = directory.many(search.agencies_ever_hidden())
    wanted = Wanted(
        at=call.now,
        words=words,
        agency_id=request.agency_id,
        obligation=Obligation(request.obligation) if request.obligation else None,
        dated_from=request.dated_from,
        dated_to=request.dated_to,
        hidden=frozenset(id for id, agency in sometimes.items() if not agency.shown_on(today).visible),
    )
    found = search.find(wanted, request.page_size, _position_of(request.after) if request.after else None)
    of_found = documents.many(found.ids)
    agencies = directory.many({document.agency_id for document in of_found.values()})
    return searching.FoundDocuments(
        items=tuple(_told(of_found[id], agencies, call) for id in found.ids if id in of_found),
        next=_cursor_of(found.next) if found.next else None,
    )


def _told(document: Document, agencies: Mapping[str, AgencyState], call: Call) -> searching.FoundDocument:
    facts = agencies[document.agency_id].shown_on(day_in_bangkok(call.now))
    return searching.FoundDocument(
        **for_the_public(Shown(document, inherited_from=None), call.now).model_dump(),
        title=document.pdf.title,
        agency_name_th=facts.name_th,
        agency_name_en=facts.name_en,
    )


def _cursor_of(position: Position) -> str:
    text = json.dumps([position.document_date.isoformat(), position.document_id], separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _position_of(cursor: str) -> Position:
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        match json.loads(base64.b64decode(padded, altchars=b"-_", validate=True)):
            case [str(day), str(document_id)]:
                return Position(date.fromisoformat(day), document_id)
    except (binascii.Error, ValueError):
        pass
    raise Refusal(
        ErrorCode.INVALID_REQUEST,
        fields=(
            FieldProblem(
                field="after",
                message_th="ตำแหน่งหน้าไม่ถูกต้อง กรุณาเริ่มจากหน้าแรก",
                message_en="Not the cursor of a page. Start from the first page.",
            ),
        ),
    )
