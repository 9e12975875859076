"""Lists that can be had whole, as a table: by `?format=csv` or `xlsx`, or by Accept, with the filters of the page."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence

from starlette.requests import Request
from starlette.responses import Response

from chassis import csv_table, xlsx_table
from chassis.csv_table import Cell
from contracts.rpc.reporting.exporting import Rows
from gateway.api.representations import Representation, chosen
from gateway.exports.sending import Table, TableFormat, send

AS_TABLE = (
    Representation(TableFormat.CSV, csv_table.MEDIA_TYPE, None),
    Representation(TableFormat.XLSX, xlsx_table.MEDIA_TYPE, None),
)

Read = Callable[[str | None], Awaitable[Rows]]
"""Reads the rows after a cursor (None: from the first)."""


def table_asked(request: Request) -> TableFormat | None:
    """None when the page as JSON will do. Raises Refusal INVALID_REQUEST for a format that there is not."""
    found = chosen(request, AS_TABLE)
    return TableFormat(found.name) if found else None


async def send_whole(name: str, title: str, form: TableFormat, read: Read, cache: str = "no-store") -> Response:
    """The whole list as a file to save; its name ends with the day of which it is."""
    first = await read(None)
    return await send(Table(f"{name}-{first.as_of}", title, first.headings), _pages(first, read), form, cache)


async def _pages(page: Rows, read: Read) -> AsyncIterator[Sequence[Sequence[Cell]]]:
    """The next page is read while this one is written."""
    while True:
        ahead = None if page.next is None else asyncio.ensure_future(read(page.next))
        try:
            yield page.rows
            if ahead is None:
                return
            page = await ahead
        finally:
            if ahead is not None:
                ahead.cancel()
