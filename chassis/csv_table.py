"""A table as CSV: UTF-8 with a byte order mark, so that Excel opens Thai right (RFC 4180 otherwise)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from chassis.csv_cells import harmless

MEDIA_TYPE = "text/csv"
MARK = "\ufeff"

Cell = str | int


def head(headings: Sequence[str]) -> bytes:
    return (MARK + _written([headings])).encode()


def body(rows: Iterable[Sequence[Cell]]) -> bytes:
    return _written([_cell(cell) for cell in row] for row in rows).encode()


def _cell(cell: Cell) -> Cell:
    return harmless(cell) if isinstance(cell, str) else cell


def _written(rows: Iterable[Sequence[Cell]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue()
