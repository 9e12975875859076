"""The live tokens below an agency, with their numbers, as a file to hand out (one QR code for each agency)."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from enum import StrEnum

from anyio import to_process
from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from contracts.errors import ErrorCode
from contracts.rpc.identity.tokens import EXPORT_TOKENS, ExportedToken, ExportTokens
from gateway.api.fields import AgencyId
from gateway.api.resource import Resource
from gateway.api.tokens import TokenRole
from gateway.asking import Ask, Asking
from gateway.auth.guards import SIGNED_IN
from gateway.exports import csv_list, printed_list, xlsx_list
from gateway.exports.lines import Line, line_of
from gateway.languages import Language, language_of
from gateway.parts import parts_of

routes = Resource("tokens")

PAGE = 1000


class Format(StrEnum):
    CSV = "csv"
    XLSX = "xlsx"
    PDF = "pdf"


class TokenList(TokenRole):
    format: Format = Field(Format.CSV, description="CSV and XLSX for offices, PDF to print.", examples=["pdf"])


@routes.produce(
    "/agencies/{agency_id}/token-lists",
    guard=SIGNED_IN,
    media_types=(csv_list.MEDIA_TYPE, xlsx_list.MEDIA_TYPE, printed_list.MEDIA_TYPE),
    refuses=(ErrorCode.AGENCY_UNKNOWN,),
)
async def export_tokens(agency_id: AgencyId, body: TokenList, request: Request, ask: Ask) -> Response:
    """Export the live tokens for a role below an agency. In the language of Accept-Language."""
    language = language_of(request)
    pages = _pages(ask, ExportTokens(agency_id=agency_id, role=body.role, page_size=PAGE))
    lines = _lines(pages, parts_of(request).settings.gateway_url, language)
    first = await anext(lines)  # before anything is sent: a refusal is still an answer of its own
    headers = {
        "Cache-Control": "no-store",
        "Content-Disposition": f'attachment; filename="tokens-{datetime.now(UTC):%Y%m%d-%H%M}.{body.format}"',
    }
    if body.format is Format.CSV:
        return StreamingResponse(_as_csv(first, lines, language), 200, headers, csv_list.MEDIA_TYPE)
    everything = [*first, *[line async for page in lines for line in page]]
    if body.format is Format.XLSX:
        content = await to_process.run_sync(xlsx_list.workbook, everything, language)
        return Response(content, 200, headers, xlsx_list.MEDIA_TYPE)
    content = await to_process.run_sync(printed_list.printed, everything, language)
    return Response(content, 200, headers, printed_list.MEDIA_TYPE)


async def _as_csv(first: list[Line], lines: AsyncIterator[list[Line]], language: Language) -> AsyncIterator[bytes]:
    yield csv_list.head(language) + csv_list.body(first)
    async for page in lines:
        yield csv_list.body(page)


async def _lines(
    pages: AsyncIterator[tuple[ExportedToken, ...]], gateway_url: str, language: Language
) -> AsyncIterator[list[Line]]:
    place = 0
    async for page in pages:
        yield [line_of(place + number, token, gateway_url, language) for number, token in enumerate(page, start=1)]
        place += len(page)


async def _pages(ask: Asking, asked: ExportTokens) -> AsyncIterator[tuple[ExportedToken, ...]]:
    while True:
        found = await ask(EXPORT_TOKENS, asked)
        yield found.items
        if found.next is None:
            return
        asked = asked.model_copy(update={"after": found.next})
