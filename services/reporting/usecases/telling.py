"""How refusals are told."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from pydantic import JsonValue

from contracts.errors import ErrorCode, FieldProblem, Refusal
from services.reporting.domain.problems import Invalid


@contextmanager
def told_by_field() -> Iterator[None]:
    """What the domain finds wrong with fields leaves as INVALID_REQUEST naming them."""
    try:
        yield
    except Invalid as refused:
        fields = tuple(
            FieldProblem(field=each.field, message_th=each.thai, message_en=each.english) for each in refused.problems
        )
        raise Refusal(ErrorCode.INVALID_REQUEST, fields=fields) from refused


def stale(current: dict[str, JsonValue]) -> Refusal:
    """Somebody else was first; `current` is what they made of it."""
    return Refusal(ErrorCode.STALE_VERSION, current=current)
