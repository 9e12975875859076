"""Published links are asked for once a day. One that fails again and again is flagged to its officer: it stays
published until somebody who can judge it takes it back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from contracts.calls import Call
from contracts.events.documents import LinkHealthChanged
from services.documents.domain.link import Link
from services.documents.domain.link_checking import BETWEEN_CHECKS, DueCheck, LinkAsked, LinkHealth
from services.documents.domain.publication import next_change
from services.documents.domain.vocabulary import Status
from services.documents.usecases import states
from services.documents.usecases.books import Books
from services.documents.usecases.ports import AskForLinks

FOR_EACH_HOST = 20  # links of one host at a stretch, so that a host with thousands keeps nobody waiting
TAKEN_FOR = timedelta(minutes=10)
"""Longer than a stretch takes. Whoever dies meanwhile has taken nothing for good."""


def ask_for_links_due(call: Call, books: Books, ask: AskForLinks) -> Sequence[LinkAsked]:
    """What came of asking for the links that are due, as far as anybody answered at all."""
    due = books.link_checks.due(call.now, FOR_EACH_HOST)
    links = books.links.many([check.link_id for checks in due.values() for check in checks])

    def to_be_asked(check: DueCheck) -> bool:
        link = links.get(check.link_id)
        if link is not None and link.status_at(call.now) is Status.PUBLISHED:
            return True
        books.link_checks.move(check, _later(link, call.now))
        return False

    by_host = {host: [(c, links[c.link_id].url) for c in checks if to_be_asked(c)] for host, checks in due.items()}
    return ask(by_host, lambda check: books.link_checks.move(check, call.now + TAKEN_FOR))


def note_link_asked(asked: LinkAsked, call: Call, books: Books) -> None:
    """How the link has fared with that. That it is broken now, or well again, is recorded."""
    link = books.links.get(asked.check.link_id)
    before = books.link_checks.of_links([asked.check.link_id]).get(asked.check.link_id, LinkHealth())
    after = before.after(asked.result, asked.at)
    if link is None or not books.link_checks.note(asked.check, after):
        return
    said = states.link_health(link, after)
    if said is not None and after.is_flagged is not before.is_flagged:
        books.history.record(link.agency_id, LinkHealthChanged(health=said), call, states.link_health(link, before))


def _later(link: Link | None, now: datetime) -> datetime:
    """When to look again at a link that is not published."""
    publishes = next_change(link.publications, now) if link else None
    return min(publishes or now + BETWEEN_CHECKS, now + BETWEEN_CHECKS)
