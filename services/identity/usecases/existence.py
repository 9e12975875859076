"""Whether there is an agency."""

from __future__ import annotations

from datetime import date

from contracts.errors import ErrorCode, Refusal
from services.identity.usecases.ports import AgencyBook


def exists(agency_id: str, today: date, agencies: AgencyBook) -> bool:
    agency = agencies.get(agency_id)
    return agency is not None and agency.absence_on(today) is None


def ensure_exists(agency_id: str, today: date, agencies: AgencyBook) -> None:
    """Raises Refusal AGENCY_UNKNOWN."""
    if not exists(agency_id, today, agencies):
        raise Refusal(ErrorCode.AGENCY_UNKNOWN)
