"""From a fact's commit until a figure shows it: 100 changes a second, and one notice for a fifth of the country."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from itertools import count

from bench.ground import Ground
from bench.measuring import Comparison, Contender
from bench.own_processes import running
from bench.reporting.bare_learning import BareCounter, BareSubtree
from bench.reporting.country import Country, notice
from bench.reporting.producer import Producer
from chassis import mongo
from chassis.config import PREFIX
from chassis.event_log import OUTBOX
from contracts.errors import Refusal
from contracts.rpc.reporting.figures import GET_FIGURES, Count, GetFigures
from contracts.vocabulary import Obligation, Scope
from gateway.clients import Bus
from services.reporting.store.unsaid import UNSAID

A_SECOND = 100
WAITING = 100  # so many facts may be on their way before the next one has to wait: a second's
BETWEEN_LOOKS = 0.02
BETWEEN_LOOKS_AT_A_SUBTREE = 0.1  # each look takes some of the time that it measures
QUIET = 0.1
ROUNDS, ROUNDS_OF_SUBTREES = 5, 4


@asynccontextmanager
async def learning(
    ground: Ground, prefix: str, country: Country, facts: Mapping[str, object]
) -> AsyncIterator[Sequence[Comparison]]:
    """A process of reporting as it runs in production hears what is recorded, and is asked by the bus."""
    environment = {**ground.stack.environment("reporting-1"), f"{PREFIX}MONGO_PREFIX": prefix}
    async with Bus.connected(ground.settings) as bus:

        async def answers() -> bool:
            try:
                await bus.call(GET_FIGURES, GetFigures(obligation=Obligation.S10_NOTICE))
            except Refusal:
                return False
            return True

        with Producer(ground.settings) as producer:
            async with (
                running(ground, "reporting", ["services.reporting"], answers, environment),
                BareCounter.on(ground.settings) as counter,
            ):
                yield [_changes(bus, producer, country, counter, facts), _subtrees(bus, producer, country, facts)]


def _changes(
    bus: Bus, producer: Producer, country: Country, counter: BareCounter, facts: Mapping[str, object]
) -> Comparison:
    unfiled = iter(country.without_order)

    async def record() -> int:
        agency_id = next(unfiled)
        event = notice(agency_id, Obligation.S16_ORDER, 1, (datetime.now(UTC), None))
        return await asyncio.to_thread(producer.record, agency_id, event)

    async def done() -> int:
        return (await _figure(bus, Obligation.S16_ORDER)).done

    figure, bare = Watched(done), Watched(counter.counted)
    return Comparison(
        f"{A_SECOND} changes a second, until a figure shows each",
        Contender("by the ledger", figure.reaches, before=Paced(A_SECOND, figure.beginning(record))),
        [Contender("a bare queue and a counter", bare.reaches, before=Paced(A_SECOND, bare.beginning(counter.record)))],
        in_flight=WAITING,
        most_rounds=ROUNDS,
        facts=facts,
    )


def _subtrees(bus: Bus, producer: Producer, country: Country, facts: Mapping[str, object]) -> Comparison:
    bare = BareSubtree(country.wide)
    changes = count(2)

    async def covered() -> int:
        return (await _figure(bus, Obligation.S10_NOTICE)).covered

    async def record() -> bool:
        """Publishes the notice for all below, or suspends it."""
        change = next(changes)
        published, now = change % 2 == 0, datetime.now(UTC)
        event = notice(
            country.wide, Obligation.S10_NOTICE, 100 + change, (now, None if published else now), Scope.SUBTREE
        )
        await asyncio.to_thread(producer.record, country.wide, event)
        return published

    async def reflected(published: bool) -> None:
        while await covered() != (country.below_wide if published else 0):
            await asyncio.sleep(BETWEEN_LOOKS_AT_A_SUBTREE)

    async def quiet() -> None:
        """What the ledger had to say of each agency is said and published."""
        while any(mongo.database()[name].find_one() is not None for name in (UNSAID, OUTBOX)):
            await asyncio.sleep(QUIET)

    return Comparison(
        f"a notice for a subtree of {country.below_wide:,}, until a figure shows all",
        Contender("by the ledger", reflected, before=record, after_round=quiet),
        [Contender("a transaction that changes as many entries", bare.change)],
        most_acts=1,
        most_rounds=ROUNDS_OF_SUBTREES,
        facts={**facts, "below": country.below_wide},
    )


async def _figure(bus: Bus, obligation: Obligation) -> Count:
    return (await bus.call(GET_FIGURES, GetFigures(obligation=obligation))).total


class Watched:
    """A number that grows by one with each act, and is looked at all the time while anybody waits for it to grow."""

    def __init__(self, look: Callable[[], Awaitable[int]]) -> None:
        self._look = look
        self._at_first: int | None = None
        self._before: Callable[[], Awaitable[int]] | None = None
        self._waiting: dict[asyncio.Future[None], int] = {}
        self._watching: asyncio.Task[None] | None = None
        self._lock = asyncio.Lock()

    def beginning(self, act: Callable[[], Awaitable[int]]) -> Callable[[], Awaitable[int]]:
        """The act, before the first of which is looked what the number is. It gives how many there have been."""

        async def acted() -> int:
            async with self._lock:
                if self._at_first is None:
                    self._at_first = await self._look()
            return await act()

        return acted

    async def reaches(self, acts: int) -> None:
        """Return when the number shows as many acts."""
        shown: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting[shown] = (self._at_first or 0) + acts
        if self._watching is None or self._watching.done():
            self._watching = asyncio.create_task(self._watch())
        await shown

    async def _watch(self) -> None:
        try:
            while self._waiting:
                number = await self._look()
                for shown in [each for each, wanted in self._waiting.items() if wanted <= number]:
                    del self._waiting[shown]
                    shown.set_result(None)
                await asyncio.sleep(BETWEEN_LOOKS)
        except Exception as error:
            for shown in self._waiting:
                shown.set_exception(error)
            self._waiting.clear()


class Paced:
    """An act at a fixed rate, whoever waits for what came before."""

    def __init__(self, a_second: float, act: Callable[[], Awaitable[int]]) -> None:
        self._between = 1 / a_second
        self._act = act
        self._next = 0.0

    async def __call__(self) -> int:
        mine = max(self._next, time.monotonic())
        self._next = mine + self._between
        await asyncio.sleep(mine - time.monotonic())
        return await self._act()
