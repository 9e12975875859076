"""Why can I, why can't I: the answer for any action at any agency."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from contracts.calls import Call
from contracts.errors import ErrorCode, Refusal
from contracts.operations import NO_AGENCY
from contracts.rpc.identity.profile import ExplainRight, Reason, RightExplained
from contracts.vocabulary import Role
from services.identity.domain.granting import Grant
from services.identity.usecases import right_texts
from services.identity.usecases.access import as_shown
from services.identity.usecases.naming import name_on
from services.identity.usecases.ports import AgencyBook, GrantBook, OfficerBook, Rights
from services.identity.usecases.right_texts import Text


@dataclass(frozen=True)
class Explaining:
    """A constant number of questions to the books, and every decision from chassis/authz.py."""

    officers: OfficerBook
    grants: GrantBook
    agencies: AgencyBook
    rights: Rights

    def explain(self, request: ExplainRight, call: Call, today: date) -> RightExplained:
        """Raises Refusal UNAUTHENTICATED when nobody is there to be told."""
        officer = self.officers.get(call.caller.subject) if call.caller else None
        if officer is None or call.caller is None:
            raise Refusal(ErrorCode.UNAUTHENTICATED)
        would_do = self.rights.roles_for(request.right)
        if request.right in NO_AGENCY:
            allowed = self.rights.allows(None, request.right, None, ())
            text = right_texts.PUBLIC if allowed else right_texts.NOT_FOR_OFFICERS
            return _explained(allowed, Reason.GRANTED if allowed else Reason.ROLE, text, would_do)
        held = self.grants.held_by(officer.id)
        path = self._path(request.at_agency_id, today)
        names = self._names({*path, *(grant.agency_id for grant in held if grant.agency_id)}, today)
        if request.at_agency_id is not None and request.at_agency_id not in names:
            return _explained(False, Reason.AGENCY_UNKNOWN, right_texts.UNKNOWN, would_do)
        place = right_texts.Place(path, names, self.rights)
        if officer.suspended_since is not None:
            return _explained(False, Reason.SUSPENDED, place.suspended(), would_do)
        if not held:
            return _explained(False, Reason.NO_GRANT, place.no_grant(would_do), would_do)
        claimed = {grant.id for grant in call.caller.grants}
        acting = next((grant for grant in held if grant.id in claimed), None)
        giving = [grant for grant in held if self._allows(grant, request, path)]
        if acting in giving and acting is not None:
            return _explained(True, Reason.GRANTED, place.granted(acting), would_do, acting, path)
        if giving:
            text = place.other_grant(acting, giving[0])
            return _explained(False, Reason.OTHER_GRANT, text, would_do, giving[0], path)
        including = [grant for grant in held if Role(grant.role) in would_do]
        if including:
            return _explained(False, Reason.REACH, place.out_of_reach(including, would_do), would_do)
        return _explained(False, Reason.ROLE, place.no_role(held, would_do), would_do)

    def _allows(self, grant: Grant, request: ExplainRight, path: Sequence[str]) -> bool:
        return self.rights.allows(grant, request.right, request.at_agency_id, path[:-1])

    def _path(self, agency_id: str | None, today: date) -> tuple[str, ...]:
        return (*self.agencies.ancestors(agency_id, today), agency_id) if agency_id is not None else ()

    def _names(self, agency_ids: set[str], today: date) -> dict[str, str]:
        states = self.agencies.many(agency_ids)
        named = {agency_id: name_on(state, today) for agency_id, state in states.items()}
        return {agency_id: name for agency_id, name in named.items() if name is not None}


def _explained(
    allowed: bool,
    reason: Reason,
    text: Text,
    would_do: Sequence[Role],
    by: Grant | None = None,
    path: Sequence[str] = (),
) -> RightExplained:
    through = path[path.index(by.agency_id) :] if by is not None and by.agency_id in path else ()
    return RightExplained(
        allowed=allowed,
        reason=reason,
        text_th=text[0],
        text_en=text[1],
        by=as_shown(by) if by is not None else None,
        through=tuple(through),
        would_do=tuple(would_do),
    )
