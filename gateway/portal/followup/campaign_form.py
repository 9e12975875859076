"""The form of a campaign: begun, and changed as a whole."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from contracts.errors import ErrorCode, FieldProblem, Refusal
from contracts.rpc.agencies import GET_AGENCY, LIST_AGENCIES, GetAgency, ListAgencies
from contracts.rpc.reporting.campaigns import (
    CHANGE_CAMPAIGN,
    CREATE_CAMPAIGN,
    Campaign,
    CampaignDetails,
    ChangeCampaign,
    CreateCampaign,
)
from contracts.vocabulary import Category, LaoType, Obligation
from gateway.asking import Ask, Asking
from gateway.auth.guards import OFFICER, OFFICER_FORM
from gateway.errors import STATUS
from gateway.field_problems import field_problems
from gateway.languages import language_of
from gateway.portal.followup.campaigns import CAMPAIGNS, MENU, campaign_of
from gateway.portal.forms import Form, submitted
from gateway.portal.officer_pages import officer_page
from gateway.portal.problems import Problems
from gateway.portal.thai_dates import DateTyped
from gateway.portal.words import Words
from gateway.portal.wrong import wrong
from gateway.routes import Routes

routes = Routes("campaign forms")

TEXTS = ("name_th", "below", "every_days", "escalate_after", "note", "collected_by")
MOST_AGENCIES = 100
DATES = ("opens_on", "due_on", "first_on", "returns_due_on")
PLACES = {
    "target.below": "below",
    "reminders.first_on": "first_on",
    "reminders.every_days": "every_days",
    "reminders.escalate_after": "escalate_after",
    "reminders.note": "note",
    "returns.due_on": "returns_due_on",
    "returns.collected_by": "collected_by",
}
CORRECTED = (ErrorCode.INVALID_REQUEST, ErrorCode.CAMPAIGN_CLOSED, ErrorCode.STALE_VERSION)


@dataclass
class Typed:
    """`chosen`: the words ticked, by list."""

    texts: dict[str, str]
    dates: dict[str, DateTyped]
    chosen: Mapping[str, tuple[str, ...]]
    provinces: str = ""
    reminds: bool = False
    returns: bool = False
    version: int = 0
    problems: list[FieldProblem] = field(default_factory=list)

    @classmethod
    def sent(cls, form: Form) -> Typed:
        return cls(
            texts={name: form.text(name) for name in TEXTS},
            dates={name: form.date(name) for name in DATES},
            chosen={name: form.texts(name) for name in ("obligations", "categories", "lao_types")},
            provinces=form.text("provinces"),
            reminds=bool(form.text("reminds")),
            returns=bool(form.text("returns")),
            version=form.number("version"),
        )

    def day(self, name: str) -> date | None:
        try:
            day = self.dates[name].read()
        except ValueError:
            day = None
        if day is None:
            self.problems.append(wrong(name, "bad_date"))
        return day


@routes.page("GET", f"{CAMPAIGNS}/new", guard=OFFICER)
async def new_campaign_page(request: Request) -> Response:
    """The form, with what section 22 asks for filled in: reminders every 15 days."""
    texts = {**dict.fromkeys(TEXTS, ""), "every_days": "15", "escalate_after": "2"}
    chosen = {"obligations": (Obligation.S10_NOTICE.value, Obligation.S16_ORDER.value)}
    typed = Typed(texts, dict.fromkeys(DATES, DateTyped()), chosen)
    return await _page(request, None, typed)


@routes.page("POST", f"{CAMPAIGNS}/new", guard=OFFICER_FORM)
async def create_campaign(request: Request, ask: Ask) -> Response:
    """Begin it."""
    async with submitted(request, max_fields=300) as form:
        typed = Typed.sent(form)
    try:
        made = await ask(CREATE_CAMPAIGN, CreateCampaign(**await _details(ask, typed)))
    except Refusal as refusal:
        if refusal.code not in CORRECTED:
            raise
        return await _page(request, None, typed, refusal)
    return RedirectResponse(f"{CAMPAIGNS}/{made.id}?done=created", 303)


@routes.page("GET", f"{CAMPAIGNS}/{{campaign_id}}/edit", guard=OFFICER)
async def change_campaign_page(campaign_id: str, request: Request, ask: Ask) -> Response:
    """The campaign as it is."""
    campaign = await campaign_of(ask, campaign_id)
    return await _page(request, campaign, await _as_typed(ask, campaign, language_of(request)))


@routes.page("POST", f"{CAMPAIGNS}/{{campaign_id}}/edit", guard=OFFICER_FORM)
async def change_campaign(campaign_id: str, request: Request, ask: Ask) -> Response:
    """Change all of it."""
    async with submitted(request, max_fields=300) as form:
        typed = Typed.sent(form)
    try:
        details = await _details(ask, typed)
        asked = ChangeCampaign(campaign_id=campaign_id, version=typed.version, **details)
        await ask(CHANGE_CAMPAIGN, asked)
    except Refusal as refusal:
        if refusal.code not in CORRECTED:
            raise
        campaign = await campaign_of(ask, campaign_id)
        if refusal.code is ErrorCode.STALE_VERSION:
            typed.version = campaign.version
        return await _page(request, campaign, typed, refusal)
    return RedirectResponse(f"{CAMPAIGNS}/{campaign_id}?done=changed", 303)


async def _details(ask: Asking, typed: Typed) -> dict[str, Any]:
    """What is to be, as the contract has it. Raises Refusal INVALID_REQUEST naming the fields."""
    texts = typed.texts
    given: dict[str, Any] = {
        "name_th": texts["name_th"],
        "obligations": _words(Obligation, typed.chosen["obligations"]),
        "opens_on": typed.day("opens_on"),
        "due_on": typed.day("due_on"),
        "target": {
            "categories": _words(Category, typed.chosen["categories"]),
            "lao_types": _words(LaoType, typed.chosen["lao_types"]),
            "province_codes": _codes(typed.provinces),
            "below": await _ids(ask, typed, "below", "campaign_below_unknown"),
        },
    }
    if typed.reminds:
        given["reminders"] = {
            "first_on": typed.day("first_on"),
            "every_days": texts["every_days"] or 15,
            "escalate_after": texts["escalate_after"] or None,
            "note": texts["note"] or None,
        }
    if typed.returns:
        given["returns"] = {"collected_by": await _collector(ask, typed), "due_on": typed.day("returns_due_on")}
    try:
        details = CampaignDetails.model_validate(given)
    except ValidationError as error:
        found = field_problems(error.errors(include_input=False))
        told = {problem.field for problem in typed.problems}
        placed = [each.model_copy(update={"field": PLACES.get(each.field, each.field)}) for each in found]
        typed.problems += [each for each in placed if each.field not in told]
    if typed.problems:
        raise Refusal(ErrorCode.INVALID_REQUEST, fields=tuple(typed.problems))
    return dict(details)


def _words(kind: type[StrEnum], chosen: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(each for each in chosen if each in [word.value for word in kind])


def _codes(text: str) -> tuple[str, ...]:
    """Codes with spaces or commas between them, each once."""
    return tuple(dict.fromkeys(text.replace(",", " ").split()))


async def _ids(ask: Asking, typed: Typed, field: str, unknown: str) -> tuple[str, ...]:
    """The agencies whose codes stand in a field; `unknown`: what is told of a code that no agency has."""
    codes = _codes(typed.texts[field])
    if len(codes) > MOST_AGENCIES:
        typed.problems.append(wrong(field, "campaign_below_many", most=MOST_AGENCIES))
        return ()
    found = await asyncio.gather(*(ask(LIST_AGENCIES, ListAgencies(search=code, page_size=2)) for code in codes))
    first = [(code, each.items[0]) for code, each in zip(codes, found, strict=True) if each.items]
    ids = tuple(agency.id for code, agency in first if agency.code == code)
    if len(ids) < len(codes):
        typed.problems.append(wrong(field, unknown))
    return ids


async def _collector(ask: Asking, typed: Typed) -> str:
    """The office that collects the returns, by its code."""
    ids = await _ids(ask, typed, "collected_by", "campaign_collector_unknown")
    if len(ids) != 1 and not any(problem.field == "collected_by" for problem in typed.problems):
        typed.problems.append(wrong("collected_by", "campaign_collector_unknown"))
    return ids[0] if ids else ""


async def _as_typed(ask: Asking, campaign: Campaign, language: str) -> Typed:
    collector = (campaign.returns.collected_by,) if campaign.returns else ()
    collected_by, below = await asyncio.gather(_codes_of(ask, collector), _codes_of(ask, campaign.target.below))
    reminders = campaign.reminders
    days = {
        "opens_on": campaign.opens_on,
        "due_on": campaign.due_on,
        "first_on": reminders.first_on if reminders else None,
        "returns_due_on": campaign.returns.due_on if campaign.returns else None,
    }
    return Typed(
        texts={
            "name_th": campaign.name_th,
            "every_days": str(reminders.every_days) if reminders else "15",
            "escalate_after": str(reminders.escalate_after or "") if reminders else "2",
            "note": (reminders.note or "") if reminders else "",
            "collected_by": collected_by,
            "below": below,
        },
        dates={name: DateTyped.of(day, language) for name, day in days.items()},
        chosen={
            "obligations": campaign.obligations,
            "categories": campaign.target.categories,
            "lao_types": campaign.target.lao_types,
        },
        provinces=" ".join(campaign.target.province_codes),
        reminds=reminders is not None,
        returns=campaign.returns is not None,
        version=campaign.version,
    )


async def _codes_of(ask: Asking, agency_ids: tuple[str, ...]) -> str:
    agencies = await asyncio.gather(*(ask(GET_AGENCY, GetAgency(agency_id=each)) for each in agency_ids))
    return " ".join(agency.code for agency in agencies)


async def _page(request: Request, campaign: Campaign | None, typed: Typed, refusal: Refusal | None = None) -> Response:
    return await officer_page(
        request,
        "followup/campaign_form.html",
        MENU,
        STATUS[refusal.code] if refusal else 200,
        scripts=("unsaved.js", "dates.js"),
        campaign=campaign,
        typed=typed,
        obligations=list(Obligation),
        categories=list(Category),
        lao_types=list(LaoType),
        problems=Problems.of(Words(language_of(request)), refusal, DATES),
    )
