"""Many agencies at once, from a file: ordered, and done in the background."""

from __future__ import annotations

from enum import StrEnum

from pydantic import JsonValue

from contracts.imports import ImportProblem
from contracts.jobs import CancelJob, GetJob, Job, JobKind
from contracts.operations import Operation, Reply, Request
from contracts.vocabulary import Action


class ImportFormat(StrEnum):
    CSV = "csv"
    XLSX = "xlsx"


class ImportAgencies(Request):
    """Register or change many agencies from a file that the gateway has put into the store under `upload`.

    Columns: docs/imports.md. All or nothing; `dry_run` only tells what would happen.
    """

    upload: str
    format: ImportFormat = ImportFormat.CSV
    dry_run: bool = False


class FieldChange(Reply):
    """A column's value before and after, as the file writes it."""

    column: str
    before: JsonValue
    after: JsonValue


class AgencyChange(Reply):
    """What becomes of an agency that is there already. `moved`: it comes under another parent."""

    row: int
    code: str
    name_th: str
    moved: bool
    fields: tuple[FieldChange, ...]


class ImportOutcome(Reply):
    """Counts of rows by what became (or would become) of them; `moved` are among the `changed`.

    Of problems and changes the first 500; all problems are in the file `problems` of the job. Nothing is done if there
    are any.
    """

    created: int
    changed: int
    unchanged: int
    moved: int = 0
    changes: tuple[AgencyChange, ...] = ()
    problems: tuple[ImportProblem, ...] = ()
    problem_count: int = 0


class AgencyImport(Job[ImportOutcome]):
    """An import of agencies. With problems in the file it FAILED with IMPORT_REJECTED, whose details tell the first
    500; a dry run is DONE all the same and tells them in its outcome. All of them are in the job's problems.csv."""


AGENCY_IMPORT = JobKind("agency_import", ImportAgencies, ImportOutcome, AgencyImport)

IMPORT_AGENCIES = Operation(
    "agencies", "import_agencies", ImportAgencies, AgencyImport, Action.REGISTER_AGENCIES, changes=True
)
GET_AGENCY_IMPORT = Operation("agencies", "get_agency_import", GetJob, AgencyImport, Action.REGISTER_AGENCIES)
CANCEL_AGENCY_IMPORT = Operation(
    "agencies", "cancel_agency_import", CancelJob, AgencyImport, Action.REGISTER_AGENCIES, changes=True
)
