"""What lists of tokens and users can be narrowed to."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query

from contracts.vocabulary import Role

AT_AGENCIES = (
    Role.CENTRAL_OFFICER,
    Role.SERVICE_POINT_OFFICER,
    Role.GUIDE_AUTHOR,
    Role.GUIDE_CHECKER,
    Role.MONITOR,
)
"""The roles that people hold at agencies, the usual ones first."""
NATIONAL = (Role.DGA_ADMIN, Role.OPDC_ADMIN)

Under = Annotated[str, Query(max_length=1, description="Anything: everything below the agency as well.")]


def role_asked(role: str) -> Role | None:
    return Role(role) if role in list(Role) else None
