"""What the officer changed, as the one command that saves it; and which field of the page each part of it came from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from contracts.errors import FieldProblem
from contracts.rpc.documents.whole import FilingForm
from contracts.vocabulary import PublicationStatus, Scope
from gateway.portal.answers import changed
from gateway.portal.filing.sections import ISSUED, LINKS, OFF, ON, PAPERS, RANKS, Links, Papers
from gateway.portal.filing.typed import NewDocument, NewLink, Submitted
from gateway.portal.thai_dates import DateTyped
from gateway.portal.wrong import wrong

LONGEST = {"url": 2000, "licence_name": 300, "detail": 1000, "note": 500}
_INHERITED = "inherited_"

Line = dict[str, Any]
"""A line of the form, as the contract takes it."""


@dataclass(frozen=True)
class Asked:
    """`form` is what is to be saved, empty when nothing was changed. `places`: the field of the page by the path in the
    form, for what the service finds wrong. `problems`: what is wrong already."""

    form: FilingForm
    places: Mapping[str, str]
    problems: tuple[FieldProblem, ...]

    @property
    def is_empty(self) -> bool:
        return self.form == FilingForm()

    def at_fields(self, problems: tuple[FieldProblem, ...]) -> tuple[FieldProblem, ...]:
        """The service's problems, each at its field of the page."""
        return tuple(p.model_copy(update={"field": self.places.get(p.field, p.field)}) for p in problems)


def asked_for(submitted: Submitted) -> Asked:
    building = _Building(submitted)
    for papers in PAPERS:
        building.papers(papers)
    building.inherited()
    for links in LINKS:
        building.links(links)
    building.declarations()
    building.obstacles()
    return Asked(FilingForm.model_validate(building.form), building.places, tuple(building.problems))


