"""'Made but not yet uploaded': declared, corrected, withdrawn, carried over."""

from __future__ import annotations

from datetime import date

import pytest

from services.documents.domain.declaration import AlreadyDeclared, Declaration, IssuedDateInvalid, NotDeclarable
from services.documents.domain.vocabulary import Obligation
from tests.builders.documents import NOON

NEVER = Declaration("agency-1", Obligation.S10_NOTICE)
MAY = date(2023, 5, 10)
JUNE = date(2023, 6, 1)


def test_declared_corrected_and_withdrawn_it_counts_its_versions():
    declared = NEVER.declare(MAY, NOON)
    corrected = declared.declare(JUNE, NOON)
    withdrawn = corrected.declare(None, NOON)

    assert [(d.version, d.issued_on) for d in (NEVER, declared, corrected, withdrawn)] == [
        (0, None),
        (1, MAY),
        (2, JUNE),
        (3, None),
    ]


def test_the_same_date_again_changes_nothing():
    declared = NEVER.declare(MAY, NOON)

    assert declared.declare(MAY, NOON) is declared
    assert NEVER.declare(None, NOON) is NEVER


@pytest.mark.parametrize("day", [date(2024, 3, 2), date(1996, 12, 31)], ids=["tomorrow", "before 2540"])
def test_it_was_made_on_a_day_until_today(day: date):
    with pytest.raises(IssuedDateInvalid):
        NEVER.declare(day, NOON)


def test_it_may_have_been_made_today():
    assert NEVER.declare(date(2024, 3, 1), NOON).version == 1


@pytest.mark.parametrize("obligation", [Obligation.S13_1_NOTICE, Obligation.S13_2_CHANNEL])
def test_only_sections_10_and_16_are_declared(obligation: Obligation):
    with pytest.raises(NotDeclarable):
        Declaration("agency-1", obligation).declare(MAY, NOON)


def test_carrying_the_same_over_again_changes_nothing_even_after_an_officer_corrected_it():
    carried = NEVER.carry_over(MAY, NOON)
    corrected = carried.declare(JUNE, NOON)

    assert carried.version == 1
    assert carried.carry_over(MAY, NOON) is carried
    assert corrected.carry_over(MAY, NOON) is corrected


def test_carrying_over_does_not_overwrite_what_an_officer_declared():
    declared = NEVER.declare(JUNE, NOON)

    assert declared.carry_over(JUNE, NOON) is declared
    with pytest.raises(AlreadyDeclared):
        declared.carry_over(MAY, NOON)
