"""The ledger calculated anew from the event logs, beside reading the same logs and writing the same ledger."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Mapping
from itertools import islice

from bench.measuring import Comparison, Contender
from bench.reporting.logs import Logs
from chassis import mongo
from services.reporting.store.editions import Edition, current

TOGETHER = 10_000
BARE = Edition(0)  # one that no rebuild makes


def rebuilding(logs: Logs, country_facts: Mapping[str, object], say: Callable[[str], None]) -> Comparison:
    """To be measured first: the ledger that it leaves is what the others are measured in."""
    facts = dict(country_facts)

    async def rebuild(_: None) -> None:
        before = _processor_seconds()
        rebuilt = await asyncio.to_thread(logs.rebuild, say)  # meanwhile connections say that they are alive
        facts["events_per_second"] = round(rebuilt.events / rebuilt.seconds)
        facts["processor_seconds"] = round(_processor_seconds() - before, 1)

    def copy() -> None:
        for log in logs.all():
            for _entry in log.find(batch_size=TOGETHER):
                pass
        ours = current()
        for source, copied in (
            (ours.accounts, BARE.accounts),
            (ours.entries, BARE.entries),
            (ours.tallies, BARE.tallies),
        ):
            found = source.find(batch_size=TOGETHER)
            while some := list(islice(found, TOGETHER)):
                copied.insert_many(some, ordered=False)
        BARE.prepare()
        for name in BARE.names:
            mongo.database().drop_collection(name)

    async def bare(_: None) -> None:
        await asyncio.to_thread(copy)

    return Comparison(
        f"a ledger rebuilt from {facts['events']:,} events",
        Contender("make rebuild-ledger", rebuild),
        [Contender("reading the logs and copying the ledger", bare)],
        most_acts=1,
        most_rounds=1,
        is_warmed_up=False,
        facts=facts,
    )


def _processor_seconds() -> float:
    """Those of this process."""
    used = os.times()
    return used.user + used.system
