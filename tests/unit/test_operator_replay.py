"""The operator replays into one queue, which must be one."""

from __future__ import annotations

import pytest

from chassis.config import Settings
from deploy.operator import replay


def test_a_queue_that_is_none_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(ValueError, match=r"events\.reporting\.learn"):
        replay(Settings(), "events.reporting.nothing")
