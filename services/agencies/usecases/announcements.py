"""What is announced for a day to come: listed, and withdrawn before that day."""

from __future__ import annotations

from contracts.calls import Call
from contracts.errors import ErrorCode, Refusal
from contracts.events.agencies import AgencyAnnouncementWithdrawn
from contracts.rpc.agencies import reorganising as rpc
from contracts.vocabulary import Action, Role
from services.agencies.domain.agency import Contradicted, NotInExistence
from services.agencies.domain.days import day_in_bangkok
from services.agencies.domain.problems import Problem
from services.agencies.domain.reorganising import CHANGED, REGISTERED, Reorganisation, undone
from services.agencies.usecases.reorganising import Office, contradiction, drawn_up, invalid


def list_announcements(request: rpc.ListAnnouncements, call: Call, office: Office) -> rpc.Announcements:
    """The reorganisations and changes that concern the agency and are still to come, the nearest first."""
    found = office.reorganisations.announced([request.agency_id], day_in_bangkok(call.now))
    return rpc.Announcements(items=tuple(map(_view, found)))


def withdraw_announcement(request: rpc.WithdrawAnnouncement, call: Call, office: Office) -> rpc.Withdrawn:
    """All that was announced with it will not be: nothing of a merger stays when the merger does not come.

    Raises NOT_FOUND; FORBIDDEN without the rights that announcing it took; AGENCY_INVALID when its day has come, or
    something announced since builds on it.
    """
    made, today = office.reorganisations.get(request.announcement_id), day_in_bangkok(call.now)
    if made is None or made.withdrawn:
        raise Refusal(ErrorCode.NOT_FOUND)
    action = Action.MANAGE_AGENCY if made.kind == CHANGED else Action.REORGANISE
    if set(made.authority_ids) - office.rights.reached(call.caller, action, made.authority_ids, today):
        raise Refusal(ErrorCode.FORBIDDEN)
    if made.effective_on <= today:
        raise invalid(
            Problem(
                "effective_on",
                "มีผลแล้ว จึงยกเลิกไม่ได้ ให้บันทึกการเปลี่ยนแปลงใหม่แทน",
                "It holds already and cannot be withdrawn. Record a new change instead.",
            )
        )
    draft = drawn_up(office, call, made.kind, made.effective_on, request.reason)
    draft.load(made.agency_ids)
    _ensure_nothing_builds_on(made, office, call)
    for part in reversed(made.parts):
        agency = draft.agency(part.agency_id)
        try:
            draft.takes_back(agency, undone(agency, part))
        except (Contradicted, NotInExistence) as reason:
            raise contradiction(agency, reason, part.day) from None
    changed = draft.settle_withdrawal(made, AgencyAnnouncementWithdrawn)
    return rpc.Withdrawn(agency_ids=changed)


def _ensure_nothing_builds_on(made: Reorganisation, office: Office, call: Call) -> None:
    """An agency that is not going to exist succeeds nobody and receives nobody."""
    new = [part.agency_id for part in made.parts if part.kind == REGISTERED]
    later = [each for each in office.reorganisations.announced(new, day_in_bangkok(call.now)) if each.id != made.id]
    if new and later:
        raise invalid(
            Problem(
                "announcement_id",
                f"มีประกาศอื่นที่อ้างถึงหน่วยงานนี้ มีผลวันที่ {later[0].effective_on.isoformat()} กรุณายกเลิกก่อน",
                f"Something else announced for {later[0].effective_on} names this agency. Withdraw that first.",
            )
        )


def _view(made: Reorganisation) -> rpc.Announcement:
    return rpc.Announcement(
        id=made.id,
        kind=rpc.ReorganisationKind(made.kind),
        effective_on=made.effective_on,
        reason=made.reason,
        agency_ids=made.agency_ids,
        announced_at=made.made_at,
        announced_by=made.made_by,
        announced_as=Role(made.made_as) if made.made_as else None,
    )
