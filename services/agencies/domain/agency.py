"""An agency and its dated past, present and announced future.

Source of the rules: domain page, section 3 (every fact carries the date from which it holds; ids never change; a
dissolved agency answers with its successors).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta


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


class Contradicted(Exception):
    """Something else begins or ends to hold of the agency on `day`, which what is asked for leaves no room for."""

    code = "agency_invalid"

    def __init__(self, agency_id: str, day: date) -> None:
        super().__init__(agency_id)
        self.day = day


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What holds of an agency during some time.

    `level`, `category`, `lao_type`, `service_status` and `convenience_level` are the codes of contracts/vocabulary.py,
    the last two of service points only; `province_code` is the two digits of the Department of Provincial
    Administration. `reporting_unit`: it counts in the published figures. `visible`: the public may see it.
    `is_central`: เป็นหน่วยงานส่วนกลาง; `serves_public`: ให้บริการประชาชน. None: not stated.
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
    is_central: bool | None = None
    serves_public: bool | None = None
    service_status: str | None = None
    convenience_level: str | None = None


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
class Absence:
    """The agency does not exist from `start` until `end`, on which it exists again (None: not so far).

    `successor_ids` answer for it meanwhile.
    """

    start: date
    end: date | None = None
    successor_ids: tuple[str, ...] = ()

    def holds(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day < self.end)


@dataclass(frozen=True)
class Agency:
    """`timeline` is never empty, in the order of its dates, which differ. `version` counts the changes from 1.

    It exists from its first entry on but for its `absences`, which are in order, apart from one another, and without
    entries inside: dissolved, it is absent without an end; reopened, the absence has one.
    """

    id: str
    code: str
    lao_code: str | None
    version: int
    timeline: tuple[Entry, ...]
    absences: tuple[Absence, ...] = ()

    @classmethod
    def registered(cls, *, id: str, code: str, lao_code: str | None, effective_on: date, facts: Facts) -> Agency:
        """A new agency that exists from `effective_on`."""
        return cls(id=id, code=code, lao_code=lao_code, version=1, timeline=(Entry(effective_on, facts),))

    @property
    def registered_on(self) -> date:
        """The first day on which it exists (unless its registration was withdrawn before that day)."""
        return self.timeline[0].effective_on

    def exists_on(self, day: date) -> bool:
        return self.registered_on <= day and self.absence_on(day) is None

    @property
    def never_exists(self) -> bool:
        """Its registration was withdrawn before its first day."""
        return bool(self.absences) and self.absences[0] == Absence(self.registered_on)

    def absence_on(self, day: date) -> Absence | None:
        """The absence that holds on that day."""
        return next((absence for absence in self.absences if absence.holds(day)), None)

    def ending_seen_on(self, day: date) -> Absence | None:
        """The absence that holds on that day, or else the next that is announced."""
        return next((absence for absence in self.absences if absence.end is None or day < absence.end), None)

    def facts_on(self, day: date) -> Facts | None:
        """What holds on that day; None before it existed and from its dissolution on."""
        return self.shown_on(day) if self.exists_on(day) else None

    def shown_on(self, day: date) -> Facts:
        """What to show on that day: what holds, before its time what will hold first, after its time what held last."""
        held = [entry for entry in self.timeline if entry.effective_on <= day]
        return (held[-1] if held else self.timeline[0]).facts

    def public_on(self, day: date) -> bool:
        """Whether the public may see it on that day. After its dissolution it may: its page leads to its successors."""
        return self.registered_on <= day and not self.never_exists and self.shown_on(day).visible

    def periods(self) -> Iterator[Period]:
        """The timeline as periods in order, which cover each day of its existence once and no other."""
        ends = [entry.effective_on for entry in self.timeline[1:]] + [date.max]
        for entry, end in zip(self.timeline, ends, strict=True):
            start = entry.effective_on
            for absence in self.absences:
                if start < min(absence.start, end):
                    yield Period(start, min(absence.start, end), entry.facts)
                start = max(start, absence.end or date.max)
            if start < end:
                yield Period(start, end, entry.facts)

    def changed_from(self, day: date, facts: Facts) -> Agency:
        """The agency with `facts` holding from `day`: past, today or to come. The same agency if they held anyway.

        A change on a day that already has one replaces it. Later entries keep what they themselves changed and take
        over the rest: correcting the website does not undo a renaming that is announced for next month, nor does that
        renaming bring the old website back. A day before the agency was registered makes it older.
        Raises NotInExistence for a day on which it is absent.
        """
        if self.absence_on(day) is not None or self.never_exists:
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

        Raises NotInExistence when it did not exist then; Contradicted when something begins to hold of it later.
        """
        if not self.exists_on(day) or not self.exists_on(day - timedelta(days=1)):
            raise NotInExistence(self.id)
        self._ensure_nothing_after(day - timedelta(days=1))
        return replace(self, absences=(*self.absences, Absence(day, None, successor_ids)), version=self.version + 1)

    def reopened(self, day: date, facts: Facts) -> Agency:
        """The agency, existing again from `day` with these facts.

        Raises NotInExistence unless it is dissolved, and was on the day before.
        """
        absence = self.absences[-1] if self.absences else None
        if absence is None or absence.end is not None or day <= absence.start:
            raise NotInExistence(self.id)
        timeline = _without_repetitions([*self.timeline, Entry(day, facts)])
        absences = (*self.absences[:-1], replace(absence, end=day))
        return replace(self, timeline=timeline, absences=absences, version=self.version + 1)

    def never_registered(self) -> Agency:
        """The agency, of which nothing holds on any day. Raises Contradicted when more was announced than its
        registration."""
        self._ensure_nothing_after(self.registered_on)
        return replace(self, absences=(Absence(self.registered_on),), version=self.version + 1)

    def without_dissolution(self, day: date) -> Agency:
        """The agency as if it were not dissolved from `day`. Raises Contradicted unless it is, with nothing after."""
        self._ensure_nothing_after(day)
        if not self.absences or self.absences[-1] != Absence(day, None, self.absences[-1].successor_ids):
            raise Contradicted(self.id, day)
        return replace(self, absences=self.absences[:-1], version=self.version + 1)

    def without_reopening(self, day: date) -> Agency:
        """The agency as if it stayed dissolved on `day`. Raises Contradicted unless it reopens, with nothing after."""
        self._ensure_nothing_after(day)
        if not self.absences or self.absences[-1].end != day:
            raise Contradicted(self.id, day)
        timeline = tuple(entry for entry in self.timeline if entry.effective_on < day)
        absences = (*self.absences[:-1], replace(self.absences[-1], end=None))
        return replace(self, timeline=timeline, absences=absences, version=self.version + 1)

    def days(self) -> Iterator[date]:
        """Every day on which something begins or ends to hold."""
        yield from (entry.effective_on for entry in self.timeline)
        for absence in self.absences:
            yield absence.start
            if absence.end is not None:
                yield absence.end

    def _ensure_nothing_after(self, day: date) -> None:
        if later := [each for each in self.days() if each > day]:
            raise Contradicted(self.id, min(later))


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
