"""For random histories, whatever the order in which they are heard: the ledger's answer for every day is the one that
follows from the definition of compliance (domain section 6), calculated slowly and separately."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contracts.vocabulary import ComplianceState, Measure, Obligation
from services.reporting.domain.calculation import Entry
from services.reporting.domain.tallying import Changes, running
from services.reporting.domain.terms import Measure as OurMeasure
from services.reporting.domain.terms import Obligation as OurObligation
from services.reporting.domain.terms import State
from services.reporting.ledger.rebuilding import rebuilt
from tests.builders.reporting_histories import AGENCIES, ALL_DAYS, History, day, histories
from tests.fakes.reporting_book import BookInMemory
from tests.fakes.reporting_in_memory import ReportingInMemory

TODAY = day(6)
NOON = datetime.combine(TODAY, time(5), UTC)
EVERYTHING = [(obligation, measure) for obligation in Obligation for measure in Measure]

differential = settings(suppress_health_check=[HealthCheck.too_slow])


def heard(history: History) -> ReportingInMemory:
    return ReportingInMemory().hears(*history.heard, now=NOON)


def holding(entries: list[Entry], on: date) -> list[Entry]:
    return [entry for entry in entries if entry.span.first <= on < entry.span.end]


@differential
@given(histories())
def test_every_day_of_every_agency_is_as_defined(history: History) -> None:
    reporting, country = heard(history), history.country

    for agency in AGENCIES:
        for obligation, measure in EVERYTHING:
            entries = reporting.entries(agency, OurObligation(obligation), OurMeasure(measure))
            for on in ALL_DAYS:
                found = holding(entries, on)
                facts = country.facts(agency, on)
                state, document_ids = country.state(agency, obligation, measure, on)
                if facts is None or state is ComplianceState.NOT_REQUIRED:
                    assert found == []
                    continue
                (entry,) = found
                assert (entry.state, set(entry.document_ids)) == (state, document_ids)
                assert (entry.place.category, entry.place.reporting_unit) == (facts.category, facts.reporting_unit)
                assert entry.line == country.line(agency, on)


@differential
@given(histories(), st.integers(1, 12))
def test_hearing_of_many_facts_at_once_comes_to_the_same(history: History, at_once: int) -> None:
    one_by_one, together = heard(history), ReportingInMemory()

    for first in range(0, len(history.heard), at_once):
        together.hears_together(*history.heard[first : first + at_once], now=NOON)

    assert together.book.entries == one_by_one.book.entries
    assert_says_how_it_is_today(together, history)


@differential
@given(histories())
def test_since_is_the_first_day_of_the_unbroken_run(history: History) -> None:
    reporting, country = heard(history), history.country

    for agency in AGENCIES:
        for entry in reporting.entries(agency):
            before = entry.since - timedelta(days=1)
            run = [entry.since + timedelta(days=n) for n in range((entry.span.first - entry.since).days + 1)]
            states = {country.state(agency, Obligation.S10_NOTICE, Measure.UPLOADED, on)[0] for on in run}
            assert states == {entry.state}
            assert country.facts(agency, before) is None or (
                country.state(agency, Obligation.S10_NOTICE, Measure.UPLOADED, before)[0] != entry.state
            )


@differential
@given(histories())
def test_what_was_said_last_is_how_it_is_today(history: History) -> None:
    assert_says_how_it_is_today(heard(history), history)


def assert_says_how_it_is_today(reporting: ReportingInMemory, history: History) -> None:
    last = {(event.agency_id, event.obligation, event.measure): event.state for event in reporting.said}
    for agency in AGENCIES:
        for obligation, measure in EVERYTHING:
            state, _ = history.country.state(agency, obligation, measure, TODAY)
            said = last.get((agency, obligation, measure))
            # Of an agency that nothing was ever said of, it goes without saying that it misses what it owes.
            assert said == state or (said is None and state in (ComplianceState.MISSING, ComplianceState.NOT_REQUIRED))


@differential
@given(histories())
def test_a_rebuild_finds_what_was_kept_step_by_step(history: History) -> None:
    kept, anew = heard(history).book, BookInMemory()

    anew.keep(rebuilt(kept.by_agency.values()))

    assert anew.by_agency == kept.by_agency
    assert anew.entries == kept.entries
    assert anew.tallies == kept.tallies


@differential
@given(histories())
def test_every_tally_of_every_day_counts_as_defined(history: History) -> None:
    """In the country, by category, province, local-body type, ministry and department, and below each agency."""
    tallies, country = heard(history).book.tallies, history.country
    groups = {group: by_days(changes) for group, changes in tallies.items()}

    for obligation, measure in EVERYTHING:
        for on in ALL_DAYS[::3]:
            states = country.counted(obligation, measure, on)
            owed = {id: state for id, state in states.items() if state is not ComplianceState.NOT_REQUIRED}
            expected: Counter[tuple[str, str, str]] = Counter()
            for id, state in owed.items():
                facts, (line, ministry, department) = country.facts(id, on), country.line(id, on)
                assert facts is not None
                expected["country", "all", state] += 1
                for dimension in ("category", "province", "lao_type"):
                    name = facts.province_code if dimension == "province" else getattr(facts, dimension)
                    if name is not None:
                        expected[dimension, str(name), state] += 1
                for dimension, name in (("ministry", ministry), ("department", department)):
                    if name is not None:
                        expected[dimension, name, state] += 1
                for above in line[:-1]:
                    expected["node", above, state] += 1
            found = {
                (group.dimension.value, group.name, state): agencies
                for group, changes in groups.items()
                if (group.obligation, group.measure) == (obligation, measure)
                for state, agencies in next(running(changes, [on])).items()
                if agencies
            }
            assert found == dict(expected)


def by_days(changes: Changes) -> dict[date, dict[State, int]]:
    days: dict[date, dict[State, int]] = {}
    for (on, state), agencies in changes.items():
        days.setdefault(on, {})[state] = agencies
    return days
