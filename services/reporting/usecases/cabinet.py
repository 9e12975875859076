"""The report to the cabinet: made of the ledger as of a day, compared with the one before, printed and kept."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple, Protocol

from contracts.calls import Call
from contracts.events.envelope import History
from contracts.events.reporting import CabinetReportMade
from contracts.jobs import Commit, Work
from contracts.rpc.reporting import cabinet as rpc
from contracts.vocabulary import Category, Measure
from contracts.vocabulary import Obligation as Section
from services.reporting.domain.asking import Figure, Grouping, Tally
from services.reporting.domain.cabinet import CabinetReport, NonComplier, ReportUnknown, next_due, points
from services.reporting.domain.obligations import COUNTED
from services.reporting.domain.terms import Series
from services.reporting.usecases.asking import Numbers
from services.reporting.usecases.counting import count, parted
from services.reporting.usecases.obstacles import ObstacleBook, types_of

MOST_READINGS = 5
SUBJECT = "cabinet-reports"
ALL = "all"
JSON = "application/json"


class NotOfOneMoment(Exception):
    """The ledger changed each time between the reading of the numbers and that of who is behind them."""


class CabinetBook(Protocol):
    """The reports that were made."""

    def add(self, report: CabinetReport) -> None: ...
    def get(self, report_id: str) -> CabinetReport | None: ...
    def before(self, day: date) -> CabinetReport | None: ...
    def all(self) -> Sequence[CabinetReport]:
        """The latest day first."""


class NonComplierReader(Protocol):
    """Who misses anything, from the ledger."""

    def everywhere(self, day: date) -> Sequence[NonComplier]:
        """By category in the order of the published lists, then by province and by Thai collation."""

    def provinces(self, day: date) -> Mapping[str, str]:
        """The names of the provinces, by their codes."""


class Press(Protocol):
    """What makes files of the content."""

    def files(self, content: rpc.CabinetContent) -> Mapping[str, tuple[bytes, str]]:
        """By file name, bytes and media type."""


class Shelf(Protocol):
    """Where files are kept for good."""

    def keep(self, report_id: str, file: str, content: bytes, media_type: str) -> None:
        """Done again, it replaces the one before."""


class CabinetDesk(NamedTuple):
    """What making a report takes."""

    reports: CabinetBook
    numbers: Numbers
    missing: NonComplierReader
    obstacles: ObstacleBook
    press: Press
    shelf: Shelf
    history: History


def make_cabinet_report(as_of: date, work: Work, call: Call, desk: CabinetDesk) -> Commit[rpc.CabinetReport]:
    """Its files are there before it is listed; when the process dies in between they are made again, the same."""
    work.tell("reading")
    previous = desk.reports.before(as_of)
    content = _of_one_moment(as_of, previous, call, desk)
    written = content.model_dump_json().encode()
    sha256 = hashlib.sha256(written).hexdigest()
    work.tell("printing")
    files = {**desk.press.files(content), rpc.CONTENT_FILE: (written, JSON)}
    for done, (file, (made, media_type)) in enumerate(files.items()):
        work.tell("keeping", done, len(files))
        desk.shelf.keep(work.job_id, file, made, media_type)
    report = CabinetReport(
        id=work.job_id,
        as_of=as_of,
        previous_as_of=content.previous_as_of,
        made_at=call.now,
        made_by=call.caller.name if call.caller else "",
        sha256=sha256,
        non_compliers=len(content.non_compliers),
        percents={_key(table, row): row.percent for table in content.tables for row in table.rows},
    )

    def commit() -> rpc.CabinetReport:
        desk.reports.add(report)
        event = CabinetReportMade(report_id=report.id, as_of=as_of, made_at=report.made_at, sha256=sha256)
        desk.history.record(SUBJECT, event, call)
        return _told(report)

    return commit


def list_cabinet_reports(reports: CabinetBook) -> rpc.CabinetReports:
    found = reports.all()
    return rpc.CabinetReports(
        next_due_on=next_due(found[0].as_of if found else None), items=tuple(_told(report) for report in found)
    )


def get_cabinet_report(request: rpc.GetCabinetReport, reports: CabinetBook) -> rpc.CabinetReport:
    """Raises ReportUnknown."""
    report = reports.get(request.report_id)
    if report is None:
        raise ReportUnknown
    return _told(report)


def _of_one_moment(as_of: date, previous: CabinetReport | None, call: Call, desk: CabinetDesk) -> rpc.CabinetContent:
    """The content, read again when somebody filed between the reading of the numbers and that of the annex. Raises
    NotOfOneMoment when that happens every time, as while a migration is at work: the job is then tried again."""
    for _ in range(MOST_READINGS):
        content = _content(as_of, previous, call, desk)
        if _agrees(content):
            return content
    raise NotOfOneMoment


def _agrees(content: rpc.CabinetContent) -> bool:
    """Whether the annex names as many as the numbers count."""
    named = Counter(obligation for each in content.non_compliers for obligation in each.obligations)
    uploaded = (table for table in content.tables if table.measure is Measure.UPLOADED)
    return all(table.rows[-1].missing == named[table.obligation] for table in uploaded)


def _content(as_of: date, previous: CabinetReport | None, call: Call, desk: CabinetDesk) -> rpc.CabinetContent:
    before = previous.percents if previous else {}
    obstacles = desk.obstacles.counts(as_of, None, None).values()
    provinces = desk.missing.provinces(as_of)
    return rpc.CabinetContent(
        as_of=as_of,
        previous_as_of=previous.as_of if previous else None,
        tables=tuple(_table(series, as_of, before, desk.numbers) for series in COUNTED),
        naming_obstacles=sum(agencies for agencies, _ in obstacles),
        obstacles=types_of(obstacles),
        provinces=tuple(rpc.ProvinceName(code=code, name_th=provinces[code]) for code in sorted(provinces)),
        non_compliers=tuple(_listed(each) for each in desk.missing.everywhere(as_of)),
    )


def _table(series: Series, day: date, before: Mapping[str, str | None], numbers: Numbers) -> rpc.CabinetTable:
    obligation, measure = series
    found = parted(Figure(obligation, measure, day), None, Grouping.CATEGORY, numbers)
    tallies: list[tuple[Category | None, Tally]] = [
        *((category, found.groups[category]) for category in Category if category in found.groups),
        (None, found.total),
    ]
    return rpc.CabinetTable(
        obligation=Section(obligation),
        measure=Measure(measure),
        rows=tuple(_row(series, category, tally, before) for category, tally in tallies),
    )


def _row(series: Series, category: Category | None, tally: Tally, before: Mapping[str, str | None]) -> rpc.CabinetRow:
    counted = count(tally)
    key = f"{series[0]}/{series[1]}/{category or ALL}"
    return rpc.CabinetRow(**counted.model_dump(), category=category, change=points(counted.percent, before.get(key)))


def _key(table: rpc.CabinetTable, row: rpc.CabinetRow) -> str:
    return f"{table.obligation}/{table.measure}/{row.category or ALL}"


def _listed(found: NonComplier) -> rpc.NonComplier:
    return rpc.NonComplier(
        agency_id=found.agency_id,
        name_th=found.name_th,
        category=Category(found.category) if found.category else None,
        province_code=found.province_code,
        obligations=tuple(Section(obligation) for obligation in found.obligations),
    )


def _told(report: CabinetReport) -> rpc.CabinetReport:
    return rpc.CabinetReport(
        id=report.id,
        as_of=report.as_of,
        previous_as_of=report.previous_as_of,
        made_at=report.made_at,
        made_by=report.made_by,
        sha256=report.sha256,
        non_compliers=report.non_compliers,
    )
