"""What bulk imports have in common: the problems that they tell, and files that are no tables at all."""

from __future__ import annotations

from contracts.operations import Reply

# Every problem of an import, as CSV, among the files of its job.
PROBLEMS_FILE = "problems.csv"


class ImportProblem(Reply):
    """`row` counts from 1 at the heading, as a spreadsheet does; `column` is the column's code name."""

    row: int
    column: str
    message_th: str
    message_en: str


class UnreadableTable(Exception):
    """A file cannot be read as a table; `problem` says why, and where that shows."""

    def __init__(self, row: int, column: str, message_th: str, message_en: str) -> None:
        super().__init__(message_en)
        self.problem = ImportProblem(row=row, column=column, message_th=message_th, message_en=message_en)
