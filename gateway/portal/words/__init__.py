"""The words on the pages, in Thai and English: one module for each area. Error texts are in contracts/errors.py."""

from __future__ import annotations

from collections.abc import Iterable

from contracts.places import PROVINCES
from contracts.vocabulary import Category, LaoType, Level, Role
from gateway.languages import Language
from gateway.portal.words import (
    account,
    accounts,
    cabinet,
    compliance,
    filing,
    followup,
    frame,
    frozen,
    public,
    reports,
    structure,
    verification,
)
from gateway.portal.words.events import EVENTS
from gateway.portal.words.names import LEVELS, NAMES
from gateway.portal.words.pairs import Pairs

AREAS = (
    frame,
    public,
    verification,
    compliance,
    account,
    accounts,
    filing,
    followup,
    cabinet,
    frozen,
    reports,
    structure,
)


def all_of(areas: Iterable[Pairs]) -> Pairs:
    """One list of all words. A key that two areas use would silently take the words of the other: it is refused."""
    words: dict[str, tuple[str, str]] = {}
    for area in areas:
        if taken := words.keys() & area.keys():
            raise ValueError(f"words of two areas: {', '.join(sorted(taken))}")
        words.update(area)
    return words


WORDS = all_of(area.WORDS for area in AREAS)


class Words:
    """The words in one language, for templates: `t("home")`, `t.name(role)`, `t.category(code)`."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._index = 0 if language == "th" else 1

    def __call__(self, key: str, **values: object) -> str:
        return WORDS[key][self._index].format(**values)

    def name(self, code: str) -> str:
        return NAMES[code][self._index]

    def event(self, event_type: str) -> str:
        """ "prakat.identity.signed_in.v1" in a few words."""
        kind = event_type.removeprefix("prakat.identity.").rpartition(".")[0]
        return EVENTS[kind][self._index] if kind in EVENTS else kind.replace("_", " ")

    @property
    def roles(self) -> frozenset[str]:
        return frozenset(Role)

    def category(self, code: str) -> str:
        return Category(code).names[self._index]

    def lao_type(self, code: str) -> str:
        return LaoType(code).names[self._index]

    def level(self, code: str) -> str:
        return LEVELS[Level(code)][self._index]

    def province(self, code: str) -> str:
        """The code itself for one that is not known."""
        return PROVINCES[code][self._index] if code in PROVINCES else code

    def agency_event(self, event_type: str) -> str:
        """ "prakat.agencies.moved.v1" in a few words."""
        kind = event_type.removeprefix("prakat.agencies.").rpartition(".")[0]
        return self(f"kind_{kind}") if f"kind_{kind}" in WORDS else kind.replace("_", " ")

    def value(self, value: str | bool | None) -> str:
        """What a field holds."""
        if value is None or value == "":
            return self("not_stated")
        return (self("yes") if value else self("no")) if isinstance(value, bool) else value

    def field(self, name: str) -> str:
        """A field of an agency, as its form calls it; the name itself for one that no form has."""
        return self(f"agency_{name}") if f"agency_{name}" in WORDS else name

    def group(self, group_by: str, code: str) -> str:
        """What a group of the figures is called that is no agency."""
        names = {"category": self.category, "province": self.province, "lao_type": self.lao_type}
        return names[group_by](code)

    def pick(self, thai: str | None, english: str | None) -> str:
        """Whichever of two names fits the language; the other one when that is missing."""
        chosen = (thai, english)[self._index]
        return chosen or thai or english or ""
