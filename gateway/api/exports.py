"""Agencies in bulk: for their officers as the table that an import takes, for everybody as open data."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated

from fastapi import Query
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from chassis import csv_table, xlsx_table
from chassis.thai_days import bangkok_day
from contracts.errors import ErrorCode
from contracts.rpc.agencies.exporting import (
    EXPORT_AGENCIES,
    GET_IMPORT_TEMPLATE,
    LIST_PUBLIC_RECORDS,
    AgencyRows,
    ExportAgencies,
    GetImportTemplate,
    ListPublicRecords,
    PublicRecord,
)
from contracts.vocabulary import Category, LaoType, Level
from gateway.api.resource import Resource
from gateway.asking import Ask, Asking
from gateway.auth.guards import PUBLIC, SIGNED_IN
from gateway.clients import Bus
from gateway.exports.sending import Table, TableFormat, send
from gateway.parts import parts_of

routes = Resource("agencies in bulk")

JSON_LINES = "application/jsonl"
# Whoever downloads the country needs it no fresher than this.
KEPT = "public, max-age=600"


class OpenFormat(StrEnum):
    CSV = "csv"
    JSONL = "jsonl"


AsTable = Annotated[TableFormat, Query(alias="format", description="csv, or xlsx for a workbook.")]
AsOpenData = Annotated[OpenFormat, Query(alias="format", description="csv, or jsonl: a JSON object on each line.")]


@routes.file(
    "/agency-exports",
    guard=SIGNED_IN,
    media_types=(csv_table.MEDIA_TYPE, xlsx_table.MEDIA_TYPE),
    refuses=(ErrorCode.AGENCY_UNKNOWN,),
)
async def export_agencies(
    ask: Ask,
    form: AsTable = TableFormat.CSV,
    agency_id: Annotated[str | None, Query(max_length=64, description="It and all below it; else all.")] = None,
    category: Category | None = None,
    lao_type: LaoType | None = None,
    level: Level | None = None,
    province_code: Annotated[str | None, Query(pattern=r"^\d{2}$", description="Two digits.")] = None,
) -> Response:
    """Agencies as the table that an import takes: exported and imported again, nothing changes."""
    asked = ExportAgencies(
        agency_id=agency_id, category=category, lao_type=lao_type, level=level, province_code=province_code
    )
    first = await ask(EXPORT_AGENCIES, asked)
    return await send(Table(f"agencies-{_today()}", "agencies", first.headings), _rows(ask, asked, first), form)


@routes.file(
    "/agency-import-template",
    guard=PUBLIC,
    media_types=(csv_table.MEDIA_TYPE, xlsx_table.MEDIA_TYPE),
)
async def import_template(ask: Ask, form: AsTable = TableFormat.XLSX) -> Response:
    """An empty table for an import: Thai headings, * where a column must be there; in a workbook with what to write."""
    columns = (await ask(GET_IMPORT_TEMPLATE, GetImportTemplate())).columns
    headings = [f"{each.heading} *" if each.required else each.heading for each in columns]
    table = Table("agency-import-template", "agencies", headings, notes=[each.about for each in columns])
    return await send(table, _nothing(), form, KEPT)


@routes.file("/open-data/agencies", guard=PUBLIC, media_types=(csv_table.MEDIA_TYPE, JSON_LINES))
async def open_data(request: Request, form: AsOpenData = OpenFormat.CSV) -> Response:
    """Every agency that the public sees. What the columns mean: docs/open-data.md."""
    pages = _records(parts_of(request).bus)
    first = await anext(pages)
    headers = {"Cache-Control": KEPT, "Content-Disposition": f'attachment; filename="agencies-{_today()}.{form}"'}
    if form is OpenFormat.CSV:
        return StreamingResponse(_as_csv(first, pages), 200, headers, csv_table.MEDIA_TYPE)
    return StreamingResponse(_as_lines(first, pages), 200, headers, JSON_LINES)


async def _rows(ask: Asking, asked: ExportAgencies, page: AgencyRows) -> AsyncIterator[Sequence[Sequence[str]]]:
    yield page.rows
    while page.next is not None:
        page = await ask(EXPORT_AGENCIES, asked.model_copy(update={"after": page.next}))
        yield page.rows


async def _nothing() -> AsyncIterator[Sequence[Sequence[str]]]:
    yield ()


async def _records(bus: Bus) -> AsyncIterator[Sequence[PublicRecord]]:
    """Asked for nobody in particular, and past what is kept: a whole country would fill it."""
    asked = ListPublicRecords()
    while True:
        found = await bus.call(LIST_PUBLIC_RECORDS, asked)
        yield found.items
        if found.next is None:
            return
        asked = asked.model_copy(update={"after": found.next})


async def _as_csv(first: Sequence[PublicRecord], pages: AsyncIterator[Sequence[PublicRecord]]) -> AsyncIterator[bytes]:
    columns = tuple(PublicRecord.model_fields)
    yield csv_table.head(columns) + csv_table.body(map(_cells, first))
    async for page in pages:
        yield csv_table.body(map(_cells, page))


async def _as_lines(
    first: Sequence[PublicRecord], pages: AsyncIterator[Sequence[PublicRecord]]
) -> AsyncIterator[bytes]:
    yield _lines(first)
    async for page in pages:
        yield _lines(page)


def _lines(records: Sequence[PublicRecord]) -> bytes:
    return b"".join(record.model_dump_json().encode() + b"\n" for record in records)


def _cells(record: PublicRecord) -> Sequence[str]:
    return [_cell(value) for value in record.model_dump(mode="json").values()]


def _cell(value: str | bool | None) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value or ""


def _today() -> str:
    return bangkok_day(datetime.now(UTC)).isoformat()
