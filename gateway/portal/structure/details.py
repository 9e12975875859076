"""An agency's details, edited; and a new agency, registered. What two people change at once is put together."""

from __future__ import annotations

from dataclasses import dataclass, field

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from contracts.errors import ErrorCode, Refusal
from contracts.rpc.agencies import CHANGE_AGENCY, Agency, AgencyDetails, ChangeAgency
from contracts.rpc.agencies.reorganising import REGISTER_AGENCY, RegisterAgency
from contracts.rpc.identity.profile import EXPLAIN_RIGHT, ExplainRight
from contracts.vocabulary import Action, Category, LaoType, Level
from gateway.asking import Ask, Asking
from gateway.auth.guards import OFFICER, OFFICER_FORM
from gateway.errors import STATUS
from gateway.languages import language_of
from gateway.portal.answers import Answers, packed, together, unpacked
from gateway.portal.forms import Form, submitted
from gateway.portal.officer_pages import officer_page
from gateway.portal.problems import Problems
from gateway.portal.structure.checked import day_of, reason_of, word_of
from gateway.portal.structure.fields import answers_in, answers_of, details_of
from gateway.portal.structure.others import OthersDeed, deeds, present
from gateway.portal.structure.tree import STRUCTURE, agency_of, at_agency
from gateway.portal.thai_dates import DateTyped
from gateway.portal.words import Words
from gateway.routes import Routes

routes = Routes("agency detail pages")

NEW = ("code", "lao_code", "level", "category", "lao_type", "province_code", "reporting_unit")
DATES = ("effective_on",)
CORRECTED = (ErrorCode.INVALID_REQUEST, ErrorCode.AGENCY_INVALID, ErrorCode.AGENCY_CODE_TAKEN, ErrorCode.CONFLICT)


@dataclass
class Typed:
    """`answers` to the details; `seen` those of the page on which they were changed; `also`: what a new one needs."""

    answers: dict[str, str]
    seen: Answers = field(default_factory=dict)
    also: dict[str, str] = field(default_factory=dict)
    reason: str = ""
    effective_on: DateTyped = field(default_factory=DateTyped)

    @classmethod
    def sent(cls, form: Form) -> Typed:
        seen = unpacked(form.text("seen")) if form.has("seen") else {}
        also = {name: form.text(name) for name in NEW}
        return cls(answers_in(form, seen), seen, also, form.text("reason"), form.date("effective_on"))


@routes.page("GET", "/agencies/{agency_id}/details", guard=OFFICER)
async def details_page(agency_id: str, request: Request, ask: Ask) -> Response:
    """The details as they are."""
    agency = await agency_of(ask, agency_id)
    return await _page(request, ask, agency, agency.version, Typed(answers_of(agency), answers_of(agency)))


@routes.page("POST", "/agencies/{agency_id}/details", guard=OFFICER_FORM)
async def change_details(agency_id: str, request: Request, ask: Ask) -> Response:
    """Change them, from today or from a day to come."""
    async with submitted(request) as form:
        typed, version = Typed.sent(form), form.number("version")
    try:
        asked = ChangeAgency(
            agency_id=agency_id,
            version=version,
            details=details_of(typed.answers),
            effective_on=day_of(typed.effective_on),
            reason=typed.reason[:1000] or None,
        )
        await ask(CHANGE_AGENCY, asked)
    except Refusal as refusal:
        if refusal.code is ErrorCode.STALE_VERSION:
            return await _overtaken(request, ask, agency_id, typed, refusal)
        if refusal.code not in CORRECTED:
            raise
        return await _page(request, ask, await agency_of(ask, agency_id), version, typed, refusal)
    return RedirectResponse(at_agency(agency_id, "changed"), 303)


async def _overtaken(request: Request, ask: Asking, agency_id: str, typed: Typed, refusal: Refusal) -> Response:
    agency = present(refusal) or await agency_of(ask, agency_id)
    now = answers_of(agency)
    typed.answers, typed.seen = together(typed.seen, typed.answers, now), now
    others = deeds(refusal, Words(language_of(request)))
    return await _page(request, ask, agency, agency.version, typed, refusal, others)


async def _page(
    request: Request,
    ask: Asking,
    agency: Agency,
    version: int,
    typed: Typed,
    refusal: Refusal | None = None,
    others: list[OthersDeed] | None = None,
) -> Response:
    right = await ask(EXPLAIN_RIGHT, ExplainRight(right=Action.MANAGE_AGENCY, at_agency_id=agency.id))
    return await officer_page(
        request,
        "structure/details.html",
        "agencies_menu",
        STATUS[refusal.code] if refusal else 200,
        scripts=("unsaved.js", "dates.js"),
        agency=agency,
        version=version,
        typed=typed,
        seen=packed(typed.seen),
        right=right,
        others=others,
        problems=Problems.of(Words(language_of(request)), None if others else refusal, DATES),
    )


@routes.page("GET", f"{STRUCTURE}/new", guard=OFFICER)
async def new_agency_page(request: Request, ask: Ask) -> Response:
    """The form for a new agency under `?parent=`."""
    typed = Typed(dict.fromkeys(AgencyDetails.model_fields, "") | {"visible": "yes"}, also=dict.fromkeys(NEW, ""))
    return await _new_page(request, ask, request.query_params.get("parent") or None, typed)


@routes.page("POST", f"{STRUCTURE}/new", guard=OFFICER_FORM)
async def register_agency(request: Request, ask: Ask) -> Response:
    """Register it."""
    async with submitted(request) as form:
        typed, parent_id = Typed.sent(form), form.text("parent") or None
    also = typed.also
    try:
        asked = RegisterAgency(
            code=also["code"],
            lao_code=also["lao_code"] or None,
            parent_id=parent_id,
            level=word_of(Level, also["level"], "level"),
            category=word_of(Category, also["category"], "category") if also["category"] else None,
            lao_type=word_of(LaoType, also["lao_type"], "lao_type") if also["lao_type"] else None,
            province_code=also["province_code"] or None,
            reporting_unit=also["reporting_unit"] == "yes",
            details=details_of(typed.answers),
            effective_on=day_of(typed.effective_on),
            reason=reason_of(typed.reason),
        )
        made = await ask(REGISTER_AGENCY, asked)
    except Refusal as refusal:
        if refusal.code not in CORRECTED:
            raise
        return await _new_page(request, ask, parent_id, typed, refusal)
    return RedirectResponse(at_agency(made.id, "registered"), 303)


async def _new_page(
    request: Request, ask: Asking, parent_id: str | None, typed: Typed, refusal: Refusal | None = None
) -> Response:
    return await officer_page(
        request,
        "structure/new.html",
        "agencies_menu",
        STATUS[refusal.code] if refusal else 200,
        scripts=("unsaved.js", "dates.js"),
        parent=await agency_of(ask, parent_id) if parent_id else None,
        typed=typed,
        problems=Problems.of(Words(language_of(request)), refusal, DATES),
        levels=list(Level),
        categories=list(Category),
        lao_types=list(LaoType),
    )
