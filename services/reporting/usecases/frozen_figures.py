"""Frozen figures as they are listed, shown beside what the ledger says by now, had as files, and published."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from contracts.calls import Call
from contracts.errors import ErrorCode, Refusal
from contracts.events.reporting import FrozenFiguresPublished
from contracts.rpc.reporting import frozen as rpc
from contracts.vocabulary import Action
from services.reporting.domain.days import bangkok_day
from services.reporting.domain.frozen import FrozenSet
from services.reporting.usecases.cursors import cursor_at, place_at
from services.reporting.usecases.frozen import (
    FrozenDesk,
    content_of,
    figures_of,
    need_set,
    numbers_in,
    proved,
    sees_all,
    subject_of,
    told,
)

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def list_frozen_figures(request: rpc.ListFrozenFigures, call: Call, desk: FrozenDesk) -> rpc.FrozenSets:
    """One page. Raises Refusal INVALID_REQUEST for a cursor that is not ours."""
    all_of_them = sees_all(call, desk)
    after = _after(request.after) if request.after else None
    found = desk.book.page(not all_of_them, after, request.page_size + 1)
    page = found[: request.page_size]
    return rpc.FrozenSets(
        items=tuple(told(each, all_of_them) for each in page),
        next=_cursor(page[-1]) if len(found) > len(page) else None,
    )


def get_frozen_figures(request: rpc.GetFrozenFigures, call: Call, desk: FrozenDesk) -> rpc.FrozenFigures:
    """As they were frozen, and what the ledger says of the same day now. Raises FrozenFiguresUnknown."""
    made = need_set(request.frozen_id, call, desk)
    content = content_of(made)
    figures = content.figures if content else ()
    series = [(obligation, made.measure) for obligation in made.obligations]
    now = figures_of(series, made.as_of, made.agency_id, made.group_by, call, desk)
    return rpc.FrozenFigures(
        **dict(told(made, sees_all(call, desk))),
        below=content.below if content else None,
        figures=figures,
        now=now,
        same_numbers=numbers_in(figures) == numbers_in(now),
        altered=proved(made, desk).altered,
    )


def read_frozen_file(request: rpc.GetFrozenFigures, call: Call, desk: FrozenDesk) -> rpc.FrozenFile:
    """Raises FrozenFiguresUnknown."""
    made = need_set(request.frozen_id, call, desk)
    return rpc.FrozenFile(as_of=made.as_of, sha256=made.sha256, list_sha256=made.list_sha256, content=made.content)


def publish_frozen_figures(request: rpc.PublishFrozenFigures, call: Call, desk: FrozenDesk) -> rpc.FrozenSet:
    """Raises FrozenFiguresUnknown, Refusal FORBIDDEN for a part of the tree for which the caller does not answer."""
    made = need_set(request.frozen_id, call, desk)
    if not desk.rights.may(call.caller, Action.FREEZE_FIGURES, made.agency_id, bangkok_day(call.now)):
        raise Refusal(ErrorCode.FORBIDDEN)
    public = made.published(call.now)
    if public.published_at != made.published_at:
        desk.book.publish(public)
        event = FrozenFiguresPublished(frozen_id=made.id, published_at=call.now)
        desk.history.record(subject_of(made.id), event, call)
    return told(public, to_officer=True)


def _cursor(last: FrozenSet) -> str:
    return cursor_at((last.frozen_at - EPOCH) // timedelta(milliseconds=1), last.id)


def _after(given: str) -> tuple[datetime, str]:
    moment, frozen_id = place_at(given, int, str)
    return EPOCH + timedelta(milliseconds=int(moment)), str(frozen_id)
