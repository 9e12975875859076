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
    # These are rights that it does not hold itself, so only below its own agency: nobody raises themselves.
    MONITOR: frozenset({CENTRAL_OFFICER, SERVICE_POINT_OFFICER}),
}

GIVES_ONLY_BELOW = frozenset({MONITOR})

# These reach the whole country, whatever agency their holder sits at; only these can be held at no agency.
NATIONAL_ROLES = frozenset({DGA_ADMIN, OPDC_ADMIN})


class BeyondOwnRights(Exception):
    """The officer holds no grant that lets them give or take this role there."""

    code: ClassVar[str] = "forbidden"


class GrantUnknown(Exception):
    """There is no such grant at that agency, or not any more."""

    code: ClassVar[str] = "not_found"


class LastAdministrator(Exception):
    """Without this grant nobody active would be left who can administer the whole country."""

    code: ClassVar[str] = "last_administrator"


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

    def may_give(self, role: str, agency_id: str | None, ancestors: Collection[str]) -> bool:
        """Whether its holder may give `role` at the agency, or take it away there."""
        if role not in MAY_GIVE.get(self.role, frozenset()) or not self.reaches(agency_id, ancestors):
            return False
        return self.role not in GIVES_ONLY_BELOW or self.agency_id != agency_id


def can_be_held(role: str, agency_id: str | None) -> bool:
    """Whether there is such a thing as this role there: without an agency only for the national roles."""
    return agency_id is not None or role in NATIONAL_ROLES


def authority_for(held: Iterable[Grant], role: str, agency_id: str | None, ancestors: Collection[str]) -> Grant:
    """The grant, of those that hold for a call, by which the officer may give `role` at the agency, or take it away.

    Raises BeyondOwnRights.
    """
    for grant in held:
        if grant.may_give(role, agency_id, ancestors):
            return grant
    raise BeyondOwnRights


def ensure_administrator_left(remaining: Iterable[Grant]) -> None:
    """Raises LastAdministrator when nobody remains among the active administrators."""
    if not any(remaining):
        raise LastAdministrator


def acting_grant(held: Collection[Grant], *chosen: str | None) -> Grant | None:
    """The one of the grants held by which an officer acts: the first of the `chosen` ids that is still held, otherwise
    the grant held longest (decision 0012). None when nothing is held."""
    by_id = {grant.id: grant for grant in held}
    for grant_id in chosen:
        if grant_id in by_id:
            return by_id[grant_id]
    return min(held, key=lambda grant: (grant.given_at, grant.id), default=None)
