"""The provincial return: an office looks at what the ledger says of its local bodies, completes it, and submits it;
whom it was submitted to may have it submitted again."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import NamedTuple, Protocol

from contracts.calls import Call
from contracts.errors import ErrorCode, Refusal
from contracts.events.envelope import History
from contracts.events.reporting import ReturnDraft, ReturnMark, ReturnReopened, ReturnSaved, ReturnSubmitted
from contracts.rpc.reporting import returns as rpc
from contracts.vocabulary import ComplianceState
from services.reporting.domain.campaigns import Campaign, ReturnPlan
from services.reporting.domain.days import bangkok_day
from services.reporting.domain.returns import (
    Body,
    Draft,
    Mark,
    Office,
    OfficeReturn,
    Reopening,
    ReturnNotAsked,
    Row,
    Status,
    Submission,
    Totals,
    filled,
    is_uploaded,
    totals,
)
from services.reporting.domain.targets import Target
from services.reporting.domain.terms import State
from services.reporting.domain.texts import tidied
from services.reporting.usecases.asking import day_asked_for
from services.reporting.usecases.campaigns import CampaignBook, need_campaign
from services.reporting.usecases.telling import stale, told_by_field


class ReturnBook(Protocol):
    """Offices' returns."""

    def get(self, campaign_id: str, office_id: str) -> OfficeReturn:
        """An empty one, version 0, when nothing was saved yet."""

    def of_campaign(self, campaign_id: str) -> Sequence[OfficeReturn]: ...

    def save(self, made: OfficeReturn) -> None:
        """The next version of it."""

    def keep(self, made: OfficeReturn, submission: Submission) -> None:
        """Keep what was submitted, for good."""


class BodyReader(Protocol):
    """What the ledger says of the bodies below offices: the same entries that figures count and lists name."""

    def bodies(self, target: Target, office_id: str, day: date) -> Sequence[Body]: ...

    def totals(self, target: Target, office_ids: Collection[str], day: date) -> Mapping[str, Totals]: ...

    def named(self, agency_ids: Collection[str], day: date) -> Sequence[Office]: ...


class Tree(Protocol):
    """The agencies' tree, by days."""

    def children(self, parent_id: str, on: date) -> frozenset[str]: ...

    def is_under(self, agency_id: str, ancestor_id: str, on: date | None = None) -> bool: ...


class ReturnDesk(NamedTuple):
    """What working on returns takes."""

    campaigns: CampaignBook
    returns: ReturnBook
    bodies: BodyReader
    tree: Tree
    history: History


def get_return(request: rpc.GetReturn, call: Call, desk: ReturnDesk) -> rpc.Return:
    """Raises CampaignUnknown, ReturnNotAsked, Refusal INVALID_REQUEST for a day to come."""
    campaign, plan = _asking(request.campaign_id, desk)
    made = desk.returns.get(campaign.id, request.agency_id)
    day = day_asked_for(request.as_of or made.draft.as_of, call.now)
    return _told(made, campaign, plan, day, bangkok_day(call.now), desk)


def save_return(request: rpc.SaveReturn, call: Call, desk: ReturnDesk) -> rpc.Return:
    """Raises CampaignUnknown, CampaignIsClosed, ReturnNotAsked, ReturnIsSubmitted, STALE_VERSION with the return as it
    is now, INVALID_REQUEST (by field)."""
    campaign, plan = _asking(request.campaign_id, desk)
    campaign.need_open()
    today = bangkok_day(call.now)
    made = _seen(request, campaign, plan, today, desk)
    with told_by_field():
        draft = _draft(request).tidied(today)
    saved = made.saved(draft)
    # Who is not asked is told so before anything is kept.
    told = _told(saved, campaign, plan, draft.as_of or today, today, desk)
    if made.version and draft == made.draft and saved.status is made.status:
        return told.model_copy(update={"version": made.version})
    desk.returns.save(saved)
    event = ReturnSaved(
        campaign_id=campaign.id, agency_id=made.office_id, version=saved.version, draft=_draft_state(draft)
    )
    desk.history.record(made.office_id, event, call, before=_draft_state(made.draft) if made.version else None)
    return told


