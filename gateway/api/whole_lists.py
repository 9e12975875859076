"""Figures and lists as whole tables: by `?format=csv` or `xlsx`, or by Accept, with the filters of the page."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from datetime import date

from starlette.requests import Request
from starlette.responses import Response

from chassis import csv_table, xlsx_table
from chassis.csv_table import Cell
from contracts.operations import Operation, RequestT
from contracts.rpc.reporting.exporting import Rows
from gateway.api.representations import Representation, chosen
from gateway.exports.sending import Table, TableFormat, send
from gateway.parts import parts_of

AS_TABLE = (
    Representation(TableFormat.CSV, csv_table.MEDIA_TYPE, None),
    Representation(TableFormat.XLSX, xlsx_table.MEDIA_TYPE, None),
)

Read = Callable[[str | None, date | None], Awaitable[Rows]]
"""Reads the rows after a cursor, as of a day (None, None: from the first, of the day asked for)."""


def table_asked(request: Request) -> TableFormat | None:
    """None when the page as JSON will do. Raises Refusal INVALID_REQUEST for a format that there is not."""
    found = chosen(request, AS_TABLE)
    return TableFormat(found.name) if found else None


async def send_whole(name: str, title: str, form: TableFormat, read: Read, cache: str = "no-store") -> Response:
    """The whole list as a file to save; its name ends with the day of which it is."""
    first = await read(None, None)
    return await send(Table(f"{name}-{first.as_of}", title, first.headings), _pages(first, read), form, cache)


async def send_public(
    request: Request,
    name: str,
    form: TableFormat,
    operation: Operation[RequestT, Rows],
    asked: RequestT,
    day: str = "as_of",
) -> Response:
    """The same of what anybody may ask, past what is kept of answers: a whole country would fill it. `day`: the field
    that says of which day the table is, so that all of it is of the day of its first page."""
    bus = parts_of(request).bus

    async def read(after: str | None, as_of: date | None) -> Rows:
        if after is None:
            return await bus.call(operation, asked)
        return await bus.call(operation, asked.model_copy(update={"after": after, day: as_of}))

    return await send_whole(name, name, form, read)


async def _pages(page: Rows, read: Read) -> AsyncIterator[Sequence[Sequence[Cell]]]:
    """The next page is read while this one is written."""
    while True:
        ahead = None if page.next is None else asyncio.ensure_future(read(page.next, page.as_of))
        try:
            yield page.rows
            if ahead is None:
                return
            page = await ahead
        finally:
            if ahead is not None:
                ahead.cancel()
