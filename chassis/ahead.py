"""Going ahead: this process calculates what comes next while the database is still storing what came before.

For the green threads of a service's process. Elsewhere each thing is done when it is told, and nothing is gained.
"""

from __future__ import annotations

import contextvars
from collections.abc import Callable
from types import TracebackType
from typing import Self

import eventlet
from eventlet.greenthread import GreenThread


class Ahead:
    """Does one thing after the other behind the back of whoever goes on meanwhile, in the same transaction.

    At most one is under way: who brings the next waits for it. When the block ends, however it does, nothing is under
    way any more, so that nobody begins the transaction again beside it, and what has failed has raised.
    """

    def __init__(self) -> None:
        self._under_way: GreenThread | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._wait()

    def do(self, action: Callable[[], None]) -> None:
        """Raises what the one before has raised."""
        self._wait()
        self._under_way = eventlet.spawn(contextvars.copy_context().run, _failure_of, action)
        self.breathe()

    def breathe(self) -> None:
        """Have what is under way go on where an answer to it has come. To be called every few milliseconds."""
        eventlet.sleep(0)

    def _wait(self) -> None:
        under_way, self._under_way = self._under_way, None
        failure: Exception | None = under_way.wait() if under_way is not None else None
        if failure is not None:
            raise failure


def _failure_of(action: Callable[[], None]) -> Exception | None:
    """For whoever waits, to be raised there: raised here, eventlet would print it too."""
    try:
        action()
    except Exception as failure:
        return failure
    return None
