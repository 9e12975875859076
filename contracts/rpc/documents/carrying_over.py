"""Filings carried over from older systems: ordered, and done in the background."""

from __future__ import annotations

from contracts.jobs import CancelJob, GetJob, Job, JobKind
from contracts.operations import Operation, Request
from contracts.rpc.agencies import ImportOutcome
from contracts.vocabulary import Action


class ImportFilings(Request):
    """Carry filings over from an old system: a zip archive in the store under `upload` with manifest.csv and PDFs.

    Columns: docs/imports.md. All or nothing for each archive; the same archive again changes nothing. `dry_run` only
    tells what would happen.
    """

    upload: str
    dry_run: bool = False


class FilingImport(Job[ImportOutcome]):
    """An import of filings. With problems in the archive it FAILED with IMPORT_REJECTED, whose details tell the first
    500; a dry run is DONE all the same and tells them in its outcome. All of them are in the job's problems.csv."""


FILING_IMPORT = JobKind("filing_import", ImportFilings, ImportOutcome, FilingImport)

IMPORT_FILINGS = Operation(
    "documents", "import_filings", ImportFilings, FilingImport, Action.MIGRATE_FILINGS, changes=True
)
GET_FILING_IMPORT = Operation("documents", "get_filing_import", GetJob, FilingImport, Action.MIGRATE_FILINGS)
CANCEL_FILING_IMPORT = Operation(
    "documents", "cancel_filing_import", CancelJob, FilingImport, Action.MIGRATE_FILINGS, changes=True
)
