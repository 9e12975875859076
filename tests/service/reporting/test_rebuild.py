"""The ledger is calculated anew from the event logs, while it is in use."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from bson import encode
from hypothesis import HealthCheck, given, settings

from chassis import mongo
from chassis.mongo import in_transaction
from chassis.reading_logs import LogReader
from contracts.calls import Call
from contracts.vocabulary import Scope
from services.reporting.rebuild import SAID, TYPES, Rebuild, Rebuilt, Superseded
from services.reporting.store.editions import Edition, current, next_edition
from tests.builders.reporting import a_document, an_agency, some_facts
from tests.builders.reporting_desk import Fact, ReportingDesk, event_of
from tests.builders.reporting_histories import History, day, histories
from tests.service.reporting.conftest import empty

pytestmark = pytest.mark.backing("mongo")

NOON = datetime.combine(day(6), time(5), UTC)
NOW = datetime.now(UTC)
LAST_YEAR = NOW - timedelta(days=365)


class Producers:
    """What agencies and documents have recorded, in a log; and rebuilding from it."""

    def __init__(self, reporting: ReportingDesk) -> None:
        self.reporting = reporting

    def record(self, *facts: Fact) -> None:
        """Recorded there, and not heard here."""

        def write() -> None:
            for fact in facts:
                event, subject = event_of(fact)
                self.reporting.process.history.record(subject, event, Call(now=NOW, trace_id="test"))

        in_transaction(write)

    def rebuild(self, now: datetime = NOW, tell: Callable[[str], None] = lambda _: None) -> Rebuilt:
        # one database has both logs here
        log = LogReader(mongo.database(), {*TYPES, SAID})
        return Rebuild([log], self.reporting.process.history, lambda: now, tell).run()


@pytest.fixture
def producers(reporting: ReportingDesk) -> Producers:
    return Producers(reporting)


def stored(edition: Edition) -> list[list[bytes]]:
    """The edition's collections, byte for byte; of the tallies what they count, for additions leave zeros, an order of
    their own, and a last day that may have come to nothing."""
    records = [list(collection.find().sort("_id", 1)) for collection in (edition.accounts, edition.entries)]
    pages = map(counting, edition.tallies.find().sort("_id", 1))
    tallies = [page for page in pages if page.keys() & {"days", "groups"}]
    for page in tallies:
        if "days" in page:
            assert page.pop("last") >= last_day(page)
    return [[encode(record) for record in each] for each in (*records, tallies)]


def last_day(page: dict[str, Any]) -> int:
    """The last day on which the page counts a change."""
    return max(int(f"{page['year']}{month}{day}") for month, days in page["days"].items() for day in days)


def counting(page: dict[str, Any]) -> dict[str, Any]:
    """The same in order, without what is zero."""
    inside = {name: counting(value) if isinstance(value, dict) else value for name, value in sorted(page.items())}
    return {name: value for name, value in inside.items() if value not in (0, {})}


@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
@given(history=histories())
def test_it_is_byte_for_byte_the_ledger_kept_by_events(producers: Producers, history: History) -> None:
    empty()  # of the example before
    reporting = producers.reporting.at(NOON)
    producers.record(*history.heard)
    reporting.hears(*history.heard)
    kept, said = stored(current()), reporting.said()

    producers.rebuild(NOON)

    assert stored(current()) == kept
    assert reporting.said() == said


def test_readers_see_the_old_ledger_until_the_new_one_is_ready(producers: Producers) -> None:
    producers.record(an_agency("a"), an_agency("b"))
    producers.reporting.hears(an_agency("a"))
    seen = []

    producers.rebuild(tell=lambda _: seen.append(producers.reporting.figures()["total"]["missing"]))

    assert set(seen) == {1}
    assert producers.reporting.figures()["total"]["missing"] == 2


def test_what_is_recorded_and_heard_meanwhile_is_not_lost(producers: Producers) -> None:
    agencies = [an_agency("a"), an_agency("b", some_facts("a")), an_agency("c")]
    producers.record(*agencies)
    producers.reporting.hears(*agencies)
    covering = a_document("a", [(LAST_YEAR, None)], scope=Scope.SUBTREE)
    meanwhile = iter([covering])

    def hear(_: str) -> None:
        for fact in meanwhile:
            producers.record(fact)
            producers.reporting.hears(fact)

    producers.rebuild(tell=hear)

    assert [producers.reporting.state(id) for id in "abc"] == ["done", "covered", "missing"]
    assert len(producers.reporting.said()) == 3  # once: a is done by both measures, b is covered


def test_what_only_the_logs_knew_is_said_and_its_event_says_nothing_more(producers: Producers) -> None:
    filed = a_document("a", [(LAST_YEAR, None)], scope=Scope.SUBTREE)
    producers.record(an_agency("a"), an_agency("b", some_facts("a")), filed)
    producers.reporting.hears(an_agency("a"), an_agency("b", some_facts("a")))

    rebuilt = producers.rebuild()
    producers.reporting.hears(filed)

    assert rebuilt.said == 3
    assert sorted((event.agency_id, event.measure) for event in producers.reporting.said()) == [
        ("a", "issued"),
        ("a", "uploaded"),
        ("b", "uploaded"),
    ]


def test_who_dies_in_the_middle_leaves_the_old_ledger_and_the_next_rebuild_cleans_up(producers: Producers) -> None:
    producers.record(an_agency("a"), an_agency("b"))
    producers.reporting.hears(an_agency("a"))
    before = current()

    def die(_: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        producers.rebuild(tell=die)
    assert current() == before
    assert producers.reporting.figures()["total"]["missing"] == 1

    producers.rebuild()

    ledgers = [name for name in mongo.database().list_collection_names() if name.startswith("entries_")]
    assert sorted(ledgers) == sorted([before.names[1], current().names[1]])
    assert producers.reporting.figures()["total"]["missing"] == 2


def test_of_two_rebuilds_the_one_that_began_last_takes_the_place(producers: Producers) -> None:
    producers.record(an_agency("a"))
    before = current()

    with pytest.raises(Superseded):
        producers.rebuild(tell=lambda _: next_edition() and None)
    assert current() == before

    producers.rebuild()
    assert producers.reporting.figures()["total"]["missing"] == 1
