"""What an agency declares of its licences: as an older system has it, and here."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from services.documents.domain.declaration import AlreadyDeclared
from services.documents.domain.licences import GazetteNotAsked, LicenceDeclaration, Said
from services.documents.domain.publication import Period, PublicationTimesInvalid
from services.documents.domain.vocabulary import GazetteProgress
from tests.builders.documents import NOON

NEVER = LicenceDeclaration("agency-1")
MAY, JUNE, JULY = (datetime(2023, month, 1, tzinfo=UTC) for month in (5, 6, 7))
SOME, MORE = GazetteProgress.PARTIAL, GazetteProgress.COMPLETE
COURSE = (Said(MAY, True, SOME), Said(JUNE, False, None), Said(JULY, True, MORE))


def test_all_that_was_said_comes_to_what_holds_now_and_held_then():
    carried = NEVER.carry_over(COURSE, NOON)

    assert (carried.version, carried.has_licences, carried.gazette) == (1, True, MORE)
    assert carried.held == (Period(MAY, JUNE), Period(JULY))
    assert carried.migrated


def test_the_same_again_changes_nothing_even_after_an_officer_declared_otherwise():
    carried = NEVER.carry_over(COURSE, NOON)
    changed = carried.declare(False, None, NOON)

    assert carried.carry_over(COURSE, NOON) is carried
    assert changed.carry_over(COURSE, NOON) is changed
    assert not changed.migrated


def test_what_an_officer_declared_is_not_overwritten():
    declared = NEVER.declare(False, None, NOON)

    assert declared.carry_over([Said(MAY, False, None)], NOON) is declared
    with pytest.raises(AlreadyDeclared):
        declared.carry_over(COURSE, NOON)
    with pytest.raises(AlreadyDeclared):
        NEVER.carry_over(COURSE, NOON).carry_over(COURSE[:1], NOON)


@pytest.mark.parametrize(
    ("said", "refused"),
    [
        (Said(MAY, False, SOME), GazetteNotAsked),
        (Said(NOON + timedelta(seconds=1), True, None), PublicationTimesInvalid),
        (Said(datetime(1970, 1, 1, tzinfo=UTC), True, None), PublicationTimesInvalid),
    ],
    ids=["progress of none", "to come", "never set"],
)
def test_what_cannot_have_been_said_is_refused(said: Said, refused: type[Exception]):
    with pytest.raises(refused):
        NEVER.carry_over([said], NOON)
