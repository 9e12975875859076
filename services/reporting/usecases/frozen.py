"""What freezing, showing and verifying figures have in common: the books they take, and what is compared."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import NamedTuple, Protocol

from pydantic import ValidationError

from contracts.calls import Call, Caller
from contracts.events.envelope import History
from contracts.events.reporting import FiguresFrozen, FrozenFiguresPublished
from contracts.jobs import Work
from contracts.rpc.reporting import frozen as rpc
from contracts.rpc.reporting.figures import Count
from contracts.vocabulary import Action
from contracts.vocabulary import Measure as ByMeasure
from contracts.vocabulary import Obligation as Section
from services.reporting.domain.asking import Figure, Grouping, Position
from services.reporting.domain.days import bangkok_day
from services.reporting.domain.frozen import Counted, Differing, FrozenFiguresUnknown, FrozenSet
from services.reporting.domain.history import Entry
from services.reporting.domain.terms import Series
from services.reporting.usecases.asking import Numbers, Reader
from services.reporting.usecases.get_figures import counted

BETWEEN_TOLD = 1000  # agencies
Numbered = Sequence[tuple[str, Count, dict[str, Count]]]


class FrozenBook(Protocol):
    """The sets that were frozen, and what verifications found."""

    def add(self, made: FrozenSet) -> None: ...
    def get(self, frozen_id: str) -> FrozenSet | None: ...

    def publish(self, made: FrozenSet) -> None:
        """Keep from when on it is public."""

    def page(self, public: bool, after: tuple[datetime, str] | None, limit: int) -> Sequence[FrozenSet]:
        """The latest frozen first, from right after one on. `public`: those that everybody may see."""

    def note_differing(self, verification_id: str, found: Iterable[Differing], now: datetime) -> int:
        """Keep which agencies a verification found, in place of what the same one may have noted before; how many."""

    def differing(self, verification_id: str, after: Position | None, limit: int) -> Sequence[Differing]:
        """By Thai collation of their names."""


class Roll(Protocol):
    """Every agency behind figures, from the ledger."""

    def counted(self, series: Sequence[Series], day: date, below: str | None, grouping: Grouping) -> Iterator[Counted]:
        """In any order. `states`: one for each of the series."""


class KeptList(NamedTuple):
    """A list as it lies in the store: the SHA-256 of its bytes, and the agencies in it."""

    sha256: str
    agencies: Iterable[Counted]


class Lists(Protocol):
    """Where lists are kept for good."""

    def keep(self, frozen_id: str, columns: Sequence[str], agencies: Sequence[Counted]) -> str:
        """Its SHA-256. Done again, it replaces the one before."""

    def read(self, frozen_id: str) -> KeptList | None:
        """None: it is not there, or cannot be unpacked."""


class Chains(Protocol):
    """The history by which a set is proved."""

    def read(self, subject: str, limit: int, before: int | None) -> Sequence[Entry]: ...
    def is_unaltered(self, subject: str) -> bool: ...


class Rights(Protocol):
    def may(self, caller: Caller | None, action: Action, agency_id: str | None, today: date) -> bool: ...
    def may_somewhere(self, caller: Caller | None, action: Action) -> bool: ...


class Proof(NamedTuple):
    """What the history says of a set (or, where the history itself is altered, what is kept of it), and what does not
    agree with that."""

    said: FiguresFrozen
    altered: tuple[rpc.FrozenPart, ...]


class FrozenDesk(NamedTuple):
    """What freezing, showing and verifying take."""

    book: FrozenBook
    reader: Reader
    numbers: Numbers
    roll: Roll
    lists: Lists
    chains: Chains
    rights: Rights
    history: History


def need_set(frozen_id: str, call: Call, desk: FrozenDesk) -> FrozenSet:
    """A set that the caller may see: the public one that is published. Raises FrozenFiguresUnknown."""
    made = kept_set(frozen_id, desk)
    if made.published_at is None and not sees_all(call, desk):
        raise FrozenFiguresUnknown
    return made


def kept_set(frozen_id: str, desk: FrozenDesk) -> FrozenSet:
    """For whom it does not matter who asks. Raises FrozenFiguresUnknown."""
    made = desk.book.get(frozen_id)
    if made is None:
        raise FrozenFiguresUnknown
    return made


def sees_all(call: Call, desk: FrozenDesk) -> bool:
    """Whoever reads figures as an officer: they are those that everybody may ask for, under a title."""
    return desk.rights.may_somewhere(call.caller, Action.READ_FIGURES)


def subject_of(frozen_id: str) -> str:
    """In whose chain of the history a set stands."""
    return f"frozen-figures/{frozen_id}"


def sha256_of(written: str) -> str:
    return hashlib.sha256(written.encode()).hexdigest()


def figures_of(
    series: Sequence[Series], day: date, below: str | None, grouping: Grouping, call: Call, desk: FrozenDesk
) -> tuple[rpc.FrozenFigure, ...]:
    """What the ledger says of the day by now: the very figures that are shown of it."""
    found = []
    for obligation, measure in series:
        figure = Figure(obligation, measure, day)
        total, groups = counted(figure, below, grouping, bangkok_day(call.now), desk.reader, desk.numbers)
        found.append(rpc.FrozenFigure(obligation=Section(obligation), total=total, groups=groups))
    return tuple(found)


def numbers_in(figures: Iterable[rpc.FrozenFigure]) -> Numbered:
    """The numbers alone, without what groups are called."""
    of_count = set(Count.model_fields)
    return [
        (
            each.obligation.value,
            each.total,
            {group.group: Count(**group.model_dump(include=of_count)) for group in each.groups},
        )
        for each in figures
    ]


def content_of(made: FrozenSet) -> rpc.FrozenContent | None:
    """None when it cannot be read any more."""
    try:
        return rpc.FrozenContent.model_validate_json(made.content)
    except ValidationError:
        return None


def proved(made: FrozenSet, desk: FrozenDesk) -> Proof:
    """The set held against the history, the list of agencies aside."""
    subject = subject_of(made.id)
    entries = {entry.type: entry for entry in desk.chains.read(subject, 10, None)}
    frozen, public = entries.get(FiguresFrozen.TYPE), entries.get(FrozenFiguresPublished.TYPE)
    found = []
    said = fact(made)
    if frozen is None or not desk.chains.is_unaltered(subject):
        found.append(rpc.FrozenPart.HISTORY)
    else:
        said = FiguresFrozen.model_validate(frozen.after)
        published_at = FrozenFiguresPublished.model_validate(public.after).published_at if public else None
        by_whom = frozen.actor["name"]
        if (said, by_whom, published_at) != (fact(made), made.frozen_by, made.published_at):
            found.append(rpc.FrozenPart.RECORD)
    if sha256_of(made.content) != said.sha256:
        found.append(rpc.FrozenPart.FIGURES)
    return Proof(said, tuple(found))


def telling(agencies: Iterable[Counted], phase: str, work: Work) -> Iterator[Counted]:
    """The same, saying now and then how far it is."""
    for done, agency in enumerate(agencies):
        if done % BETWEEN_TOLD == 0:
            work.tell(phase, done)
        yield agency


def fact(made: FrozenSet) -> FiguresFrozen:
    return FiguresFrozen(
        frozen_id=made.id,
        title=made.title,
        as_of=made.as_of,
        obligations=tuple(map(Section, made.obligations)),
        measure=ByMeasure(made.measure),
        group_by=made.group_by,
        agency_id=made.agency_id,
        agencies=made.agencies,
        frozen_at=made.frozen_at,
        sha256=made.sha256,
        list_sha256=made.list_sha256,
    )


def told(made: FrozenSet, to_officer: bool) -> rpc.FrozenSet:
    return rpc.FrozenSet(
        id=made.id,
        title=made.title,
        as_of=made.as_of,
        obligations=tuple(map(Section, made.obligations)),
        measure=ByMeasure(made.measure),
        group_by=made.group_by.value,
        agency_id=made.agency_id,
        agencies=made.agencies,
        frozen_at=made.frozen_at,
        frozen_by=made.frozen_by if to_officer else None,
        published_at=made.published_at,
        sha256=made.sha256,
        list_sha256=made.list_sha256,
    )
