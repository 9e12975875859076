"""The provincial return on paper, as the ministry's form looks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chassis.paper import BOTTOM, LEFT, RIGHT, SIZE, Grid, blank, box, line, new_page, set_size
from contracts.rpc.reporting.returns import Return, ReturnMeasure
from gateway.exports import return_words as words

if TYPE_CHECKING:
    from fpdf import FPDF

WIDTHS = (13.0, 65.0, 22.0, 26.0, 22.0, 26.0)
HEAD_HEIGHT, NARROW = 7.0, 13.0
TITLE_SIZE, SMALL_SIZE, HEAD_SIZE = 15.0, 9.0, 10.0
SIGNATURE_HEIGHT = 40.0


def printed(form: Return) -> bytes:
    """A PDF, the same bytes for the same form once it is submitted. Some 3 ms for a body: to be run in a process of
    its own.

    Raises FileNotFoundError when the fonts have not been installed (make assets).
    """
    paper = blank(form.submission.at if form.submission else None)
    new_page(paper)
    for title in words.TITLE:
        line(paper, title, TITLE_SIZE, "C")
    line(paper, words.heading(form), SIZE, "C", gap=3)
    grid = Grid(paper, WIDTHS, "CLCCCC", _head)
    for row in form.rows:
        grid.row(
            (
                str(row.place),
                row.name_th,
                _issued(row.s10),
                row.s10.uploaded,
                _issued(row.s16),
                row.s16.uploaded,
            )
        )
    _totals(paper, form)
    for heading, text in ((words.OBSTACLES, form.obstacles), (words.SUGGESTIONS, form.suggestions)):
        paper.set_y(paper.get_y() + 3)
        line(paper, heading)
        line(paper, text or words.NOTHING)
    _signed(paper, form)
    line(paper, words.NOTES, SMALL_SIZE)
    for note in words.notes(form, "ถูก", "กากบาท"):
        line(paper, note, SMALL_SIZE)
    line(paper, words.standing(form), SMALL_SIZE)
    return bytes(paper.output())


def _head(paper: FPDF) -> None:
    top, sides = paper.get_y(), WIDTHS[0] + WIDTHS[1]
    paper.set_x(LEFT)
    box(paper, words.PLACE, WIDTHS[0], HEAD_HEIGHT + NARROW, size=HEAD_SIZE)
    box(paper, words.BODY, WIDTHS[1], HEAD_HEIGHT + NARROW, size=HEAD_SIZE)
    for number, section in enumerate(words.SECTIONS):
        box(paper, section, WIDTHS[2 + 2 * number] + WIDTHS[3 + 2 * number], HEAD_HEIGHT, size=HEAD_SIZE)
    left = LEFT + sides
    for measure, width in zip(words.MEASURES, WIDTHS[2:], strict=True):
        paper.rect(left, top + HEAD_HEIGHT, width, NARROW)
        paper.set_xy(left, top + HEAD_HEIGHT + 1)
        set_size(paper, SMALL_SIZE)
        paper.multi_cell(width, 5, measure, align="C")
        left += width
    paper.set_xy(LEFT, top + HEAD_HEIGHT + NARROW)


def _totals(paper: FPDF, form: Return) -> None:
    if paper.get_y() + HEAD_HEIGHT > BOTTOM:
        new_page(paper)
    paper.set_x(LEFT)
    box(paper, words.TOTAL, WIDTHS[0] + WIDTHS[1], HEAD_HEIGHT)
    for total, width in zip(words.sums(form.totals), WIDTHS[2:], strict=True):
        box(paper, total, width, HEAD_HEIGHT)
    paper.set_y(paper.get_y() + HEAD_HEIGHT)


def _signed(paper: FPDF, form: Return) -> None:
    """Kept together: a name does not stand on another page than its signature."""
    if paper.get_y() + SIGNATURE_HEIGHT > BOTTOM:
        new_page(paper)
    paper.set_y(paper.get_y() + 5)
    line(paper, words.as_of(form), gap=6)
    for part in words.signature(form):
        paper.set_x(LEFT + (RIGHT - LEFT) / 2)
        set_size(paper, SIZE)
        paper.cell((RIGHT - LEFT) / 2, 7, part, align="C", new_x="LMARGIN", new_y="NEXT")
    paper.set_y(paper.get_y() + 4)


def _issued(measure: ReturnMeasure) -> tuple[bool, str]:
    return measure.issued, words.DIFFERS if words.differs(measure) else ""
