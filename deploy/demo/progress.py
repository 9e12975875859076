"""Telling how something comes along, and noticing when it no longer does."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import NamedTuple

LONGEST_STANDSTILL = 60.0
# Looking costs the system something, which is busy with what is waited for.
_BETWEEN_LOOKS = 1.5
_BETWEEN_WORDS = 10.0

Say = Callable[[str], None]


class Progress(NamedTuple):
    reached: int
    complete: bool


def watch(look: Callable[[], Progress], told_as: str, say: Say) -> bool:
    """Look until it is complete, saying every ten seconds how far it has come.

    False when nothing has moved for a minute: however slow the machine, as long as it moves it is waited for.
    """
    last: int | None = None
    moved = spoken = time.monotonic()
    while True:
        progress, now = look(), time.monotonic()
        if progress.complete:
            return True
        if progress.reached != last:
            last, moved = progress.reached, now
        elif now - moved > LONGEST_STANDSTILL:
            return False
        if now - spoken > _BETWEEN_WORDS:
            say(told_as.format(progress.reached))
            spoken = now
        time.sleep(_BETWEEN_LOOKS)
