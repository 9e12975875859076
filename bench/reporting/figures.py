"""Figures in the service, beside scanning the ledger's entries for them."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import get_args

from bench.measuring import Comparison, Contender
from bench.reporting.country import DAYS, FIRST_DAY, SEED
from bench.reporting.desk import Desk
from chassis.thai_days import bangkok_day
from contracts.rpc.reporting.figures import GroupBy
from contracts.vocabulary import Measure, Obligation
from services.reporting.store.days import stored_day
from services.reporting.store.editions import current

MOST_ROUNDS = 5


def figures(desk: Desk, facts: Mapping[str, object]) -> Iterator[Comparison]:
    """Of today by each group, and of days that nobody asked for before."""
    for group_by in get_args(GroupBy):
        yield _comparison(f"national summary of today by {group_by}", desk, group_by, _today, facts)
    yield _comparison("national summary of any past day, cold", desk, "category", _any_day(), facts)


def _comparison(
    name: str, desk: Desk, group_by: str, day: Callable[[], date], facts: Mapping[str, object]
) -> Comparison:
    async def choose() -> date:
        return day()

    async def ask(on: date) -> None:
        desk.ask("get_figures", obligation=Obligation.S10_NOTICE, as_of=on.isoformat(), group_by=group_by)

    async def scan(on: date) -> None:
        scanned(on)

    return Comparison(
        name,
        Contender("in the service", ask, before=choose),
        [Contender("scanning the ledger", scan, before=choose)],
        most_acts=200,
        most_rounds=MOST_ROUNDS,
        facts=facts,
    )


def scanned(on: date) -> dict[tuple[str | None, str], int]:
    """Agencies by category and state, counted from the entries that hold that day, one after the other."""
    held = {"first": {"$lte": stored_day(on)}, "end": {"$gt": stored_day(on)}}
    about = {"obligation": Obligation.S10_NOTICE.value, "measure": Measure.UPLOADED.value, "reporting_unit": True}
    found = current().entries.aggregate(
        [
            {"$match": {**about, **held}},
            {"$group": {"_id": {"group": "$category", "state": "$state"}, "agencies": {"$sum": 1}}},
        ],
        hint={"$natural": 1},
    )
    return {(each["_id"].get("group"), each["_id"]["state"]): each["agencies"] for each in found}


def _today() -> date:
    return bangkok_day(datetime.now(UTC))


def _any_day() -> Callable[[], date]:
    """Another day each time, until all have been asked for."""
    days = list(range(DAYS))
    random.Random(SEED).shuffle(days)

    def choose() -> date:
        days.insert(0, days.pop())
        return min(FIRST_DAY.date() + timedelta(days=days[0]), _today())

    return choose
