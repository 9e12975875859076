"""The form on the page, and saving it: all of it or nothing, with every field that is wrong."""

from __future__ import annotations

import asyncio
import uuid
from dataclasses import dataclass, field

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from contracts.errors import ErrorCode, FieldProblem, Refusal, WireError
from contracts.rpc.agencies import GET_AGENCY, GetAgency
from contracts.rpc.documents.whole import GET_FILING, SAVE_FILING, Filing, GetFiling, SaveFiling
from contracts.rpc.identity.profile import EXPLAIN_RIGHT, ExplainRight
from contracts.vocabulary import Action
from gateway.asking import Ask, Asking
from gateway.auth.guards import OFFICER, OFFICER_FORM
from gateway.errors import STATUS
from gateway.incoming import PDF, into_quarantine
from gateway.languages import language_of
from gateway.parts import parts_of
from gateway.portal.answers import Answers, packed, together
from gateway.portal.filing.answers import answers_of
from gateway.portal.filing.asked import Asked, asked_for
from gateway.portal.filing.conflict import OthersChange, others_changes
from gateway.portal.filing.sections import ISSUED, LINKS, PAPERS, RANKS
from gateway.portal.filing.typed import Submitted, Typed, submitted_form, with_another_line
from gateway.portal.forms import Form, chunks_of, submitted
from gateway.portal.officer_pages import officer_page
from gateway.portal.problems import Problems
from gateway.portal.words import Words
from gateway.routes import Body, Routes

routes = Routes("filing pages")

MOST_FIELDS = 2000
DATES = (*ISSUED, *(f"{papers.key}_date" for papers in PAPERS))
ORDER = ("s10", "inherited", "has_licences", "gazette", "s13_1", "s13_2", "s16", "obstacle")
OF_ANOTHER_PAGE = (ErrorCode.UNAUTHENTICATED, ErrorCode.FORBIDDEN, ErrorCode.CSRF_FAILED, ErrorCode.AGENCY_UNKNOWN)
"""Refusals after which the form is no use; after all others it is shown again with all that was typed."""
UPLOAD_REFUSED = (
    ErrorCode.UPLOAD_EMPTY,
    ErrorCode.UPLOAD_TOO_LARGE,
    ErrorCode.UPLOAD_NOT_PDF,
    ErrorCode.UPLOAD_INTERRUPTED,
)


@dataclass
class Shown:
    """The page as it is to be: `typed` on top of the filing as it is. `unsaved`: leaving it would lose something."""

    typed: Typed
    version: int
    seen: Answers
    key: str
    status: int = 200
    refusal: WireError | None = None
    problems: tuple[FieldProblem, ...] = ()
    others: list[OthersChange] = field(default_factory=list)
    unsaved: bool = False


@routes.page("GET", "/agencies/{agency_id}/filing", guard=OFFICER)
async def filing_page(agency_id: str, request: Request, ask: Ask) -> Response:
    """The form, with all that is filed."""
    filing = await ask(GET_FILING, GetFiling(agency_id=agency_id))
    typed = Typed.of(filing, language_of(request))
    return await _page(request, ask, filing, Shown(typed, filing.version, answers_of(filing), _new_key()))


@routes.page("POST", "/agencies/{agency_id}/filing", guard=OFFICER_FORM, body=Body.FILES)
async def save_filing(agency_id: str, request: Request, ask: Ask) -> Response:
    """Save what the officer changed; or the form again, with another line, or with what has to be corrected."""
    async with submitted(request, max_files=len(PAPERS), max_fields=MOST_FIELDS) as form:
        sent = submitted_form(form)
        problems = await _take_files(request, form, sent.typed)
        key = form.text("idempotency_key") or _new_key()
    if sent.more:
        with_another_line(sent.typed, sent.more)
        return await _again(request, ask, agency_id, sent, _new_key(), problems=tuple(problems))
    asked = asked_for(sent)
    problems += asked.problems
    if problems:
        return await _again(request, ask, agency_id, sent, _new_key(), 422, tuple(problems))
    if asked.is_empty:
        return RedirectResponse(f"/agencies/{agency_id}/filing?done=nothing", 303)
    try:
        await _save(request, ask, SaveFiling(agency_id=agency_id, version=sent.version, form=asked.form))
    except Refusal as refusal:
        return await _refused(request, ask, agency_id, sent, asked, key, refusal)
    return RedirectResponse(f"/agencies/{agency_id}/filing?done=saved", 303)


async def _save(request: Request, ask: Asking, command: SaveFiling) -> None:
    try:
        await ask(SAVE_FILING, command)
    except Refusal as refusal:
        if refusal.code is not ErrorCode.IDEMPOTENCY_KEY_REUSED:
            raise
        # Changed since a try of which nobody knew the end. Whether that one was done, the version tells.
        request.state.idempotency_key = _new_key()
        await ask(SAVE_FILING, command)


