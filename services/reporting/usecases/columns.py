"""Columns of tables: what stands in each, by what name, and what that means. What is shown in words, given as data and
told in a data dictionary are the same columns, so they cannot differ."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from contracts.rpc.reporting.exporting import CellKind, CodeAbout, ColumnAbout, Language, Rows

LineT = TypeVar("LineT")
Pair = tuple[str, str]  # Thai and English
Cell = str | int


@dataclass(frozen=True)
class Column(Generic[LineT]):
    """`name` is for programs and never changes. `value` is what a line has in it (None: nothing), `codes` the words for
    each value where it is one of a few, `required` whether there is always one."""

    name: str
    heading: Pair
    value: Callable[[LineT], Cell | None]
    meaning: Pair = ("", "")
    kind: CellKind = CellKind.STRING
    codes: Mapping[str, Pair] = field(default_factory=dict)
    required: bool = False

    @property
    def about(self) -> ColumnAbout:
        return ColumnAbout(
            name=self.name,
            kind=self.kind,
            required=self.required,
            heading_th=self.heading[0],
            heading_en=self.heading[1],
            meaning_th=self.meaning[0],
            meaning_en=self.meaning[1],
            codes=tuple(CodeAbout(value=value, name_th=th, name_en=en) for value, (th, en) in self.codes.items()),
        )


def headings(columns: Iterable[Column[LineT]], language: Language | None) -> tuple[str, ...]:
    """In a language; None: the names."""
    return tuple(column.name if language is None else column.heading[_place(language)] for column in columns)


def written(
    columns: Sequence[Column[LineT]], lines: Iterable[LineT], language: Language | None
) -> tuple[tuple[Cell, ...], ...]:
    """A row for each line: in the words of a language; None: in codes."""
    parts = [(column.value, _words(column, language)) for column in columns]
    # millions of cells: nothing is called for each of them but what gives its value
    return tuple(
        tuple("" if (found := value(line)) is None else words.get(found, found) for value, words in parts)
        for line in lines
    )


def table(columns: Sequence[Column[LineT]], lines: Iterable[LineT], language: Language | None, **rest: object) -> Rows:
    """`rest` are the other fields of the page."""
    page = {"headings": headings(columns, language), "rows": written(columns, lines, language), "next": None, **rest}
    return Rows.model_validate(page)


def _words(column: Column[LineT], language: Language | None) -> Mapping[Cell, Cell]:
    """What to write for a code; whatever has no words (a province of tomorrow) stands there as it is."""
    if language is None:
        return {}
    return {code: pair[_place(language)] for code, pair in column.codes.items()}


def _place(language: Language) -> int:
    return 0 if language == "th" else 1
