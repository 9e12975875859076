"""A table as CSV: UTF-8 with a byte order mark, so that Excel opens Thai right (RFC 4180 otherwise)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

MEDIA_TYPE = "text/csv"
MARK = "\ufeff"
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
APOSTROPHE = "'"
SUSPECT = frozenset((*FORMULA, APOSTROPHE))

Cell = str | int


def head(headings: Sequence[str]) -> bytes:
    return (MARK + _written([headings])).encode()


def body(rows: Iterable[Sequence[Cell]]) -> bytes:
    # as `harmless` has it, which is called for those few cells alone that may need it
    return _written(
        [harmless(cell) if isinstance(cell, str) and cell[:1] in SUSPECT else cell for cell in row] for row in rows
    ).encode()


def harmless(cell: str) -> str:
    """Text that a spreadsheet would take for a formula, made into text by an apostrophe before it.

    Text that looks as if that had been done to it gets one too, so that `as_it_was` gives back what there was.
    """
    return f"{APOSTROPHE}{cell}" if cell.startswith(FORMULA) or _looks_done(cell) else cell


def as_it_was(cell: str) -> str:
    """Without the apostrophe that `harmless` put before it."""
    return cell[1:] if _looks_done(cell) else cell


def _looks_done(cell: str) -> bool:
    return cell.startswith(APOSTROPHE) and cell[1:].startswith((*FORMULA, APOSTROPHE))


def _written(rows: Iterable[Sequence[Cell]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue()
