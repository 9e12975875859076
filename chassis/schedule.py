"""Work that a service does by the clock: every process asks whether it is time, one at a time does it.

The turn only saves work. Such a task has to be right when two processes do it at once, or when one dies in the middle:
it looks for what there is to do, and does each piece in a transaction that finds out whether it is still to be done.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import structlog
from nameko.timer import Timer
from pymongo.errors import DuplicateKeyError

from chassis.mongo import database, ensure_collection
from chassis.tracing import tracing

TURNS = "turns"
# A turn is given back at the end; whoever died keeps it no longer than this.
TURN = timedelta(minutes=10)

Task = Callable[[Any, datetime], None]
Timed = Callable[[Any], None]  # the task at its time, which the clock tells


def prepare() -> None:
    ensure_collection(TURNS)


def every(seconds: float) -> Callable[[Task], Timed]:
    """Make a service's method `(self, now) -> None` a task that is done every so many
    seconds, by one of its processes.

    What it raises is logged, and the task tried again the next time.
    """

    def decorate(method: Task) -> Timed:
        @functools.wraps(method)
        def entry(self: Any) -> None:
            now = datetime.now(UTC).replace(microsecond=0)
            with tracing(None):
                do_in_turn(method.__name__, lambda: method(self, now), now)

        decorated: Timed = Timer.decorator(seconds)(entry)
        return decorated

    return decorate


def do_in_turn(name: str, task: Callable[[], None], now: datetime) -> bool:
    """Do the task unless another process is at it. `now` in whole milliseconds. Returns whether it was this one's turn.
    Never raises."""
    log = structlog.get_logger().bind(task=name)
    try:
        if not _take(name, now):
            return False
        try:
            task()
        finally:
            database()[TURNS].delete_one({"_id": name, "until": now + TURN})
    except Exception:
        log.exception("task_failed")
    return True


def _take(name: str, now: datetime) -> bool:
    try:
        database()[TURNS].update_one(
            {"_id": name, "until": {"$lte": now}}, {"$set": {"until": now + TURN}}, upsert=True
        )
    except DuplicateKeyError:
        return False
    return True
