"""Agencies filed: documents and links were published, suspended or scheduled, notices declared as made, licences
declared, inherited documents switched off; or any of that taken back. What the ledger is to learn of it."""

from __future__ import annotations

from collections.abc import Iterable

from contracts.events.documents import (
    DocumentState,
    InheritedSwitch,
    IssuedDeclaration,
    LicenceDeclaration,
    LinkState,
    Stretch,
)
from contracts.vocabulary import Obligation as Section
from contracts.vocabulary import Scope
from services.reporting.domain.account import Declaration, Fact, Licences, Notice, Switch
from services.reporting.domain.days import Span, days_published, joined
from services.reporting.domain.terms import Obligation

Filed = DocumentState | LinkState | IssuedDeclaration | LicenceDeclaration | InheritedSwitch


def fact_of_filing(filed: Filed) -> Fact | None:
    """On which days the thing counts and for whom, or what the agency declares; None if no obligation is about it."""
    match filed:
        case DocumentState():
            return _published(filed)
        case LinkState():
            return _linked(filed)
        case IssuedDeclaration():
            declaration = Declaration(Obligation(filed.obligation), filed.version, filed.issued_on)
            return Fact(filed.agency_id, lambda account: account.after_declaration(declaration))
        case LicenceDeclaration():
            licences = Licences(filed.version, _days(filed.held))
            return Fact(filed.agency_id, lambda account: account.after_licences(licences))
        case InheritedSwitch():
            switch = Switch(filed.document_id, filed.version, _days(filed.off))
            return Fact(filed.agency_id, lambda account: account.after_switch(switch))


def _published(document: DocumentState) -> Fact:
    notice = Notice(
        id=document.id,
        version=document.version,
        obligation=Obligation(document.obligation),
        days=_days(document.publications),
        subtree_days=_days(each for each in document.publications if each.scope is Scope.SUBTREE),
    )
    return Fact(document.agency_id, lambda account: account.after_notice(notice))


def _linked(link: LinkState) -> Fact | None:
    """Only the channel of section 13(2) is met by a link; where the Royal Gazette has the notice is just told."""
    if link.obligation is not Section.S13_2_CHANNEL:
        return None
    notice = Notice(link.id, link.version, Obligation(link.obligation), _days(link.publications))
    return Fact(link.agency_id, lambda account: account.after_notice(notice))


def _days(stretches: Iterable[Stretch]) -> tuple[Span, ...]:
    return joined(days for stretch in stretches if (days := days_published(stretch.since, stretch.until)))
