"""What of the documents published above an agency shows on its own page, and its switches for them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from services.documents.domain.document import Document
from services.documents.domain.publication import Period, Periods, current
from services.documents.domain.vocabulary import Status


@dataclass(frozen=True)
class Shown:
    """A document on an agency's page. `inherited_from` is the ancestor that published it for its subtree."""

    document: Document
    inherited_from: str | None


@dataclass(frozen=True)
class Switch:
    """An agency's own switch for one document that it inherits; changes nothing for others. Version 0: never used.

    `off` are the times in which the agency does not show the document.
    """

    agency_id: str
    document_id: str
    version: int = 0
    off: Periods = ()

    def is_off(self, at: datetime) -> bool:
        return current(self.off, at) is not None

    def turn(self, off: bool, at: datetime) -> Switch:
        """Switched off, or on again; the very same switch when it is so already."""
        if off is self.is_off(at):
            return self
        if off:
            last = [period.until for period in self.off[-1:] if period.until]
            return replace(self, version=self.version + 1, off=(*self.off, Period(max([at, *last]))))
        *earlier, now = self.off
        return replace(self, version=self.version + 1, off=(*earlier, replace(now, until=max(at, now.since))))


def shown_on_page(
    agency_id: str, documents: Collection[Document], switched_off: Collection[str], at: datetime
) -> list[Shown]:
    """Own and inherited documents, beside each other, those published last first.

    `documents` may be any of the agency's and its ancestors'. `switched_off` are the ids of inherited documents that
    this agency does not show; that changes nothing for other agencies.
    """
    shown = [*_own(agency_id, documents, at), *_inherited(agency_id, documents, switched_off, at)]
    return sorted(
        shown, key=lambda s: (s.document.published_since(at) or s.document.recorded_at, s.document.id), reverse=True
    )


def _own(agency_id: str, documents: Collection[Document], at: datetime) -> Iterator[Shown]:
    return (Shown(d, None) for d in documents if d.agency_id == agency_id and d.status_at(at) is Status.PUBLISHED)


def _inherited(
    agency_id: str, documents: Collection[Document], switched_off: Collection[str], at: datetime
) -> Iterator[Shown]:
    return (
        Shown(d, d.agency_id)
        for d in documents
        if d.agency_id != agency_id and d.shows_below(at) and d.id not in switched_off
    )
