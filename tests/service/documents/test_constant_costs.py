"""What costs the same, however large the tree is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from pymongo import monitoring

from chassis import mongo
from chassis.config import Settings
from chassis.service import start
from contracts.rpc.documents import filing
from tests.builders.filing_office import FilingOffice

pytestmark = pytest.mark.backing("mongo", "s3")


def test_a_page_takes_as_many_queries_however_deep_the_agency_lies(settings: Settings):
    with counting_queries() as counter:
        office = FilingOffice(start(settings, "documents"))
        shallow = office.agency()
        office.file(shallow, scope="subtree")
        deep = shallow
        for _ in range(6):
            deep = office.agency(parent=deep)
            office.file(deep, scope="subtree")

        counter.queries = 0
        assert len(office.page(shallow)) == 1
        at_the_top = counter.queries
        counter.queries = 0
        assert len(office.page(deep)) == 7

        assert counter.queries == at_the_top == 6
    mongo.disconnect()


def test_publishing_for_all_below_costs_the_same_for_one_as_for_many(settings: Settings):
    with counting_queries() as counter:
        office = FilingOffice(start(settings, "documents"))
        costs = []
        for below in (1, 40):
            ministry = office.agency()
            for _ in range(below):
                office.agency(parent=ministry)
            document = office.file(ministry)
            request = filing.ChangeScope.model_validate(
                {"agency_id": ministry.id, "document_id": document.id, "version": 1, "scope": "subtree"}
            )
            counter.commands = 0
            office.ask(filing.CHANGE_SCOPE, request, at=ministry)
            costs.append(counter.commands)

        assert costs[0] == costs[1] > 0
    mongo.disconnect()


class QueryCounter(monitoring.CommandListener):
    def __init__(self) -> None:
        self.queries = 0
        self.commands = 0

    def started(self, event: monitoring.CommandStartedEvent) -> None:
        self.commands += 1
        self.queries += event.command_name in ("find", "aggregate", "getMore")

    def succeeded(self, event: monitoring.CommandSucceededEvent) -> None: ...

    def failed(self, event: monitoring.CommandFailedEvent) -> None: ...


@contextmanager
def counting_queries() -> Iterator[QueryCounter]:
    """Counts the queries of connections made inside."""
    counter = QueryCounter()
    before = list(monitoring._LISTENERS.command_listeners)
    monitoring.register(counter)
    try:
        yield counter
    finally:
        monitoring._LISTENERS.command_listeners[:] = before