def submit_return(request: rpc.SubmitReturn, call: Call, desk: ReturnDesk) -> rpc.Return:
    """Raises CampaignUnknown, CampaignIsClosed, ReturnNotAsked, ReturnIsSubmitted, STALE_VERSION with the return as it
    is now, INVALID_REQUEST (by field) without a signer."""
    campaign, plan = _asking(request.campaign_id, desk)
    campaign.need_open()
    today = bangkok_day(call.now)
    made = _seen(request, campaign, plan, today, desk)
    with told_by_field():
        made.draft.need_signer()
    content = _content(made, campaign, made.draft.as_of or today, desk).model_dump_json()
    sha256 = hashlib.sha256(content.encode()).hexdigest()
    submission = Submission(call.now, today, call.caller.name if call.caller else "", content, sha256)
    submitted = made.submitted(submission)
    desk.returns.save(submitted)
    desk.returns.keep(submitted, submission)
    told = _told(submitted, campaign, plan, today, today, desk)
    event = ReturnSubmitted(
        campaign_id=campaign.id,
        agency_id=made.office_id,
        version=submitted.version,
        as_of=told.as_of,
        bodies=told.totals.bodies,
        s10_issued=told.totals.s10_issued,
        s10_uploaded=told.totals.s10_uploaded,
        s16_issued=told.totals.s16_issued,
        s16_uploaded=told.totals.s16_uploaded,
        sha256=sha256,
        late=told.late,
    )
    desk.history.record(made.office_id, event, call)
    return told


def reopen_return(request: rpc.ReopenReturn, call: Call, desk: ReturnDesk) -> rpc.Return:
    """Raises CampaignUnknown, CampaignIsClosed, ReturnNotAsked, ReturnNotSubmitted, Refusal FORBIDDEN to the office
    itself: a return is opened by whom it was submitted to."""
    campaign, plan = _asking(request.campaign_id, desk)
    campaign.need_open()
    if call.grant is not None and call.grant.agency_id == request.agency_id:
        raise Refusal(ErrorCode.FORBIDDEN)
    today = bangkok_day(call.now)
    made = desk.returns.get(campaign.id, request.agency_id)
    reason = tidied(request.reason) or request.reason
    reopened = made.reopened(Reopening(call.now, call.caller.name if call.caller else "", reason))
    desk.returns.save(reopened)
    event = ReturnReopened(campaign_id=campaign.id, agency_id=made.office_id, version=reopened.version, reason=reason)
    desk.history.record(made.office_id, event, call)
    return _told(reopened, campaign, plan, reopened.draft.as_of or today, today, desk)


def list_returns(request: rpc.ListReturns, call: Call, desk: ReturnDesk) -> rpc.ReturnRollUp:
    """All offices that are asked, at and below an agency. Raises CampaignUnknown, ReturnNotAsked when the campaign asks
    for no returns, Refusal INVALID_REQUEST for a day to come."""
    campaign, plan = _asking(request.campaign_id, desk)
    day, today = day_asked_for(request.as_of, call.now), bangkok_day(call.now)
    asked = desk.tree.children(plan.collected_by, day)
    if request.agency_id is not None and request.agency_id != plan.collected_by:
        asked = frozenset(office for office in asked if desk.tree.is_under(office, request.agency_id, day))
    now = desk.bodies.totals(campaign.details.target, asked, day)
    made = {each.office_id: each for each in desk.returns.of_campaign(campaign.id)}
    lines = tuple(
        _line(office, made.get(office.agency_id), plan.due_on, today, now[office.agency_id])
        for office in desk.bodies.named(now.keys(), day)
    )
    standings = [line.standing for line in lines]
    return rpc.ReturnRollUp(
        campaign_id=campaign.id,
        due_on=plan.due_on,
        as_of=day,
        offices=len(lines),
        submitted=standings.count(rpc.ReturnStanding.SUBMITTED),
        submitted_late=standings.count(rpc.ReturnStanding.SUBMITTED_LATE),
        reopened=standings.count(rpc.ReturnStanding.REOPENED),
        missing=standings.count(rpc.ReturnStanding.MISSING),
        returned=_summed([line.returned for line in lines if line.returned]),
        now=_summed([line.now for line in lines]),
        items=lines,
    )


def _asking(campaign_id: str, desk: ReturnDesk) -> tuple[Campaign, ReturnPlan]:
    campaign = need_campaign(campaign_id, desk.campaigns)
    if campaign.details.returns is None:
        raise ReturnNotAsked
    return campaign, campaign.details.returns


def _seen(
    request: rpc.SaveReturn | rpc.SubmitReturn, campaign: Campaign, plan: ReturnPlan, today: date, desk: ReturnDesk
) -> OfficeReturn:
    """The return in the version that the officer has seen. Raises Refusal STALE_VERSION."""
    made = desk.returns.get(campaign.id, request.agency_id)
    if made.version != request.version:
        raise stale(_told(made, campaign, plan, made.draft.as_of or today, today, desk).model_dump(mode="json"))
    return made


