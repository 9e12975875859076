"""An entry of the history, as it is read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple


class Entry(NamedTuple):
    """Who did what when; the state `before` and `after`."""

    sequence: int
    at: datetime
    type: str
    actor: Mapping[str, object]
    before: Mapping[str, object] | None
    after: Mapping[str, object]
