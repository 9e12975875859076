"""An entry of the history of a filing, in words: what it was about, and what was made of what."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from contracts.events import documents as events
from contracts.events.envelope import Actor, Event, State
from contracts.rpc.documents.history import FilingChange
from contracts.vocabulary import Obligation, PublicationStatus
from gateway.portal.thai_dates import shown_date, shown_instant
from gateway.portal.words import Words

StateT = TypeVar("StateT", bound=State)

KINDS: Mapping[str, type[Event]] = {
    kind.TYPE: kind
    for kind in (
        events.DocumentFiled,
        events.PublicationChanged,
        events.ScopeChanged,
        events.InheritedSwitched,
        events.LinkSaved,
        events.LinkPublicationChanged,
        events.LinkHealthChanged,
        events.DeclarationChanged,
        events.ObstaclesChanged,
    )
}


@dataclass(frozen=True)
class Part:
    """`what` it is of; None: of the thing as a whole. `before` None: nothing was said of it before."""

    what: str | None
    before: str | None
    now: str


Read = tuple[str, str, list[Part]]
"""What was done, what it is about, and its parts."""


@dataclass(frozen=True)
class Told:
    """An entry as it is shown. `about`: the document, link or the like; `parts`: from what to what."""

    sequence: int
    at: datetime
    what: str
    about: str
    parts: Sequence[Part]
    actor: Actor
    hash: str


def told(change: FilingChange, names: Mapping[str, str], t: Words) -> Told:
    """`names`: those of documents that the agency inherits and of its links, by id; the others name themselves. Of a
    kind of entry that is not known here there is only the name."""
    kind = KINDS.get(change.type)
    unknown: Read = (change.type.split(".")[-2].replace("_", " "), "", [])
    what, about, parts = _Reading(change, names, t).of(kind.model_validate(change.after)) if kind else unknown
    return Told(
        sequence=change.sequence,
        at=change.at,
        what=what,
        about=about,
        parts=[part for part in parts if part.before != part.now],
        actor=change.actor,
        hash=change.hash,
    )


@dataclass(frozen=True)
class _Reading:
    change: FilingChange
    names: Mapping[str, str]
    t: Words

    def of(self, event: Event) -> Read:
        match event:
            case events.DocumentFiled(document=document):
                return self._filed(document)
            case events.PublicationChanged(document=document):
                return self._published(_of_document(document, self.t), document)
            case events.ScopeChanged(document=document):
                part = self._part(self.t("scope_label"), document, lambda each: self.t.name(each.scope))
                return self.t("did_scope"), _of_document(document, self.t), [part]
            case events.InheritedSwitched(switch=switch):
                name = self.names.get(switch.document_id, switch.document_id)
                return self.t("did_switch"), name, [self._part(None, switch, self._switch)]
            case events.LinkSaved(link=link):
                part = Part(self.t("status_label"), None, self._standing(link))
                return self.t("did_save_link"), _of_link(link, self.t), [part]
            case events.LinkPublicationChanged(link=link):
                return self._published(_of_link(link, self.t), link)
            case events.LinkHealthChanged(health=health):
                about = self.names.get(health.link_id, "")
                return self.t("did_find_broken" if health.broken else "did_find_well"), about, []
            case events.DeclarationChanged(declaration=events.IssuedDeclaration() as issued):
                return self.t("did_declare"), self.t.name(issued.obligation), [self._part(None, issued, self._issued)]
            case events.DeclarationChanged(declaration=events.LicenceDeclaration() as licences):
                return self._licences(licences)
            case events.ObstaclesChanged(obstacles=obstacles):
                return self.t("did_obstacles"), "", self._obstacles(obstacles)
        raise AssertionError(event.TYPE)

    def _filed(self, document: events.DocumentState) -> Read:
        t = self.t
        parts = [
            Part(t("notice_date"), None, shown_date(document.document_date, t.language)),
            Part(t("status_label"), None, self._standing(document)),
        ]
        if document.obligation is Obligation.S10_NOTICE:
            parts.insert(1, Part(t("scope_label"), None, t.name(document.scope)))
        return t("did_carry_over" if document.migrated else "did_file"), _of_document(document, t), parts

    def _published(self, about: str, now: events.DocumentState | events.LinkState) -> Read:
        parts = [self._part(self.t("status_label"), now, self._standing)]
        before = self._before(type(now))
        reason, said = _note(now), _note(before) if before else None
        if reason and reason != said:
            parts.append(Part(self.t("reason"), None, reason))
        return self.t("did_publication"), about, parts

    def _standing(self, state: events.DocumentState | events.LinkState) -> str:
        """In effect or not, and what is announced for a time to come."""
        t, last = self.t, state.publications[-1] if state.publications else None
        words = t.name(state.status)
        if last is None:
            return words
        if state.status is PublicationStatus.SUSPENDED and last.since > self.change.at:
            words += f" {t('announced_publish', at=shown_instant(last.since, t.language))}"
        if last.until is not None and last.until > self.change.at:
            words += f" {t('announced_suspend', at=shown_instant(last.until, t.language))}"
        return words

    def _switch(self, switch: events.InheritedSwitch) -> str:
        is_off = bool(switch.off) and switch.off[-1].until is None
        return self.t("switched_off" if is_off else "switched_on")

    def _issued(self, said: events.IssuedDeclaration) -> str:
        return shown_date(said.issued_on, self.t.language) if said.issued_on else self.t("not_stated")

    def _licences(self, now: events.LicenceDeclaration) -> Read:
        t = self.t
        parts = [
            self._part(t("has_licences"), now, lambda said: _has(said, t)),
            self._part(t("gazette"), now, lambda said: _gazette(said, t)),
        ]
        return t("did_declare"), t("s13_title"), parts

    def _obstacles(self, now: events.Obstacles) -> list[Part]:
        t, before = self.t, self._before(events.Obstacles)
        was, are = ({each.rank: each for each in said.items} if said else {} for said in (before, now))
        return [
            Part(t("obstacle_rank", rank=rank), _obstacle(was.get(rank), t), _obstacle(are.get(rank), t))
            for rank in sorted({*was, *are})
        ]

    def _part(self, what: str | None, now: StateT, words: Callable[[StateT], str]) -> Part:
        before = self._before(type(now))
        return Part(what, words(before) if before else None, words(now))

    def _before(self, kind: type[StateT]) -> StateT | None:
        return kind.model_validate(self.change.before) if self.change.before else None


def _of_document(document: events.DocumentState, t: Words) -> str:
    return f"{document.file_name} ({t.name(document.obligation)})"


def _of_link(link: events.LinkState, t: Words) -> str:
    return f"{link.licence_name or link.url} ({t.name(link.obligation)})"


def _note(state: events.DocumentState | events.LinkState) -> str | None:
    return state.publications[-1].note if state.publications else None


def _has(said: events.LicenceDeclaration, t: Words) -> str:
    return t("not_stated") if said.has_licences is None else t(f"has_licences_{'yes' if said.has_licences else 'no'}")


def _gazette(said: events.LicenceDeclaration, t: Words) -> str:
    return t(f"gazette_{said.gazette}") if said.gazette else t("not_stated")


def _obstacle(obstacle: events.Obstacle | None, t: Words) -> str:
    if obstacle is None:
        return t("not_stated")
    words = t.name(obstacle.type) + (f": {obstacle.detail}" if obstacle.detail else "")
    return words if obstacle.active else f"{words} ({t('switched_off')})"
