"""Parts of a page that it can do without: when the service that knows them is away, the page is still worth having."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import TypeVar

from contracts.errors import Refusal
from gateway.errors import STATUS

T = TypeVar("T")


async def if_there(answer: Awaitable[T]) -> T | None:
    """The answer; None when it could not be had. Raises what the question itself is refused for."""
    try:
        return await answer
    except Refusal as refusal:
        if STATUS[refusal.code] < 500:
            raise
        return None
