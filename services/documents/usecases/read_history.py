"""Whoever may read the filing reads its history, and has it proved."""

from contracts.events.envelope import Actor
from contracts.rpc.documents import history as rpc
from services.documents.usecases.ports import FilingHistory


def read_filing_history(request: rpc.ReadFilingHistory, history: FilingHistory) -> rpc.FilingChanges:
    """A page of changes, the latest first."""
    found = history.read(request.agency_id, request.page_size + 1, int(request.after) if request.after else None)
    page = found[: request.page_size]
    return rpc.FilingChanges(
        items=tuple(
            rpc.FilingChange(
                sequence=entry.sequence,
                at=entry.at,
                type=entry.type,
                actor=Actor.model_validate(entry.actor),
                before=dict(entry.before) if entry.before is not None else None,
                after=dict(entry.after),
                previous=entry.previous,
                hash=entry.hash,
            )
            for entry in page
        ),
        next=str(page[-1].sequence) if len(found) > len(page) else None,
    )


def verify_filing_history(request: rpc.VerifyFilingHistory, history: FilingHistory) -> rpc.FilingProof:
    """Every entry's hash is calculated anew."""
    broken = history.first_flaw(request.agency_id)
    last = history.read(request.agency_id, 1, None)
    return rpc.FilingProof(
        agency_id=request.agency_id,
        entries=history.count(request.agency_id),
        last_hash=last[0].hash if last else None,
        verified=broken is None,
        broken=rpc.BrokenEntry(sequence=broken.sequence, reason=broken.reason) if broken else None,
    )
