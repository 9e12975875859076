"""The list as CSV: UTF-8 with a byte order mark, so that Excel opens Thai right (RFC 4180 otherwise)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from gateway.exports.lines import HEADINGS, Line
from gateway.languages import Language

MEDIA_TYPE = "text/csv"
MARK = "\ufeff"
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def head(language: Language) -> bytes:
    return (MARK + _written([HEADINGS[language]])).encode()


def body(lines: Iterable[Line]) -> bytes:
    return _written([harmless(cell) for cell in line.cells] for line in lines).encode()


def harmless(cell: str | int) -> str | int:
    """Text that a spreadsheet would take for a formula, made into text by an apostrophe before it."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell


def _written(rows: Iterable[Iterable[str | int]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue()
