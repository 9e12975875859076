"""Officers, agencies and the desk at which officers come to identity with what they want."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

from chassis.mongo import in_transaction
from chassis.service import Process
from chassis.thai_days import bangkok_day
from contracts.calls import Call, Caller, CallerKind, Grant
from contracts.events.agencies import AgencyAbsence, AgencyFacts, AgencyState
from contracts.rpc.identity import account_history, granting, profile, sessions, tokens
from contracts.vocabulary import Action, Level, Role
from services.identity import usecases
from services.identity.store import TokenSafe
from services.identity.wiring import Identity

ISSUER = "https://id.example.go.th"
OPERATOR = Caller("operator", "operator", CallerKind.OPERATOR)


def present() -> datetime:
    """Now, as precise as the database keeps it. Tests go on from here: what lies in the past may be swept away."""
    now = datetime.now(UTC)
    return now.replace(microsecond=now.microsecond // 1000 * 1000)


def gone_from(day: date) -> tuple[AgencyAbsence, ...]:
    """The absences of an agency that is dissolved from that day."""
    return (AgencyAbsence(start=day),)


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
    return AgencyState(
        id=agency_id,
        version=1,
        code=agency_id[:12],
        timeline=(facts,),
        absences=gone_from(dissolved_on) if dissolved_on else (),
    )


@dataclass
class Officer:
    """Somebody with a Digital ID, and the session in which they last signed in."""

    subject: str
    session: str
    access_token: str
    profile: sessions.Profile


class Desk:
    """Identity's use cases, each command in a transaction of its own, at a time that the test can move on.

    `address` is nobody else's: all tests share the directory into which mails are written.
    """

    def __init__(self, process: Process, rooms: Identity) -> None:
        self.process = process
        self.rooms = rooms
        self.now = present()
        self.address = f"{uuid4()}@example.go.th"
        self.safe = TokenSafe(process.settings.need("token_secret"))

    def later(self, **time: float) -> None:
        self.now += timedelta(**time)

    def agency(
        self, parent: AgencyState | None = None, name: str = "หน่วยงาน", dissolved_on: date | None = None
    ) -> AgencyState:
        state = an_agency(parent, name, dissolved_on)
        self.hears_of(state)
        return state

    def hears_of(self, *states: AgencyState) -> None:
        """What identity does with the news of agencies."""
        ids = [state.id for state in states]
        self.process.directory.apply(states)
        in_transaction(lambda: self.rooms.following.follow(ids, self.today))
        self.rooms.token_desk.refresh(ids, self.today)

    @property
    def today(self) -> date:
        return bangkok_day(self.now)

    def sign_in(
        self,
        name: str = "สมชาย ใจดี",
        subject: str | None = None,
        *,
        email: str | None = "officer@example.go.th",
        device: str | None = None,
        issuer: str = ISSUER,
    ) -> Officer:
        subject = subject or str(uuid4())
        request = sessions.OpenSession(issuer=issuer, subject=subject, name=name, email=email, device=device)
        opened = in_transaction(lambda: self.rooms.signing_in.open(request, self._call()))
        return Officer(subject, opened.session, opened.access_token, opened.profile)

    def renew(self, officer: Officer) -> sessions.Access:
        rooms = self.rooms
        handle = sessions.SessionHandle(session=officer.session)
        return usecases.renew_access(handle, self._call(), rooms.officers, rooms.grants, rooms.sessions, rooms.sign)

    def sign_out(self, officer: Officer) -> sessions.Done:
        rooms = self.rooms
        handle = sessions.SessionHandle(session=officer.session)
        return in_transaction(
            lambda: usecases.close_session(handle, self._call(), rooms.officers, rooms.sessions, rooms.history)
        )

    def open_sessions(self, officer: Officer) -> tuple[sessions.OpenSessionView, ...]:
        request = sessions.ListSessions(session=officer.session)
        return usecases.list_sessions(request, self._call(caller(officer)), self.rooms.sessions).items

    def sign_out_elsewhere(self, officer: Officer, session_id: str | None = None) -> int:
        request = sessions.CloseOtherSessions(session=officer.session, session_id=session_id)
        rooms, call = self.rooms, self._call(caller(officer))
        closed = in_transaction(
            lambda: usecases.close_other_sessions(request, call, rooms.sessions, rooms.history).closed
        )
        assert isinstance(closed, int)
        return closed

    def refuse_sign_in(self, reason: str = "state") -> None:
        request = sessions.SignInRefused(reason=reason, issuer=ISSUER)
        rooms = self.rooms
        in_transaction(
            lambda: usecases.note_sign_in_refused(request, self._call(), rooms.refused_sign_ins, rooms.history)
        )

    def switch(self, officer: Officer, grant_id: str) -> sessions.Access:
        """The officer acts by that grant, also in what they do at this desk from now on."""
        rooms, request = self.rooms, profile.SwitchGrant(session=officer.session, grant_id=grant_id)
        access = in_transaction(
            lambda: usecases.switch_grant(
                request,
                self._call(caller(officer)),
                rooms.officers,
                rooms.grants,
                rooms.sessions,
                rooms.history,
                rooms.sign,
            )
        )
        officer.profile = access.profile
        return access

    def explain(self, officer: Officer, right: Action, agency: AgencyState | None) -> profile.RightExplained:
        request = profile.ExplainRight(right=right, at_agency_id=agency.id if agency else None)
        return self.rooms.explaining.explain(request, self._call(caller(officer)), self.today)

    def bootstrap(self) -> tokens.IssuedToken:
        rooms = self.rooms
        return in_transaction(
            lambda: usecases.bootstrap_admin(
                tokens.BootstrapAdmin(), self._call(OPERATOR), rooms.token_lifetime, rooms.tokens, rooms.history
            )
        )

    def issue(self, by: Officer, role: Role, agency: AgencyState | None) -> tokens.IssuedToken:
        request = tokens.IssueToken(agency_id=agency.id if agency else None, role=role)
        rooms = self.rooms
        return in_transaction(
            lambda: usecases.issue_token(
                request,
                self._call(caller(by)),
                self.today,
                rooms.token_lifetime,
                rooms.agencies,
                rooms.grants,
                rooms.tokens,
                rooms.history,
            )
        )

    def redeem(self, officer: Officer, token: str) -> sessions.GrantView:
        request = tokens.RedeemToken(token=token)
        return in_transaction(lambda: self.rooms.redemption.redeem(request, self._call(caller(officer)), self.today))

    def revoke(self, by: Officer, grant_id: str, agency_id: str | None) -> sessions.Done:
        rooms, request = self.rooms, granting.GrantAt(agency_id=agency_id, grant_id=grant_id)
        return in_transaction(
            lambda: usecases.revoke_grant(
                request, self._call(caller(by)), self.today, rooms.agencies, rooms.grants, rooms.changes
            )
        )

    def change_role(self, by: Officer, grant_id: str, agency_id: str | None, role: Role) -> sessions.GrantView:
        rooms, request = self.rooms, granting.ChangeRole(agency_id=agency_id, grant_id=grant_id, role=role)
        return in_transaction(
            lambda: usecases.change_role(
                request,
                self._call(caller(by)),
                self.today,
                rooms.agencies,
                rooms.officers,
                rooms.grants,
                rooms.changes,
            )
        )

    def reactivate(self, by: Officer, grant_id: str, agency_id: str | None) -> sessions.Done:
        rooms, request = self.rooms, granting.GrantAt(agency_id=agency_id, grant_id=grant_id)
        return in_transaction(
            lambda: usecases.reactivate_officer(
                request, self._call(caller(by)), self.today, rooms.agencies, rooms.grants, rooms.changes
            )
        )

    def users(self, agency: AgencyState | None, **asked: Any) -> granting.AgencyUsers:
        request = granting.ListUsers(agency_id=agency.id if agency else None, **asked)
        return usecases.list_users(request, self.today, self.rooms.grants, self.rooms.officers, self.rooms.agencies)

    def unattended(self, agency: AgencyState | None, **asked: Any) -> granting.UnattendedAgencies:
        request = granting.ListUnattended(agency_id=agency.id if agency else None, **asked)
        return usecases.list_unattended(request, self.rooms.attendances)

    def my_history(self, officer: Officer, **asked: Any) -> account_history.AccountHistory:
        request = account_history.ReadMyHistory(**asked)
        return self.rooms.histories.mine(request, self._call(caller(officer)), self.today)

    def account_history(
        self, agency: AgencyState | None, officer: Officer, **asked: Any
    ) -> account_history.AccountHistory:
        officer_id = officer.profile.officer_id
        request = account_history.ReadAccountHistory(
            agency_id=agency.id if agency else None, officer_id=officer_id, **asked
        )
        return self.rooms.histories.of_user(request, self.today)

    def suspend(self, officer: Officer) -> None:
        """What happens to an account that has not been used for long enough."""
        in_transaction(lambda: self.rooms.changes.suspend(officer.profile.officer_id, self._call()))

    def rest_unused_accounts(self) -> None:
        """What the service does by the clock."""
        self.rooms.resting.rest(self.now, "0" * 32)

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

    def _call(self, caller: Caller | None = None) -> Call:
        return Call(self.now, "0" * 32, caller=caller)


def caller(officer: Officer) -> Caller:
    """The officer as a verified access token names them, with the grant that they acted by when they were last seen."""
    acting = officer.profile.acting
    grants = (Grant(acting.id, acting.role, acting.agency_id),) if acting else ()
    return Caller(officer.profile.officer_id, officer.profile.name, grants=grants)
