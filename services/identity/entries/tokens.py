"""15-digit tokens."""

from __future__ import annotations

from collections.abc import Sequence

from chassis.bus.consuming import Heard, handles
from chassis.bus.serving import breathe, serves
from chassis.thai_days import bangkok_day
from chassis.tracing import current_trace_id
from contracts.calls import Call
from contracts.events.identity import GrantRevoked
from contracts.rpc.identity import sessions, tokens
from services.identity import usecases
from services.identity.entries.base import Entries


class TokenEntries(Entries):
    @serves(tokens.BOOTSTRAP_ADMIN)
    def bootstrap_admin(self, request: tokens.BootstrapAdmin, call: Call) -> tokens.IssuedToken:
        rooms = self.rooms
        return usecases.bootstrap_admin(request, call, rooms.token_lifetime, rooms.tokens, rooms.history)

    @serves(tokens.REDEEM_TOKEN)
    def redeem_token(self, request: tokens.RedeemToken, call: Call) -> sessions.GrantView:
        return self.rooms.redemption.redeem(request, call, bangkok_day(call.now))

    @serves(tokens.ISSUE_TOKEN)
    def issue_token(self, request: tokens.IssueToken, call: Call) -> tokens.IssuedToken:
        rooms = self.rooms
        return usecases.issue_token(
            request,
            call,
            bangkok_day(call.now),
            rooms.token_lifetime,
            rooms.agencies,
            rooms.grants,
            rooms.tokens,
            rooms.history,
        )

    @serves(tokens.REVOKE_TOKEN)
    def revoke_token(self, request: tokens.TokenAt, call: Call) -> sessions.Done:
        rooms = self.rooms
        return usecases.revoke_token(
            request, call, bangkok_day(call.now), rooms.agencies, rooms.grants, rooms.tokens, rooms.history
        )

    @serves(tokens.LIST_TOKENS)
    def list_tokens(self, request: tokens.ListTokens, call: Call) -> tokens.TokenRows:
        return usecases.list_tokens(request, call, bangkok_day(call.now), self.rooms.token_desk)

    @serves(tokens.SHOW_TOKEN)
    def show_token(self, request: tokens.TokenAt, call: Call) -> tokens.ShownToken:
        rooms = self.rooms
        return usecases.show_token(
            request, call, bangkok_day(call.now), rooms.agencies, rooms.grants, rooms.tokens, rooms.history
        )

    @serves(tokens.ISSUE_TOKENS)
    def issue_tokens(self, request: tokens.IssueTokens, call: Call) -> tokens.IssuedTokens:
        rooms = self.rooms
        return usecases.issue_tokens(
            request,
            call,
            bangkok_day(call.now),
            rooms.token_lifetime,
            rooms.agencies,
            rooms.grants,
            rooms.tokens,
            rooms.token_desk,
            rooms.history,
            breathe,
        )

    @serves(tokens.EXPORT_TOKENS)
    def export_tokens(self, request: tokens.ExportTokens, call: Call) -> tokens.ExportedTokens:
        rooms = self.rooms
        return usecases.export_tokens(
            request,
            call,
            bangkok_day(call.now),
            rooms.agencies,
            rooms.grants,
            rooms.tokens,
            rooms.token_desk,
            rooms.history,
        )

    @handles(GrantRevoked)
    def end_tokens_of_revoked_grants(self, heard: Sequence[Heard[GrantRevoked]]) -> None:
        now = max(each.envelope.time for each in heard)
        call = Call(now=now, trace_id=current_trace_id() or "")
        usecases.end_tokens([each.event.grant for each in heard], call, self.rooms.tokens, self.rooms.history)
