"""Scheduled moments come by themselves. What came is told once, so that whoever keeps answers or says how agencies
stand hears of it; readers need no telling."""

from __future__ import annotations

from contracts.calls import Call
from contracts.events.documents import PublicationChanged
from services.documents.usecases.books import Books

AT_A_TIME = 200


def documents_due(call: Call, books: Books) -> list[str]:
    return books.documents.due(call.now, AT_A_TIME)


def links_due(call: Call, books: Books) -> list[str]:
    return books.links.due(call.now, AT_A_TIME)


def tell_of_document(document_id: str, call: Call, books: Books) -> None:
    """Nothing when it has been told meanwhile."""
    document = books.documents.get(document_id)
    if document is not None:
        books.change_document(document, document.come_due(call.now), PublicationChanged, call)


def tell_of_link(link_id: str, call: Call, books: Books) -> None:
    """Nothing when it has been told meanwhile."""
    link = books.links.get(link_id)
    if link is not None:
        books.change_link(link, link.come_due(call.now), call)
