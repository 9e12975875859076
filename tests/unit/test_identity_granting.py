"""Who may give, and take away, which role where."""

from datetime import UTC, datetime

import pytest

from chassis.authz import REACH, RIGHTS, Reach
from contracts.vocabulary import Action, Role
from services.identity.domain.granting import (
    EVERY_ROLE,
    MAY_GIVE,
    NATIONAL_ROLES,
    BeyondOwnRights,
    Grant,
    LastAdministrator,
    acting_grant,
    authority_for,
    can_be_held,
    ensure_administrator_left,
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
        ("monitor", "department", "department", set()),
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
    assert roles_given([monitor, central], "office") == CENTRAL | FIRST_TOKENS
    assert authority_for([monitor, central], "guide_author", "office", ABOVE["office"]) is central


@pytest.mark.parametrize("role", sorted(EVERY_ROLE))
def test_only_national_roles_can_be_held_at_no_agency(role):
    assert can_be_held(role, "office")
    assert can_be_held(role, None) == (role in NATIONAL_ROLES)


def test_what_reaches_the_whole_country_is_declared_the_same_for_rights_and_for_giving():
    assert {role.value for role in Role if REACH[role] is Reach.COUNTRY} == NATIONAL_ROLES
    assert all(Action.ISSUE_TOKEN in RIGHTS[Role(giver)] for giver in MAY_GIVE)


@pytest.mark.parametrize("giver", sorted(MAY_GIVE))
def test_nobody_gives_at_their_own_agency_what_they_do_not_hold_themselves(giver):
    for role in roles_given([holding(giver, "department")], "department"):
        assert RIGHTS[Role(role)] <= RIGHTS[Role(giver)], role
        assert REACH[Role(giver)] is Reach.COUNTRY or REACH[Role(role)] is not Reach.COUNTRY, role


EARLIER, LATER = datetime(2024, 1, 1, tzinfo=UTC), datetime(2024, 6, 1, tzinfo=UTC)
FIRST = Grant("z", "officer", "monitor", "office", "issuer", EARLIER)
SECOND = Grant("a", "officer", "central_officer", "office", "issuer", LATER)


@pytest.mark.parametrize(
    ("chosen", "acting"),
    [
        ((), FIRST),
        ((None, None), FIRST),
        (("a",), SECOND),
        ((None, "a"), SECOND),
        (("z", "a"), FIRST),
        (("lost", "a"), SECOND),
        (("lost", "lost too"), FIRST),
    ],
)
def test_an_officer_acts_by_what_they_chose_if_they_still_hold_it_and_else_by_what_they_held_longest(chosen, acting):
    assert acting_grant([SECOND, FIRST], *chosen) is acting
    assert acting_grant([], *chosen) is None


def test_of_two_grants_given_at_the_same_moment_it_is_always_the_same_one():
    twins = [Grant(id, "officer", "monitor", "office", "issuer", EARLIER) for id in ("b", "a")]
    assert acting_grant(twins) == acting_grant(list(reversed(twins)))


def test_somebody_has_to_remain_who_administers_the_country():
    ensure_administrator_left([holding("dga_admin", None)])
    with pytest.raises(LastAdministrator) as refused:
        ensure_administrator_left([])
    assert refused.value.code == "last_administrator"
