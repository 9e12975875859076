"""Reorganisation (ปรับโครงสร้าง): move, merge, split, dissolve and reopen, each from a day of its own and for a reason.

The other agencies concerned are found and ticked on the page itself, so that it works without a script.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from contracts.errors import ErrorCode, Refusal
from contracts.rpc.agencies import LIST_AGENCIES, Agency, AgencySummary, ListAgencies
from contracts.rpc.agencies import reorganising as contract
from contracts.rpc.agencies.reorganising import MoveOutcome
from contracts.rpc.agencies.tree import LIST_BELOW, ListBelow
from gateway.asking import Ask, Asking
from gateway.auth.guards import OFFICER, OFFICER_FORM
from gateway.errors import STATUS
from gateway.languages import language_of
from gateway.portal.forms import Form, submitted
from gateway.portal.officer_pages import officer_page
from gateway.portal.problems import Problems
from gateway.portal.structure.checked import day_of, reason_of
from gateway.portal.structure.others import deeds, present
from gateway.portal.structure.tree import agency_of, at_agency
from gateway.portal.thai_dates import DateTyped
from gateway.portal.words import Words
from gateway.portal.wrong import wrong
from gateway.routes import Routes

routes = Routes("reorganisation pages")

MOST_PICKED = 50
MOST_SHOWN = 200
"""So many children get a choice of their own on the page; more follow the choice for all."""
MOST_FIELDS = 500
PICKED = "picked"
CHILD = "child-"
CORRECTED = (ErrorCode.INVALID_REQUEST, ErrorCode.AGENCY_INVALID, ErrorCode.CONFLICT)


@dataclass(frozen=True)
class Typed:
    """`picked`: the ids of the other agencies, ticked. `goes_to`: under which of them what stands below comes, `child`
    by child where that is said of one."""

    picked: tuple[str, ...] = ()
    goes_to: str = ""
    child: Mapping[str, str] = field(default_factory=dict)
    find: str = ""
    reason: str = ""
    effective_on: DateTyped = DateTyped()

    @classmethod
    def sent(cls, form: Form) -> Typed:
        return cls(
            form.texts(PICKED)[:MOST_PICKED],
            form.text("goes_to"),
            {name.removeprefix(CHILD): form.text(name) for name in form.names() if name.startswith(CHILD)},
            form.text("find")[:200],
            form.text("reason"),
            form.date("effective_on"),
        )


@dataclass(frozen=True)
class Kind:
    """One kind of reorganisation: how many others it takes, what its problems name, and what comes of it."""

    name: str
    least: int
    several: bool
    field: str
    done: str


KINDS = {
    "move": Kind("move", 0, False, "to_parent_id", "moved"),
    "merge": Kind("merge", 1, True, "merged_ids", "merged"),
    "split": Kind("split", 2, True, "successor_ids", "split"),
    "dissolve": Kind("dissolve", 0, False, "children_to_id", "dissolved"),
    "reopen": Kind("reopen", 0, False, "parent_id", "reopened"),
}


@routes.page("GET", "/agencies/{agency_id}/reorganisation/{kind}", guard=OFFICER)
async def reorganisation_page(agency_id: str, kind: str, request: Request, ask: Ask) -> Response:
    """The form of one kind of reorganisation."""
    agency = await agency_of(ask, agency_id)
    return await _page(request, ask, _kind(kind), agency, agency.version, Typed())


@routes.page("POST", "/agencies/{agency_id}/reorganisation/{kind}", guard=OFFICER_FORM)
async def reorganise(agency_id: str, kind: str, request: Request, ask: Ask) -> Response:
    """Find another agency, or do it."""
    async with submitted(request, max_fields=MOST_FIELDS) as form:
        typed, version, finding = Typed.sent(form), form.number("version"), form.has("finding")
    wanted, agency = _kind(kind), await agency_of(ask, agency_id)
    if finding:
        return await _page(request, ask, wanted, agency, version, typed)
    try:
        done = await _do(ask, wanted, agency, version, typed)
    except Refusal as refusal:
        if refusal.code is ErrorCode.STALE_VERSION:
            now = present(refusal) or agency
            return await _page(request, ask, wanted, now, now.version, typed, refusal)
        if refusal.code not in CORRECTED:
            raise
        return await _page(request, ask, wanted, agency, version, typed, refusal)
    return RedirectResponse(at_agency(agency_id, done), 303)


def _kind(name: str) -> Kind:
    if name not in KINDS:
        raise Refusal(ErrorCode.NOT_FOUND)
    return KINDS[name]


async def _do(ask: Asking, kind: Kind, agency: Agency, version: int, typed: Typed) -> str:
    """Returns what was done. Raises Refusal."""
    if len(typed.picked) < kind.least:
        raise Refusal(ErrorCode.INVALID_REQUEST, fields=(wrong(PICKED, f"pick_{kind.name}"),))
    said = {
        "agency_id": agency.id,
        "version": version,
        "effective_on": day_of(typed.effective_on),
        "reason": reason_of(typed.reason),
    }
    one = typed.picked[0] if typed.picked else None
    match kind.name:
        case "move":
            outcome: MoveOutcome = await ask(
                contract.MOVE_AGENCY, contract.MoveAgency.model_validate({**said, "to_parent_id": one})
            )
            return "asked" if outcome.request else kind.done
        case "merge":
            below = agency.id if typed.goes_to else None
            merged = {**said, "merged_ids": typed.picked, "children_to_id": below}
            await ask(contract.MERGE_AGENCIES, contract.MergeAgencies.model_validate(merged))
        case "split":
            moved = _moved(await _children(ask, agency), typed)
            split = {**said, "successor_ids": typed.picked, "children_to": moved}
            await ask(contract.SPLIT_AGENCY, contract.SplitAgency.model_validate(split))
        case "dissolve":
            dissolved = contract.DissolveAgency.model_validate({**said, "children_to_id": one})
            await ask(contract.DISSOLVE_AGENCY, dissolved)
        case _:
            reopened = contract.ReopenAgency.model_validate({**said, "parent_id": one})
            await ask(contract.REOPEN_AGENCY, reopened)
    return kind.done


def _moved(children: Sequence[AgencySummary], typed: Typed) -> dict[str, str]:
    """The new parent of each child that stays; one that is itself ticked answers for the agency."""
    wanted = {
        child.id: typed.child.get(child.id) or typed.goes_to for child in children if child.id not in typed.picked
    }
    return {child_id: parent_id for child_id, parent_id in wanted.items() if parent_id in typed.picked}


async def _children(ask: Asking, agency: Agency) -> Sequence[AgencySummary]:
    asked = ListBelow(agency_id=agency.id, direct=True, page_size=200)
    found = await ask(LIST_BELOW, asked)
    children = [*found.items]
    while found.next is not None:
        found = await ask(LIST_BELOW, asked.model_copy(update={"after": found.next}))
        children += found.items
    return children


async def _page(
    request: Request,
    ask: Asking,
    kind: Kind,
    agency: Agency,
    version: int,
    typed: Typed,
    refusal: Refusal | None = None,
) -> Response:
    t = Words(language_of(request))
    picked = await asyncio.gather(*(agency_of(ask, each) for each in typed.picked))
    found = await ask(LIST_AGENCIES, ListAgencies(search=typed.find, page_size=20)) if typed.find else None
    splits = kind.name == "split" and bool(picked)
    children = [each for each in await _children(ask, agency) if each.id not in typed.picked] if splits else []
    others = deeds(refusal, t) if refusal and refusal.code is ErrorCode.STALE_VERSION else None
    return await officer_page(
        request,
        "structure/reorganise.html",
        "agencies_menu",
        STATUS[refusal.code] if refusal else 200,
        scripts=("dates.js",),
        kind=kind,
        agency=agency,
        version=version,
        typed=typed,
        picked=picked,
        children=children[:MOST_SHOWN],
        found=[each for each in found.items if each.id not in (*typed.picked, agency.id)] if found else None,
        others=others,
        problems=_problems(t, kind, None if others else refusal),
    )


def _problems(t: Words, kind: Kind, refusal: Refusal | None) -> Problems:
    """What the service says of the other agencies is told where they are ticked."""
    error = refusal.on_the_wire() if refusal else None
    fields = error.fields if error else ()
    placed = [
        each.model_copy(update={"field": PICKED}) if each.field.startswith((kind.field, "children_to")) else each
        for each in fields
    ]
    return Problems(t, placed, error, ("effective_on",))
