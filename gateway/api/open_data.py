"""The compliance lists as open data: every agency that the Act obliges, and how it stands, with a data dictionary."""

from __future__ import annotations

import hashlib
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated

from fastapi import Query
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from chassis import csv_table
from chassis.thai_days import bangkok_day
from contracts.rpc.reporting.exporting import (
    DESCRIBE_LIST,
    READ_LIST_ROWS,
    DescribeList,
    ReadListRows,
    Rows,
    TableAbout,
)
from contracts.vocabulary import Category, LaoType
from gateway.api.fields import AsOf
from gateway.api.preconditions import has_already
from gateway.api.representations import JSON
from gateway.api.resource import PREFIX, Resource
from gateway.asking import Ask
from gateway.auth.guards import PUBLIC
from gateway.exports import table_schema
from gateway.parts import parts_of

routes = Resource("open data")

LISTS = "/open-data/compliance"
SCHEMA = f"{LISTS}/schema"
TITLE = (
    "สถานะการดำเนินการตามพระราชบัญญัติการปฏิบัติราชการทางอิเล็กทรอนิกส์ พ.ศ. 2565 รายหน่วยงาน",
    "How each state agency complies with the Electronic Government Operations Act B.E. 2565",
)
KEY = ("agency_id", "as_of")
# Fresh enough for whoever downloads the country; then it is asked whether anything has changed.
KEPT = "public, max-age=600"


class OpenFormat(StrEnum):
    CSV = "csv"
    JSON = "json"


@routes.file(LISTS, guard=PUBLIC, media_types=(csv_table.MEDIA_TYPE, JSON), tagged=True)
async def open_compliance(
    request: Request,
    ask: Ask,
    form: Annotated[OpenFormat, Query(alias="format", description="csv, or json: an object with `items`.")] = (
        OpenFormat.CSV
    ),
    as_of: AsOf = None,
    category: Category | None = None,
    lao_type: LaoType | None = None,
    province_code: Annotated[str | None, Query(pattern=r"^\d{2}$", description="Two digits.")] = None,
) -> Response:
    """Every agency in the published figures, and how it stands in each obligation on a day."""
    about = await ask(DESCRIBE_LIST, DescribeList())
    asked = ReadListRows(as_of=as_of, category=category, lao_type=lao_type, province_code=province_code, coded=True)
    bus = parts_of(request).bus
    first = await bus.call(READ_LIST_ROWS, asked)

    async def pages() -> AsyncIterator[Rows]:
        page = first
        yield page
        while page.next is not None:
            page = await bus.call(READ_LIST_ROWS, asked.model_copy(update={"after": page.next, "as_of": first.as_of}))
            yield page

    headers = {
        "Cache-Control": KEPT,
        "Link": f'<{PREFIX}{SCHEMA}>; rel="describedby"; type="{table_schema.MEDIA_TYPE}"',
        "Content-Disposition": f'attachment; filename="compliance-{first.as_of}.{form}"',
    }
    if first.version is not None:
        headers["ETag"] = _etag(request, first, about)
        if has_already(request, headers["ETag"]):
            return Response(status_code=304, headers=headers)
    if form is OpenFormat.CSV:
        return StreamingResponse(_as_csv(pages()), 200, headers, csv_table.MEDIA_TYPE)
    return StreamingResponse(_as_json(first, about, pages()), 200, headers, JSON)


@routes.file(SCHEMA, guard=PUBLIC, media_types=(table_schema.MEDIA_TYPE,), tagged=True)
async def open_compliance_schema(request: Request, ask: Ask) -> Response:
    """The data dictionary: each column's meaning, type and codes, as CSV on the Web metadata."""
    about = await ask(DESCRIBE_LIST, DescribeList())
    address = f"{parts_of(request).settings.gateway_url.rstrip('/')}{PREFIX}{LISTS}"
    content = json.dumps(table_schema.table_schema(about, address, TITLE, KEY), ensure_ascii=False, indent=1).encode()
    headers = {"Cache-Control": KEPT, "ETag": f'"{hashlib.sha256(content).hexdigest()[:20]}"'}
    if has_already(request, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    return Response(content, 200, headers, table_schema.MEDIA_TYPE)


def _etag(request: Request, first: Rows, about: TableAbout) -> str:
    """Another one when the ledger, the columns, the question or the day is: who may be named follows from today."""
    parts = (first.version, first.as_of, bangkok_day(datetime.now(UTC)), request.url.query, about.model_dump_json())
    return f'"{hashlib.sha256(repr(parts).encode()).hexdigest()[:20]}"'


async def _as_csv(pages: AsyncIterator[Rows]) -> AsyncIterator[bytes]:
    head = True
    async for page in pages:
        if head:
            yield csv_table.head(page.headings)
            head = False
        yield await run_in_threadpool(csv_table.body, page.rows)


async def _as_json(first: Rows, about: TableAbout, pages: AsyncIterator[Rows]) -> AsyncIterator[bytes]:
    opening = json.dumps({"as_of": str(first.as_of), "schema": PREFIX + SCHEMA})
    yield f'{opening[:-1]}, "items": [\n'.encode()
    separator = b""
    async for page in pages:
        if page.rows:
            yield separator + await run_in_threadpool(_objects, page)
            separator = b",\n"
    yield b"\n]}\n"


def _objects(page: Rows) -> bytes:
    """A line for each row; what is empty is null."""
    return ",\n".join(
        json.dumps({name: cell or None for name, cell in zip(page.headings, row, strict=True)}, ensure_ascii=False)
        for row in page.rows
    ).encode()
