"""What is wrong with a field of a page, in words of our own."""

from __future__ import annotations

from contracts.errors import FieldProblem
from gateway.field_problems import problem
from gateway.portal.words import WORDS


def wrong(field: str, words: str, **values: object) -> FieldProblem:
    """`words`: the key of the text in gateway/portal/words; `values` stand in its braces."""
    thai, english = WORDS[words]
    return problem(field, thai.format(**values), english.format(**values))
