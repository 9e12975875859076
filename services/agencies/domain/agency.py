"""An agency and its dated past, present and announced future.

Source of the rules: domain page, section 3 (every fact carries the date from which it holds; ids never change; a
dissolved agency answers with its successors).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import date


class AgencyUnknown(Exception):
    """There is no such agency, or not for whoever asks."""

    code = "agency_unknown"


class ChangedMeanwhile(Exception):
    """Somebody else changed the agency at the same moment."""

    code = "conflict"


class CodeTaken(Exception):
    """Another agency has this code (or LAO code)."""

    code = "agency_code_taken"

    def __init__(self, agency_code: str) -> None:
        super().__init__(agency_code)
        self.details = {"agency_code": agency_code}


class NotInExistence(Exception):
    """The agency does not exist (any more) on the day from which something should hold of it."""

    code = "agency_invalid"


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What holds of an agency during some time.

    `level`, `category` and `lao_type` are the codes of contracts/vocabulary.py, `province_code` the two digits of the
    Department of Provincial Administration. `reporting_unit`: it counts in the published figures. `visible`: the public
    may see it. None: not stated.
    """

    parent_id: str | None
    level: str
    category: str | None
    lao_type: str | None = None
    province_code: str | None = None
    reporting_unit: bool
    name_th: str
    name_en: str | None = None
    full_name_th: str | None = None
    address_th: str | None = None
    address_en: str | None = None
    website: str | None = None
    phone: str | None = None
    hours_note: str | None = None
    public_email: str | None = None
    dga_email: str | None = None
    complaints_email: str | None = None
    visible: bool = True


@dataclass(frozen=True)
class Entry:
    """`facts` hold from `effective_on` until the next entry, or for ever."""

    effective_on: date
    facts: Facts


@dataclass(frozen=True)
class Period:
    """`facts` hold from `start` (included) to `end` (excluded; date.max: for ever)."""

    start: date
    end: date
    facts: Facts


@dataclass(frozen=True)
class Agency:
    """`timeline` is never empty, in the order of its dates, which differ. `version` counts the changes from 1.

    `dissolved_on` is the first day on which it no longer exists; `successor_ids` answer for it from then on.
    """

    id: str
    code: str
    lao_code: str | None
    version: int
    timeline: tuple[Entry, ...]
    dissolved_on: date | None = None
    successor_ids: tuple[str, ...] = ()

    @classmethod
    def registered(cls, *, id: str, code: str, lao_code: str | None, effective_on: date, facts: Facts) -> Agency:
        """A new agency that exists from `effective_on`."""
        return cls(id=id, code=code, lao_code=lao_code, version=1, timeline=(Entry(effective_on, facts),))

    @property
    def registered_on(self) -> date:
        """The first day on which it exists."""
        return self.timeline[0].effective_on

    def exists_on(self, day: date) -> bool:
        return self.registered_on <= day and (self.dissolved_on is None or day < self.dissolved_on)

    def facts_on(self, day: date) -> Facts | None:
        """What holds on that day; None before it existed and from its dissolution on."""
        return self.shown_on(day) if self.exists_on(day) else None

    def shown_on(self, day: date) -> Facts:
        """What to show on that day: what holds, before its time what will hold first, after its time what held last."""
        if self.dissolved_on is not None and day >= self.dissolved_on:
            held = [entry for entry in self.timeline if entry.effective_on < self.dissolved_on]
        else:
            held = [entry for entry in self.timeline if entry.effective_on <= day]
        return (held[-1] if held else self.timeline[0]).facts

    def public_on(self, day: date) -> bool:
        """Whether the public may see it on that day. After its dissolution it may: its page leads to its successors."""
        return self.registered_on <= day and self.shown_on(day).visible

    def periods(self) -> Iterator[Period]:
        """The timeline as periods that neither overlap nor leave a gap, until its dissolution."""
        last = self.dissolved_on or date.max
        ends = [entry.effective_on for entry in self.timeline[1:]] + [date.max]
        for entry, end in zip(self.timeline, ends, strict=True):
            if entry.effective_on < last:
                yield Period(entry.effective_on, min(end, last), entry.facts)

    def changed_from(self, day: date, facts: Facts) -> Agency:
        """The agency with `facts` holding from `day`: past, today or to come. The same agency if they held anyway.

        A change on a day that already has one replaces it. Later entries keep what they themselves changed and take
        over the rest: correcting the website does not undo a renaming that is announced for next month, nor does that
        renaming bring the old website back. A day before the agency was registered makes it older.
        Raises NotInExistence for a day on or after its dissolution.
        """
        if self.dissolved_on is not None and day >= self.dissolved_on:
            raise NotInExistence(self.id)
        earlier = [entry for entry in self.timeline if entry.effective_on < day]
        later = [entry for entry in self.timeline if entry.effective_on > day]
        before = self.facts_on(day)
        timeline = _without_repetitions(
            [*earlier, Entry(day, facts), *(_carried_forward(before, facts, later) if before else later)]
        )
        if timeline == self.timeline:
            return self
        return replace(self, timeline=timeline, version=self.version + 1)

    def restated(self, day: date, facts: Facts, lao_code: str | None) -> Agency:
        """The agency under that LAO code, with `facts` holding from `day`; the same agency if all of it held anyway.

        The LAO code is not dated: it names the body, whatever the body becomes. Raises as `changed_from`.
        """
        restated = replace(self.changed_from(day, facts), lao_code=lao_code, version=self.version)
        return self if restated == self else replace(restated, version=self.version + 1)

    def dissolved(self, day: date, successor_ids: tuple[str, ...]) -> Agency:
        """The agency, existing for the last time on the day before `day`.

        Raises NotInExistence when it did not exist then.
        """
        if not self.exists_on(day) or day == self.registered_on:
            raise NotInExistence(self.id)
        return replace(self, dissolved_on=day, successor_ids=successor_ids, version=self.version + 1)


def _carried_forward(before: Facts, after: Facts, later: list[Entry]) -> Iterator[Entry]:
    open_changes = {
        field.name: getattr(after, field.name)
        for field in fields(Facts)
        if getattr(after, field.name) != getattr(before, field.name)
    }
    for entry in later:
        for name in list(open_changes):
            if getattr(entry.facts, name) != getattr(before, name):
                del open_changes[name]
        yield Entry(entry.effective_on, replace(entry.facts, **open_changes))


def _without_repetitions(entries: list[Entry]) -> tuple[Entry, ...]:
    kept = entries[:1]
    for entry in entries[1:]:
        if entry.facts != kept[-1].facts:
            kept.append(entry)
    return tuple(kept)
