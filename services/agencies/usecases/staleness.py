"""Two people at one agency: the second is told what the first has done, rather than undo it unawares."""

from __future__ import annotations

from typing import NoReturn

from contracts.errors import ErrorCode, Refusal
from contracts.rpc.agencies import Agency
from services.agencies.usecases.ports import AgencyBook

MOST_TOLD = 20


def refuse_stale(agency_id: str, current: Agency, seen: int, book: AgencyBook) -> NoReturn:
    """Raises Refusal STALE_VERSION: `current` is the agency now, `changes` what others did since version `seen`, the
    newest first: who, in which role, when, and each field from what to what. (Of a version that never
    was, nothing.)"""
    made = [] if seen < 1 else book.history(agency_id, MOST_TOLD, None, after_version=seen)
    raise Refusal(
        ErrorCode.STALE_VERSION,
        current=current.model_dump(mode="json"),
        changes=[entry.model_dump(mode="json") for entry in made],
    )
