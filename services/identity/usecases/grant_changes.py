"""Giving and taking grants, and letting accounts rest, with all that follows from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from contracts.calls import Call
from contracts.errors import ErrorCode, Refusal
from contracts.events.envelope import Event, History
from contracts.events.identity import (
    AgencyAttendedAgain,
    AgencyLeftUnattended,
    GrantGiven,
    GrantRevoked,
    OfficerReactivated,
    OfficerSuspended,
)
from contracts.vocabulary import Action
from services.identity.domain.granting import DGA_ADMIN, Grant, GrantUnknown, ensure_administrator_left
from services.identity.domain.listing import NATIONAL, scope_of
from services.identity.domain.officers import Officer
from services.identity.usecases.history import state_of, state_of_account, subject_of
from services.identity.usecases.ports import AgencyBook, AttendanceBook, GrantBook, OfficerBook, Rights


@dataclass(frozen=True)
class GrantChanges:
    """The one way in which what an officer holds changes: their version goes up, so that older access tokens are
    refused; the history tells it; an agency that has lost or regained its last active officer is noticed.

    Everybody who might leave an agency, or the country, without anybody looks at it in the same place, which makes two
    who do so at the same moment follow each other.
    """

    officers: OfficerBook
    grants: GrantBook
    agencies: AgencyBook
    attendances: AttendanceBook
    rights: Rights
    history: History
    day_of: Callable[[datetime], date]

    def give(self, grant: Grant, call: Call) -> None:
        """With an account that rests the grant rests as well. Raises Refusal UNAUTHENTICATED when there is no such
        officer."""
        holder = self.officers.note_change_of_grants(grant.officer_id, more=1)
        if holder is None:
            raise Refusal(ErrorCode.UNAUTHENTICATED)
        self.grants.give(grant, holder.name, self._scope(grant.agency_id, call), holder.suspended_since)
        given = GrantGiven(grant=state_of(grant, holder.grants_version))
        self.history.record(subject_of(grant.agency_id), given, call)
        self._look_after((grant,), call)

    def take(self, grant: Grant, call: Call) -> None:
        """Raises LastAdministrator, GrantUnknown; Refusal UNAUTHENTICATED without a caller."""
        if call.caller is None:
            raise Refusal(ErrorCode.UNAUTHENTICATED)
        if grant.role == DGA_ADMIN:
            self.attendances.look(NATIONAL)
            ensure_administrator_left(other for other in self.grants.administrators() if other.id != grant.id)
        self.grants.revoke(grant.id, call.caller.subject, call.now)
        holder = self.officers.note_change_of_grants(grant.officer_id, more=-1)
        if holder is None:
            raise GrantUnknown
        before = state_of(grant, holder.grants_version - 1)
        revoked = GrantRevoked(grant=state_of(grant, holder.grants_version))
        self.history.record(subject_of(grant.agency_id), revoked, call, before=before)
        self._look_after((grant,), call)
        if holder.suspended_since is not None and not self.grants.held_by(holder.id):
            # Nothing rests any more, and nobody would be left who could reactivate the account.
            self.reactivate(holder.id, call)

    def suspend(self, officer_id: str, call: Call) -> bool:
        """What the officer holds rests. Returns whether it did not before. Raises LastAdministrator."""
        held = self.grants.held_by(officer_id)
        if any(grant.role == DGA_ADMIN for grant in held):
            self.attendances.look(NATIONAL)
            ensure_administrator_left(other for other in self.grants.administrators() if other.officer_id != officer_id)
        return self._rest(self.officers.suspend(officer_id, call.now), held, OfficerSuspended, call)

    def reactivate(self, officer_id: str, call: Call) -> bool:
        """What the officer holds holds again. Returns whether it did not before."""
        held = self.grants.held_by(officer_id)
        return self._rest(self.officers.reactivate(officer_id, call.now), held, OfficerReactivated, call)

    def _rest(
        self,
        officer: Officer | None,
        held: Iterable[Grant],
        event: type[OfficerSuspended] | type[OfficerReactivated],
        call: Call,
    ) -> bool:
        if officer is None:
            return False
        self.grants.suspend_holder(officer.id, officer.suspended_since)
        self.history.record(officer.id, event(officer=state_of_account(officer)), call)
        self._look_after(held, call)
        return True

    def _look_after(self, changed: Iterable[Grant], call: Call) -> None:
        filing = self.rights.roles_for(Action.FILE)
        agencies = {grant.agency_id for grant in changed if grant.role in filing}
        for agency_id in sorted(agency_id for agency_id in agencies if agency_id is not None):
            before = self.attendances.look(agency_id)
            attended = self.grants.somebody_active(agency_id, filing)
            if attended == before.attended:
                continue
            now = before.regained() if attended else before.left(call.now)
            self.attendances.note(now)
            told: Event | None = None
            if not attended:
                told = AgencyLeftUnattended(agency_id=agency_id, version=now.version, since=call.now)
            elif before.since is not None:
                told = AgencyAttendedAgain(agency_id=agency_id, version=now.version)
            if told is not None:
                self.history.record(agency_id, told, call)

    def _scope(self, agency_id: str | None, call: Call) -> tuple[str, ...]:
        if agency_id is None:
            return scope_of(None, ())
        return scope_of(agency_id, self.agencies.ancestors(agency_id, self.day_of(call.now)))
