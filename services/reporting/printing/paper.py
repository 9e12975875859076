"""The cabinet report on paper: tables by category, obstacles, and the annex of who has not complied."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING

from chassis.paper import BOTTOM, LEFT, SIZE, Grid, blank, box, line, new_page, number_pages
from chassis.thai_days import BANGKOK
from contracts.rpc.reporting.cabinet import CabinetContent, CabinetTable
from services.reporting.printing import words

if TYPE_CHECKING:
    from fpdf import FPDF

WIDTHS = (54.0, 22.0, 22.0, 22.0, 22.0, 16.0, 16.0)
OBSTACLE_WIDTHS = (14.0, 80.0, 20.0, 20.0, 20.0, 20.0)
ANNEX_WIDTHS = (14.0, 100.0, 15.0, 15.0, 15.0, 15.0)
TITLE_SIZE, HEADING_SIZE, HEAD_SIZE = 15.0, 12.0, 9.0
HEAD_HEIGHT, ROW_HEIGHT = 8.0, 7.0
# A heading stands with at least its head and three rows.
TOGETHER = 40.0


def printed(content: CabinetContent) -> bytes:
    """A PDF, the same bytes for the same content. Some 4 ms for each agency of the annex: to be run in a thread.

    Raises FileNotFoundError when the fonts have not been installed (make assets).
    """
    paper = blank(datetime.combine(content.as_of, time(), BANGKOK))
    new_page(paper)
    for title in words.TITLE:
        line(paper, title, TITLE_SIZE, "C")
    line(paper, words.as_of(content), SIZE, "C", gap=4)
    for table in content.tables:
        _table(paper, table)
    _obstacles(paper, content)
    _annex(paper, content)
    number_pages(paper, "หน้า")
    return bytes(paper.output())


def _table(paper: FPDF, table: CabinetTable) -> None:
    height = HEAD_HEIGHT + ROW_HEIGHT * len(table.rows)
    _heading(paper, words.heading(table), height)
    grid = Grid(paper, WIDTHS, "LRRRRRR", lambda on: _head(on, words.HEADINGS, WIDTHS), ROW_HEIGHT)
    for row in table.rows:
        grid.row([_cell(cell) for cell in words.row(row)])
    paper.set_y(paper.get_y() + 5)


def _obstacles(paper: FPDF, content: CabinetContent) -> None:
    _heading(paper, f"{words.OBSTACLES} ({content.naming_obstacles:,} หน่วยงาน)", TOGETHER)
    grid = Grid(
        paper,
        OBSTACLE_WIDTHS,
        "CLRRRR",
        lambda on: _head(on, words.OBSTACLE_HEADINGS, OBSTACLE_WIDTHS),
        ROW_HEIGHT,
    )
    for row in words.obstacles(content):
        grid.row([_cell(cell) for cell in row])


def _annex(paper: FPDF, content: CabinetContent) -> None:
    new_page(paper)
    line(paper, f"{words.ANNEX} ({len(content.non_compliers):,} แห่ง)", HEADING_SIZE, gap=2)
    if not content.non_compliers:
        line(paper, words.NOBODY)
    headings = (words.PLACE, words.AGENCY, *map(words.short, words.OBLIGATIONS))
    for group, found in words.grouped(content):
        _heading(paper, f"{group} ({len(found):,} แห่ง)", TOGETHER)
        grid = Grid(paper, ANNEX_WIDTHS, "CLCCCC", lambda on: _head(on, headings, ANNEX_WIDTHS), ROW_HEIGHT)
        for place, agency in enumerate(found, start=1):
            missed = [False if each in agency.obligations else "" for each in words.OBLIGATIONS]
            grid.row([f"{place:,}", agency.name_th, *missed])
        paper.set_y(paper.get_y() + 4)


def _heading(paper: FPDF, text: str, height: float) -> None:
    if paper.get_y() + min(height, TOGETHER) > BOTTOM:
        new_page(paper)
    line(paper, text, HEADING_SIZE, gap=1)


def _head(paper: FPDF, headings: tuple[str, ...], widths: tuple[float, ...]) -> None:
    paper.set_x(LEFT)
    for heading, width in zip(headings, widths, strict=True):
        box(paper, heading, width, HEAD_HEIGHT, size=HEAD_SIZE)
    paper.set_xy(LEFT, paper.get_y() + HEAD_HEIGHT)


def _cell(value: str | int) -> str:
    return value if isinstance(value, str) else f"{value:,}"
