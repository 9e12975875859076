"""What happened to an account: for its officer, and for whoever manages users of its agencies."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from contracts.calls import Call
from contracts.errors import ErrorCode, Refusal
from contracts.rpc.identity import account_history as rpc
from services.identity.domain.account_history import readable
from services.identity.usecases.history import subject_of
from services.identity.usecases.list_users import UNKNOWN_CURSOR
from services.identity.usecases.naming import last_name
from services.identity.usecases.ports import AccountHistoryBook, AgencyBook, GrantBook


@dataclass(frozen=True)
class AccountHistories:
    history: AccountHistoryBook
    grants: GrantBook
    agencies: AgencyBook

    def mine(self, request: rpc.ReadMyHistory, call: Call, today: date) -> rpc.AccountHistory:
        """Raises Refusal UNAUTHENTICATED; INVALID_REQUEST for a cursor that is none."""
        if call.caller is None:
            raise Refusal(ErrorCode.UNAUTHENTICATED)
        return self._page(call.caller.subject, request.page_size, request.after, None, today)

    def of_user(self, request: rpc.ReadAccountHistory, today: date) -> rpc.AccountHistory:
        """What stands in the officer's own history, sign-ins for example, and in those of agencies at or below the one
        asked for. Five queries.

        Raises Refusal NOT_FOUND for somebody who never held anything there; INVALID_REQUEST for a cursor that is none.
        """
        if not self.grants.ever_held(request.officer_id, subject_of(request.agency_id)):
            raise Refusal(ErrorCode.NOT_FOUND)
        subjects = self._within(request.agency_id, request.officer_id, today)
        return self._page(request.officer_id, request.page_size, request.after, subjects, today)

    def _within(self, agency_id: str | None, officer_id: str, today: date) -> Collection[str] | None:
        if agency_id is None:
            return None
        subjects = self.history.subjects(officer_id)
        paths = self.agencies.paths(subjects, today)
        below = {subject for subject, above in paths.items() if subject == agency_id or agency_id in above}
        return {officer_id, *below}

    def _page(
        self, officer_id: str, size: int, after: str | None, subjects: Collection[str] | None, today: date
    ) -> rpc.AccountHistory:
        if after is not None and not self.history.is_place(after):
            raise Refusal(ErrorCode.INVALID_REQUEST, fields=(UNKNOWN_CURSOR,))
        found = self.history.read(officer_id, size + 1, after, subjects)
        page = found[:size]
        agencies = self.agencies.many({entry.subject for entry in page})
        return rpc.AccountHistory(
            items=tuple(
                rpc.AccountEntry(
                    at=entry.at,
                    type=entry.type,
                    actor_name=entry.actor_name,
                    agency_id=entry.subject if entry.subject in agencies else None,
                    agency_name_th=last_name(agencies[entry.subject], today) if entry.subject in agencies else None,
                    details=readable(entry.data),
                )
                for entry in page
            ),
            next=page[-1].id if len(found) > len(page) else None,
        )
