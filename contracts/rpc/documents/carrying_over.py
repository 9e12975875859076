"""Filings carried over from older systems."""

from __future__ import annotations

from contracts.operations import Operation, Request
from contracts.rpc.agencies import ImportOutcome
from contracts.vocabulary import Action


class ImportFilings(Request):
    """Carry filings over from an old system: a zip archive in the store under `upload` with manifest.csv and PDFs.

    Columns: docs/imports.md. All or nothing for each archive; the same archive again changes nothing.
    """

    upload: str
    dry_run: bool = False


IMPORT_FILINGS = Operation(
    "documents", "import_filings", ImportFilings, ImportOutcome, Action.MIGRATE_FILINGS, changes=True, seconds=120
)
