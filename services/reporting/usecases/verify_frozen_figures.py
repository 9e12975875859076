"""Verifying frozen figures: that nothing of them was altered, and whether the ledger says the same of their day."""

from __future__ import annotations

from contracts.calls import Call
from contracts.jobs import Commit, Work
from contracts.rpc.reporting import frozen as rpc
from contracts.vocabulary import ComplianceState
from contracts.vocabulary import Obligation as Section
from services.reporting.domain.frozen import Differing, differing
from services.reporting.domain.terms import State
from services.reporting.usecases.cursors import cursor_at, position_of
from services.reporting.usecases.frozen import (
    FrozenDesk,
    content_of,
    figures_of,
    kept_set,
    numbers_in,
    proved,
    telling,
)


def verify_frozen_figures(
    request: rpc.VerifyFrozenFigures, work: Work, call: Call, desk: FrozenDesk
) -> Commit[rpc.FrozenVerification]:
    """What differs is noted before the verification is there to be asked of. Whether whoever ordered it may see the set
    was asked then. Raises FrozenFiguresUnknown."""
    made = kept_set(request.frozen_id, desk)
    work.tell("checking")
    said, altered = proved(made, desk)
    kept, content = desk.lists.read(made.id), content_of(made)
    if kept is None or kept.sha256 != said.list_sha256:
        kept, altered = None, (*altered, rpc.FrozenPart.AGENCIES)
    series = [(obligation, made.measure) for obligation in made.obligations]
    now = figures_of(series, made.as_of, made.agency_id, made.group_by, call, desk)
    counted = None
    if kept is not None:
        by_now = telling(desk.roll.counted(series, made.as_of, made.agency_id, made.group_by), "comparing", work)
        between = differing(kept.agencies, by_now, made.obligations)
        counted = desk.book.note_differing(work.job_id, between, call.now)
    outcome = rpc.FrozenVerification(
        frozen_id=made.id,
        verified_at=call.now,
        altered=altered,
        same_numbers=content is not None and numbers_in(content.figures) == numbers_in(now),
        differing=counted,
    )
    return lambda: outcome


def list_frozen_differences(request: rpc.ListFrozenDifferences, desk: FrozenDesk) -> rpc.FrozenDifferences:
    """One page. Raises Refusal INVALID_REQUEST for a cursor that is not ours."""
    found = desk.book.differing(request.verification_id, position_of(request.after), request.page_size + 1)
    page = found[: request.page_size]
    return rpc.FrozenDifferences(
        items=tuple(_told(each) for each in page),
        next=cursor_at(page[-1].name_th, page[-1].agency_id) if len(found) > len(page) else None,
    )


def _told(found: Differing) -> rpc.DifferingAgency:
    return rpc.DifferingAgency(
        agency_id=found.agency_id,
        name_th=found.name_th,
        changes=tuple(
            rpc.StateDifference(obligation=Section(obligation), was=_state(was), became=_state(became))
            for obligation, was, became in found.changes
        ),
    )


def _state(state: State | None) -> ComplianceState | None:
    return None if state is None else ComplianceState(state)