async def _take_files(request: Request, form: Form, typed: Typed) -> list[FieldProblem]:
    """Put the PDFs of the form into quarantine. What is wrong with one is told at its field."""
    limit, problems = parts_of(request).settings.max_upload_bytes, []
    for papers in PAPERS:
        file, new = form.file(f"{papers.key}_file"), typed.documents[papers.key]
        if file is None:
            continue
        new.upload, new.file_name = "", file.filename or ""
        try:
            # After an answer that was lost the same form comes again, perhaps with another file.
            place = f"{papers.key}/{file.filename}/{file.size}"
            kept = await into_quarantine(request, chunks_of(file), PDF, limit, file.size, place)
        except Refusal as refusal:
            if refusal.code not in UPLOAD_REFUSED:
                raise
            told = refusal.on_the_wire()
            problems.append(
                FieldProblem(field=f"{papers.key}_file", message_th=told.message_th, message_en=told.message_en)
            )
        else:
            new.upload = kept.upload
    return problems


async def _refused(
    request: Request, ask: Asking, agency_id: str, sent: Submitted, asked: Asked, key: str, refusal: Refusal
) -> Response:
    if refusal.code in OF_ANOTHER_PAGE:
        raise refusal
    if refusal.code is ErrorCode.STALE_VERSION:
        return await _overtaken(request, ask, agency_id, sent, refusal)
    status = STATUS[refusal.code]
    # Where nobody knows whether it was done, the same again is done once.
    key = key if status >= 500 else _new_key()
    fields = asked.at_fields(refusal.fields)
    return await _again(request, ask, agency_id, sent, key, status, fields, refusal.on_the_wire())


async def _overtaken(request: Request, ask: Asking, agency_id: str, sent: Submitted, refusal: Refusal) -> Response:
    """The form once more, on the present state: what others changed is shown, what the officer changed is kept."""
    current = refusal.details.get("current")
    filing = Filing.model_validate(current) if current else await ask(GET_FILING, GetFiling(agency_id=agency_id))
    now, typed, language = answers_of(filing), sent.typed, language_of(request)
    others = others_changes(sent.seen, typed.answers, filing, now, Words(language))
    changed_dates = [name for name in ISSUED if typed.answers[name] != sent.seen.get(name)]
    typed.answers = together(sent.seen, typed.answers, now)
    for name in set(ISSUED) - set(changed_dates):
        typed.show_issued(name, language)
    shown = Shown(typed, filing.version, now, _new_key(), 412, refusal.on_the_wire(), others=others, unsaved=True)
    return await _page(request, ask, filing, shown)


async def _again(
    request: Request,
    ask: Asking,
    agency_id: str,
    sent: Submitted,
    key: str,
    status: int = 200,
    problems: tuple[FieldProblem, ...] = (),
    refusal: WireError | None = None,
) -> Response:
    """The form as it was sent, on the state on which it was filled in: that it has passed is told when it is saved."""
    filing = await ask(GET_FILING, GetFiling(agency_id=agency_id))
    shown = Shown(sent.typed, sent.version, sent.seen, key, status, refusal, problems, unsaved=True)
    return await _page(request, ask, filing, shown)


async def _page(request: Request, ask: Asking, filing: Filing, shown: Shown) -> Response:
    agency, right = await asyncio.gather(
        ask(GET_AGENCY, GetAgency(agency_id=filing.agency_id)),
        ask(EXPLAIN_RIGHT, ExplainRight(right=Action.FILE, at_agency_id=filing.agency_id)),
    )
    t = Words(language_of(request))
    return await officer_page(
        request,
        "filing/form.html",
        "filing",
        shown.status,
        scripts=("unsaved.js", "uploads.js", "dates.js"),
        agency=agency,
        filing=filing,
        right=right,
        shown=shown,
        typed=shown.typed,
        answers={**answers_of(filing), **shown.typed.answers},
        seen=packed(shown.seen),
        problems=Problems(t, sorted(shown.problems, key=_place), _told(shown), DATES),
        names={step.id: step for step in agency.path},
        papers={papers.key: papers for papers in PAPERS},
        links={links.key: links for links in LINKS},
        ranks=RANKS,
        done=request.query_params.get("done") if shown.status == 200 and not shown.unsaved else None,
        limit=parts_of(request).settings.max_upload_bytes,
    )


def _place(problem: FieldProblem) -> int:
    """Where on the page, from the top."""
    return next((n for n, start in enumerate(ORDER) if problem.field.startswith(start)), len(ORDER))


def _told(shown: Shown) -> WireError | None:
    """What the summary tells besides the fields; a change of others has a panel of its own."""
    return None if shown.others else shown.refusal


def _new_key() -> str:
    return uuid.uuid4().hex
