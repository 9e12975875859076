"""What happened to an account: the entries of identity's history that concern one person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Entry:
    """`subject` says in whose history it stands: the officer's own, an agency's, or the country's."""

    id: str
    at: datetime
    type: str
    subject: str
    actor_name: str
    data: Mapping[str, Any]


def readable(data: Mapping[str, Any]) -> dict[str, str | int | None]:
    """The parts of an entry's data that tell a person something: what is a word, a number or a date, at most one level
    down. Names that only programs know things by, and counts of versions, do not."""
    found: dict[str, str | int | None] = {}
    for name, value in data.items():
        if isinstance(value, Mapping):
            found.update(readable({key: inner for key, inner in value.items() if not isinstance(inner, Mapping)}))
        elif isinstance(value, str | int) and not name.endswith("id") and not name.endswith("version"):
            found[name] = value
    return found
