"""Somebody else has saved the filing meanwhile: what they changed, in words, beside what the officer chose."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from contracts.rpc.documents.whole import Filing
from gateway.portal.answers import Answers, changed
from gateway.portal.filing.sections import ISSUED, LINKS, PAPERS, RANKS, inherited, is_toggle
from gateway.portal.thai_dates import shown_date
from gateway.portal.words import Words


@dataclass(frozen=True)
class OthersChange:
    """`what` was `before` and is `now` (None of both: it is new). `yours`: what the officer chose instead, if they did:
    saving again puts that in its place."""

    field: str
    what: str
    before: str | None
    now: str | None
    yours: str | None


def others_changes(seen: Answers, typed: Answers, filing: Filing, now: Answers, t: Words) -> list[OthersChange]:
    """In the order of the form."""
    names = dict(_names(filing, t))
    changes = []
    for field in changed(seen, now):
        what = names.get(field)
        if what is None:
            continue
        if field not in seen and is_toggle(field):
            changes.append(OthersChange(field, what, None, None, None))
        elif field in seen:
            chosen = typed.get(field, seen[field])
            yours = _in_words(field, chosen, t) if chosen not in (seen[field], now[field]) else None
            changes.append(
                OthersChange(field, what, _in_words(field, seen[field], t), _in_words(field, now[field], t), yours)
            )
    return changes


def _names(filing: Filing, t: Words) -> Iterator[tuple[str, str]]:
    """What each field is called in a sentence."""
    for papers in PAPERS:
        for document in papers.documents(filing):
            yield papers.status(document.id), document.file_name
            if papers.scoped:
                yield papers.scope(document.id), f"{document.file_name}: {t('scope_label')}"
    for above in filing.section_10.inherited:
        yield inherited(above.document_id), f"{above.file_name} ({t('inherited')})"
    for links in LINKS:
        for link in links.links(filing):
            yield links.status(link.id), link.licence_name or link.url
    for field in ISSUED:
        yield field, t(field)
    yield "has_licences", t("has_licences")
    yield "gazette", t("gazette")
    for rank in RANKS:
        for part in ("type", "detail", "active"):
            yield f"obstacle_{part}_{rank}", f"{t('obstacle_rank', rank=rank)}: {t(f'obstacle_{part}')}"


def _in_words(field: str, answer: str, t: Words) -> str:
    if not answer:
        return t("not_stated")
    if is_toggle(field):
        return t(f"switched_{answer}")
    if field in ISSUED:
        return shown_date(date.fromisoformat(answer), t.language)
    if field in _CODED:
        return t(f"{field}_{answer}")
    if "_scope_" in field or field.startswith("obstacle_type_"):
        return t.name(answer)
    return answer


_CODED = ("has_licences", "gazette")
