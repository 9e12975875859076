"""Something happened to agencies, or they filed: the ledger learns it, and what changed today is said."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Protocol

from contracts.calls import Call
from contracts.events.agencies import AgencyState
from contracts.events.envelope import History
from contracts.events.reporting import ComplianceChanged
from contracts.vocabulary import ComplianceState, Measure, Obligation
from services.reporting.domain.account import Fact
from services.reporting.domain.days import bangkok_day
from services.reporting.usecases.agencies_told import fact_of_agency
from services.reporting.usecases.filings_told import Filed, fact_of_filing


class Statement(Protocol):
    """Today's state of an agency, where it differs from what was last said."""

    @property
    def agency_id(self) -> str: ...
    @property
    def obligation(self) -> str: ...
    @property
    def measure(self) -> str: ...
    @property
    def state(self) -> str: ...


class Ledger(Protocol):
    """The obligation ledger."""

    def learn(self, facts: Sequence[Fact], today: date) -> Iterable[Statement]:
        """Settle what follows when accounts learn these facts. Returns what there is to say of today."""

    def say(self, agency_ids: Collection[str], today: date) -> Iterable[Statement]:
        """What there is to say of these agencies today and has not been said."""


class Unsaid(Protocol):
    """The agencies of which it was left for later to say what there is to say."""

    def take(self) -> Sequence[str]:
        """The next ones, which are taken off; nothing when none are left."""


def learn(told: Iterable[AgencyState | Filed], ledger: Ledger, history: History, call: Call) -> None:
    """Have the ledger learn what was told, all of it together, since it is often about the same agencies; and say
    publicly which agencies' states of today it changed."""
    facts = [fact for each in told if (fact := fact_told(each))]
    _record(ledger.learn(facts, bangkok_day(call.now)), history, call)


def say(agency_ids: Collection[str], ledger: Ledger, history: History, call: Call) -> int:
    """Say publicly what there is to say of these agencies today and has not been said. Returns how much that was."""
    return _record(ledger.say(agency_ids, bangkok_day(call.now)), history, call)


def say_some_of_what_was_left(unsaid: Unsaid, ledger: Ledger, history: History, call: Call) -> bool:
    """The same of the next agencies of which it was left for later. Returns whether there were any."""
    agency_ids = unsaid.take()
    if agency_ids:
        say(agency_ids, ledger, history, call)
    return bool(agency_ids)


def fact_told(told: AgencyState | Filed) -> Fact | None:
    return fact_of_agency(told) if isinstance(told, AgencyState) else fact_of_filing(told)


def _record(statements: Iterable[Statement], history: History, call: Call) -> int:
    recorded = 0
    for changed in statements:
        event = ComplianceChanged(
            agency_id=changed.agency_id,
            obligation=Obligation(changed.obligation),
            measure=Measure(changed.measure),
            state=ComplianceState(changed.state),
            effective_on=bangkok_day(call.now),
        )
        history.record(changed.agency_id, event, call)
        recorded += 1
    return recorded
