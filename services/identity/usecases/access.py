"""What an open session gives its officer: a short-lived access token and the profile that it stands for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from contracts import calls
from contracts.rpc.identity import Access, GrantView, Profile
from contracts.vocabulary import Role
from services.identity.domain.granting import Grant
from services.identity.domain.officers import Officer
from services.identity.domain.sessions import Session
from services.identity.usecases.ports import Sign


def access_for(session: Session, officer: Officer, held: Sequence[Grant], now: datetime, sign: Sign) -> Access:
    caller = calls.Caller(
        subject=officer.id,
        name=officer.name,
        kind=calls.CallerKind.OFFICER,
        grants=tuple(as_claimed(grant) for grant in held),
        grants_version=officer.grants_version,
    )
    until = session.access_expires_at(now)
    return Access(
        access_token=sign(caller, now, until),
        expires_at=until,
        session_expires_at=session.expires_at,
        profile=Profile(officer_id=officer.id, name=officer.name, grants=tuple(as_shown(grant) for grant in held)),
    )


def as_claimed(grant: Grant) -> calls.Grant:
    """A grant as access tokens and the history carry it."""
    return calls.Grant(grant.id, Role(grant.role), grant.agency_id, grant.issuer)


def as_shown(grant: Grant) -> GrantView:
    """A grant as its holder sees it."""
    return GrantView(id=grant.id, role=Role(grant.role), agency_id=grant.agency_id)
