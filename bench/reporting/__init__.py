"""Reporting among 100,000 agencies and a million events: figures, lists, events and tables beside the bare database."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from bench.ground import Ground
from bench.measuring import Comparison
from bench.reporting.country import make_country
from bench.reporting.desk import Desk
from bench.reporting.figures import figures
from bench.reporting.learning import learning
from bench.reporting.logs import Logs
from bench.reporting.rebuilding import rebuilding
from bench.reporting.tables import tables
from chassis import mongo
from chassis.process import collect_less
from chassis.service import start
from services.reporting.wiring import wire

WHOLE_SYSTEM = False
AGENCIES, FEW_AGENCIES = 100_000, 5_000
DATABASES = "bench_reporting"


@asynccontextmanager
async def comparisons(ground: Ground) -> AsyncIterator[Sequence[Comparison]]:
    process = start(ground.settings.model_copy(update={"mongo_prefix": DATABASES}), "reporting")
    logs = Logs(DATABASES)
    try:
        country = make_country(FEW_AGENCIES if ground.small else AGENCIES)
        desk = Desk(process, wire(process))
        collect_less()  # as every process of the system does once it has started
        facts: dict[str, object] = {"agencies": len(country.agencies), "events": logs.fill(country, ground.say)}
        async with learning(ground, DATABASES, country, facts) as heard:
            yield [rebuilding(logs, facts, ground.say), *figures(desk, facts), *tables(desk, facts), *heard]
    finally:
        logs.drop()
        mongo.client().drop_database(mongo.database().name)
        mongo.disconnect()
