"""Grants, and who may give or take which: nobody grants a right that they do not hold over that agency."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

DGA_ADMIN = "dga_admin"
OPDC_ADMIN = "opdc_admin"
MONITOR = "monitor"
CENTRAL_OFFICER = "central_officer"
GUIDE_AUTHOR = "guide_author"
GUIDE_CHECKER = "guide_checker"
SERVICE_POINT_OFFICER = "service_point_officer"
INTEGRATOR = "integrator"

EVERY_ROLE = frozenset(
    {
        DGA_ADMIN,
        OPDC_ADMIN,
        MONITOR,
        CENTRAL_OFFICER,
        GUIDE_AUTHOR,
        GUIDE_CHECKER,
        SERVICE_POINT_OFFICER,
        INTEGRATOR,
    }
)

# Role of the giver -> roles that it may give, at its agency and everything under it. A role that is absent gives none.
MAY_GIVE: Mapping[str, frozenset[str]] = {
    DGA_ADMIN: EVERY_ROLE,
    CENTRAL_OFFICER: frozenset({CENTRAL_OFFICER, GUIDE_AUTHOR, GUIDE_CHECKER, SERVICE_POINT_OFFICER, INTEGRATOR}),
    # A provincial office hands out the list of first tokens for its local bodies; who does what there is their affair.
    MONITOR: frozenset({CENTRAL_OFFICER, SERVICE_POINT_OFFICER}),
}

# These reach the whole country, whatever agency their holder sits at; only these can be held at no agency.
NATIONAL_ROLES = frozenset({DGA_ADMIN, OPDC_ADMIN})


class BeyondOwnRights(Exception):
    """The officer holds no grant that lets them give or take this role there."""

    code: ClassVar[str] = "forbidden"


class GrantUnknown(Exception):
    """There is no such grant at that agency, or not any more."""

    code: ClassVar[str] = "not_found"


@dataclass(frozen=True)
class Grant:
    """An officer has a role at an agency (None: the whole country), thanks to a token that `issuer` issued."""

    id: str
    officer_id: str
    role: str
    agency_id: str | None
    issuer: str
    given_at: datetime

    def reaches(self, agency_id: str | None, ancestors: Collection[str]) -> bool:
        """Whether it holds at that agency: it is its own, one under it (`ancestors` are the ids of those above), or the
        role is a national one."""
        if self.role in NATIONAL_ROLES:
            return True
        return self.agency_id is not None and (self.agency_id == agency_id or self.agency_id in ancestors)


def can_be_held(role: str, agency_id: str | None) -> bool:
    """Whether there is such a thing as this role there: without an agency only for the national roles."""
    return agency_id is not None or role in NATIONAL_ROLES


def authority_for(held: Iterable[Grant], role: str, agency_id: str | None, ancestors: Collection[str]) -> Grant:
    """The grant, of those that an officer holds, by which they may give `role` at the agency, or take it away.

    Raises BeyondOwnRights.
    """
    for grant in held:
        if role in MAY_GIVE.get(grant.role, frozenset()) and grant.reaches(agency_id, ancestors):
            return grant
    raise BeyondOwnRights
