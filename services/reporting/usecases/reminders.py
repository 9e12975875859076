"""What reminding would do today, and what came of every reminder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from contracts.calls import Call
from contracts.rpc.reporting import reminders as rpc
from contracts.vocabulary import Obligation as Section
from services.reporting.domain.campaigns import Campaign
from services.reporting.domain.days import bangkok_day
from services.reporting.domain.reminders import Address, Missing, Reminder, State
from services.reporting.usecases.campaigns import need_campaign
from services.reporting.usecases.cursors import cursor_at, place_at
from services.reporting.usecases.remind import Planned, Reminding

AT_A_TIME = 500


def preview_reminders(request: rpc.PreviewReminders, call: Call, reminding: Reminding) -> rpc.ReminderPreview:
    """Nothing is kept and nothing sent. Raises CampaignUnknown."""
    campaign = need_campaign(request.campaign_id, reminding.campaigns)
    today, details = bangkok_day(call.now), campaign.details
    agencies, without_address = _counted(campaign, today, reminding)
    letter, letter_above = _letters(request.for_agency_id, campaign, today, reminding)
    plan = details.reminders
    return rpc.ReminderPreview(
        campaign_id=campaign.id,
        day=today,
        next_reminder_on=plan.next_after(today) if plan and campaign.closed_on is None else None,
        agencies=agencies,
        without_address=without_address,
        letter=letter,
        letter_above=letter_above,
    )


def list_planned_reminders(request: rpc.ListPlannedReminders, call: Call, reminding: Reminding) -> rpc.PlannedReminders:
    """A page of those whom reminding today would reach. Raises CampaignUnknown."""
    campaign = need_campaign(request.campaign_id, reminding.campaigns)
    today, details = bangkok_day(call.now), campaign.details
    found = reminding.reader.page(details.target, details.obligations, today, request.after, request.page_size + 1)
    page = found[: request.page_size]
    addresses = reminding.offices.addresses([each.agency_id for each in page], today)
    return rpc.PlannedReminders(
        items=tuple(_planned(each, addresses) for each in reminding.planned(campaign, page, today, today)),
        next=page[-1].agency_id if len(found) > len(page) else None,
    )


def list_reminders(request: rpc.ListReminders, reminding: Reminding) -> rpc.Reminders:
    """A page of the log. Raises CampaignUnknown, Refusal INVALID_REQUEST for a cursor that is not ours."""
    need_campaign(request.campaign_id, reminding.campaigns)
    after = None
    if request.after:
        day, id = place_at(request.after, str, str)
        after = (date.fromisoformat(str(day)), str(id))
    state = State(request.state) if request.state else None
    found = reminding.book.log(request.campaign_id, request.day, state, request.to_agency, after, request.page_size + 1)
    page = found[: request.page_size]
    return rpc.Reminders(
        items=tuple(_told(each) for each in page),
        next=cursor_at(page[-1].day.isoformat(), page[-1].id) if len(found) > len(page) else None,
    )


def _counted(campaign: Campaign, today: date, reminding: Reminding) -> tuple[int, int]:
    """How many agencies would be reminded, and how many of them have no address."""
    details = campaign.details
    agencies = without_address = 0
    after: str | None = None
    while True:
        some = reminding.reader.page(details.target, details.obligations, today, after, AT_A_TIME)
        ids = [each.agency_id for each in some]
        agencies += len(ids)
        without_address += len(ids) - len(reminding.offices.addresses(ids, today))
        if len(some) < AT_A_TIME:
            return agencies, without_address
        after = ids[-1]


def _letters(
    agency_id: str | None, campaign: Campaign, today: date, reminding: Reminding
) -> tuple[rpc.Letter | None, rpc.Letter | None]:
    """What the agency, or the first that misses something, gets; and what the agency right above it would get about
    it."""
    target, obligations = campaign.details.target, campaign.details.obligations
    missing: Sequence[Missing]
    if agency_id is None:
        missing = reminding.reader.page(target, obligations, today, None, 1)
    else:
        missing = list(reminding.reader.of([agency_id], target, obligations, today).values())
    first = next(iter(reminding.planned(campaign, missing, today, today)), None)
    if first is None:
        return None, None
    reminder = first.reminder
    about = Missing(reminder.agency_id, reminder.name_th, reminder.obligations)
    told_above = bool(first.escalated_to)
    subject, text = reminding.letters.to_agency(campaign, about, reminder.number, told_above, today)
    letter = rpc.Letter(agency_id=reminder.agency_id, subject=subject, text=text)
    path = reminding.offices.paths([reminder.agency_id], today).get(reminder.agency_id, ())
    if not path:
        return letter, None
    name = reminding.offices.names([path[-1]], today).get(path[-1], "")
    subject, text = reminding.letters.to_agency_above(campaign, name, [about], today)
    return letter, rpc.Letter(agency_id=path[-1], subject=subject, text=text)


def _planned(planned: Planned, addresses: Mapping[str, Address]) -> rpc.PlannedReminder:
    reminder = planned.reminder
    address = addresses.get(reminder.agency_id)
    return rpc.PlannedReminder(
        agency_id=reminder.agency_id,
        name_th=reminder.name_th,
        obligations=tuple(Section(obligation) for obligation in reminder.obligations),
        number=reminder.number,
        escalated_to=planned.escalated_to,
        address=rpc.AddressKind(address.kind) if address else None,
    )


def _told(reminder: Reminder) -> rpc.Reminder:
    return rpc.Reminder(
        id=reminder.id,
        day=reminder.day,
        agency_id=reminder.agency_id,
        name_th=reminder.name_th,
        obligations=tuple(Section(obligation) for obligation in reminder.obligations),
        number=reminder.number,
        about=reminder.about,
        # What is still being planned waits like the others.
        state=rpc.ReminderState.WAITING if reminder.state is State.PLANNED else rpc.ReminderState(reminder.state),
        address=rpc.AddressKind(reminder.address_kind) if reminder.address_kind else None,
        attempts=reminder.attempts,
        settled_at=reminder.settled_at,
    )
