"""Which agencies stand above another on which days.

As with documents (see inheritance), an account keeps what reaches it from above: the line of its parent. Its own line
is that with itself at the end, and is what it hands down. Where these two equations hold for every agency, every line
is right. A parent that is not known, or does not exist that day, has no line: the agency stands as a root then.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from services.reporting.domain.account import Account, Descent, Line, Place
from services.reporting.domain.days import Span

MINISTRY, DEPARTMENT = "ministry", "department"
NOBODY = Line((), None, None)


def lines(account: Account) -> tuple[Descent, ...]:
    """The agency's own line on every day on which it exists."""
    return _merged(
        Descent(span, _with(account.id, standing.place, above))
        for standing in account.standings
        for span, above in _parts(standing.span, account.lineage)
    )


def descending(account: Account, from_parents: Mapping[str, tuple[Descent, ...]]) -> tuple[Descent, ...]:
    """The lines of its parents on the days on which it stands under them (by parent id; others are ignored).

    A line in which it stands itself is a circle, which there is only until the move that undoes it is heard of: it is
    cut here.
    """
    return _merged(
        Descent(span, line)
        for parent_id, days in account.ties
        for holds, line in from_parents.get(parent_id, ())
        if account.id not in line.agency_ids and (span := holds.within(days))
    )


def _parts(days: Span, lineage: Iterable[Descent]) -> Iterator[Descent]:
    """These days with the line above on each of them."""
    first = days.first
    for span, line in lineage:
        if held := span.within(days):
            if first < held.first:
                yield Descent(Span(first, held.first), NOBODY)
            yield Descent(held, line)
            first = held.end
    if first < days.end:
        yield Descent(Span(first, days.end), NOBODY)


def _with(agency_id: str, place: Place, above: Line) -> Line:
    return Line(
        (*above.agency_ids, agency_id),
        agency_id if place.level == MINISTRY else above.ministry_id,
        agency_id if place.level == DEPARTMENT else above.department_id,
    )


def _merged(descents: Iterable[Descent]) -> tuple[Descent, ...]:
    """The same, without a border where the line stays the same. They come in order and do not overlap."""
    result: list[Descent] = []
    for descent in descents:
        if result and result[-1].line == descent.line and result[-1].span.end == descent.span.first:
            descent = Descent(Span(result.pop().span.first, descent.span.end), descent.line)
        result.append(descent)
    return tuple(result)
