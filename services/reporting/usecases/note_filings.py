"""Agencies filed: documents were filed, published or suspended; notices were declared as made, or that withdrawn."""

from __future__ import annotations

from collections.abc import Iterable

from contracts.calls import Call
from contracts.events.documents import DocumentState, IssuedDeclaration
from contracts.events.envelope import History
from contracts.vocabulary import Scope
from services.reporting.domain.account import Declaration, Fact, Notice
from services.reporting.domain.days import days_published, joined
from services.reporting.domain.terms import Obligation
from services.reporting.usecases.learning import Ledger, learn


def note_filings(
    documents: Iterable[DocumentState],
    declared: Iterable[IssuedDeclaration],
    ledger: Ledger,
    history: History,
    call: Call,
) -> None:
    """Learn on which days each document counts and for whom, and since when each agency says that it has issued.

    Together, since they are about the same agencies: each account is settled once.
    """
    learn([*map(_published, documents), *map(_issued, declared)], ledger, history, call)


def _published(document: DocumentState) -> Fact:
    published = (days_published(publication.since, publication.until) for publication in document.publications)
    notice = Notice(
        id=document.id,
        version=document.version,
        obligation=Obligation(document.obligation),
        subtree=document.scope is Scope.SUBTREE,
        days=joined(days for days in published if days),
    )
    return Fact(document.agency_id, lambda account: account.after_notice(notice))


def _issued(declared: IssuedDeclaration) -> Fact:
    """Feeds the measure `issued` only."""
    declaration = Declaration(Obligation(declared.obligation), declared.version, declared.issued_on)
    return Fact(declared.agency_id, lambda account: account.after_declaration(declaration))
