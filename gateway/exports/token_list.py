"""The live tokens below an agency, with their numbers, as a file to hand out (one QR code for each agency)."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime
from enum import StrEnum

from anyio import to_process
from starlette.responses import Response

from chassis import paper
from contracts.rpc.identity.tokens import EXPORT_TOKENS, ExportedToken, ExportTokens
from contracts.vocabulary import Role
from gateway.asking import Asking
from gateway.exports import printed_list
from gateway.exports.lines import HEADINGS, WIDTHS, Line, line_of
from gateway.exports.sending import Table, TableFormat, send
from gateway.languages import Language

PAGE = 1000


class TokenListFormat(StrEnum):
    CSV = "csv"
    XLSX = "xlsx"
    PDF = "pdf"


async def token_list(
    ask: Asking, agency_id: str, role: Role, form: TokenListFormat, gateway_url: str, language: Language
) -> Response:
    """The file. Nobody may keep it on the way. Raises Refusal as EXPORT_TOKENS does."""
    pages = _pages(ask, ExportTokens(agency_id=agency_id, role=role, page_size=PAGE))
    lines = _lines(pages, gateway_url, language)
    name = f"tokens-{datetime.now(UTC):%Y%m%d-%H%M}"
    if form is not TokenListFormat.PDF:
        table = Table(name, "Token", HEADINGS[language], WIDTHS)
        return await send(table, _cells(lines), TableFormat(form.value))
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
