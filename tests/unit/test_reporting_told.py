"""What the ledger learns from: every event says of what thing it tells, so that a rebuild looks into the last alone."""

from __future__ import annotations

from datetime import date

import pytest

from contracts.events.envelope import Event
from services.reporting.usecases.told import LEARNT_FROM, told_of
from tests.builders.reporting import a_declaration, a_document, an_agency, licences
from tests.builders.reporting_desk import Fact, event_of


@pytest.mark.parametrize("kind", LEARNT_FROM, ids=lambda kind: kind.TYPE)
def test_every_event_has_one_whole_state_in_it(kind: type[Event]) -> None:
    state = {"version": 7, "id": "x", "agency_id": "a"}

    _, version = told_of(dict.fromkeys(kind.model_fields, state))

    assert version == 7


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (a_document("a", [], id="x"), a_document("a", [], id="y")),
        (a_document("a", [], id="x"), a_document("b", [], id="x")),
        (an_agency("a"), an_agency("b")),
        (a_declaration("a", date(2024, 1, 1)), licences("a", [])),
    ],
)
def test_things_are_told_apart(one: Fact, other: Fact) -> None:
    (first, _), (second, _) = (told_of(event_of(fact)[0].model_dump(mode="json")) for fact in (one, other))

    assert first != second
