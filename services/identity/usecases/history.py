"""How identity tells of grants in the history."""

from __future__ import annotations

from contracts.events.identity import GrantState
from contracts.vocabulary import Role
from services.identity.domain.granting import Grant

NATIONAL = "national"


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
