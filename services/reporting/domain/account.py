"""An account: all that the ledger knows of one agency, from which its entries follow."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from services.reporting.domain.days import FOREVER, Span, joined, without
from services.reporting.domain.terms import Obligation, State


class Place(NamedTuple):
    """Where an agency stands in the figures and lists. `reporting_unit`: whether it counts in them. `visible`: whether
    the public sees it."""

    reporting_unit: bool
    category: str | None
    province_code: str | None
    lao_type: str | None
    name_th: str
    name_en: str | None
    level: str
    visible: bool


class Standing(NamedTuple):
    """What holds of an agency on the days of `span`: its parent in the tree, and its place in the figures."""

    span: Span
    parent_id: str | None
    place: Place


class Line(NamedTuple):
    """An agency and those above it, the root first and itself last, with the ministry and the department that it
    belongs to: the nearest of that level among them."""

    agency_ids: tuple[str, ...]
    ministry_id: str | None
    department_id: str | None


class Descent(NamedTuple):
    """A line that holds on the days of `span`."""

    span: Span
    line: Line


class Notice(NamedTuple):
    """A filed document, or a link. `days` are those on which it counts as published; `subtree_days` those of them on
    which it applies to all below."""

    id: str
    version: int
    obligation: Obligation
    days: tuple[Span, ...]
    subtree_days: tuple[Span, ...] = ()


class Declaration(NamedTuple):
    """'Made but not yet uploaded' since `issued_on`; None: withdrawn."""

    obligation: Obligation
    version: int
    issued_on: date | None


class Licences(NamedTuple):
    """The days on which the agency declares that it has licences as section 13(1) means them. Version 0: never said."""

    version: int = 0
    days: tuple[Span, ...] = ()


class Switch(NamedTuple):
    """The days on which the agency has an inherited document switched off for itself."""

    document_id: str
    version: int
    off: tuple[Span, ...]


class Inherited(NamedTuple):
    """An ancestor's document that applies to an agency on the days of `span`."""

    document_id: str
    span: Span


NOTHING_SAID: Mapping[str, State] = MappingProxyType({})


class Account(NamedTuple):
    """All that is known of one agency.

    `version` is that of the newest facts from the agency tree; 0: only its documents have been heard of so far, and it
    counts nowhere. `standings` are the days on which the agency exists, in order; dissolved and reopened, it has a gap
    between them. `notices` are sorted by id, `declarations` by obligation, `switches` by document. `inherited` is what
    reaches the agency from above, whether or not it has that switched off (those below have switches of their own), and
    `lineage` the line of its parent on the days on which it stands under one: both follow from the accounts of its
    parents (see inheritance and lineage).
    `said` is the state last announced by obligation and measure ("s10_notice/uploaded").
    """

    id: str
    version: int = 0
    standings: tuple[Standing, ...] = ()
    notices: tuple[Notice, ...] = ()
    declarations: tuple[Declaration, ...] = ()
    licences: Licences = Licences()
    switches: tuple[Switch, ...] = ()
    inherited: tuple[Inherited, ...] = ()
    lineage: tuple[Descent, ...] = ()
    said: Mapping[str, State] = NOTHING_SAID

    @property
    def existence(self) -> tuple[Span, ...]:
        """The days on which the agency exists, as spans apart from one another; none while it is unknown."""
        return joined(standing.span for standing in self.standings)

    @property
    def ties(self) -> tuple[tuple[str, Span], ...]:
        """Its parents, each with the days on which it is one."""
        return tuple((standing.parent_id, standing.span) for standing in self.standings if standing.parent_id)

    @property
    def parent_ids(self) -> frozenset[str]:
        return frozenset(parent for parent, _ in self.ties)

    def after_facts(self, version: int, standings: tuple[Standing, ...]) -> Account:
        """With newer facts from the agency tree; the same account when they are not newer."""
        return self._replace(version=version, standings=standings) if version > self.version else self

    def after_notice(self, notice: Notice) -> Account:
        """With a newer state of a document; the same account when it is not newer."""
        if any(known.id == notice.id and known.version >= notice.version for known in self.notices):
            return self
        others = [known for known in self.notices if known.id != notice.id]
        return self._replace(notices=tuple(sorted([*others, notice])))

    def after_declaration(self, declaration: Declaration) -> Account:
        """With a newer declaration; the same account when it is not newer."""
        same = [known for known in self.declarations if known.obligation == declaration.obligation]
        if any(known.version >= declaration.version for known in same):
            return self
        others = [known for known in self.declarations if known.obligation != declaration.obligation]
        return self._replace(declarations=tuple(sorted([*others, declaration], key=lambda known: known.obligation)))

    def after_licences(self, licences: Licences) -> Account:
        """With a newer declaration of licences; the same account when it is not newer."""
        return self._replace(licences=licences) if licences.version > self.licences.version else self

    def after_saying(self, about: str, state: State) -> Account:
        """With a state that has been announced."""
        return self if self.said.get(about) == state else self._replace(said={**self.said, about: state})

    def after_switch(self, switch: Switch) -> Account:
        """With a newer state of a switch; the same account when it is not newer."""
        if any(known.document_id == switch.document_id and known.version >= switch.version for known in self.switches):
            return self
        others = [known for known in self.switches if known.document_id != switch.document_id]
        return self._replace(switches=tuple(sorted([*others, switch])))


class Fact(NamedTuple):
    """Something to learn of an agency: `learnt_by` is its account with the fact, or the same account if it knew.

    `near` are agencies that matter to the fact, its parents: a hint to read them together with it.
    """

    agency_id: str
    learnt_by: Callable[[Account], Account]
    near: frozenset[str] = frozenset()


def standings(facts: Iterable[tuple[date, str | None, Place]], absences: Iterable[Span] = ()) -> tuple[Standing, ...]:
    """The standings that follow from dated facts (effective on, parent, place), each holding until the next.

    Of facts with the same date the last holds. During `absences` the agency does not exist.
    """
    by_day = {effective_on: (parent_id, place) for effective_on, parent_id, place in facts}
    starts = sorted(by_day)
    gaps = tuple(absences)
    result: list[Standing] = []
    for first, end in zip(starts, [*starts[1:], FOREVER], strict=True):
        parent_id, place = by_day[first]
        for span in without(Span(first, end), gaps):
            if result and result[-1].span.end == span.first and result[-1][1:] == (parent_id, place):
                span = Span(result.pop().span.first, span.end)
            result.append(Standing(span, parent_id, place))
    return tuple(result)
