"""Cells of a CSV: not to be taken for formulas by whoever opens it, and what they were before that was seen to."""

from __future__ import annotations

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
APOSTROPHE = "'"


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
