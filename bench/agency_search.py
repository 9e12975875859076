"""A search for agencies by name through the gateway, among 100,000, beside the same question to the bare database."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from itertools import cycle
from urllib.parse import urlencode

from bench.agency_import import FEW_SYNTHETIC, HEADS, SYNTHETIC, TAILS, imported, synthetic
from bench.ground import Ground
from bench.http_load import Asker, get
from bench.measuring import Comparison, Contender
from bench.own_processes import running, served
from chassis import mongo
from chassis.config import PREFIX
from chassis.event_log import OUTBOX
from chassis.service import start
from contracts.errors import Refusal
from contracts.rpc.agencies import LIST_AGENCIES, ListAgencies
from gateway.clients import Bus
from services.agencies.domain.searching import asked_beginnings
from services.agencies.store.records import AGENCIES, THAI
from services.agencies.wiring import wire

WHOLE_SYSTEM = False
IN_FLIGHT = (1, 8)
DATABASES = "bench_search"
PAGE = 50
# As people type: the short form, the long form, the place alone (also with nikhahit and sara aa for sara am), English.
FORMS = ("อบต.{}", "องค์การบริหารส่วนตำบล{}", "{}", "อบต {}", "Office {}")


@asynccontextmanager
async def comparisons(ground: Ground) -> AsyncIterator[Sequence[Comparison]]:
    """No two questions in a row are the same, so none is answered from what the gateway keeps."""
    process = start(ground.settings.model_copy(update={"mongo_prefix": DATABASES}), "agencies")
    count = FEW_SYNTHETIC if ground.small else SYNTHETIC
    imported(wire(process), synthetic(count))
    # Nobody is to be told of them: the service would spend the whole run on publishing a hundred thousand events.
    mongo.database()[OUTBOX].delete_many({})
    environment = {**ground.stack.environment("agencies-1"), f"{PREFIX}MONGO_PREFIX": DATABASES}
    try:
        async with Bus.connected(ground.settings) as bus:

            async def answers() -> bool:
                try:
                    await bus.call(LIST_AGENCIES, ListAgencies(page_size=1))
                except Refusal:
                    return False
                return True

            async with (
                running(ground, "agencies", ["services.agencies"], answers, environment),
                served(ground, "gateway", "gateway.app:create_app()", "/healthz") as port,
                Asker(port) as gateway,
            ):
                yield [
                    Comparison(
                        "search agencies by name",
                        _through(gateway),
                        [_bare()],
                        in_flight=in_flight,
                        facts={"agencies": count},
                    )
                    for in_flight in IN_FLIGHT
                ]
    finally:
        mongo.client().drop_database(mongo.database().name)
        mongo.disconnect()


def typed() -> Iterator[str]:
    """What people look for, without end: every place in every form, each time another."""
    places = [f"{head}{tail}" for tail in TAILS for head in HEADS]
    for round_of, place in enumerate(cycle(places)):
        yield FORMS[round_of % len(FORMS)].format(place if round_of % 7 else place.replace("ำ", "ํา"))


def _through(gateway: Asker) -> Contender:
    texts = typed()

    async def ask(_: None) -> None:
        await gateway.ask(get(f"/api/v1/agencies?{urlencode({'search': next(texts), 'page_size': PAGE})}"), 200)

    return Contender("through the gateway", ask)


def _bare() -> Contender:
    texts = typed()

    async def ask(_: None) -> None:
        groups = asked_beginnings(next(texts)) or ()
        words = [{"listing.words": {"$regex": f"^{re.escape(word)}"}} for group in groups for word in group]
        found = mongo.database()[AGENCIES].find({"$or": words} if words else {})
        list(found.sort([("listing.name_th", 1), ("_id", 1)]).collation(THAI).limit(PAGE + 1))

    return Contender("the bare database", ask)
