"""How identity tells of grants and officers in the history."""

from __future__ import annotations

from contracts.events.identity import GrantState, OfficerState
from contracts.vocabulary import Role
from services.identity.domain.granting import Grant
from services.identity.domain.listing import NATIONAL
from services.identity.domain.officers import Officer


def subject_of(agency_id: str | None) -> str:
    """In whose history a fact stands: the agency's, or that of the whole country."""
    return agency_id if agency_id is not None else NATIONAL


def state_of(grant: Grant, grants_version: int) -> GrantState:
    return GrantState(
        id=grant.id,
        officer_id=grant.officer_id,
        role=Role(grant.role),
        agency_id=grant.agency_id,
        grants_version=grants_version,
    )


def state_of_account(officer: Officer) -> OfficerState:
    return OfficerState(id=officer.id, grants_version=officer.grants_version, suspended_since=officer.suspended_since)
