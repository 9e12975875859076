"""Many agencies at once, from a file."""

from __future__ import annotations

from contracts.operations import Operation, Reply, Request
from contracts.vocabulary import Action


class ImportAgencies(Request):
    """Register or change many agencies from a CSV that the gateway has put into the store under `upload`.

    Columns: docs/imports.md. All or nothing; `dry_run` only tells what would happen.
    """

    upload: str
    dry_run: bool = False


class ImportProblem(Reply):
    """`row` counts from 1 at the heading, as a spreadsheet does; `column` is the heading's name."""

    row: int
    column: str
    message_th: str
    message_en: str


class ImportOutcome(Reply):
    """Counts of rows by what became (or would become) of them. Problems: the first 500; nothing is done if any."""

    created: int
    changed: int
    unchanged: int
    problems: tuple[ImportProblem, ...] = ()
    problem_count: int = 0


IMPORT_AGENCIES = Operation(
    "agencies", "import_agencies", ImportAgencies, ImportOutcome, Action.REGISTER_AGENCIES, changes=True, seconds=120
)
