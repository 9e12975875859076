"""What else an answer can be had as: chosen by `?format=`, or by Accept where that prefers it to JSON."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request

from contracts.errors import ErrorCode, Refusal
from gateway.field_problems import problem

JSON = "application/json"


@dataclass(frozen=True)
class Representation:
    """`name` is what `?format=` calls it; `write` makes the bytes of a reply. None: the endpoint, asked for it, answers
    by itself (a whole list, written while it is sent)."""

    name: str
    media_type: str
    write: Callable[[Request, Any], bytes] | None


def format_described(others: Sequence[Representation]) -> dict[str, Any]:
    """The query parameter, as the API's description has it."""
    return {
        "name": "format",
        "in": "query",
        "required": False,
        "description": "What to answer in, whatever Accept says.",
        "schema": {"type": "string", "enum": ["json", *(other.name for other in others)]},
    }


def chosen(request: Request, others: Sequence[Representation]) -> Representation | None:
    """One of the others, or None for JSON. Raises Refusal INVALID_REQUEST for a `?format=` that there is not."""
    asked = request.query_params.get("format")
    if asked is None:
        return _preferred(request.headers.get("accept", ""), others)
    if asked == "json":
        return None
    for other in others:
        if other.name == asked:
            return other
    names = ", ".join(["json", *(other.name for other in others)])
    wrong = problem("format", f"รูปแบบต้องเป็นค่าใดค่าหนึ่งใน {names}", f"The format must be one of {names}.")
    raise Refusal(ErrorCode.INVALID_REQUEST, fields=(wrong,))


def _preferred(accept: str, others: Sequence[Representation]) -> Representation | None:
    """Only what Accept names itself (RFC 9110 12.5.1): a browser's */* is content with JSON."""
    weights = dict(map(_weight, accept.lower().split(",")))
    best = max(others, key=lambda other: weights.get(other.media_type, 0.0), default=None)
    if best is None or weights.get(best.media_type, 0.0) <= weights.get(JSON, 0.0):
        return None
    return best


def _weight(item: str) -> tuple[str, float]:
    media_type, *parameters = (part.strip() for part in item.split(";"))
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return media_type, float(value)
            except ValueError:
                return media_type, 0.0
    return media_type, 1.0
