"""What reporting makes of events, however they arrive, and what it says itself."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta

import pytest
from bson import encode
from hypothesis import HealthCheck, given, settings

from chassis import mongo
from contracts.calls import Call
from contracts.operations import operations_in
from contracts.rpc.reporting import figures as rpc
from contracts.vocabulary import Measure, Obligation, Scope
from services.reporting.ledger.mongo_book import MongoBook
from services.reporting.ledger.rebuilding import rebuild
from services.reporting.service import ReportingService
from services.reporting.store import GateDocument
from services.reporting.usecases.note_agencies import note_agencies
from services.reporting.usecases.note_filings import note_filings
from tests.builders.reporting import a_declaration, a_document, an_agency, some_facts
from tests.builders.reporting_desk import ReportingDesk, message
from tests.builders.reporting_histories import AGENCIES, ALL_DAYS, History, day, histories
from tests.service.reporting.conftest import empty

pytestmark = pytest.mark.backing("mongo")

LAST_YEAR = datetime.now(UTC) - timedelta(days=365)
NOON = datetime.combine(day(6), time(5), UTC)


def test_every_operation_of_the_contract_is_served() -> None:
    for operation in operations_in(rpc):
        assert getattr(ReportingService, operation.method).operation is operation


def test_the_same_message_twice_is_one_fact(reporting: ReportingDesk) -> None:
    reporting.hears(an_agency("a"))
    filed = message(a_document("a", [(LAST_YEAR, None)]))

    reporting.receives(filed)
    reporting.receives(filed)

    assert reporting.figures()["total"]["done"] == 1
    assert [(event.measure, event.state) for event in reporting.said()] == [("issued", "done"), ("uploaded", "done")]


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(history=histories())
def test_the_stored_ledger_is_as_defined_and_a_rebuild_gives_the_same_bytes(
    reporting: ReportingDesk, history: History
) -> None:
    empty()  # of the example before
    reporting = reporting.at(NOON)
    reporting.hears(*history.heard)

    for agency in AGENCIES:
        for on in ALL_DAYS[::3]:
            answer = reporting.ask("get_compliance", agency_id=agency, as_of=on.isoformat())
            for item in answer["obligations"]:
                about = Obligation(item["obligation"]), Measure(item["measure"])
                assert item["state"] == history.country.state(agency, *about, on)[0]

    before = stored()
    rebuild(MongoBook())
    assert stored() == before


def stored() -> dict[str, list[bytes]]:
    """The ledger's collections, byte for byte."""
    return {
        name: [encode(record) for record in mongo.database()[name].find().sort("_id", 1)]
        for name in ("accounts", "entries")
    }


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
        *(lambda filed=filed: note_filings([filed], parts.ledger, parts.history, call()) for filed in filings)
    ).run()

    (item,) = reporting.listed("done")
    assert item["document_ids"] == ["document-0", "document-1"]
    assert sum(both.attempts) > 2  # they did meet


def test_an_agency_and_its_first_document_at_the_same_time_both_count(reporting: ReportingDesk) -> None:
    agency, filed, parts = an_agency("a"), a_document("a", [(LAST_YEAR, None)]), reporting.parts

    AtTheSameTime(
        lambda: note_agencies([agency], parts.ledger, parts.history, call()),
        lambda: note_filings([filed], parts.ledger, parts.history, call()),
    ).run()

    assert reporting.state("a") == "done"


def test_a_child_registered_while_its_parent_files_for_the_subtree_is_covered(reporting: ReportingDesk) -> None:
    reporting.hears(an_agency("parent"))
    child = an_agency("child", some_facts("parent"))
    filed = a_document("parent", [(LAST_YEAR, None)], scope=Scope.SUBTREE)
    parts = reporting.parts

    AtTheSameTime(
        lambda: note_filings([filed], parts.ledger, parts.history, call()),
        lambda: note_agencies([child], parts.ledger, parts.history, call()),
    ).run()

    assert reporting.state("child") == "covered"


def test_without_all_its_gates_nothing_is_handed_down(reporting: ReportingDesk) -> None:
    """A gate that is missing would let a child miss what its parent hands down, so the event waits instead."""
    reporting.hears(an_agency("parent"))
    gates = GateDocument._get_collection()
    removed = gates.find_one_and_delete({})
    try:
        with pytest.raises(AssertionError, match="not handled"):
            reporting.hears(a_document("parent", [(LAST_YEAR, None)], scope=Scope.SUBTREE))
    finally:
        gates.insert_one(removed)
    assert reporting.state("parent") == "missing"


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
