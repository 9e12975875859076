"""The figures that were published, which the demonstration filings must give again by the system's own calculation.

Sources: cabinet summary of 30 January 2567 (OPDC's survey of 31 October 2566), cabinet summary of 13 August 2567 (its
survey of 15 March 2567), letter มท 0810.7/ว 5827 of 12 November 2567 (percentages of local bodies in info.go.th on
29 October 2567; the counts follow from them, of 7,850).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from contracts.vocabulary import Category, Measure, Obligation

S10, S16 = Obligation.S10_NOTICE, Obligation.S16_ORDER

REPORTING_AGENCIES: Mapping[Category, int] = {
    Category.GOVERNMENT: 160,
    Category.PROVINCE: 76,
    Category.LOCAL: 7850,
    Category.PUBLIC_ORGANISATION: 61,
    Category.STATE_ENTERPRISE: 41,
    Category.UNIVERSITY: 88,
    Category.NEW_FORM: 13,
    Category.OTHER: 5,
}
"""The agencies on the published lists: 8,294 in all."""


@dataclass(frozen=True)
class Snapshot:
    """How many agencies complied on a day, by obligation and category, on one measure."""

    as_of: date
    measure: Measure
    complying: Mapping[Obligation, Mapping[Category, int]]


_ALL_COMPLYING = {
    category: REPORTING_AGENCIES[category]
    for category in (
        Category.GOVERNMENT,
        Category.PROVINCE,
        Category.PUBLIC_ORGANISATION,
        Category.STATE_ENTERPRISE,
        Category.OTHER,
    )
}

FIRST_SURVEY = Snapshot(
    date(2023, 10, 31),
    Measure.ISSUED,
    {
        S10: {**_ALL_COMPLYING, Category.LOCAL: 6351, Category.UNIVERSITY: 77, Category.NEW_FORM: 11},
        S16: {**_ALL_COMPLYING, Category.LOCAL: 6210, Category.UNIVERSITY: 67, Category.NEW_FORM: 11},
    },
)
SECOND_SURVEY = Snapshot(
    date(2024, 3, 15),
    Measure.ISSUED,
    {
        S10: {**_ALL_COMPLYING, Category.LOCAL: 6662, Category.UNIVERSITY: 78, Category.NEW_FORM: 12},
        S16: {**_ALL_COMPLYING, Category.LOCAL: 6542, Category.UNIVERSITY: 69, Category.NEW_FORM: 12},
    },
)
LOCAL_UPLOADS = Snapshot(
    date(2024, 10, 29), Measure.UPLOADED, {S10: {Category.LOCAL: 5842}, S16: {Category.LOCAL: 5797}}
)

SNAPSHOTS = (FIRST_SURVEY, SECOND_SURVEY, LOCAL_UPLOADS)
PERCENT_OF_LOCAL_UPLOADS: Mapping[Obligation, str] = {S10: "74.42", S16: "73.85"}
