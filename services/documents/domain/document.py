"""A filed document: one PDF, never replaced or deleted, published and suspended any number of times."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from services.documents.domain import publication
from services.documents.domain.document_date import check_document_date
from services.documents.domain.file_name import clean_file_name
from services.documents.domain.pdf import Pdf
from services.documents.domain.publication import Period, Periods
from services.documents.domain.vocabulary import FILED_AS_PDF, INHERITABLE, Obligation, Scope, Status


class DocumentUnknown(Exception):
    """No such document for whoever asks: it does not exist, is another agency's, or is not published."""

    code = "document_unknown"


class NotFiledAsPdf(Exception):
    """This obligation is not met by a file (section 13(2) asks for a link)."""

    code = "invalid_request"


class ScopeNotPossible(Exception):
    """Only a section 10 notice can be for everything under the agency."""

    code = "invalid_request"


@dataclass(frozen=True)
class Document:
    """The document as it stands. Changes return a new one, with the next version.

    `publications` are the periods in which it is in effect, oldest first, never overlapping (see publication). `scope`
    is that of the last, or of the next to come. `uploaded_at` is when the file first reached a system (an older one,
    when `migrated`); `recorded_at` is when it was filed in this one. What takes effect by itself has been told up to
    `told_at`.
    """

    id: str
    agency_id: str
    version: int
    obligation: Obligation
    scope: Scope
    document_date: date
    file_name: str
    pdf: Pdf
    publications: tuple[Period, ...]
    uploaded_at: datetime
    recorded_at: datetime
    saved_at: datetime
    saved_by: str
    told_at: datetime
    migrated: bool = False

    @classmethod
    def file(
        cls,
        *,
        id: str,
        agency_id: str,
        obligation: Obligation,
        scope: Scope,
        document_date: date,
        file_name: str,
        pdf: Pdf,
        status: Status,
        at: datetime,
        by: str,
    ) -> Document:
        """A document filed now.

        Raises NotFiledAsPdf, ScopeNotPossible, DocumentDateInvalid, FileNameInvalid.
        """
        _check(obligation, scope, document_date, at)
        return cls(
            id=id,
            agency_id=agency_id,
            version=1,
            obligation=obligation,
            scope=scope,
            document_date=document_date,
            file_name=clean_file_name(file_name),
            pdf=pdf,
            publications=(Period(at, scope=scope),) if status is Status.PUBLISHED else (),
            uploaded_at=at,
            recorded_at=at,
            saved_at=at,
            saved_by=by,
            told_at=at,
        )

    @classmethod
    def carry_over(
        cls,
        *,
        id: str,
        agency_id: str,
        obligation: Obligation,
        scope: Scope,
        document_date: date,
        file_name: str,
        pdf: Pdf,
        published: Period,
        at: datetime,
        by: str,
    ) -> Document:
        """A document from an older system, which was in effect there for `published`, recorded here at `at`.

        Raises what `file` raises, and PublicationTimesInvalid.
        """
        _check(obligation, scope, document_date, at)
        publication.check_carried_over(published, at)
        return cls(
            id=id,
            agency_id=agency_id,
            version=1,
            obligation=obligation,
            scope=scope,
            document_date=document_date,
            file_name=clean_file_name(file_name),
            pdf=pdf,
            publications=(replace(published, scope=scope),),
            uploaded_at=published.since,
            recorded_at=at,
            saved_at=at,
            saved_by=by,
            told_at=at,
            migrated=True,
        )

    def status_at(self, at: datetime) -> Status:
        return publication.status_at(self.publications, self._not_before_saved(at))

    def published_since(self, at: datetime) -> datetime | None:
        """Since when it is in effect without a break; None while it is not."""
        return publication.published_since(self.publications, self._not_before_saved(at))

    def withdrawal(self, at: datetime) -> Period | None:
        """The period after which it is in effect no more; None if it still is, or never was."""
        return publication.withdrawal(self.publications, self._not_before_saved(at))

    def turn(self, status: Status, at: datetime, by: str, note: str | None = None) -> Document:
        """Published or suspended, as the officer's toggle (การใช้งาน) says. The very same document if it is already."""
        return self.publish(at, by) if status is Status.PUBLISHED else self.suspend(at, by, note)

    def publish(self, at: datetime, by: str) -> Document:
        """In effect from `at` on; the very same document when it is in effect already."""
        at = self._not_before_saved(at)
        return self._with(publication.published(self.publications, at, self.scope), at, by)

    def suspend(self, at: datetime, by: str, note: str | None = None) -> Document:
        """Not in effect from `at` on; the very same document when it is not in effect anyway. Raises NoteInvalid."""
        at = self._not_before_saved(at)
        return self._with(publication.suspended(self.publications, at, note), at, by)

    def schedule(
        self, begin: datetime | None, end: datetime | None, note: str | None, at: datetime, by: str
    ) -> Document:
        """To take and lose effect by itself; without both, no more. Raises ScheduleInvalid, NoteInvalid."""
        at = self._not_before_saved(at)
        return self._with(publication.scheduled(self.publications, at, self.scope, begin, end, note), at, by)

    def rescope(self, scope: Scope, at: datetime, by: str) -> Document:
        """For itself or for all below, from `at` on; the very same document when it is already. Raises
        ScopeNotPossible."""
        if scope is self.scope:
            return self
        _check_scope(self.obligation, scope)
        at = self._not_before_saved(at)
        periods = publication.with_scope(self.publications, at, scope)
        return replace(
            self, version=self.version + 1, scope=scope, publications=periods, saved_at=at, saved_by=by, told_at=at
        )

    def come_due(self, at: datetime) -> Document:
        """The same, to be told once more, since a scheduled moment has come; the very same when none has."""
        due = publication.next_change(self.publications, self.told_at)
        return self if due is None or due > at else replace(self, version=self.version + 1, told_at=at)

    def shows_below(self, at: datetime) -> bool:
        """Whether it shows on the pages of every agency under its own."""
        period = publication.current(self.publications, self._not_before_saved(at))
        return period is not None and period.scope is Scope.SUBTREE and self.obligation in INHERITABLE

    def _not_before_saved(self, at: datetime) -> datetime:
        """Machines' clocks differ by a little: what has been saved is in the past for all of them."""
        return max(at, self.saved_at)

    def _with(self, periods: Periods, at: datetime, by: str) -> Document:
        if periods == self.publications:
            return self
        return replace(self, version=self.version + 1, publications=periods, saved_at=at, saved_by=by, told_at=at)


def _check(obligation: Obligation, scope: Scope, document_date: date, now: datetime) -> None:
    if obligation not in FILED_AS_PDF:
        raise NotFiledAsPdf(obligation)
    _check_scope(obligation, scope)
    check_document_date(document_date, now)


def _check_scope(obligation: Obligation, scope: Scope) -> None:
    if scope is Scope.SUBTREE and obligation not in INHERITABLE:
        raise ScopeNotPossible(obligation)
