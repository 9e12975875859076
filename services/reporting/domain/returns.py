"""The provincial return (แบบฟอร์มรายงานสถานะการดำเนินการ): filled by the ledger, completed and submitted by an office."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from services.reporting.domain.problems import Invalid, Problem
from services.reporting.domain.terms import State
from services.reporting.domain.texts import tidied


class ReturnNotAsked(Exception):
    """The campaign asks no return of that agency."""

    code = "return_not_asked"


class ReturnIsSubmitted(Exception):
    """It is as it was submitted until it is opened again."""

    code = "return_submitted"


class ReturnNotSubmitted(Exception):
    code = "return_not_submitted"


class Status(StrEnum):
    OPEN = "open"
    DRAFT = "draft"
    SUBMITTED = "submitted"
    REOPENED = "reopened"


class Body(NamedTuple):
    """A local body on a day, as the ledger has it: by the one measure whether it has issued, by the other how what it
    has uploaded stands. The two are never mixed."""

    agency_id: str
    name_th: str
    s10_issued: bool
    s10_uploaded: State
    s16_issued: bool
    s16_uploaded: State


class Office(NamedTuple):
    """Who returns the form, as it is called on the day of the figures."""

    agency_id: str
    name_th: str
    province_code: str | None


class Mark(NamedTuple):
    """What the office says of a body's having issued, beside what the system knows. None: as the system has it."""

    agency_id: str
    s10_issued: bool | None
    s16_issued: bool | None
    note: str | None


class Row(NamedTuple):
    """A line of the form: the body, and what the form says it has issued."""

    body: Body
    s10_issued: bool
    s16_issued: bool
    note: str | None


class Totals(NamedTuple):
    """In bodies (แห่ง)."""

    bodies: int = 0
    s10_issued: int = 0
    s10_system_issued: int = 0
    s10_uploaded: int = 0
    s16_issued: int = 0
    s16_system_issued: int = 0
    s16_uploaded: int = 0

    def plus(self, other: Totals) -> Totals:
        return Totals(*(mine + theirs for mine, theirs in zip(self, other, strict=True)))


@dataclass(frozen=True)
class Draft:
    """What an office adds to the form. `as_of`: the day of the figures; None: that of submitting it."""

    as_of: date | None = None
    marks: tuple[Mark, ...] = ()
    obstacles: str | None = None
    suggestions: str | None = None
    signer_name: str | None = None
    signer_position: str | None = None

    def tidied(self, today: date) -> Draft:
        """As it is kept: marks that say nothing are left out. Raises Invalid."""
        marks = tuple(mark._replace(note=tidied(mark.note)) for mark in self.marks)
        if len({mark.agency_id for mark in marks}) < len(marks):
            raise Invalid([Problem("marks", "ระบุหน่วยงานซ้ำกัน", "Each body is marked once.")])
        if self.as_of is not None and self.as_of > today:
            problem = Problem("as_of", "ต้องเป็นวันนี้หรือวันที่ผ่านมาแล้ว", "This must be today or a day in the past.")
            raise Invalid([problem])
        return Draft(
            as_of=self.as_of,
            marks=tuple(sorted(mark for mark in marks if mark[1:] != (None, None, None))),
            obstacles=tidied(self.obstacles),
            suggestions=tidied(self.suggestions),
            signer_name=tidied(self.signer_name),
            signer_position=tidied(self.signer_position),
        )

    def need_signer(self) -> None:
        """Raises Invalid: a form without a name and a position below it is nobody's word."""
        problems = [
            Problem(field, "ต้องระบุก่อนส่งแบบรายงาน", "Fill this in before submitting.")
            for field in ("signer_name", "signer_position")
            if getattr(self, field) is None
        ]
        if problems:
            raise Invalid(problems)


@dataclass(frozen=True)
class Submission:
    """`content` is the whole form as it was submitted, `sha256` that of its UTF-8 bytes."""

    at: datetime
    on: date
    by: str
    content: str
    sha256: str


@dataclass(frozen=True)
class Reopening:
    at: datetime
    by: str
    reason: str


@dataclass(frozen=True)
class OfficeReturn:
    """One office's return for one campaign. Version 0: nothing was saved yet. `submission` is the latest;
    `first_submitted_on` decides whether it was late: who is asked to correct is not late for that."""

    campaign_id: str
    office_id: str
    version: int = 0
    status: Status = Status.OPEN
    draft: Draft = Draft()
    submission: Submission | None = None
    first_submitted_on: date | None = None
    reopening: Reopening | None = None

    def saved(self, draft: Draft) -> OfficeReturn:
        """Raises ReturnIsSubmitted."""
        if self.status is Status.SUBMITTED:
            raise ReturnIsSubmitted
        status = Status.REOPENED if self.status is Status.REOPENED else Status.DRAFT
        return replace(self, version=self.version + 1, status=status, draft=draft)

    def submitted(self, submission: Submission) -> OfficeReturn:
        """Raises ReturnIsSubmitted."""
        if self.status is Status.SUBMITTED:
            raise ReturnIsSubmitted
        return replace(
            self,
            version=self.version + 1,
            status=Status.SUBMITTED,
            submission=submission,
            first_submitted_on=self.first_submitted_on or submission.on,
        )

    def reopened(self, reopening: Reopening) -> OfficeReturn:
        """Raises ReturnNotSubmitted."""
        if self.status is not Status.SUBMITTED:
            raise ReturnNotSubmitted
        return replace(self, version=self.version + 1, status=Status.REOPENED, reopening=reopening)

    def late(self, due_on: date, today: date) -> bool:
        """Whether the first submission came after the due date, or has not come though that has passed."""
        return (self.first_submitted_on or today) > due_on


def filled(bodies: Sequence[Body], marks: Sequence[Mark]) -> tuple[Row, ...]:
    """The form's rows: the bodies in their order, with the office's marks. Marks of others are left aside."""
    by_agency: Mapping[str, Mark] = {mark.agency_id: mark for mark in marks}
    return tuple(_row(body, by_agency.get(body.agency_id)) for body in bodies)


def totals(rows: Sequence[Row]) -> Totals:
    return Totals(
        bodies=len(rows),
        s10_issued=sum(row.s10_issued for row in rows),
        s10_system_issued=sum(row.body.s10_issued for row in rows),
        s10_uploaded=sum(is_uploaded(row.body.s10_uploaded) for row in rows),
        s16_issued=sum(row.s16_issued for row in rows),
        s16_system_issued=sum(row.body.s16_issued for row in rows),
        s16_uploaded=sum(is_uploaded(row.body.s16_uploaded) for row in rows),
    )


def is_uploaded(state: State) -> bool:
    """ลงข้อมูลในระบบแล้ว: by an own document or an ancestor's, as in every percentage."""
    return state in (State.DONE, State.COVERED)


def _row(body: Body, mark: Mark | None) -> Row:
    if mark is None:
        return Row(body, body.s10_issued, body.s16_issued, None)
    return Row(
        body,
        body.s10_issued if mark.s10_issued is None else mark.s10_issued,
        body.s16_issued if mark.s16_issued is None else mark.s16_issued,
        mark.note,
    )
