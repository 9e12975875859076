"""Who may give, and take away, which role where."""

from datetime import UTC, datetime

import pytest

from contracts.vocabulary import Role
from services.identity.domain.granting import (
    EVERY_ROLE,
    MAY_GIVE,
    NATIONAL_ROLES,
    BeyondOwnRights,
    Grant,
    authority_for,
    can_be_held,
)

# The tree of these tests: ministry > department > office; `elsewhere` is another root.
ABOVE = {"ministry": (), "department": ("ministry",), "office": ("ministry", "department"), "elsewhere": (), None: ()}

CENTRAL = {"central_officer", "guide_author", "guide_checker", "service_point_officer", "integrator"}
FIRST_TOKENS = {"central_officer", "service_point_officer"}


def holding(role, agency_id):
    return Grant("g", "officer", role, agency_id, "issuer", datetime(2024, 11, 1, tzinfo=UTC))


def roles_given(by, agency_id):
    """The roles that the holder of these grants may give at the agency."""
    given = set()
    for role in EVERY_ROLE:
        try:
            authority_for(by, role, agency_id, ABOVE[agency_id])
        except BeyondOwnRights as refused:
            assert refused.code == "forbidden"
        else:
            given.add(role)
    return given


def test_the_rules_know_exactly_the_roles_that_cross_the_bus():
    assert {role.value for role in Role} == EVERY_ROLE
    assert MAY_GIVE.keys() <= EVERY_ROLE


@pytest.mark.parametrize(
    ("role", "held_at", "asked_at", "may_give"),
    [
        ("dga_admin", None, None, EVERY_ROLE),
        ("dga_admin", None, "office", EVERY_ROLE),
        ("dga_admin", "elsewhere", "office", EVERY_ROLE),
        ("opdc_admin", None, None, set()),
        ("opdc_admin", None, "office", set()),
        ("monitor", "department", "department", FIRST_TOKENS),
        ("monitor", "department", "office", FIRST_TOKENS),
        ("monitor", "department", "ministry", set()),
        ("monitor", "department", "elsewhere", set()),
        ("monitor", "department", None, set()),
        ("central_officer", "department", "department", CENTRAL),
        ("central_officer", "department", "office", CENTRAL),
        ("central_officer", "department", "ministry", set()),
        ("central_officer", "department", "elsewhere", set()),
        ("central_officer", "department", None, set()),
        ("guide_author", "office", "office", set()),
        ("guide_checker", "office", "office", set()),
        ("service_point_officer", "office", "office", set()),
        ("integrator", "office", "office", set()),
    ],
)
def test_each_role_gives_what_the_table_says_and_only_where_it_reaches(role, held_at, asked_at, may_give):
    assert roles_given([holding(role, held_at)], asked_at) == may_give


def test_nobody_without_a_grant_gives_anything():
    assert roles_given([], "office") == set()


def test_several_grants_add_up_and_the_one_that_allows_it_is_named():
    monitor = holding("monitor", "ministry")
    central = holding("central_officer", "office")
    assert roles_given([monitor, central], "office") == CENTRAL
    assert authority_for([monitor, central], "guide_author", "office", ABOVE["office"]) is central


@pytest.mark.parametrize("role", sorted(EVERY_ROLE))
def test_only_national_roles_can_be_held_at_no_agency(role):
    assert can_be_held(role, "office")
    assert can_be_held(role, None) == (role in NATIONAL_ROLES)
