"""The groups of figures, whatever is counted: in the order of the published lists, and what they are called."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from contracts.vocabulary import Category, LaoType
from services.reporting.domain.asking import BY_AGENCIES, Grouping, Placed
from services.reporting.usecases.asking import Numbers, Reader

# Groups appear in the order of the published lists, provinces by their code, agencies by Thai collation.
LISTED_ORDER = {group: place for place, group in enumerate((*Category, *LaoType))}


class Titled(NamedTuple):
    """A group, by its name if it is an agency that may be named."""

    group: str
    name_th: str | None
    name_en: str | None


def agencies_among(
    groups: Collection[str], below: str | None, day: date, grouping: Grouping, numbers: Numbers
) -> Mapping[str, Placed]:
    """The groups that are agencies, as they are called that day and in their order."""
    if grouping not in BY_AGENCIES:
        return {}
    if grouping is Grouping.CHILDREN:
        found = [*(numbers.called(below, day) if below else ()), *numbers.children(below, day)]
    else:
        found = [*numbers.at_level(grouping, day)]
    return {each.agency_id: each for each in found if each.agency_id in groups}


def in_order(
    groups: Collection[str], agencies: Mapping[str, Placed], today: date, grouping: Grouping, reader: Reader
) -> Sequence[Titled]:
    """What may not be named today has no name on any day."""
    if grouping not in BY_AGENCIES:
        by_list = sorted(groups, key=lambda group: (LISTED_ORDER.get(group, 0), group))
        return [Titled(group, None, None) for group in by_list]
    found = [agency for id, agency in agencies.items() if id in groups]
    known = known_among(found, today, reader)
    return [
        Titled(agency.agency_id, agency.name_th, agency.name_en)
        if agency.agency_id in known
        else Titled(agency.agency_id, None, None)
        for agency in found
    ]


def known_among(agencies: Collection[Placed], today: date, reader: Reader) -> Collection[str]:
    """Those that may be named today. Who counts on a day may, whichever day that is: only of the others it is asked."""
    others = {agency.agency_id for agency in agencies if not agency.counted}
    known = reader.known(others, today) if others else {}
    return {agency.agency_id for agency in agencies if agency.counted or agency.agency_id in known}
