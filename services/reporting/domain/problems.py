"""What is wrong with a field that an officer filled in, in Thai and English."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Problem(NamedTuple):
    field: str
    thai: str
    english: str


class Invalid(Exception):
    """What was filled in cannot be kept. `problems` names every field that is wrong."""

    code = "invalid_request"

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(", ".join(problem.field for problem in problems))
        self.problems = tuple(problems)
