"""What an open session gives its officer: a short-lived access token and the profile that it stands for."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from contracts import calls
from contracts.rpc.identity.sessions import Access, GrantView, Profile
from contracts.vocabulary import Role
from services.identity.domain.granting import Grant, acting_grant
from services.identity.domain.officers import Officer
from services.identity.domain.sessions import Session
from services.identity.usecases.ports import Sign


def access_for(session: Session, officer: Officer, held: Collection[Grant], now: datetime, sign: Sign) -> Access:
    """The access token carries the grant that the session acts by and no other; while the account rests, none."""
    acting = acting_in(session, officer, held)
    caller = calls.Caller(
        subject=officer.id,
        name=officer.name,
        kind=calls.CallerKind.OFFICER,
        grants=(as_claimed(acting),) if acting else (),
        grants_version=officer.grants_version,
    )
    until = session.access_expires_at(now)
    return Access(
        access_token=sign(caller, now, until),
        expires_at=until,
        session_expires_at=session.expires_at,
        profile=Profile(
            officer_id=officer.id,
            name=officer.name,
            grants=tuple(as_shown(grant) for grant in sorted(held, key=lambda grant: (grant.given_at, grant.id))),
            acting=as_shown(acting) if acting else None,
            suspended_since=officer.suspended_since,
        ),
    )


def acting_in(session: Session, officer: Officer, held: Collection[Grant]) -> Grant | None:
    """What was chosen in this session, or last in any, or else the grant held longest. None while the account rests."""
    return None if officer.suspended_since is not None else acting_grant(held, session.acting, officer.acting)


def as_claimed(grant: Grant) -> calls.Grant:
    """A grant as access tokens and the history carry it."""
    return calls.Grant(grant.id, Role(grant.role), grant.agency_id, grant.issuer)


def as_shown(grant: Grant) -> GrantView:
    """A grant as its holder sees it."""
    return GrantView(id=grant.id, role=Role(grant.role), agency_id=grant.agency_id)
