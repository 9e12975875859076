"""Long loops that let the process's other work go on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from services.agencies.usecases.ports import Breathe

T = TypeVar("T")
_AT_A_TIME = 100


def paced(items: Iterable[T], breathe: Breathe) -> Iterator[T]:
    """The items, with a breath after each hundred."""
    for number, item in enumerate(items, start=1):
        yield item
        if number % _AT_A_TIME == 0:
            breathe()
