"""Reporting with its ledger in memory: it hears facts as its events carry them, and says what changed."""

from __future__ import annotations

from datetime import UTC, date, datetime

from contracts.calls import Call
from contracts.events.agencies import AgencyState
from contracts.events.envelope import Event, State
from contracts.events.reporting import ComplianceChanged
from services.reporting.domain.calculation import Entry, entries
from services.reporting.domain.terms import Measure, Obligation
from services.reporting.ledger.settlement import Ledger
from services.reporting.usecases.filings_told import Filed
from services.reporting.usecases.learn import learn
from tests.fakes.reporting_book import BookInMemory

NOW = datetime(2024, 10, 29, 5, tzinfo=UTC)
TODAY = date(2024, 10, 29)
S10 = Obligation.S10_NOTICE
UPLOADED = Measure.UPLOADED

Fact = AgencyState | Filed


class ReportingInMemory:
    """Reporting with its ledger in memory, at noon of 29 October 2567."""

    def __init__(self) -> None:
        self.book = BookInMemory()
        self.ledger = Ledger(self.book)
        self.said: list[ComplianceChanged] = []

    def record(self, subject: str, event: Event, call: Call, before: State | None = None) -> None:
        assert isinstance(event, ComplianceChanged)
        assert subject == event.agency_id
        self.said.append(event)

    def hears(self, *facts: Fact, now: datetime = NOW) -> ReportingInMemory:
        """Hears of one fact after the other."""
        for fact in facts:
            self.hears_together(fact, now=now)
        return self

    def hears_together(self, *facts: Fact, now: datetime = NOW) -> ReportingInMemory:
        """Hears of these facts at once."""
        call = Call(now=now, trace_id="test")
        learn(facts, self.ledger, self, call)
        return self

    def entries(self, agency_id: str, obligation: Obligation = S10, measure: Measure = UPLOADED) -> list[Entry]:
        held = [entry for (o, m, _), entry in self.book.entries[agency_id].items() if (o, m) == (obligation, measure)]
        assert sorted(held, key=lambda entry: entry.span) == list(
            entries(self.book.by_agency[agency_id], obligation, measure)
        )
        return sorted(held, key=lambda entry: entry.span)

    def states(
        self, agency_id: str, obligation: Obligation = S10, measure: Measure = UPLOADED
    ) -> list[tuple[date, str]]:
        """Each first day with the state that holds from it."""
        return [(entry.span.first, entry.state.value) for entry in self.entries(agency_id, obligation, measure)]

    def today(self, agency_id: str, obligation: Obligation = S10, measure: Measure = UPLOADED) -> str:
        return next(
            (e.state.value for e in self.entries(agency_id, obligation, measure) if e.span.holds(TODAY)), "not_required"
        )
