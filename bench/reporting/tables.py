"""The table of all agencies as CSV, beside a bare csv writer over what the same cursors find."""

from __future__ import annotations

import asyncio
import csv
import io
import resource
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path

from bench.errors import CannotMeasure
from bench.measuring import Comparison, Contender
from bench.reporting.desk import Desk
from chassis import csv_table
from chassis.thai_days import bangkok_day
from services.reporting.domain.obligations import EVERY_AGENCY
from services.reporting.ledger.selecting import counted, holding
from services.reporting.store.editions import current
from services.reporting.store.records import THAI, Record

TOGETHER = 2000
CALLED = ("name_th", "name_en", "category", "lao_type", "province_code", "ministry_id", "department_id", "agency_id")
STANDS = ("obligation", "measure", "state", "since")


def tables(desk: Desk, given: Mapping[str, object]) -> Iterator[Comparison]:
    facts, growth = dict(given), list[float]()

    async def ours(_: None) -> None:
        rows, grown = await asyncio.to_thread(_by_pages, desk)  # meanwhile connections say that they are alive
        facts["rows"] = rows
        growth.append(grown)
        facts["grown_mb"] = max(growth)

    async def bare(_: None) -> None:
        if (rows := await asyncio.to_thread(_bare)) != facts.get("rows", rows):
            raise CannotMeasure(f"the bare table has {rows} rows, ours {facts['rows']}")

    yield Comparison(
        "all agencies as CSV, with how each stands in everything",
        Contender("in the service", ours),
        [Contender("bare csv writer over the cursors", bare)],
        most_acts=1,
        most_rounds=5,
        facts=facts,
    )


def _by_pages(desk: Desk) -> tuple[int, float]:
    """How many rows there are, and how many MB the process grew by after the first page."""
    rows, after, first, most = 0, None, 0.0, 0.0
    while True:
        page = desk.ask("read_list_rows", after=after)
        rows += len(page["rows"])
        csv_table.body(page["rows"])
        most = max(most, _resident_mb())
        first = first or most
        if (after := page["next"]) is None:
            return rows, round(most - first, 1)


def _resident_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 1024**2


def _bare() -> int:
    """The same two questions, and their answers written as they are."""
    today, rows = bangkok_day(datetime.now(UTC)), 0
    for some in _together(_listed(today)):
        standing: dict[str, list[object]] = {entry["agency_id"]: [] for entry in some}
        held = {"agency_id": {"$in": list(standing)}, **holding(today)}
        shown = dict.fromkeys(("agency_id", *STANDS), 1)
        for found in current().entries.find(held, shown, batch_size=20_000).collation(THAI):
            standing[found["agency_id"]].extend(found[name] for name in STANDS)
        text = io.StringIO()
        csv.writer(text).writerows([*(e.get(name) for name in CALLED), *standing[e["agency_id"]]] for e in some)
        rows += len(some)
    return rows


def _listed(today: date) -> Iterator[Record]:
    wanted = {**counted(*EVERY_AGENCY), **holding(today)}
    in_order = [("name_th", 1), ("agency_id", 1)]
    found = current().entries.find(wanted, dict.fromkeys(CALLED, 1), batch_size=TOGETHER)
    yield from found.sort(in_order).collation(THAI).hint("in_state")


def _together(entries: Iterator[Record]) -> Iterator[Sequence[Record]]:
    while some := list(islice(entries, TOGETHER)):
        yield some
