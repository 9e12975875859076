"""Sign-ins that were turned away: every one is counted, and as many are written down as anybody will ever read.

They cost whoever sends them nothing, so an entry of the history for each would let anybody fill it, and make all of
them wait for one another at the end of its chain.
"""

from __future__ import annotations

from datetime import datetime, timedelta

COUNTED_TOGETHER = timedelta(hours=1)
EACH_WRITTEN = 10


def counted_since(now: datetime) -> datetime:
    """The beginning of the hour (UTC) whose refusals are counted together with those of now."""
    return now.replace(minute=0, second=0, microsecond=0)


def is_written(count: int) -> bool:
    """Whether the refusal that brings the count of its reason and hour to this is written down: each of the first ten,
    then whenever the count has doubled. A million in an hour make 26 entries."""
    return count <= EACH_WRITTEN or count & (count - 1) == 0
