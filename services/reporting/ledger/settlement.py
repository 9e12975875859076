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

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from services.reporting.domain.account import Account, Fact
from services.reporting.domain.calculation import Entry, entries, state_on
from services.reporting.domain.obligations import COUNTED, OWED_FOR_LICENCES, is_inheritable
from services.reporting.domain.terms import Measure, Obligation, State
from services.reporting.ledger.book import Book, Revision
from services.reporting.ledger.sheet import HandedDown, Sheet

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


class Ledger:
    """The ledger, kept up to date fact by fact."""

    def __init__(self, book: Book) -> None:
        self._book = book

    def learn(self, facts: Sequence[Fact], today: date) -> Sequence[Statement]:
        """Have accounts learn facts, and settle what follows. Must run inside a transaction.

        However many facts there are, they are read and stored together.
        """
        sheet = Sheet(self._book)
        sheet.fetch(id for fact in facts for id in (fact.agency_id, *fact.near))
        _settle(facts, sheet)
        revisions, statements = [], []
        for before, after in sheet.changed():
            revision, news = _revision(before, after, today)
            revisions.append(revision)
            statements.extend(news)
        if revisions:
            self._book.keep(revisions)
        return statements


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
        level = {child.id for child in children if _hands_on(child, child.id, sheet)}


def _hands_on(before: Account, agency_id: str, sheet: Sheet) -> bool:
    """Whether the agency hands down something else than it did."""
    return sheet.account(agency_id) is not before and sheet.handed_down(agency_id) != HandedDown.by(before)


def _revision(before: Account, after: Account, today: date) -> tuple[Revision, list[Statement]]:
    """What changes in the stored ledger, and what there is to say of today."""
    was: list[Entry] = []
    now: list[Entry] = []
    said = dict(after.said)
    statements: list[Statement] = []
    affected = _affected(before, after)
    for obligation, measure in COUNTED:
        if obligation not in affected:
            continue
        old, new = entries(before, obligation, measure), entries(after, obligation, measure)
        was.extend(entry for entry in old if entry not in new)
        now.extend(entry for entry in new if entry not in old)
        state = state_on(new, today)
        if _is_news(said.get(f"{obligation}/{measure}"), state):
            said[f"{obligation}/{measure}"] = state
            statements.append(Statement(after.id, obligation, measure, state))
    return Revision(replace(after, said=said), tuple(was), tuple(now)), statements


def _affected(before: Account, after: Account) -> frozenset[Obligation]:
    """The obligations whose entries may differ between the two."""
    if (before.standings, before.lineage) != (after.standings, after.lineage):
        return frozenset(Obligation)
    found = {notice.obligation for notice in {*before.notices} ^ {*after.notices}}
    found |= {declaration.obligation for declaration in {*before.declarations} ^ {*after.declarations}}
    if before.licences != after.licences:
        found |= {*OWED_FOR_LICENCES}
    if (before.inherited, before.switches) != (after.inherited, after.switches):
        found |= {obligation for obligation in Obligation if is_inheritable(obligation)}
    return frozenset(found)


def _is_news(said: State | None, state: State) -> bool:
    """Whether a state is worth saying. An agency begins by missing what it owes; that needs no telling."""
    return state != said if said is not None else state in (State.DONE, State.COVERED)