class _Building:
    def __init__(self, submitted: Submitted) -> None:
        self._seen, self._typed = submitted.seen, submitted.typed
        self._changed = set(changed(submitted.seen, submitted.typed.answers))
        self.form: dict[str, Any] = defaultdict(dict)
        self.places: dict[str, str] = {}
        self.problems: list[FieldProblem] = []

    def papers(self, papers: Papers) -> None:
        path = f"{papers.part}.documents"
        lines: list[Line] = []
        for document_id in self._ids(papers.status("")):
            status, scope, note = (of(document_id) for of in (papers.status, papers.scope, papers.note))
            line = self._publication(status, note)
            if scope in self._changed:
                line["scope"] = Scope(self._one_of(scope, Scope))
            if line:
                place = f"{path}.{len(lines)}"
                self.places |= {f"{place}.{part}": status for part in ("id", "status")}
                self.places |= {f"{place}.scope": scope, f"{place}.note": note}
                lines.append({"id": document_id, **line})
        new = self._new_document(papers, f"{path}.{len(lines)}")
        if lines or new:
            self.form[papers.part]["documents"] = [*lines, *([new] if new else ())]

    def _new_document(self, papers: Papers, place: str) -> Line | None:
        new, key = self._typed.documents[papers.key], papers.key
        day = self._read(f"{key}_date", new.date)
        if not new.upload:
            if any((new.date.day, new.date.month, new.date.year)):
                self._wrong(f"{key}_file", "choose_file")
            return None
        if day is None and not self._has_problem(f"{key}_date"):
            self._wrong(f"{key}_date", "date_missing")
        self.places |= {f"{place}.upload": f"{key}_file", f"{place}.file_name": f"{key}_file"}
        self.places |= {f"{place}.document_date": f"{key}_date", f"{place}.scope": f"{key}_scope"}
        return self._line_of(papers, new, day)

    def _line_of(self, papers: Papers, new: NewDocument, day: date | None) -> Line:
        line = {
            "upload": new.upload,
            "document_date": day,
            "file_name": (new.file_name or "document.pdf")[-255:],
            "status": PublicationStatus.PUBLISHED if new.publish else PublicationStatus.SUSPENDED,
        }
        if papers.scoped:
            line["scope"] = Scope(new.scope) if new.scope in list(Scope) else Scope.SELF
        return line

    def inherited(self) -> None:
        lines: list[Line] = []
        for document_id in self._ids(_INHERITED):
            field = _INHERITED + document_id
            if field in self._changed:
                place = f"section_10.inherited.{len(lines)}"
                self.places[f"{place}.document_id"] = field
                lines.append({"document_id": document_id, "off": self._typed.answers[field] == OFF})
        if lines:
            self.form["section_10"]["inherited"] = lines

    def links(self, links: Links) -> None:
        path = f"{links.part}.links"
        lines: list[Line] = []
        for link_id in self._ids(links.status("")):
            status = links.status(link_id)
            line = self._publication(status, "")
            if line:
                self.places |= {f"{path}.{len(lines)}.{part}": status for part in ("id", "status")}
                lines.append({"id": link_id, **line})
        for number, new in enumerate(self._typed.links[links.key]):
            if not new.is_blank:
                place = f"{path}.{len(lines)}"
                self.places[f"{place}.url"] = f"{links.key}_url_{number}"
                self.places[f"{place}.licence_name"] = f"{links.key}_name_{number}"
                lines.append(self._new_link(links, number, new))
        if lines:
            self.form[links.part]["links"] = lines

    def _new_link(self, links: Links, number: int, new: NewLink) -> Line:
        self._within("url", f"{links.key}_url_{number}", new.url)
        self._within("licence_name", f"{links.key}_name_{number}", new.licence_name)
        line = {"url": new.url[: LONGEST["url"]] or None}
        if links.named:
            line["licence_name"] = new.licence_name[: LONGEST["licence_name"]] or None
        return line

    def declarations(self) -> None:
        for field, part in ISSUED.items():
            day = self._read(field, self._typed.issued[field])
            self._typed.answers[field] = day.isoformat() if day else ""
            if self._typed.answers[field] != self._seen.get(field, "") and not self._has_problem(field):
                self.form[part]["issued"] = {"issued_on": day}
                self.places[f"{part}.issued.issued_on"] = field
        if {"has_licences", "gazette"} & self._changed:
            answers = self._typed.answers
            has = {"yes": True, "no": False}.get(answers.get("has_licences", ""))
            # How far they are announced is asked of those that have some; what was said before is then void.
            gazette = (answers.get("gazette") or None) if has else None
            self.form["section_13_1"]["declaration"] = {"has_licences": has, "gazette": gazette}
            self.places["section_13_1.declaration.gazette"] = "gazette"

    def obstacles(self) -> None:
        answers, said = self._typed.answers, []
        for rank in RANKS:
            kind = answers.get(f"obstacle_type_{rank}", "")
            detail = answers.get(f"obstacle_detail_{rank}", "")
            self._within("detail", f"obstacle_detail_{rank}", detail)
            if detail and not kind:
                self._wrong(f"obstacle_type_{rank}", "obstacle_type_missing")
            if kind:
                active = answers.get(f"obstacle_active_{rank}") == ON
                text = detail[: LONGEST["detail"]] or None
                said.append({"rank": rank, "type": kind, "detail": text, "active": active})
        if any(field.startswith("obstacle_") for field in self._changed):
            self.form["obstacles"] = said
            self.places["obstacles"] = "obstacle_type_1"

    def _publication(self, status: str, note: str) -> Line:
        """What becomes of something that is there: nothing, or another status, with a note when it is suspended."""
        said = self._typed.notes.get(note, "")
        self._within("note", note, said)
        if status not in self._changed:
            if said:
                self._wrong(note, "note_without_suspension")
            return {}
        if self._typed.answers[status] == ON:
            return {"status": PublicationStatus.PUBLISHED}
        suspended: Line = {"status": PublicationStatus.SUSPENDED}
        return {**suspended, "note": said[: LONGEST["note"]]} if said else suspended

    def _ids(self, prefix: str) -> list[str]:
        return [field.removeprefix(prefix) for field in self._seen if field.startswith(prefix)]

    def _one_of(self, field: str, words: Callable[[str], object]) -> str:
        """The answer, or what it was before when it is none of the words."""
        try:
            words(self._typed.answers[field])
        except ValueError:
            return self._seen[field]
        return self._typed.answers[field]

    def _read(self, field: str, typed: DateTyped) -> date | None:
        try:
            return typed.read()
        except ValueError:
            self._wrong(field, "bad_date")
            return None

    def _within(self, kind: str, field: str, text: str) -> None:
        if len(text) > LONGEST[kind]:
            self._wrong(field, "too_long", limit=LONGEST[kind])

    def _wrong(self, field: str, words: str, **values: object) -> None:
        self.problems.append(wrong(field, words, **values))

    def _has_problem(self, field: str) -> bool:
        return any(problem.field == field for problem in self.problems)
