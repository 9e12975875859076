"""What the tables of attacks have in common: an attack is a name, what the attacker does, and how it is refused."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pytest


@dataclass(frozen=True)
class Attack:
    """`does` is given the test's fixtures of its parameters' names, as attributes; it raises where it succeeds."""

    name: str
    does: Callable[..., Any]
    refused_with: Any


def table(*attacks: tuple[str, Callable[..., Any], Any]) -> Any:
    """The parametrisation of a test by these attacks."""
    return pytest.mark.parametrize("attack", [pytest.param(Attack(*row), id=row[0]) for row in attacks])


def left_a_trace(logged: Sequence[Any], *events: str) -> bool:
    """Whether one of these events was logged."""
    return any(entry["event"] in events for entry in logged)
