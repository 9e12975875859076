"""Agencies end: merged into another, split into several, or dissolved with nobody to answer for them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from contracts.calls import Call
from contracts.rpc.agencies import reorganising as rpc
from contracts.rpc.agencies.viewing import Agency as AgencyReply
from services.agencies.domain.agency import Agency, Contradicted, NotInExistence
from services.agencies.domain.problems import Problem
from services.agencies.domain.reorganising import DISSOLVED, MERGED, MOVED, SPLIT, rehomed, ties_to
from services.agencies.usecases.reorganising import Draft, Office, contradiction, drawn_up, invalid

NewParent = Callable[[Agency], str | None]
MOST_NAMED = 5


def merge_agencies(request: rpc.MergeAgencies, call: Call, office: Office) -> AgencyReply:
    """The agency that answers for the merged ones. Raises as `dissolve_agency`."""
    draft = drawn_up(office, call, MERGED, request.effective_on, request.reason)
    merged = list(dict.fromkeys(request.merged_ids))
    draft.load([request.agency_id, *merged, *([request.children_to_id] if request.children_to_id else [])])
    successor = draft.agency(request.agency_id)
    ending = [draft.agency(agency_id, "merged_ids") for agency_id in merged]
    if successor in ending:
        raise invalid(Problem("merged_ids", "หน่วยงานควบรวมเข้ากับตนเองไม่ได้", "An agency cannot be merged into itself."))
    draft.ensure_right_over([_parent(draft, successor), *(_parent(draft, agency) for agency in ending)])
    draft.ensure_seen(successor, request.version)
    _ensure_there(draft, [successor], "agency_id")
    _end(draft, ending, (successor.id,), lambda child: request.children_to_id, "children_to_id")
    draft.settle()
    return draft.shown(successor.id)


def split_agency(request: rpc.SplitAgency, call: Call, office: Office) -> AgencyReply:
    """The agency that has ended, or is going to. Raises as `dissolve_agency`."""
    draft = drawn_up(office, call, SPLIT, request.effective_on, request.reason)
    successors = tuple(dict.fromkeys(request.successor_ids))
    draft.load([request.agency_id, *dict.fromkeys([*successors, *request.children_to.values()])])
    agency = draft.agency(request.agency_id)
    found = [draft.agency(agency_id, "successor_ids") for agency_id in successors]
    if len(found) < 2 or agency in found:
        raise invalid(
            Problem(
                "successor_ids",
                "การแยกหน่วยงานต้องระบุหน่วยงานใหม่ตั้งแต่สองแห่ง และต้องไม่ใช่หน่วยงานเดิม",
                "A split needs two successors or more, and the agency itself is none of them.",
            )
        )
    draft.ensure_right_over([_parent(draft, agency), *(_parent(draft, successor) for successor in found)])
    draft.ensure_seen(agency, request.version)
    _ensure_there(draft, found, "successor_ids")
    _end(draft, [agency], successors, lambda child: request.children_to.get(child.id), "children_to")
    draft.settle()
    return draft.shown(agency.id)


def dissolve_agency(request: rpc.DissolveAgency, call: Call, office: Office) -> AgencyReply:
    """The agency that has ended, or is going to.

    Raises FORBIDDEN without the right over the parents of all concerned; AgencyUnknown; STALE_VERSION; AGENCY_INVALID
    by field: something stands under it and is not told where to go, something is to hold of it later, it does not exist
    on that day.
    """
    draft = drawn_up(office, call, DISSOLVED, request.effective_on, request.reason)
    draft.load([request.agency_id, *([request.children_to_id] if request.children_to_id else [])])
    agency = draft.agency(request.agency_id)
    draft.ensure_right_over([_parent(draft, agency)])
    draft.ensure_seen(agency, request.version)
    _end(draft, [agency], (), lambda child: request.children_to_id, "children_to_id")
    draft.settle()
    return draft.shown(agency.id)


def _parent(draft: Draft, agency: Agency) -> str | None:
    return agency.shown_on(draft.effective_on).parent_id


def _ensure_there(draft: Draft, successors: list[Agency], field: str) -> None:
    for successor in successors:
        if not successor.exists_on(draft.effective_on):
            name, day = successor.shown_on(draft.effective_on).name_th, draft.effective_on.isoformat()
            raise invalid(
                Problem(field, f"{name} ไม่มีอยู่ในวันที่ {day}", f"{name} does not exist on {day}, so it cannot succeed.")
            )


def _end(draft: Draft, ending: list[Agency], successor_ids: tuple[str, ...], new_parent: NewParent, field: str) -> None:
    """Draw in that these end, and that what stands under them goes to its new parents."""
    day, ids = draft.effective_on, {agency.id for agency in ending}
    stranded: list[Agency] = []
    receiving: list[str] = []
    for old in list(draft.known.values()):
        if old.id in ids or not any(True for agency_id in ids for _ in ties_to(old, agency_id, day)):
            continue
        goes_to = new_parent(old)
        if goes_to is None or goes_to in ids:
            stranded.append(old)
            continue
        draft.agency(goes_to, field)
        receiving.append(goes_to)
        begins = min(each for agency_id in ids for each in ties_to(old, agency_id, day))
        child = old
        for agency_id in ids:
            child = rehomed(child, agency_id, goes_to, day)
        draft.becomes(MOVED, old, child, begins)
    _ensure_succeeding_nobody(draft, ids)
    if stranded:
        raise invalid(_stranded(draft, stranded, field))
    # what goes to the successor stays within what the rights above were asked for
    draft.ensure_right_over([parent_id for parent_id in receiving if parent_id not in successor_ids])
    for agency in ending:
        draft.ensure_day(agency)
        try:
            ended = draft.known[agency.id].dissolved(day, successor_ids)
        except (Contradicted, NotInExistence) as reason:
            raise contradiction(agency, reason, day) from None
        draft.becomes(draft.kind, agency, ended)


def _ensure_succeeding_nobody(draft: Draft, ending_ids: set[str]) -> None:
    """What ends cannot answer for others that end later."""
    eve = draft.effective_on - timedelta(days=1)
    for made in draft.office.reorganisations.announced(ending_ids, eve):
        if made.kind in (MERGED, SPLIT) and not ending_ids <= {part.agency_id for part in made.parts}:
            day = made.effective_on.isoformat()
            raise invalid(
                Problem(
                    "effective_on",
                    f"หน่วยงานนี้จะรับช่วงต่อจากหน่วยงานอื่นในวันที่ {day} จึงสิ้นสุดก่อนวันดังกล่าวไม่ได้",
                    f"The agency is to succeed others on {day}, so it cannot end before.",
                )
            )


def _stranded(draft: Draft, children: list[Agency], field: str) -> Problem:
    names = ", ".join(sorted(child.shown_on(draft.effective_on).name_th for child in children)[:MOST_NAMED])
    return Problem(
        field,
        f"มีหน่วยงานภายใต้สังกัดอีก {len(children)} แห่งที่ยังไม่ได้ระบุต้นสังกัดใหม่: {names}",
        f"{len(children)} agencies below are not told where to go: {names}.",
    )
