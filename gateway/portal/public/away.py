"""Parts of a page that it can do without: when the service that knows them is away, the page is still worth having.

A service that hangs, or whose processes are all gone, does not refuse: its questions wait in its queue. So there is a
time after which the page goes without, long before the gateway gives a question up.
"""

from __future__ import annotations

from contracts.errors import Refusal
from contracts.operations import Operation, ReplyT, RequestT
from gateway.asking import Asking
from gateway.errors import STATUS

SOON = 2.0
"""Seconds; what these parts ask takes milliseconds."""


async def if_there(ask: Asking, operation: Operation[RequestT, ReplyT], request: RequestT) -> ReplyT | None:
    """The answer; None when it could not be had soon. Raises what the question itself is refused for."""
    try:
        return await ask.within(SOON)(operation, request)
    except Refusal as refusal:
        if STATUS[refusal.code] < 500:
            raise
        return None
