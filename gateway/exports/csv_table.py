"""A table as CSV: UTF-8 with a byte order mark, so that Excel opens Thai right (RFC 4180 otherwise)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

MEDIA_TYPE = "text/csv"
MARK = "\ufeff"
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
APOSTROPHE = "'"

Cell = str | int


def head(headings: Sequence[str]) -> bytes:
    return (MARK + _written([headings])).encode()


def body(rows: Iterable[Sequence[Cell]]) -> bytes:
    return _written([harmless(cell) for cell in row] for row in rows).encode()


def harmless(cell: Cell) -> Cell:
    """Text that a spreadsheet would take for a formula, made into text by an apostrophe before it.

    Text that looks as if that had been done to it gets one too, so that whoever takes it off again (an import of ours)
    has what there was.
    """
    if not isinstance(cell, str):
        return cell
    looks_done = cell.startswith(APOSTROPHE) and cell[1:].startswith((*FORMULA, APOSTROPHE))
    return f"{APOSTROPHE}{cell}" if looks_done or cell.startswith(FORMULA) else cell


def _written(rows: Iterable[Sequence[Cell]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue()
