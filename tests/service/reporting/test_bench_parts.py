"""What the benchmark of reporting is made of: a country's logs, facts as documents records them, bare counterparts."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from kombu import Connection, Queue

from bench.reporting.bare_learning import BARE, BareCounter, BareSubtree
from bench.reporting.country import Country, make_country, message, notice
from bench.reporting.desk import Desk
from bench.reporting.logs import Logs
from bench.reporting.producer import Producer
from bench.reporting.rebuilding import rebuilding
from chassis import mongo
from chassis.bus.topology import EVENTS
from chassis.event_log import OUTBOX
from chassis.service import Process
from contracts.vocabulary import Obligation
from deploy.local.stack import Stack
from services.reporting.wiring import ReportingRooms
from tests.builders.reporting_desk import ReportingDesk
from tests.service.reporting.conftest import empty

pytestmark = pytest.mark.backing("mongo", "broker")

AGENCIES = 120


@pytest.fixture(scope="module")
def country() -> Country:
    return make_country(AGENCIES)


@pytest.fixture
def logs(reporting: ReportingDesk) -> Iterator[Logs]:
    logs = Logs(mongo.database().name)
    yield logs
    logs.drop()


def quiet(text: str) -> None:
    pass


def test_the_ledger_made_from_the_logs_is_the_one_heard_event_by_event(
    prepared: tuple[Process, ReportingRooms], reporting: ReportingDesk, logs: Logs, country: Country
) -> None:
    Desk(*prepared).quietly().hear([message(told.event, told.agency_id, told.at) for told in country.events()])
    heard = reporting.figures(group_by="department")
    empty()

    assert logs.fill(country, quiet) == AGENCIES * 10
    logs.rebuild(quiet)

    assert reporting.figures(group_by="department") == heard


def test_a_rebuild_and_the_bare_copy_of_it_are_measured(reporting: ReportingDesk, logs: Logs, country: Country) -> None:
    facts: dict[str, object] = {"agencies": AGENCIES, "events": logs.fill(country, quiet)}
    comparison = rebuilding(logs, facts, quiet)

    for contender in comparison.contenders:
        asyncio.run(contender.act(None))  # type: ignore[arg-type]

    assert comparison.facts["events"] == AGENCIES * 10
    assert comparison.facts["events_per_second"]
    assert not {*BARE.names} & {*mongo.database().list_collection_names()}


def test_the_bare_transaction_changes_as_many_entries_as_there_are_below(
    reporting: ReportingDesk, logs: Logs, country: Country
) -> None:
    logs.fill(country, quiet)
    logs.rebuild(quiet)
    bare, today = BareSubtree(country.wide), {"state": "covered"}

    asyncio.run(bare.change(None))
    assert BARE.entries.count_documents(today) == country.below_wide

    asyncio.run(bare.change(None))
    assert BARE.entries.count_documents(today) == 0
    assert BARE.entries.count_documents({}) == country.below_wide


def test_facts_are_published_in_the_order_of_their_numbers(stack: Stack, reporting: ReportingDesk) -> None:
    numbers = {}
    with Connection(stack.settings.need("amqp_url")) as connection:
        queue = Queue("", EVENTS, routing_key="prakat.documents.document_filed.v1", exclusive=True).bind(
            connection.default_channel
        )
        queue.declare()

        with Producer(stack.settings) as producer:
            for agency_id in "abc":
                event = notice(agency_id, Obligation.S16_ORDER, 1, (datetime.now(UTC), None))
                numbers[agency_id] = producer.record(agency_id, event)

        published = [message.decode()["subject"] for _ in "abc" if (message := queue.get(no_ack=True))]
    assert numbers == {"a": 1, "b": 2, "c": 3}
    assert published == ["a", "b", "c"]
    assert mongo.database()[OUTBOX].count_documents({}) == 0


def test_the_bare_counter_counts_what_went_through_its_queue(stack: Stack, reporting: ReportingDesk) -> None:
    async def count() -> tuple[int, int]:
        async with BareCounter.on(stack.settings) as counter:
            recorded = [await counter.record() for _ in range(3)]
            while await counter.counted() < len(recorded):
                await asyncio.sleep(0.01)
            return recorded[-1], await counter.counted()

    assert asyncio.run(count()) == (3, 3)
