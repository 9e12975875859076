"""An officer types the token they were given and becomes what it says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import uuid4

from contracts.calls import Call
from contracts.errors import ErrorCode, Refusal
from contracts.events.envelope import HistoryOfRefusals
from contracts.events.identity import TokenRedeemed
from contracts.rpc.identity.sessions import GrantView
from contracts.rpc.identity.tokens import RedeemToken
from contracts.vocabulary import Role
from services.identity.domain import attempts, token_numbers
from services.identity.domain.addresses import subscriber_of
from services.identity.domain.attempts import Source
from services.identity.domain.granting import Grant
from services.identity.domain.officers import Officer
from services.identity.domain.tokens import Token, TokenRefused
from services.identity.usecases import refused_tries
from services.identity.usecases.access import as_shown
from services.identity.usecases.grant_changes import GrantChanges
from services.identity.usecases.history import subject_of
from services.identity.usecases.ports import AgencyBook, GrantBook, OfficerBook
from services.identity.usecases.ports.clients import NewsDesk
from services.identity.usecases.ports.tokens import AttemptBook, TokenBook, Veil
from services.identity.usecases.token_validity import why_spent


@dataclass(frozen=True)
class Redemption:
    """The books that a redemption needs."""

    officers: OfficerBook
    agencies: AgencyBook
    tokens: TokenBook
    grants: GrantBook
    changes: GrantChanges
    attempts: AttemptBook
    news: NewsDesk
    history: HistoryOfRefusals
    veil: Veil

    def redeem(self, request: RedeemToken, call: Call, today: date) -> GrantView:
        """The grant. An officer who holds it already keeps the one they have; the token is used up all the same.

        Every try that is heard leaves its trace in the history, and of those that come too early the first of each
        wait. What is mistyped is no try. An agency's own throttle holds up only whoever has its valid token: to the
        others it says nothing, not even that the number once was one.

        Raises AccountSuspended, TokenMistyped (which costs nothing), TooManyAttempts, TokenRefused; Refusal
        UNAUTHENTICATED.
        """
        officer = self._officer(call)
        number = token_numbers.read(request.token.get_secret_value())
        sources = self._sources(officer, request.address)
        self._ensure_may_try(sources, officer, call)
        found = self.tokens.find(number)
        if found is None:
            raise self._refused(sources, officer, call)
        token, state = found
        spent = why_spent(token, state, call.now, today, self.officers, self.grants, self.agencies)
        its_agency = attempts.agency(subject_of(token.agency_id))
        if spent is None:
            self._ensure_may_try((its_agency,), officer, call)
            if not self.tokens.take(token, officer.id, call.now):
                spent = "redeemed"
        if spent is not None:
            refused_tries.tell_the_agency(token, spent, officer.id, call, self.news, self.history)
            raise self._refused((*sources, its_agency), officer, call)
        self.attempts.forget(sources[0])
        return self._become(token, officer, call)

    def _officer(self, call: Call) -> Officer:
        officer = self.officers.get(call.caller.subject) if call.caller else None
        if officer is None:
            raise Refusal(ErrorCode.UNAUTHENTICATED)
        officer.ensure_active()
        return officer

    def _sources(self, officer: Officer, address: str | None) -> tuple[Source, ...]:
        account = attempts.account(officer.id)
        return (account, attempts.address(self.veil(subscriber_of(address)))) if address else (account,)

    def _ensure_may_try(self, sources: Sequence[Source], officer: Officer, call: Call) -> None:
        before = self.attempts.of(sources, call.now)
        try:
            attempts.ensure_may_try(before, call.now)
        except attempts.TooManyAttempts:
            longest = max(before, key=lambda each: each.until)
            if self.attempts.is_news(longest.source):
                refused_tries.tell_the_officer(officer.id, "held_up", call, self.history)
            raise

    def _refused(self, sources: Sequence[Source], officer: Officer, call: Call) -> TokenRefused:
        self.attempts.note_failure(sources, call.now)
        refused_tries.tell_the_officer(officer.id, "not_accepted", call, self.history)
        return TokenRefused()

    def _become(self, token: Token, officer: Officer, call: Call) -> GrantView:
        redeemed = TokenRedeemed(
            token_id=token.id, officer_id=officer.id, role=Role(token.role), agency_id=token.agency_id
        )
        self.history.record(subject_of(token.agency_id), redeemed, call)
        return as_shown(self._held(token, officer) or self._given(token, officer, call))

    def _held(self, token: Token, officer: Officer) -> Grant | None:
        same = (token.role, token.agency_id)
        held = self.grants.held_by(officer.id)
        return next((grant for grant in held if (grant.role, grant.agency_id) == same), None)

    def _given(self, token: Token, officer: Officer, call: Call) -> Grant:
        grant = Grant(str(uuid4()), officer.id, token.role, token.agency_id, token.issued_by, call.now)
        self.changes.give(grant, call)
        return grant
