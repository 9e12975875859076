"""The history of an agency's filing: every change, and the proof that nothing was altered."""

from __future__ import annotations

from datetime import datetime

from pydantic import Field, JsonValue

from contracts.events.envelope import Actor
from contracts.operations import Operation, Reply, Request
from contracts.vocabulary import Action


class ReadFilingHistory(Request):
    """The latest first; `after` is `next` of the page before."""

    agency_id: str
    page_size: int = Field(50, ge=1, le=200)
    after: str | None = Field(None, pattern=r"^[1-9][0-9]{0,9}$")


class FilingChange(Reply):
    """One entry: who (by which grant), when, from what to what. `hash` covers all of it and `previous`, the hash of the
    entry before."""

    sequence: int
    at: datetime
    type: str
    actor: Actor
    before: dict[str, JsonValue] | None
    after: dict[str, JsonValue]
    previous: str
    hash: str


class FilingChanges(Reply):
    items: tuple[FilingChange, ...]
    next: str | None


class VerifyFilingHistory(Request):
    agency_id: str


class BrokenEntry(Reply):
    sequence: int
    reason: str


class FilingProof(Reply):
    """Whether the chain of hashes holds from the first entry to the last; if not, the first entry that does not."""

    agency_id: str
    entries: int
    last_hash: str | None
    verified: bool
    broken: BrokenEntry | None


READ_FILING_HISTORY = Operation(
    "documents", "read_filing_history", ReadFilingHistory, FilingChanges, Action.READ_FILINGS
)
VERIFY_FILING_HISTORY = Operation(
    "documents", "verify_filing_history", VerifyFilingHistory, FilingProof, Action.READ_FILINGS
)