def _content(made: OfficeReturn, campaign: Campaign, day: date, desk: ReturnDesk) -> rpc.ReturnContent:
    """The form on a day. Raises ReturnNotAsked of an agency that does not stand right below the one that collects, or
    has none of the target group below it."""
    plan = campaign.details.returns
    office = next(iter(desk.bodies.named([made.office_id], day)), None)
    if plan is None or office is None or made.office_id not in desk.tree.children(plan.collected_by, day):
        raise ReturnNotAsked
    draft = made.draft
    rows = filled(desk.bodies.bodies(campaign.details.target, made.office_id, day), draft.marks)
    if not rows:
        raise ReturnNotAsked
    return rpc.ReturnContent(
        campaign_id=campaign.id,
        campaign_name_th=campaign.details.name_th,
        agency_id=made.office_id,
        agency_name_th=office.name_th,
        province_code=office.province_code,
        as_of=day,
        rows=tuple(_row(place, row) for place, row in enumerate(rows, start=1)),
        totals=_totals(totals(rows)),
        obstacles=draft.obstacles,
        suggestions=draft.suggestions,
        signer_name=draft.signer_name,
        signer_position=draft.signer_position,
    )


def _told(
    made: OfficeReturn, campaign: Campaign, plan: ReturnPlan, day: date, today: date, desk: ReturnDesk
) -> rpc.Return:
    """What was submitted; else the form as it is on the day."""
    submission = made.submission
    if made.status is Status.SUBMITTED and submission is not None:
        content = rpc.ReturnContent.model_validate_json(submission.content)
    else:
        content = _content(made, campaign, day, desk)
    late = made.late(plan.due_on, today)
    return rpc.Return(
        **dict(content),
        version=made.version,
        status=rpc.ReturnState(made.status),
        due_on=plan.due_on,
        late=late,
        marks=tuple(rpc.Mark(**mark._asdict()) for mark in made.draft.marks),
        submission=rpc.Submission(at=submission.at, by=submission.by, sha256=submission.sha256, late=late)
        if submission
        else None,
        opened_again=rpc.Reopening(at=made.reopening.at, by=made.reopening.by, reason=made.reopening.reason)
        if made.reopening
        else None,
    )


def _line(office: Office, made: OfficeReturn | None, due_on: date, today: date, now: Totals) -> rpc.ReturnLine:
    submission = made.submission if made else None
    returned = rpc.ReturnContent.model_validate_json(submission.content) if submission else None
    return rpc.ReturnLine(
        agency_id=office.agency_id,
        agency_name_th=office.name_th,
        standing=_standing(made, due_on, today),
        overdue=(made is None or made.first_submitted_on is None) and today > due_on,
        submitted_at=submission.at if submission else None,
        as_of=returned.as_of if returned else None,
        returned=returned.totals if returned else None,
        now=_totals(now),
    )


def _standing(made: OfficeReturn | None, due_on: date, today: date) -> rpc.ReturnStanding:
    if made is None or made.submission is None:
        return rpc.ReturnStanding.MISSING
    if made.status is not Status.SUBMITTED:
        return rpc.ReturnStanding.REOPENED
    return rpc.ReturnStanding.SUBMITTED_LATE if made.late(due_on, today) else rpc.ReturnStanding.SUBMITTED


def _summed(many: Sequence[rpc.ReturnTotals]) -> rpc.ReturnTotals:
    total = Totals()
    for each in many:
        total = total.plus(Totals(**dict(each)))
    return _totals(total)


def _totals(counted: Totals) -> rpc.ReturnTotals:
    return rpc.ReturnTotals(**counted._asdict())


def _row(place: int, row: Row) -> rpc.ReturnRow:
    body = row.body
    return rpc.ReturnRow(
        place=place,
        agency_id=body.agency_id,
        name_th=body.name_th,
        s10=_measure(row.s10_issued, body.s10_issued, body.s10_uploaded),
        s16=_measure(row.s16_issued, body.s16_issued, body.s16_uploaded),
        note=row.note,
    )


def _measure(issued: bool, system_issued: bool, uploaded: State) -> rpc.ReturnMeasure:
    return rpc.ReturnMeasure(
        issued=issued,
        system_issued=system_issued,
        uploaded=is_uploaded(uploaded),
        uploaded_state=ComplianceState(uploaded),
    )


def _draft(request: rpc.SaveReturn) -> Draft:
    return Draft(
        as_of=request.as_of,
        marks=tuple(Mark(mark.agency_id, mark.s10_issued, mark.s16_issued, mark.note) for mark in request.marks),
        obstacles=request.obstacles,
        suggestions=request.suggestions,
        signer_name=request.signer_name,
        signer_position=request.signer_position,
    )


def _draft_state(draft: Draft) -> ReturnDraft:
    return ReturnDraft(
        as_of=draft.as_of,
        marks=tuple(ReturnMark(**mark._asdict()) for mark in draft.marks),
        obstacles=draft.obstacles,
        suggestions=draft.suggestions,
        signer_name=draft.signer_name,
        signer_position=draft.signer_position,
    )
