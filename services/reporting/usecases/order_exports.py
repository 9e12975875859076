"""Officers order whole tables, which are written in the background and kept for them alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple, Protocol

from contracts.calls import Call, Caller
from contracts.errors import ErrorCode, Refusal
from contracts.events.envelope import History
from contracts.events.reporting import ExportMade
from contracts.jobs import Commit, Work
from contracts.rpc.reporting.exporting import Rows
from contracts.rpc.reporting.ordered_exports import (
    AgenciesTable,
    ChangesTable,
    ExportedTable,
    ExportFile,
    ExportFormat,
    ExportJob,
    OrderExport,
)
from services.reporting.domain.days import bangkok_day
from services.reporting.usecases.asking import day_asked_for
from services.reporting.usecases.list_reports import Rights

SUBJECT = "exports"
NAMES = {"agencies": "agencies-by-state", "changes": "compliance-changes", "reports": "reports"}

Read = Callable[[str | None, int], Rows]
"""Reads so many rows after a cursor (None: from the first)."""


class Written(NamedTuple):
    rows: int
    size: int
    sha256: str
    media_type: str


class Shelf(Protocol):
    """Where tables are kept with their job."""

    def write(self, job_id: str, title: str, form: ExportFormat, pages: Iterator[Rows]) -> Written:
        """At least one page. Done again, it replaces the one before."""


def order_of(request: OrderExport, call: Call) -> OrderExport:
    """The order with its day: whenever the work is done, it is of the day on which it was ordered. Raises Refusal
    INVALID_REQUEST for a day to come."""
    table: ExportedTable = request.table
    if isinstance(table, AgenciesTable):
        table = table.model_copy(update={"as_of": day_asked_for(table.as_of, call.now, "table.as_of")})
    elif isinstance(table, ChangesTable):
        table = table.model_copy(update={"later": day_asked_for(table.later, call.now, "table.later")})
    return request.model_copy(update={"table": table})


def on_behalf(call: Call) -> Call:
    """The call that was ordered by, with the one grant that it was ordered by."""
    if call.caller is None or call.grant is None:
        return call
    return replace(call, caller=replace(call.caller, grants=(call.grant,)))


def write_export(
    order: OrderExport, work: Work, call: Call, read: Read, shelf: Shelf, kept_for: timedelta, history: History
) -> Commit[ExportFile]:
    """The file is there before the job is done; when the process dies in between it is written again. Raises what
    reading raises."""
    table = order.table
    first: list[date] = []

    def pages() -> Iterator[Rows]:
        after, rows = None, 0
        while True:
            work.tell("writing", rows)
            page = read(after, 2000)
            first.append(page.as_of)
            rows += len(page.rows)
            yield page
            if (after := page.next) is None:
                return

    written = shelf.write(work.job_id, table.of, order.format, pages())
    as_of = first[0]
    at = None
    if table.of == "reports":
        at = table.agency_id or (call.grant.agency_id if call.grant else None)
    file = ExportFile(
        of=table.of,
        of_reports_at=at,
        as_of=as_of,
        format=order.format,
        file_name=f"{NAMES[table.of]}-{as_of}.{order.format}",
        kept_until=call.now + kept_for,
        **written._asdict(),
    )

    def commit() -> ExportFile:
        event = ExportMade(
            export_id=work.job_id,
            table=file.of,
            agency_id=at,
            as_of=as_of,
            format=file.format.value,
            rows=file.rows,
            sha256=file.sha256,
        )
        history.record(SUBJECT, event, call)
        return file

    return commit


def own_export(job: ExportJob, call: Call, rights: Rights) -> ExportJob:
    """The job, for whoever ordered it. Raises Refusal JOB_UNKNOWN for anybody else; FORBIDDEN when they may not read
    (any more) what is not for everybody in it."""
    caller: Caller | None = call.caller
    if caller is None or job.requested_by != caller.subject:
        raise Refusal(ErrorCode.JOB_UNKNOWN)
    made = job.outcome
    if (
        made is not None
        and made.of == "reports"
        and not rights.may_read(caller, made.of_reports_at, bangkok_day(call.now))
    ):
        raise Refusal(ErrorCode.FORBIDDEN)
    return job
