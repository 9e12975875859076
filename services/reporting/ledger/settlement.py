"""Settling facts: what events change in the ledger, for their agencies and for those below them.

Events may come late, twice, out of order and at the same time.

- Late and twice: every fact has a version, and only a newer one is learnt.
- Out of order: an account may learn of documents before it learns of its agency, and of a parent that is not known
  itself yet. Everything counts as soon as the facts that it needs are there.
- At the same time: they are not. One process hears of everything, and of two transactions that use the book at the same
  time (when one process takes over from another) the second starts again and sees the first. Otherwise an agency that
  gets a parent could miss what that parent begins to hand down, and two would count in one tally unseen by each other.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from services.reporting.domain.account import Account, Fact
from services.reporting.domain.calculation import Entry, calculated, recalculated, state_on
from services.reporting.domain.obligations import COUNTED, OWED_FOR_LICENCES, is_inheritable
from services.reporting.domain.terms import Measure, Obligation, Series, State
from services.reporting.ledger.book import Book, Revision
from services.reporting.ledger.sheet import HandedDown, Sheet
from services.reporting.ledger.uncollected import uncollected

# Deeper than any tree of agencies. Parents may form a circle for a moment, when of two moves only the later has been
# heard of; it is not walked for ever, and the other move's event puts right what it touches.
DEEPEST = 64


@dataclass(frozen=True)
class Statement:
    """Today's state of an agency, where it differs from what was last said."""

    agency_id: str
    obligation: Obligation
    measure: Measure
    state: State


# When more accounts change at once, what there is to say of them is left for later.
SAID_AT_ONCE = 500

_Entries = Mapping[Series, Sequence[Entry]]


class Ledger:
    """The ledger, kept up to date fact by fact."""

    def __init__(self, book: Book) -> None:
        self._book = book

    @uncollected()
    def learn(self, facts: Sequence[Fact], today: date) -> Sequence[Statement]:
        """Have accounts learn facts, and settle what follows. Must run inside a transaction. Returns what there is to
        say of today, which counts as said; when very many accounts have changed that is left for later, for figures and
        lists do not wait for it.

        However many facts there are, they are read and stored together.
        """
        changed = list(self._settled(facts))
        if len(changed) > SAID_AT_ONCE:
            self._book.leave_unsaid([after.id for _, after in changed])
            self._book.keep(_revised(changed))
            return ()
        revisions, statements = [], []
        for before, after in changed:
            was, now = _recalculated(before, after)
            news = _news(after, now, today)
            revisions.append(_revision(before, _saying(after, news), was, now))
            statements.extend(news)
        self._book.keep(revisions)
        return statements

    @uncollected()
    def learn_silently(self, facts: Sequence[Fact]) -> None:
        """The same, and nothing is said."""
        self._book.keep(_revised(self._settled(facts)))

    def say(self, agency_ids: Collection[str], today: date) -> Sequence[Statement]:
        """What there is to say of these agencies today and has not been said. Must run inside a transaction."""
        revisions, statements = [], []
        for account in self._book.accounts(agency_ids).values():
            if news := _news(account, calculated(account, COUNTED), today):
                revisions.append(Revision(_saying(account, news), before=account))
                statements.extend(news)
        self._book.keep(revisions)
        return statements

    def _settled(self, facts: Sequence[Fact]) -> Iterator[tuple[Account, Account]]:
        sheet = Sheet(self._book)
        sheet.fetch(id for fact in facts for id in (fact.agency_id, *fact.near))
        _settle(facts, sheet)
        return sheet.changed()


def _settle(facts: Sequence[Fact], sheet: Sheet) -> None:
    before = {fact.agency_id: sheet.account(fact.agency_id) for fact in facts}
    for fact in facts:
        sheet.put(fact.learnt_by(sheet.account(fact.agency_id)))
    moved = [id for id, account in before.items() if sheet.account(id).ties != account.ties]
    if moved:
        sheet.fetch(parent for id in moved for parent in sheet.account(id).parent_ids)
        for id in moved:
            sheet.inherit(id)
    _hand_on({id for id, account in before.items() if _hands_on(account, id, sheet)}, sheet)


def _hand_on(level: set[str], sheet: Sheet) -> None:
    """Revise the accounts below, level by level, for as far as something else reaches them."""
    for _ in range(DEEPEST):
        if not level:
            break
        children = sheet.children(level)
        sheet.fetch(parent for child in children for parent in child.parent_ids)
        for child in children:
            sheet.inherit(child.id)
        # What a child inherits it also hands on: it need not be made out, and mostly there is nobody below.
        level = {child.id for child in children if sheet.account(child.id) is not child}


def _hands_on(before: Account, agency_id: str, sheet: Sheet) -> bool:
    """Whether the agency hands down something else than it did."""
    return sheet.account(agency_id) is not before and sheet.handed_down(agency_id) != HandedDown.by(before)


def _revised(changed: Iterable[tuple[Account, Account]]) -> Iterator[Revision]:
    """One after the other, for whoever stores some while the next are calculated."""
    return (_revision(before, after, *_recalculated(before, after)) for before, after in changed)


def _recalculated(before: Account, after: Account) -> tuple[_Entries, _Entries]:
    """Those entries, as they were and as they are, that may differ."""
    return recalculated(before, after, _affected(before, after))


def _revision(before: Account, account: Account, was: _Entries, now: _Entries) -> Revision:
    """What changes in the stored ledger."""
    gone = (entry for series, old in was.items() for entry in old if entry not in now[series])
    new = (entry for series, held in now.items() for entry in held if entry not in was[series])
    return Revision(account, tuple(gone), tuple(new), None if before == Account(before.id) else before)


def _news(account: Account, now: _Entries, today: date) -> list[Statement]:
    """What there is to say of today."""
    states = ((series, state_on(held, today)) for series, held in now.items())
    return [
        Statement(account.id, *series, state)
        for series, state in states
        if _is_news(account.said.get(about(*series)), state)
    ]


def _saying(account: Account, news: Sequence[Statement]) -> Account:
    for each in news:
        account = account.after_saying(about(each.obligation, each.measure), each.state)
    return account


def about(obligation: Obligation, measure: Measure) -> str:
    """What an announced state is about, as accounts name it."""
    return f"{obligation}/{measure}"


def _affected(before: Account, after: Account) -> frozenset[Series]:
    """The obligations and measures whose entries may differ between the two."""
    if (before.standings, before.lineage) != (after.standings, after.lineage):
        return frozenset(COUNTED)
    obligations = {notice.obligation for notice in {*before.notices} ^ {*after.notices}}
    if before.licences != after.licences:
        obligations |= {*OWED_FOR_LICENCES}
    found = {series for series in COUNTED if series[0] in obligations}
    found |= {(known.obligation, Measure.ISSUED) for known in {*before.declarations} ^ {*after.declarations}}
    if (before.inherited, before.switches) != (after.inherited, after.switches):
        found |= {(obligation, Measure.UPLOADED) for obligation in Obligation if is_inheritable(obligation)}
    return frozenset(found)


def _is_news(said: State | None, state: State) -> bool:
    """Whether a state is worth saying. An agency begins by missing what it owes; that needs no telling."""
    return state != said if said is not None else state in (State.DONE, State.COVERED)
