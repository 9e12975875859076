"""Officers, agencies and the desk at which officers come to identity with what they want."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

from chassis.mongo import in_transaction
from chassis.service import Process
from chassis.thai_days import bangkok_day
from contracts.calls import Call, Caller, CallerKind
from contracts.events.agencies import AgencyFacts, AgencyState
from contracts.rpc import identity as rpc
from contracts.vocabulary import Level, Role
from services.identity import usecases
from services.identity.store import TokenSafe
from services.identity.wiring import Identity

ISSUER = "https://id.example.go.th"
OPERATOR = Caller("operator", "operator", CallerKind.OPERATOR)


def present() -> datetime:
    """Now, as precise as the database keeps it. Tests go on from here: what lies in the past may be swept away."""
    now = datetime.now(UTC)
    return now.replace(microsecond=now.microsecond // 1000 * 1000)


def an_agency(
    parent: AgencyState | None = None, name: str = "หน่วยงาน", dissolved_on: date | None = None
) -> AgencyState:
    facts = AgencyFacts(
        effective_on=date(2023, 1, 1),
        parent_id=parent.id if parent else None,
        level=Level.AGENCY,
        category=None,
        reporting_unit=True,
        name_th=name,
    )
    agency_id = str(uuid4())
    return AgencyState(id=agency_id, version=1, code=agency_id[:12], timeline=(facts,), dissolved_on=dissolved_on)


@dataclass
class Officer:
    """Somebody with a Digital ID, and the session in which they last signed in."""

    subject: str
    session: str
    access_token: str
    profile: rpc.Profile


class Desk:
    """Identity's use cases, each command in a transaction of its own, at a time that the test can move on."""

    def __init__(self, process: Process, rooms: Identity) -> None:
        self.process = process
        self.rooms = rooms
        self.now = present()
        self.safe = TokenSafe(process.settings.need("token_secret"))

    def later(self, **time: float) -> None:
        self.now += timedelta(**time)

    def agency(
        self, parent: AgencyState | None = None, name: str = "หน่วยงาน", dissolved_on: date | None = None
    ) -> AgencyState:
        state = an_agency(parent, name, dissolved_on)
        self.process.directory.apply([state])
        return state

    def sign_in(self, name: str = "สมชาย ใจดี", subject: str | None = None) -> Officer:
        subject = subject or str(uuid4())
        request = rpc.OpenSession(issuer=ISSUER, subject=subject, name=name, email=f"{subject}@example.go.th")
        rooms = self.rooms
        opened = in_transaction(
            lambda: usecases.open_session(
                request, Call(self.now, "0" * 32), rooms.officers, rooms.grants, rooms.sessions, rooms.sign
            )
        )
        return Officer(subject, opened.session, opened.access_token, opened.profile)

    def renew(self, officer: Officer) -> rpc.Access:
        rooms = self.rooms
        handle = rpc.SessionHandle(session=officer.session)
        return usecases.renew_access(
            handle, Call(self.now, "0" * 32), rooms.officers, rooms.grants, rooms.sessions, rooms.sign
        )

    def sign_out(self, officer: Officer) -> rpc.Done:
        handle = rpc.SessionHandle(session=officer.session)
        return in_transaction(lambda: usecases.close_session(handle, self.rooms.sessions))

    def bootstrap(self) -> rpc.IssuedToken:
        return in_transaction(
            lambda: usecases.bootstrap_admin(
                rpc.BootstrapAdmin(), self._call(OPERATOR), self.rooms.tokens, self.rooms.history
            )
        )

    def issue(self, by: Officer, role: Role, agency: AgencyState | None) -> rpc.IssuedToken:
        request = rpc.IssueToken(agency_id=agency.id if agency else None, role=role)
        rooms = self.rooms
        return in_transaction(
            lambda: usecases.issue_token(
                request,
                self._call(caller(by)),
                bangkok_day(self.now),
                rooms.agencies,
                rooms.grants,
                rooms.tokens,
                rooms.history,
            )
        )

    def redeem(self, officer: Officer, token: str) -> rpc.GrantView:
        rooms = self.rooms
        return in_transaction(
            lambda: usecases.redeem_token(
                rpc.RedeemToken(token=token),
                self._call(caller(officer)),
                rooms.officers,
                rooms.tokens,
                rooms.grants,
                rooms.attempts,
                rooms.history,
            )
        )

    def revoke(self, by: Officer, grant_id: str, agency_id: str | None) -> rpc.Done:
        rooms = self.rooms
        return in_transaction(
            lambda: usecases.revoke_grant(
                rpc.RevokeGrant(agency_id=agency_id, grant_id=grant_id),
                self._call(caller(by)),
                bangkok_day(self.now),
                rooms.agencies,
                rooms.officers,
                rooms.grants,
                rooms.history,
            )
        )

    def users(self, agency: AgencyState, page_size: int = 50, after: str | None = None) -> rpc.AgencyUsers:
        request = rpc.ListUsers(agency_id=agency.id, page_size=page_size, after=after)
        return usecases.list_users(request, self.rooms.grants)

    def admin(self) -> Officer:
        """A `dga_admin` of the whole country."""
        return self.with_token(self.bootstrap().token)

    def officer(self, admin: Officer, role: Role, agency: AgencyState, name: str = "สมชาย ใจดี") -> Officer:
        """Somebody who has this role at the agency, by a token that `admin` issued."""
        return self.with_token(self.issue(admin, role, agency).token, name)

    def with_token(self, token: str, name: str = "สมชาย ใจดี") -> Officer:
        """Somebody who redeemed the token and signed in again, as the manual tells them to."""
        newcomer = self.sign_in(name)
        self.redeem(newcomer, token)
        return self.sign_in(name, newcomer.subject)

    def _call(self, caller: Caller) -> Call:
        return Call(self.now, "0" * 32, caller=caller)


def caller(officer: Officer) -> Caller:
    """The officer as a verified access token names them; identity itself looks up what they hold."""
    return Caller(officer.profile.officer_id, officer.profile.name)
