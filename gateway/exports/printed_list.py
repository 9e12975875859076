"""The list on paper, to be cut up and handed out: for each agency its name, the number, and a QR code that opens the
page where it is redeemed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import segno

from chassis.paper import blank, fitted, set_size
from gateway.exports.lines import Line
from gateway.languages import Language

if TYPE_CHECKING:
    from fpdf import FPDF

ROWS = 6
TOP, LEFT, ROW_HEIGHT, TEXT_LEFT, TEXT_WIDTH, QR_SIZE = 16.0, 16.0, 44.0, 60.0, 134.0, 36.0
"""In millimetres, on A4."""
NAME_SIZE, SMALL_SIZE, NUMBER_SIZE = 14.0, 11.0, 20.0
LEAST_NAME_SIZE = 8.0
WORDS = {
    "th": ("รหัส Token ใช้ได้ครั้งเดียว สแกนหรือพิมพ์ที่", "ใช้ได้ถึง", "หน้า"),
    "en": ("A token works once. Scan it, or type it in at", "Valid until", "Page"),
}


def printed(lines: Sequence[Line], language: Language) -> bytes:
    """A PDF. About 3 ms a line: to be run in a process of its own, not to hold up others' requests.

    Raises FileNotFoundError when the fonts have not been installed (make assets).
    """
    paper = blank()
    for place, line in enumerate(lines):
        if place % ROWS == 0:
            paper.add_page()
            _foot(paper, f"{WORDS[language][2]} {paper.page_no()}")
        _slip(paper, line, TOP + place % ROWS * ROW_HEIGHT, language)
    if not lines:
        paper.add_page()
    return bytes(paper.output())


def _slip(paper: FPDF, line: Line, top: float, language: Language) -> None:
    redeemed_at = line.link.partition("#")[0]
    once, valid_until, _ = WORDS[language]
    _qr(paper, line.link, top)
    codes = " ".join(filter(None, (line.lao_code or line.agency_code, line.role)))
    name, size = fitted_name(paper, line.agency)
    _text(paper, name, top + 1, size)
    _text(paper, codes, top + 8, SMALL_SIZE)
    _text(paper, line.number, top + 15, NUMBER_SIZE)
    _text(paper, f"{valid_until} {line.valid_until}", top + 24, SMALL_SIZE)
    _text(paper, f"{once} {redeemed_at}", top + 30, SMALL_SIZE)
    paper.set_draw_color(200)
    paper.line(LEFT, top + ROW_HEIGHT - 3, TEXT_LEFT + TEXT_WIDTH, top + ROW_HEIGHT - 3)


def _text(paper: FPDF, text: str, top: float, size: float) -> None:
    set_size(paper, size)
    paper.set_xy(TEXT_LEFT, top)
    paper.cell(TEXT_WIDTH, size * 0.5, text)


def fitted_name(paper: FPDF, name: str) -> tuple[str, float]:
    """The name and its size in points so that it fits on its line: the longest are printed small, and then cut."""
    return fitted(paper, name, TEXT_WIDTH - 2 * paper.c_margin - 1, NAME_SIZE, LEAST_NAME_SIZE)


def _foot(paper: FPDF, text: str) -> None:
    set_size(paper, SMALL_SIZE)
    paper.set_xy(LEFT, 284)
    paper.cell(TEXT_LEFT + TEXT_WIDTH - LEFT, 6, text, align="R")


def _qr(paper: FPDF, content: str, top: float) -> None:
    """Drawn as rectangles, one for each run of dark modules: sharp at any size. Any mask reads as well as another;
    choosing the handsomest would take five times as long."""
    matrix = segno.make(content, error="m", micro=False, mask=2).matrix
    module = QR_SIZE / len(matrix)
    paper.set_fill_color(0)
    for y, row in enumerate(matrix):
        start: int | None = None
        for x, dark in enumerate((*row, 0)):
            if dark and start is None:
                start = x
            elif not dark and start is not None:
                paper.rect(LEFT + start * module, top + y * module, (x - start) * module, module, style="F")
                start = None
