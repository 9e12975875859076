"""The live tokens below an agency, with their numbers, as a file to hand out (one QR code for each agency)."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime
from enum import StrEnum

from anyio import to_process
from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from chassis import paper
from contracts.errors import ErrorCode
from contracts.rpc.identity.tokens import EXPORT_TOKENS, ExportedToken, ExportTokens
from gateway.api.fields import AgencyId
from gateway.api.resource import Resource
from gateway.api.tokens import TokenRole
from gateway.asking import Ask, Asking
from gateway.auth.guards import SIGNED_IN
from gateway.exports import csv_table, printed_list, xlsx_table
from gateway.exports.lines import HEADINGS, WIDTHS, Line, line_of
from gateway.exports.sending import Table, TableFormat, send
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
    media_types=(csv_table.MEDIA_TYPE, xlsx_table.MEDIA_TYPE, paper.MEDIA_TYPE),
    refuses=(ErrorCode.AGENCY_UNKNOWN,),
)
async def export_tokens(agency_id: AgencyId, body: TokenList, request: Request, ask: Ask) -> Response:
    """Export the live tokens for a role below an agency. In the language of Accept-Language."""
    language = language_of(request)
    pages = _pages(ask, ExportTokens(agency_id=agency_id, role=body.role, page_size=PAGE))
    lines = _lines(pages, parts_of(request).settings.gateway_url, language)
    name = f"tokens-{datetime.now(UTC):%Y%m%d-%H%M}"
    if body.format is not Format.PDF:
        table = Table(name, "Token", HEADINGS[language], WIDTHS)
        return await send(table, _cells(lines), TableFormat(body.format.value))
    everything = [line async for page in lines for line in page]
    content = await to_process.run_sync(printed_list.printed, everything, language)
    headers = {"Cache-Control": "no-store", "Content-Disposition": f'attachment; filename="{name}.pdf"'}
    return Response(content, 200, headers, paper.MEDIA_TYPE)


async def _cells(pages: AsyncIterator[list[Line]]) -> AsyncIterator[list[Sequence[str | int]]]:
    async for page in pages:
        yield [line.cells for line in page]


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
