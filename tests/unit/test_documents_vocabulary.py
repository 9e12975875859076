"""The domain's words are the contract's words."""

from __future__ import annotations

from enum import StrEnum

import pytest

from contracts import vocabulary as contract
from contracts.errors import TEXTS, ErrorCode
from services.documents.domain import (
    archive,
    declaration,
    document,
    document_date,
    file_name,
    licences,
    link,
    link_checking,
    obstacles,
    pdf,
    publication,
)
from services.documents.domain import vocabulary as domain

MODULES = (archive, declaration, document, document_date, file_name, licences, link, obstacles, pdf, publication)
REFUSALS = {
    value
    for module in MODULES
    for value in vars(module).values()
    if isinstance(value, type) and issubclass(value, Exception) and hasattr(value, "code")
}


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (domain.Obligation, contract.Obligation),
        (domain.Scope, contract.Scope),
        (domain.Status, contract.PublicationStatus),
        (domain.GazetteProgress, contract.GazetteProgress),
        (domain.ObstacleType, contract.ObstacleType),
        (link_checking.LinkResult, contract.LinkResult),
    ],
)
def test_the_same_values_cross_the_bus(ours: type[StrEnum], theirs: type[StrEnum]):
    assert {word.value for word in ours} == {word.value for word in theirs}


def test_an_officer_is_told_what_is_wrong_with_a_link_and_nothing_of_a_sound_one():
    told = {result: (result.reason_th, result.reason_en) for result in contract.LinkResult}

    assert told.pop(contract.LinkResult.OK) == (None, None)
    assert all(thai and english for thai, english in told.values())


@pytest.mark.parametrize("refusal", sorted(REFUSALS, key=lambda r: r.__name__))
def test_every_refusal_has_a_code_with_texts(refusal: type[Exception]):
    assert ErrorCode(refusal.code) in TEXTS  # type: ignore[attr-defined]
