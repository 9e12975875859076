"""Who owes what, and by which measures it is counted."""

from __future__ import annotations

from services.reporting.domain.account import Place
from services.reporting.domain.terms import Measure, Obligation

# Declarations of having issued something are there for sections 10 and 16 only (domain section 5).
COUNTED = tuple(
    (obligation, measure)
    for obligation in Obligation
    for measure in Measure
    if measure is Measure.UPLOADED or obligation in (Obligation.S10_NOTICE, Obligation.S16_ORDER)
)
# Every agency owes it on every day: its entries tell which agencies there are.
OWED_BY_ALL = Obligation.S10_NOTICE


def owes(place: Place, obligation: Obligation) -> bool:
    """Whether an agency standing there owes the obligation.

    Section 10: every agency. Section 16: agencies in their own right, not their subordinate or regional units (letter
    นร 1200/ว6), which are those that are not reporting units. Section 13: only an agency that declares that it issues
    such licences; as long as nobody can declare it, nobody owes it.
    """
    if obligation is OWED_BY_ALL:
        return True
    return obligation is Obligation.S16_ORDER and place.reporting_unit


def is_owed_by_all_counted(obligation: Obligation) -> bool:
    """Whether every agency in the figures owes it: nobody is to be looked for who does not."""
    return obligation in (OWED_BY_ALL, Obligation.S16_ORDER)


def is_inheritable(obligation: Obligation) -> bool:
    """Whether an ancestor's document for its whole subtree counts for those below: section 10 only."""
    return obligation is Obligation.S10_NOTICE
