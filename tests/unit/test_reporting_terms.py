"""The rules' words are those that cross process boundaries."""

from enum import StrEnum

import pytest

from contracts import vocabulary
from services.reporting.domain import terms


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (terms.Obligation, vocabulary.Obligation),
        (terms.Measure, vocabulary.Measure),
        (terms.State, vocabulary.ComplianceState),
    ],
)
def test_the_domain_uses_the_same_words_as_the_contracts(ours: type[StrEnum], theirs: type[StrEnum]) -> None:
    assert {word.name: word.value for word in ours} == {word.name: word.value for word in theirs}
