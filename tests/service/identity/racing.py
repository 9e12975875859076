"""Things that happen at the same moment."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

T = TypeVar("T")


def at_the_same_moment(*things: Callable[[], T]) -> list[T]:
    """Do all of them at once, and wait. Returns what each gave, in order; raises what one of them raised."""
    line = Barrier(len(things))

    def do(thing: Callable[[], T]) -> T:
        line.wait()
        return thing()

    with ThreadPoolExecutor(len(things)) as racers:
        return list(racers.map(do, things))
