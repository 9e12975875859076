"""What an officer has typed into the form: read from a request, and put back on the page until it can be saved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from contracts.rpc.documents.whole import Filing
from contracts.vocabulary import Scope
from gateway.portal.answers import in_one_manner, unpacked
from gateway.portal.filing.answers import answers_of
from gateway.portal.filing.sections import ISSUED, LINKS, MOST_NEW_LINKS, OFF, ON, PAPERS, Links, Papers, is_toggle
from gateway.portal.forms import Form
from gateway.portal.thai_dates import DateTyped

MORE = "more"


@dataclass
class NewDocument:
    """A PDF to be added. Once it has arrived it is named by `upload`, so that it is not asked for again when something
    else on the page has to be corrected."""

    upload: str = ""
    file_name: str = ""
    date: DateTyped = field(default_factory=DateTyped)
    publish: bool = True
    scope: str = Scope.SELF


@dataclass
class NewLink:
    licence_name: str = ""
    url: str = ""

    @property
    def is_blank(self) -> bool:
        return not (self.licence_name or self.url)


@dataclass
class Typed:
    """`answers`: to what is there already, and the declarations; `issued`: the dates among them as they were typed."""

    answers: dict[str, str]
    issued: dict[str, DateTyped]
    documents: dict[str, NewDocument] = field(default_factory=lambda: {papers.key: NewDocument() for papers in PAPERS})
    links: dict[str, list[NewLink]] = field(default_factory=lambda: {links.key: [NewLink()] for links in LINKS})
    notes: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, filing: Filing, language: str) -> Typed:
        """Nothing typed yet."""
        answers = answers_of(filing)
        return cls(answers, {name: _as_typed(answers[name], language) for name in ISSUED})

    def show_issued(self, name: str, language: str) -> None:
        """The date of that name as its answer is, whatever was typed."""
        self.issued[name] = _as_typed(self.answers[name], language)


@dataclass(frozen=True)
class Submitted:
    """A form as it was sent: `version` and `seen` are those of the page on which it was filled in. `more`: the section
    for which the officer wants another line first."""

    version: int
    seen: Mapping[str, str]
    typed: Typed
    more: str | None


def submitted_form(form: Form) -> Submitted:
    """Raises Refusal INVALID_REQUEST for a form that is none of ours."""
    seen = unpacked(form.text("seen"))
    issued = {name: form.date(name) for name in ISSUED}
    typed = Typed(
        answers={name: _answer(form, name, seen) for name in seen},
        issued=issued,
        documents={papers.key: _new_document(form, papers) for papers in PAPERS},
        links={links.key: _new_links(form, links) for links in LINKS},
        notes={name: in_one_manner(form.text(name)) for name in form.names() if "_note_" in name},
    )
    return Submitted(form.number("version"), seen, typed, form.text(MORE) or None)


def with_another_line(typed: Typed, key: str) -> None:
    lines = typed.links.get(key)
    if lines is not None and len(lines) < MOST_NEW_LINKS:
        lines.append(NewLink())


def _answer(form: Form, name: str, seen: Mapping[str, str]) -> str:
    if is_toggle(name):
        return ON if form.text(name) else OFF
    # What the page does not send it has not asked either: radios of which none is chosen, a part that was left out.
    return in_one_manner(form.text(name)) if form.has(name) else seen[name]


def _new_document(form: Form, papers: Papers) -> NewDocument:
    key = papers.key
    return NewDocument(
        upload=form.text(f"{key}_upload"),
        file_name=form.text(f"{key}_file_name"),
        date=form.date(f"{key}_date"),
        publish=bool(form.text(f"{key}_publish")),
        scope=form.text(f"{key}_scope") or Scope.SELF,
    )


def _new_links(form: Form, links: Links) -> list[NewLink]:
    lines = [
        NewLink(form.text(f"{links.key}_name_{number}"), form.text(f"{links.key}_url_{number}"))
        for number in range(MOST_NEW_LINKS)
        if form.has(f"{links.key}_url_{number}")
    ]
    return lines or [NewLink()]


def _as_typed(answer: str, language: str) -> DateTyped:
    return DateTyped.of(date.fromisoformat(answer) if answer else None, language)
