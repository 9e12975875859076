"""W3C trace context: one trace id from the HTTP request through RPC to the last event handler."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_TRACEPARENT = re.compile(r"^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$")
_CURRENT: ContextVar[str | None] = ContextVar("traceparent", default=None)


def new_traceparent(trace_id: str | None = None) -> str:
    """A traceparent for a new span, in the given trace or a new one."""
    return f"00-{trace_id or secrets.token_hex(16)}-{secrets.token_hex(8)}-01"


def accepted(traceparent: str | None) -> str:
    """A traceparent that continues the given one if it is well formed, and starts a trace otherwise."""
    match = _TRACEPARENT.match(traceparent or "")
    if match is None or set(match[1]) == {"0"} or set(match[2]) == {"0"}:
        return new_traceparent()
    return new_traceparent(match[1])


def trace_id_of(traceparent: str) -> str:
    return traceparent.split("-")[1]


def current_traceparent() -> str | None:
    return _CURRENT.get()


def current_trace_id() -> str | None:
    traceparent = _CURRENT.get()
    return trace_id_of(traceparent) if traceparent else None


@contextmanager
def tracing(traceparent: str | None) -> Iterator[str]:
    """Everything inside belongs to the trace of `traceparent` (a new one if absent or malformed). Yields its span."""
    mine = accepted(traceparent)
    token = _CURRENT.set(mine)
    try:
        yield mine
    finally:
        _CURRENT.reset(token)
