"""What reporting makes of events, however they arrive, and what it says itself."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from typing import Any, get_args

import pytest
from hypothesis import HealthCheck, given, settings

from chassis import mongo
from contracts.calls import Call
from contracts.rpc.reporting.figures import GroupBy
from contracts.vocabulary import ComplianceState, Measure, Obligation, Scope
from services.reporting.ledger.settlement import SAID_AT_ONCE
from services.reporting.usecases.learn import learn
from tests.builders.reporting import a_declaration, a_document, an_agency, some_facts
from tests.builders.reporting_desk import ReportingDesk, message
from tests.builders.reporting_histories import ALL_DAYS, History, day, histories
from tests.service.reporting.conftest import empty

pytestmark = pytest.mark.backing("mongo")

SERIES = [(Obligation.S10_NOTICE, Measure.UPLOADED), (Obligation.S13_2_CHANNEL, Measure.UPLOADED)]
LAST_YEAR = datetime.now(UTC) - timedelta(days=365)
NOON = datetime.combine(day(6), time(5), UTC)


def test_the_same_message_twice_is_one_fact(reporting: ReportingDesk) -> None:
    reporting.hears(an_agency("a"))
    filed = message(a_document("a", [(LAST_YEAR, None)]))

    reporting.receives(filed)
    reporting.receives(filed)

    assert reporting.figures()["total"]["done"] == 1
    assert [(event.measure, event.state) for event in reporting.said()] == [("issued", "done"), ("uploaded", "done")]


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(history=histories())
def test_figures_and_lists_are_as_defined(reporting: ReportingDesk, history: History) -> None:
    """Every figure by every grouping is the number of agencies that the definition gives, and so long is its list."""
    empty()  # of the example before
    reporting = reporting.at(NOON)
    reporting.hears(*history.heard)

    for on in ALL_DAYS[::4]:
        for obligation, measure in SERIES:
            about = {"obligation": obligation.value, "measure": measure.value, "as_of": on.isoformat()}
            states = history.country.counted(obligation, measure, on)
            for below in (None, *history.country.internal(on)):
                asked = {**about, "below": below}
                for group_by in get_args(GroupBy):
                    expected = history.country.grouped(states, group_by, below, on)
                    assert_counts(reporting.figures(group_by=group_by, **asked), expected)
            everybody = {
                id: state for state in ComplianceState for id in ids_of(reporting.listed(state.value, **about))
            }
            assert everybody == states


def assert_counts(found: dict[str, dict[str, Any]], expected: dict[str, Counter[ComplianceState]]) -> None:
    counts = {
        group: Counter({state: n for state in ComplianceState if (n := tally[state.value])})
        for group, tally in found.items()
    }
    assert counts == expected


def ids_of(listed: list[Any]) -> list[str]:
    return [item["agency_id"] for item in listed]


class AtTheSameTime:
    """Two transactions of which each has done its work before either commits, unless one has to start again."""

    def __init__(self, *works: Callable[[], None]) -> None:
        self._works = works
        self._tried = [threading.Event() for _ in works]
        self.attempts = [0 for _ in works]
        self._failures: list[BaseException] = []

    def run(self) -> AtTheSameTime:
        threads = [threading.Thread(target=self._run, args=(number,)) for number in range(len(self._works))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
            assert not thread.is_alive()
        for failure in self._failures:
            raise failure
        return self

    def _run(self, number: int) -> None:
        def work() -> None:
            self.attempts[number] += 1
            try:
                self._works[number]()
            finally:
                self._tried[number].set()
            for tried in self._tried:
                assert tried.wait(30)

        try:
            mongo.in_transaction(work)
        except BaseException as failure:
            self._failures.append(failure)


def call() -> Call:
    return Call(now=datetime.now(UTC), trace_id="test")


def test_two_documents_of_one_agency_at_the_same_time_both_count(reporting: ReportingDesk) -> None:
    reporting.hears(an_agency("a"))
    filings = [a_document("a", [(LAST_YEAR, None)], id=f"document-{n}") for n in range(2)]
    parts = reporting.parts

    both = AtTheSameTime(
        *(lambda filed=filed: learn([filed], parts.ledger, parts.history, call()) for filed in filings)
    ).run()

    (item,) = reporting.listed("done")
    assert item["document_ids"] == ["document-0", "document-1"]
    assert sum(both.attempts) > 2  # they did meet


def test_an_agency_and_its_first_document_at_the_same_time_both_count(reporting: ReportingDesk) -> None:
    agency, filed, parts = an_agency("a"), a_document("a", [(LAST_YEAR, None)]), reporting.parts

    AtTheSameTime(
        lambda: learn([agency], parts.ledger, parts.history, call()),
        lambda: learn([filed], parts.ledger, parts.history, call()),
    ).run()

    assert reporting.state("a") == "done"


def test_a_child_registered_while_its_parent_files_for_the_subtree_is_covered(reporting: ReportingDesk) -> None:
    reporting.hears(an_agency("parent"))
    child = an_agency("child", some_facts("parent"))
    filed = a_document("parent", [(LAST_YEAR, None)], scope=Scope.SUBTREE)
    parts = reporting.parts

    AtTheSameTime(
        lambda: learn([filed], parts.ledger, parts.history, call()),
        lambda: learn([child], parts.ledger, parts.history, call()),
    ).run()

    assert reporting.state("child") == "covered"


def test_what_a_notice_changes_for_very_many_is_seen_at_once_and_said_afterwards(reporting: ReportingDesk) -> None:
    children = very_many_below(reporting, "parent")

    reporting.hears(a_document("parent", [(LAST_YEAR, None)], scope=Scope.SUBTREE))

    assert reporting.figures()["total"]["covered"] == SAID_AT_ONCE
    assert reporting.said() == []
    reporting.says_what_was_left()
    reporting.says_what_was_left()
    said = Counter((event.agency_id, event.measure, event.state) for event in reporting.said())
    assert said == Counter(
        [
            ("parent", "issued", "done"),
            ("parent", "uploaded", "done"),
            *((child, "uploaded", "covered") for child in children),
        ]
    )


def test_what_was_left_is_said_as_it_is_by_then(reporting: ReportingDesk) -> None:
    first, *_ = very_many_below(reporting, "parent")
    reporting.hears(a_document("parent", [(LAST_YEAR, None)], scope=Scope.SUBTREE))

    reporting.hears(a_document(first, [(LAST_YEAR, None)], id="its own"))
    reporting.says_what_was_left()

    states = [event.state for event in reporting.said() if (event.agency_id, event.measure) == (first, "uploaded")]
    assert states == ["done"]


def test_a_subtree_document_reaches_a_whole_ministry(reporting: ReportingDesk) -> None:
    reporting.hears(an_agency("ministry"))
    for department in range(3):
        reporting.hears(an_agency(f"d{department}", some_facts("ministry")))
        reporting.hears(*(an_agency(f"d{department}-{n}", some_facts(f"d{department}")) for n in range(5)))

    reporting.hears(a_document("ministry", [(LAST_YEAR, None)], scope=Scope.SUBTREE))
    assert reporting.figures()["total"]["covered"] == 18

    reporting.hears(a_document("ministry", [(LAST_YEAR, datetime.now(UTC))], scope=Scope.SUBTREE, version=2))
    assert reporting.figures()["total"]["covered"] == 0


def test_a_declaration_feeds_the_issued_measure_only(reporting: ReportingDesk) -> None:
    reporting.hears(an_agency("a"), a_declaration("a", LAST_YEAR.date(), obligation=Obligation.S16_ORDER))

    assert reporting.state("a", obligation="s16_order", measure="issued") == "done"
    assert reporting.state("a", obligation="s16_order", measure="uploaded") == "missing"


def very_many_below(reporting: ReportingDesk, parent: str) -> list[str]:
    """One more than is said of at once, the parent among them, learnt together as from a full queue."""
    children = [f"child-{number}" for number in range(SAID_AT_ONCE)]
    agencies = [an_agency(parent), *(an_agency(id, some_facts(parent_id=parent, name_th=id)) for id in children)]
    call, parts = Call(now=datetime.now(UTC), trace_id=""), reporting.parts
    mongo.in_transaction(lambda: learn(agencies, parts.ledger, parts.history, call))
    return children
