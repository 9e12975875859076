"""Two people at one agency: the second is told what the first has done, rather than undo it unawares."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NoReturn

from contracts.errors import ErrorCode, Refusal
from services.agencies.domain.agency import Agency
from services.agencies.domain.tree import path_on
from services.agencies.usecases.ports import AgencyBook
from services.agencies.usecases.telling import reply

MOST_TOLD = 20


def refuse_stale(agency: Agency, above: Mapping[str, Agency], seen: int, today: date, book: AgencyBook) -> NoReturn:
    """Raises Refusal STALE_VERSION: `current` is the agency now, `changes` what others did since version `seen`, the
    newest first: who, in which role, when, and each field from what to what."""
    current = reply(agency, path_on(agency, above, today), today, confidential=True)
    made = [] if seen < 1 else book.history(agency.id, MOST_TOLD, None, after_version=seen)
    raise Refusal(
        ErrorCode.STALE_VERSION,
        current=current.model_dump(mode="json"),
        changes=[entry.model_dump(mode="json") for entry in made],
    )
