"""Who owes what, and by which measures it is counted."""

from __future__ import annotations

from services.reporting.domain.account import Licences, Place
from services.reporting.domain.days import Span
from services.reporting.domain.terms import Measure, Obligation, Series

# Declarations of having issued something are there for sections 10 and 16 only (domain section 5).
COUNTED = tuple(
    (obligation, measure)
    for obligation in Obligation
    for measure in Measure
    if measure is Measure.UPLOADED or obligation in (Obligation.S10_NOTICE, Obligation.S16_ORDER)
)
OWED_BY_ALL = Obligation.S10_NOTICE
# What every agency owes, by one measure: its entries are one for each agency on a day, and tell which there are.
EVERY_AGENCY: Series = (OWED_BY_ALL, Measure.UPLOADED)
# Owed by an agency that declares that it has licences as section 13(1) means them (domain section 2).
OWED_FOR_LICENCES = (Obligation.S13_1_NOTICE, Obligation.S13_2_CHANNEL)


def days_owed(days: Span, place: Place, licences: Licences, obligation: Obligation) -> tuple[Span, ...]:
    """Those of the days, on which the agency has that place, on which it owes the obligation.

    Section 10: every agency. Section 16: agencies in their own right, not their subordinate or regional units (letter
    นร 1200/ว6), which are those that are not reporting units. Section 13: an agency that declares that it has such
    licences, on the days for which it does.
    """
    if obligation is OWED_BY_ALL or (obligation is Obligation.S16_ORDER and place.reporting_unit):
        return (days,)
    if obligation not in OWED_FOR_LICENCES:
        return ()
    return tuple(owed for held in licences.days if (owed := held.within(days)))


def is_owed_by_all_counted(obligation: Obligation) -> bool:
    """Whether every agency in the figures owes it: nobody is to be looked for who does not."""
    return obligation in (OWED_BY_ALL, Obligation.S16_ORDER)


def is_inheritable(obligation: Obligation) -> bool:
    """Whether an ancestor's document for its whole subtree counts for those below: section 10 only."""
    return obligation is Obligation.S10_NOTICE
