"""A filed document: one PDF, never replaced or deleted, published and suspended any number of times."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from services.documents.domain.document_date import check_document_date
from services.documents.domain.file_name import clean_file_name
from services.documents.domain.pdf import Pdf
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


class PublicationTimesInvalid(Exception):
    """A carried-over document was published in the future, or ended before it began."""

    code = "invalid_request"


@dataclass(frozen=True)
class Period:
    """A stretch of time in which a document was in effect: from `since` until before `until` (None: still)."""

    since: datetime
    until: datetime | None = None


@dataclass(frozen=True)
class Document:
    """The document as it stands. Changes return a new one, with the next version.

    `publications` are the periods in which it was in effect, oldest first, never overlapping; only the last may be
    open. `uploaded_at` is when the file first reached a system (an older one, when `migrated`); `recorded_at` is when
    it was filed in this one.
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
            publications=(Period(at),) if status is Status.PUBLISHED else (),
            uploaded_at=at,
            recorded_at=at,
            saved_at=at,
            saved_by=by,
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
        check_publication(published, at)
        return cls(
            id=id,
            agency_id=agency_id,
            version=1,
            obligation=obligation,
            scope=scope,
            document_date=document_date,
            file_name=clean_file_name(file_name),
            pdf=pdf,
            publications=(published,),
            uploaded_at=published.since,
            recorded_at=at,
            saved_at=at,
            saved_by=by,
            migrated=True,
        )

    @property
    def status(self) -> Status:
        return Status.PUBLISHED if self.published_since else Status.SUSPENDED

    @property
    def published_since(self) -> datetime | None:
        """Since when it is in effect; None while it is not."""
        if self.publications and self.publications[-1].until is None:
            return self.publications[-1].since
        return None

    def turn(self, status: Status, at: datetime, by: str) -> Document:
        """Published or suspended, as the officer's toggle (การใช้งาน) says. The very same document if it is already."""
        return self.publish(at, by) if status is Status.PUBLISHED else self.suspend(at, by)

    def publish(self, at: datetime, by: str) -> Document:
        """In effect from `at` on; the very same document when it is in effect already."""
        if self.published_since:
            return self
        at = self._not_before_the_last(at)
        return self._saved((*self.publications, Period(at)), at, by)

    def suspend(self, at: datetime, by: str) -> Document:
        """Not in effect from `at` on; the very same document when it is not in effect anyway."""
        if not self.published_since:
            return self
        at = self._not_before_the_last(at)
        *earlier, current = self.publications
        return self._saved((*earlier, replace(current, until=at)), at, by)

    def shows_below(self) -> bool:
        """Whether it shows on the pages of every agency under its own."""
        return self.status is Status.PUBLISHED and self.scope is Scope.SUBTREE and self.obligation in INHERITABLE

    def _saved(self, publications: Iterable[Period], at: datetime, by: str) -> Document:
        return replace(self, version=self.version + 1, publications=tuple(publications), saved_at=at, saved_by=by)

    def _not_before_the_last(self, at: datetime) -> datetime:
        """Machines' clocks differ by a little; periods stay in order all the same."""
        boundaries = [self.publications[-1].until or self.publications[-1].since] if self.publications else []
        return max([at, *boundaries])


def check_publication(published: Period, now: datetime) -> None:
    """Raises PublicationTimesInvalid: what another system did lies in the past, and ended after it began."""
    ended = published.until or published.since
    if not published.since <= ended <= now:
        raise PublicationTimesInvalid()


def _check(obligation: Obligation, scope: Scope, document_date: date, now: datetime) -> None:
    if obligation not in FILED_AS_PDF:
        raise NotFiledAsPdf(obligation)
    if scope is Scope.SUBTREE and obligation not in INHERITABLE:
        raise ScopeNotPossible(obligation)
    check_document_date(document_date, now)
