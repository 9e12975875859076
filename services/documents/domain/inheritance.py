"""What of the documents published above an agency shows on its own page."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from services.documents.domain.document import Document
from services.documents.domain.vocabulary import Status


@dataclass(frozen=True)
class Shown:
    """A document on an agency's page. `inherited_from` is the ancestor that published it for its subtree."""

    document: Document
    inherited_from: str | None


def shown_on_page(
    agency_id: str, documents: Collection[Document], switched_off: frozenset[str] = frozenset()
) -> list[Shown]:
    """Own and inherited documents, beside each other, those published last first.

    `documents` may be any of the agency's and its ancestors'. `switched_off` are the ids of inherited documents that
    this agency does not show; that changes nothing for other agencies.
    """
    shown = [*_own(agency_id, documents), *_inherited(agency_id, documents, switched_off)]
    return sorted(
        shown, key=lambda s: (s.document.published_since or s.document.recorded_at, s.document.id), reverse=True
    )


def _own(agency_id: str, documents: Collection[Document]) -> Iterator[Shown]:
    return (Shown(d, None) for d in documents if d.agency_id == agency_id and d.status is Status.PUBLISHED)


def _inherited(agency_id: str, documents: Collection[Document], switched_off: frozenset[str]) -> Iterator[Shown]:
    return (
        Shown(d, d.agency_id)
        for d in documents
        if d.agency_id != agency_id and d.shows_below() and d.id not in switched_off
    )
