"""The calculation: from what is known of an agency to its entries in the ledger."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from services.reporting.domain.account import Account, Line, Place
from services.reporting.domain.days import FOREVER, Span
from services.reporting.domain.inheritance import covering
from services.reporting.domain.lineage import lines
from services.reporting.domain.obligations import COUNTED, days_owed, is_inheritable
from services.reporting.domain.terms import Measure, Obligation, Series, State

Part = tuple[Span, State, tuple[str, ...]]
Applications = Sequence[tuple[str, Span]]  # documents' ids, each with days on which it applies


class Entry(NamedTuple):
    """On the days of `span` the agency was in `state`, because of the documents. `since`: the first day of an unbroken
    run of that state, which other entries may have begun (another document, another name of the agency, another agency
    above it)."""

    obligation: Obligation
    measure: Measure
    span: Span
    state: State
    since: date
    document_ids: tuple[str, ...]
    place: Place
    line: Line


class Stay(NamedTuple):
    """What holds of an agency on the days of `span`, whatever it files."""

    span: Span
    place: Place
    line: Line


class EntryKey(NamedTuple):
    """What tells an agency's entries apart: no two of an obligation and measure begin on the same day."""

    obligation: Obligation
    measure: Measure
    first: date

    @classmethod
    def of(cls, entry: Entry) -> EntryKey:
        return cls(entry.obligation, entry.measure, entry.span.first)


def calculated(account: Account, series: Collection[Series]) -> dict[Series, tuple[Entry, ...]]:
    """The agency's entries for several obligations and measures."""
    held = tuple(stays(account))
    return {each: _entries(account, held, *each) for each in COUNTED if each in series}


def recalculated(
    before: Account, after: Account, series: Collection[Series]
) -> tuple[dict[Series, tuple[Entry, ...]], dict[Series, tuple[Entry, ...]]]:
    """The same of an account as it was and as it is."""
    held_before = tuple(stays(before))
    stayed = (before.standings, before.lineage) == (after.standings, after.lineage)
    held_after = held_before if stayed else tuple(stays(after))
    wanted = [each for each in COUNTED if each in series]
    was = {each: _entries(before, held_before, *each) for each in wanted}
    return was, {each: _entries(after, held_after, *each) for each in wanted}


def entries(account: Account, obligation: Obligation, measure: Measure) -> tuple[Entry, ...]:
    """The agency's entries for an obligation and a measure: exactly one for each day on which it exists and owes it.

    What is not owed, or not counted by this measure, has no entry: nearly nobody owes everything.

    Uploaded: `done` with at least one own document (a link, for section 13(2)) published that
    day; else `covered` if an ancestor's document for its
    subtree applies that day; else `missing`. Issued: `done` from the day declared or, if earlier, the first day that
    counts as published of an own document, for a published notice has evidently been made; what has been issued stays
    issued, until the declaration is withdrawn if it rests on that alone.
    """
    return calculated(account, ((obligation, measure),)).get((obligation, measure), ())


def _entries(account: Account, held: Iterable[Stay], obligation: Obligation, measure: Measure) -> tuple[Entry, ...]:
    own = [(notice.id, span) for notice in account.notices if notice.obligation is obligation for span in notice.days]
    declared = next((known.issued_on for known in account.declarations if known.obligation is obligation), None)
    from_above = covering(account) if is_inheritable(obligation) else ()
    result: list[Entry] = []
    for stay in held:
        for days in days_owed(stay.span, stay.place, account.licences, obligation):
            parts = _uploaded(days, own, from_above) if measure is Measure.UPLOADED else _issued(days, own, declared)
            for span, state, document_ids in parts:
                entry = Entry(obligation, measure, span, state, span.first, document_ids, stay.place, stay.line)
                _append(result, entry)
    return tuple(result)


def stays(account: Account) -> Iterable[Stay]:
    """The days on which the agency exists, parted where its place or its line changes."""
    held = lines(account)
    for standing in account.standings:
        for span, line in held:
            if days := span.within(standing.span):
                yield Stay(days, standing.place, line)


def state_on(ledger: Sequence[Entry], day: date) -> State:
    """The state on a day; `not_required` when the agency does not owe it then, or does not exist."""
    return next((entry.state for entry in ledger if entry.span.holds(day)), State.NOT_REQUIRED)


def _uploaded(days: Span, own: Applications, from_above: Applications) -> Iterator[Part]:
    borders = {days.first, days.end}
    for _, span in (*own, *from_above):
        borders.update(border for border in span if days.first < border < days.end)
    for first, end in pairwise(sorted(borders)):
        published = _applying(own, first)
        inherited = _applying(from_above, first)
        state = State.DONE if published else State.COVERED if inherited else State.MISSING
        yield Span(first, end), state, published or inherited


def _issued(days: Span, own: Applications, declared: date | None) -> Iterator[Part]:
    first_published = min((span.first for _, span in own), default=FOREVER)
    issued_on = min(declared or FOREVER, first_published)
    if before := days.within(Span(date.min, issued_on)) if issued_on > date.min else None:
        yield before, State.MISSING, ()
    if issued_on < FOREVER and (after := days.within(Span(issued_on, FOREVER))):
        yield after, State.DONE, _applying(own, issued_on)


def _applying(documents: Applications, day: date) -> tuple[str, ...]:
    found = {document_id for document_id, span in documents if span.first <= day < span.end} if documents else ()
    return tuple(sorted(found))


def _append(result: list[Entry], entry: Entry) -> None:
    last = result[-1] if result else None
    if last is not None and last.span.end == entry.span.first and last.state is entry.state:
        entry = entry._replace(since=last.since)
        if (last.document_ids, last.place, last.line) == (entry.document_ids, entry.place, entry.line):
            entry = entry._replace(span=Span(last.span.first, entry.span.end))
            result.pop()
    result.append(entry)
