"""Things that happen at the same moment."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier


def at_the_same_moment(*things: Callable[[], object]) -> None:
    """Do all of them at once, and wait. Raises what one of them raised."""
    line = Barrier(len(things))

    def do(thing: Callable[[], object]) -> None:
        line.wait()
        thing()

    with ThreadPoolExecutor(len(things)) as racers:
        list(racers.map(do, things))
