"""What is printed stands in the size that was asked for, whichever of the two fonts a text begins in."""

from __future__ import annotations

import io
import itertools
from collections.abc import Iterator

import pikepdf
from fpdf import FPDF

from chassis.paper import LEFT, SIZE, SMALL, Grid, blank, box, line, new_page, number_pages

HEAD = 8.0


def sizes(page: pikepdf.Page) -> Iterator[float]:
    """The size of each text that is shown, as a viewer finds it."""
    size, kept = 0.0, []
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "q":
                kept.append(size)
            case "Q":
                size = kept.pop()
            case "Tf":
                size = float(operands[1])
            case "Tj" | "TJ" if bytes(operands[0]) if str(operator) == "Tj" else list(operands[0]):
                yield size


def test_numbers_do_not_leave_the_texts_after_them_in_another_size() -> None:
    def head(paper: FPDF) -> None:
        box(paper, "1 ลำดับ", 20, 8, size=HEAD)
        paper.set_xy(LEFT, paper.get_y() + 8)

    paper = blank()
    new_page(paper)
    line(paper, "ภาคผนวก", 15)
    grid = Grid(paper, (20, 100, 20), "CLC", head)
    grid.row(("1", "อบต.น้ำปั้น 0", False))
    grid.row(("2", "อบต.บ้านกำ", ""))
    new_page(paper)
    number_pages(paper, "หน้า")
    document = pikepdf.open(io.BytesIO(bytes(paper.output())))
    found = list(sizes(document.pages[0]))

    # The heading, the head, two rows of a number and a name (in one font or in two), and the foot of the page.
    heading, head, rows, foot = (list(group) for _, group in itertools.groupby(found))
    assert (set(heading), set(head), set(rows), set(foot)) == ({15.0}, {HEAD}, {SIZE}, {SMALL})
    assert len(rows) >= 5
    assert set(sizes(document.pages[1])) == {SMALL}
