"""Another service's directory of agencies equals the source, however it came to hear of them."""

from __future__ import annotations

import json
import random
import secrets
from collections.abc import Iterator
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import rule, run_state_machine_as_test
from kombu import Connection, Queue

from chassis.bus.replaying import replay_log
from chassis.directory import DIRECTORY
from chassis.mongo import database
from contracts.events.agencies import AGENCY_EVENTS, AgencyState
from deploy.local.stack import Stack
from services.agencies.usecases.telling import state
from tests.builders.agencies import row
from tests.builders.registry_office import RegistryOffice
from tests.builders.reorganisations import EVERY_DAY, Reorganising

pytestmark = pytest.mark.backing("mongo", "s3", "broker")


@pytest.fixture
def queue(stack: Stack) -> Iterator[tuple[Connection, str]]:
    with Connection(stack.settings.need("amqp_url")) as connection:
        made = Queue(f"events.test.{secrets.token_hex(4)}", durable=True)(connection.channel())
        made.declare()
        yield connection, made.name
        made.delete()


def test_a_directory_restored_from_nothing_knows_all_that_the_source_knows(
    office: RegistryOffice, queue: tuple[Connection, str]
) -> None:
    office.import_rows(row(1), row(2), row(11, under=1), row(111, under=11))
    office.move(11, to=2)
    office.merge(2, 1, effective_on=office.today + timedelta(days=3))
    office.dissolve(111, effective_on=office.today - timedelta(days=3))
    office.reopen(111, under=2)
    database()[DIRECTORY].delete_many({})
    connection, name = queue

    replayed = replay_log(connection, "agencies", [event.TYPE for event in AGENCY_EVENTS], name)

    heard = [json.loads(message.body)["data"]["agency"] for message in _messages(connection, name)]
    assert len(heard) == replayed == len(office.history())
    random.shuffle(heard)
    office.process.directory.apply(map(AgencyState.model_validate, [*heard, *heard[:3]]))
    assert _known(office) == _source(office)


def test_any_sequence_of_reorganisations_told_in_any_order_ends_in_the_same_directory(office: RegistryOffice) -> None:
    directory = office.process.directory

    class ToldToTheRealDirectory(Reorganising):
        @rule(data=st.data())
        def another_service_hears_of_it(self, data: st.DataObject) -> None:
            told = self.agencies.told.states
            twice = data.draw(st.lists(st.sampled_from(told), max_size=2))
            heard = data.draw(st.permutations([*told, *twice]))
            database()[DIRECTORY].delete_many({})
            middle = len(heard) // 2
            directory.apply(heard[:middle])
            directory.apply(heard[middle:])

            agencies = self.agencies.book.agencies
            assert {known.id: known for known in directory.all()} == {
                each.id: state(each) for each in agencies.values()
            }
            day = data.draw(st.sampled_from(EVERY_DAY))
            paths = directory.paths(list(agencies), day)
            for agency in agencies.values():
                facts = agency.facts_on(day)
                assert (paths[agency.id][-1:] or (None,)) == ((facts.parent_id if facts else None),)

    quick = settings(max_examples=8, stateful_step_count=12, deadline=None, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(ToldToTheRealDirectory, settings=quick)  # type: ignore[no-untyped-call]


def _messages(connection: Connection, queue: str) -> Iterator[object]:
    channel = connection.channel()
    while (message := channel.basic_get(queue, no_ack=True)) is not None:
        yield message


def _known(office: RegistryOffice) -> dict[str, AgencyState]:
    return {known.id: known for known in office.process.directory.all()}


def _source(office: RegistryOffice) -> dict[str, AgencyState]:
    agencies = office.parts.book.by_codes([f"{number:012d}" for number in (1, 2, 11, 111)]).values()
    return {agency.id: state(agency) for agency in agencies}
