"""The office in which tokens are issued, listed, shown, exported and ended, and machine clients are looked after."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from chassis.mongo import in_transaction
from contracts.calls import Call
from contracts.events.agencies import AgencyState
from contracts.rpc.identity import clients, sessions, tokens
from contracts.vocabulary import ClientScope, Role
from services.identity import usecases
from services.identity.usecases.history import state_of
from services.identity.wiring import Identity
from tests.builders.identity import Desk, Officer, caller
from tests.builders.machine_clients import AUDIENCE


@dataclass
class TokenOffice:
    """Identity's use cases for tokens and clients, as the entry points call them once the door has let somebody in."""

    desk: Desk

    @property
    def rooms(self) -> Identity:
        return self.desk.rooms

    def rows(self, by: Officer, agency: AgencyState | None, **asked: Any) -> tokens.TokenRows:
        request = tokens.ListTokens(agency_id=agency.id if agency else None, **asked)
        return usecases.list_tokens(request, self.call(by), self.desk.today, self.rooms.token_desk)

    def all_rows(self, by: Officer, agency: AgencyState | None, **asked: Any) -> list[tokens.TokenRow]:
        """Page by page, as somebody who goes on to the end sees them."""
        return list(self._pages(by, agency, asked))

    def _pages(self, by: Officer, agency: AgencyState | None, asked: dict[str, Any]) -> Iterator[tokens.TokenRow]:
        after = None
        while True:
            page = self.rows(by, agency, after=after, **asked)
            yield from page.items
            if page.next is None:
                return
            after = page.next

    def show(self, by: Officer, agency: AgencyState | None, token_id: str) -> tokens.ShownToken:
        request, rooms = tokens.TokenAt(agency_id=agency.id if agency else None, token_id=token_id), self.rooms
        return in_transaction(
            lambda: usecases.show_token(
                request, self.call(by), self.desk.today, rooms.agencies, rooms.grants, rooms.tokens, rooms.history
            )
        )

    def revoke(self, by: Officer, agency: AgencyState | None, token_id: str) -> sessions.Done:
        request, rooms = tokens.TokenAt(agency_id=agency.id if agency else None, token_id=token_id), self.rooms
        return in_transaction(
            lambda: usecases.revoke_token(
                request, self.call(by), self.desk.today, rooms.agencies, rooms.grants, rooms.tokens, rooms.history
            )
        )

    def issue_all(self, by: Officer, agency: AgencyState, role: Role, refresh: bool = False) -> tokens.IssuedTokens:
        request, rooms = tokens.IssueTokens(agency_id=agency.id, role=role, refresh=refresh), self.rooms
        return in_transaction(
            lambda: usecases.issue_tokens(
                request,
                self.call(by),
                self.desk.today,
                rooms.token_lifetime,
                rooms.agencies,
                rooms.grants,
                rooms.tokens,
                rooms.token_desk,
                rooms.history,
                lambda: None,
            )
        )

    def export(self, by: Officer, agency: AgencyState, role: Role, **asked: Any) -> tokens.ExportedTokens:
        request, rooms = tokens.ExportTokens(agency_id=agency.id, role=role, **asked), self.rooms
        return in_transaction(
            lambda: usecases.export_tokens(
                request,
                self.call(by),
                self.desk.today,
                rooms.agencies,
                rooms.grants,
                rooms.tokens,
                rooms.token_desk,
                rooms.history,
            )
        )

    def redeem(self, officer: Officer, token: str, address: str | None = None) -> sessions.GrantView:
        request = tokens.RedeemToken(token=token, address=address)
        return in_transaction(lambda: self.rooms.redemption.redeem(request, self.call(officer), self.desk.today))

    def note_revocation(self, by: Officer, grant_id: str, agency: AgencyState) -> None:
        """Revoke a grant, and hear of it as every service does."""
        (grant,) = self.rooms.grants.in_force([grant_id]).values()
        self.desk.revoke(by, grant_id, agency.id)
        state = state_of(grant, 0)
        in_transaction(lambda: usecases.end_tokens([state], self.call(), self.rooms.tokens, self.rooms.history))

    def register(
        self,
        by: Officer,
        agency: AgencyState,
        scopes: frozenset[ClientScope] = frozenset({ClientScope.FILINGS_READ}),
        addresses: tuple[str, ...] = ("192.0.2.0/24",),
        lasts: timedelta = timedelta(days=365),
        public_key: str | None = None,
        name: str = "ระบบสารบรรณ",
    ) -> clients.ClientCredentials:
        request = clients.RegisterClient.model_validate(
            {
                "agency_id": agency.id,
                "name": name,
                "scopes": scopes,
                "addresses": addresses,
                "expires_at": self.desk.now + lasts,
                "public_key": public_key,
            }
        )
        rooms = self.rooms
        return in_transaction(
            lambda: usecases.register_client(
                request,
                self.call(by),
                self.desk.today,
                rooms.agencies,
                rooms.grants,
                rooms.clients,
                rooms.assertions,
                rooms.rights.scopes_within,
                rooms.history,
            )
        )

    def clients(self, agency: AgencyState, **asked: Any) -> clients.Clients:
        request = clients.ListClients(agency_id=agency.id, **asked)
        return usecases.list_clients(request, self.desk.today, self.rooms.clients, self.rooms.token_desk)

    def rotate(
        self, by: Officer, agency: AgencyState, client_id: str, overlap_hours: int = 24, public_key: str | None = None
    ) -> clients.ClientCredentials:
        request = clients.RotateCredentials(
            agency_id=agency.id, client_id=client_id, overlap_hours=overlap_hours, public_key=public_key
        )
        rooms = self.rooms
        return in_transaction(
            lambda: usecases.rotate_credentials(
                request,
                self.call(by),
                self.desk.today,
                rooms.agencies,
                rooms.grants,
                rooms.clients,
                rooms.assertions,
                rooms.history,
            )
        )

    def end_client(self, by: Officer, agency: AgencyState, client_id: str) -> sessions.Done:
        request, rooms = clients.ClientAt(agency_id=agency.id, client_id=client_id), self.rooms
        return in_transaction(
            lambda: usecases.revoke_client(
                request, self.call(by), self.desk.today, rooms.agencies, rooms.grants, rooms.clients, rooms.history
            )
        )

    def come_in(
        self,
        client_id: str,
        *,
        secret: str | None = None,
        assertion: str | None = None,
        scopes: frozenset[ClientScope] | None = None,
        address: str = "192.0.2.7",
    ) -> clients.OpenedClientAccess:
        request = clients.OpenClientAccess.model_validate(
            {
                "client_id": client_id,
                "secret": secret,
                "assertion": assertion,
                "audience": AUDIENCE,
                "scopes": scopes,
                "address": address,
            }
        )
        return in_transaction(lambda: self.rooms.client_door.open_access(request, self.call(), self.desk.today))

    def use(self, token: str, address: str = "192.0.2.7") -> clients.ClientAccess:
        request = clients.ClientHandle.model_validate({"token": token, "address": address})
        return self.rooms.client_door.access(request, self.call(), self.desk.today)

    def call(self, by: Officer | None = None) -> Call:
        """A call that the door has let in by the caller's acting grant."""
        who = caller(by) if by else None
        grant = who.grants[0] if who and who.grants else None
        return Call(self.desk.now, "0" * 32, caller=who, grant=grant)


def changed(agency: AgencyState, **facts: Any) -> AgencyState:
    """The agency as agencies tells of it after a change."""
    return agency.model_copy(update={"version": agency.version + 1, **facts})
