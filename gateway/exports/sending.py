"""Tables sent as files: whatever their length, a page of rows is in memory at a time."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import IO

from starlette.concurrency import run_in_threadpool
from starlette.responses import Response, StreamingResponse

from chassis import csv_table, xlsx_table
from chassis.csv_table import Cell
from chassis.xlsx_table import XlsxTable

CHUNK = 256 * 1024

# At least one page, be it empty.
Pages = AsyncIterator[Sequence[Sequence[Cell]]]


class TableFormat(StrEnum):
    CSV = "csv"
    XLSX = "xlsx"


@dataclass(frozen=True)
class Table:
    """`name` is that of the file, without its suffix; `widths` are in characters, `notes` what a workbook tells of each
    column where the pointer rests on its heading."""

    name: str
    title: str
    headings: Sequence[str]
    widths: Sequence[float] = ()
    notes: Sequence[str] = ()


async def send(table: Table, pages: Pages, form: TableFormat, cache: str = "no-store") -> Response:
    """The table as a file to save. The first page is asked for before anything is sent: a refusal stays an answer."""
    first = await anext(pages)
    headers = {
        "Cache-Control": cache,
        "Content-Disposition": f'attachment; filename="{table.name}.{form}"',
    }
    if form is TableFormat.CSV:
        return StreamingResponse(_as_csv(table, first, pages), 200, headers, csv_table.MEDIA_TYPE)
    written = await run_in_threadpool(XlsxTable, table.title, table.headings, table.widths, table.notes)
    await run_in_threadpool(written.add, first)
    async for page in pages:
        await run_in_threadpool(written.add, page)
    file = await run_in_threadpool(written.finish)
    return StreamingResponse(_read(file), 200, headers, xlsx_table.MEDIA_TYPE)


async def _as_csv(table: Table, first: Sequence[Sequence[Cell]], pages: Pages) -> AsyncIterator[bytes]:
    yield csv_table.head(table.headings) + csv_table.body(first)
    async for page in pages:
        yield await run_in_threadpool(csv_table.body, page)


async def _read(file: IO[bytes]) -> AsyncIterator[bytes]:
    try:
        while chunk := await run_in_threadpool(file.read, CHUNK):
            yield chunk
    finally:
        file.close()
