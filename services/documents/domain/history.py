"""The history of an agency's filing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Entry:
    """One change: when, by whom (and which grant), from what to what. `previous` is the hash of the entry before."""

    sequence: int
    at: datetime
    type: str
    actor: Mapping[str, str | None]
    before: Mapping[str, Any] | None
    after: Mapping[str, Any]
    previous: str
    hash: str


@dataclass(frozen=True)
class Broken:
    """The first entry of a history that does not hold, and why."""

    sequence: int
    reason: str
