"""Every page there is, as a table: who looks at it, and where. What holds for all of them is tested by it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Who = Literal["citizen", "officer"]
Places = Mapping[str, str]


@dataclass(frozen=True)
class Shown:
    """A page by what its picture is called, with its address: `{agency}` and the like are filled in from the places."""

    name: str
    path: str
    who: Who = "citizen"
    status: int = 200


PUBLIC: tuple[Shown, ...] = (Shown("home", "/"),)

OFFICERS: tuple[Shown, ...] = (Shown("profile", "/profile", "officer"),)

PAGES = (*PUBLIC, *OFFICERS)
