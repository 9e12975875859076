"""Paper for what Prakat prints: A4 with fonts that have Thai, marks where they belong, and tables over many pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from chassis.typeface import FONTS

if TYPE_CHECKING:
    from fpdf import FPDF

MEDIA_TYPE = "application/pdf"
LEFT, RIGHT, TOP, BOTTOM = 18.0, 192.0, 16.0, 276.0
"""The margins, in millimetres from the left and the top."""
SIZE, LEAST_SIZE = 11.0, 7.0
"""Of text in tables, in points."""
SMALL, FOOT = 9.0, 284.0
LONGEST_WORD = 40
# Strokes from the middle of a cell, in millimetres. Drawn: neither font has signs for them.
_TICK = (((-1.5, 0.1), (-0.4, 1.3)), ((-0.4, 1.3), (1.7, -1.6)))
_CROSS = (((-1.2, -1.2), (1.2, 1.2)), ((-1.2, 1.2), (1.2, -1.2)))


def blank(made_at: datetime | None = None) -> FPDF:
    """Paper with our fonts, and no page yet. `made_at`: what the file says of itself (default: now); with it the same
    content is the same bytes.

    Raises FileNotFoundError when the fonts have not been installed (make assets).
    """
    from fpdf import FPDF  # takes longer to import than all of ours, and few processes ever print

    paper = FPDF(orientation="portrait", unit="mm", format="A4")
    paper.set_auto_page_break(False)
    paper.add_font("thai", fname=FONTS / "sarabun-thai-400-normal.ttf")
    paper.add_font("latin", fname=FONTS / "sarabun-latin-400-normal.ttf")
    paper.set_fallback_fonts(["latin"])
    paper.set_text_shaping(True)  # tone marks stand above vowels, not upon them
    paper.set_font("thai")
    if made_at is not None:
        paper.set_creation_date(made_at)
    return paper


def fitted(paper: FPDF, text: str, room: float, largest: float, least: float) -> tuple[str, float]:
    """The text and its size in points so that it fits into so many millimetres: printed smaller, and then cut."""
    paper.set_font_size(largest)
    # A little less than would just fit: glyphs' widths are rounded at each size.
    size = max(least, min(largest, largest * 0.98 * room / max(paper.get_string_width(text), 1.0)))
    paper.set_font_size(size)
    if paper.get_string_width(text) <= room:
        return text, size
    while text and paper.get_string_width(f"{text}…") > room:
        text = text[:-1]
    return f"{text}…", size


def set_size(paper: FPDF, size: float) -> None:
    """Print in this size (points) from here on.

    Stated on the page at once, by a text of nothing: fpdf2 would state it within the next text, where nobody finds it
    any more afterwards when that text begins in the other font, as numbers do.
    """
    paper.set_font_size(size)
    paper.text(0, 0, "")


def line(paper: FPDF, text: str, size: float = SIZE, align: str = "L", gap: float = 0.0) -> None:
    """A paragraph across the page, broken between words where it does not fit; on a new page when this one is full."""
    set_size(paper, size)
    height = size * 0.55
    for part in _broken(paper, text, RIGHT - LEFT - 2 * paper.c_margin):
        if paper.get_y() + height > BOTTOM:
            new_page(paper)
            set_size(paper, size)
        paper.set_x(LEFT)
        paper.cell(RIGHT - LEFT, height, part, align=align, new_x="LMARGIN", new_y="NEXT")
    paper.set_y(paper.get_y() + gap)


def _broken(paper: FPDF, text: str, room: float) -> Iterator[str]:
    """Lines that fit, broken between words: Thai has no spaces between them, so a dictionary says where they end."""
    for paragraph in text.split("\n"):
        if paper.get_string_width(paragraph) <= room:
            yield paragraph
            continue
        line = ""
        for word in _words(paragraph):
            if line and paper.get_string_width((line + word).rstrip()) > room:
                yield line.strip()
                line = ""
            line += word
        yield line.strip()


def _words(text: str) -> Iterator[str]:
    from pythainlp.tokenize import word_tokenize  # its dictionary is read when it is first needed

    for word in word_tokenize(text, engine="newmm"):
        # What no dictionary knows must not run out of the page.
        yield from (word[start : start + LONGEST_WORD] for start in range(0, len(word), LONGEST_WORD))


def new_page(paper: FPDF) -> None:
    paper.add_page()
    paper.set_xy(LEFT, TOP)


def number_pages(paper: FPDF, word: str) -> None:
    """Say on each page which it is, and of how many. To be done last."""
    pages = len(paper.pages)
    for page in range(1, pages + 1):
        paper.page = page
        paper.set_font_size(SIZE)  # what is stated on one page is not on another
        set_size(paper, SMALL)
        paper.set_xy(LEFT, FOOT)
        paper.cell(RIGHT - LEFT, 6, f"{word} {page}/{pages}", align="R")


class Grid:
    """A table: rows of one height, each text fitted into its cell, the head again on every page that it reaches.

    `widths` in millimetres, `aligned` a letter for each column ("LCR"). `head` draws the head at the paper's position
    and moves below it.
    """

    def __init__(
        self, paper: FPDF, widths: Sequence[float], aligned: str, head: Callable[[FPDF], None], height: float = 7.0
    ) -> None:
        self._paper = paper
        self._widths = widths
        self._aligned = aligned
        self._head = head
        self._height = height
        head(paper)

    def row(self, cells: Sequence[str | bool | tuple[bool, str]]) -> None:
        """Texts; a bool is a tick or a cross, with a text beside it if it has one."""
        paper = self._paper
        if paper.get_y() + self._height > BOTTOM:
            new_page(paper)
            self._head(paper)
        paper.set_x(LEFT)
        for cell, width, align in zip(cells, self._widths, self._aligned, strict=True):
            box(paper, cell, width, self._height, align)
        paper.set_y(paper.get_y() + self._height)


def box(
    paper: FPDF,
    content: str | bool | tuple[bool, str],
    width: float,
    height: float,
    align: str = "C",
    size: float = SIZE,
) -> None:
    """A cell with a border, at the paper's position; the position moves to its right."""
    left, top = paper.get_x(), paper.get_y()
    paper.rect(left, top, width, height)
    if isinstance(content, str):
        text, fitting = fitted(paper, content, width - 2 * paper.c_margin, size, LEAST_SIZE)
        set_size(paper, fitting)
        paper.cell(width, height, text, align=align)
    else:
        ticked, beside = content if isinstance(content, tuple) else (content, "")
        strokes = _TICK if ticked else _CROSS
        for (x, y), (to_x, to_y) in strokes:
            middle, centre = left + width / 2, top + height / 2
            paper.line(middle + x, centre + y, middle + to_x, centre + to_y)
        if beside:
            set_size(paper, size)
            paper.set_xy(left + width / 2 + 2, top)
            paper.cell(width / 2 - 2, height, beside)
    paper.set_xy(left + width, top)
