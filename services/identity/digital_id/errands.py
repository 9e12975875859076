"""What is done after the answer: so that the time an answer takes does not tell what is done."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import BoundedSemaphore

import structlog

MOST_WAITING = 1000

log = structlog.get_logger()


class Errands:
    """One after the other, in a thread of their own. What waits when the process ends is still done first."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="errands")
        self._room = BoundedSemaphore(MOST_WAITING)

    def run(self, errand: Callable[[], None]) -> None:
        """Have it done soon. Dropped, with a line in the log, when MOST_WAITING wait already."""
        if not self._room.acquire(blocking=False):
            log.error("errand_dropped")
            return
        self._thread.submit(self._do, errand)

    def finish(self) -> None:
        """Return when all is done that waits; nothing more is taken."""
        self._thread.shutdown(wait=True)

    def _do(self, errand: Callable[[], None]) -> None:
        try:
            errand()
        except Exception:
            log.exception("errand_failed")
        finally:
            self._room.release()
