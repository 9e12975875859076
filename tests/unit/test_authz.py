"""Who may do what, where: every role, action and relation of agency to grant, decided as domain section 4 says."""

from __future__ import annotations

import itertools

import pytest

from chassis.authz import RIGHTS, authorise
from contracts.calls import Caller, CallerKind, Grant
from contracts.errors import ErrorCode, Refusal
from contracts.vocabulary import Action, Role

PARENTS = {"own": "above", "under": "own", "far under": "under", "elsewhere": "above", "above": None}
COUNTRY = {Role.DGA_ADMIN, Role.OPDC_ADMIN}
DOWN = {Role.MONITOR, Role.CENTRAL_OFFICER}
NEEDS_GRANT = [action for action in Action if action in RIGHTS[Role.DGA_ADMIN]]


def is_under(agency: str, ancestor: str) -> bool:
    current: str | None = agency
    while current is not None and current != ancestor:
        current = PARENTS[current]
    return current == ancestor


def officer(*grants: Grant) -> Caller:
    return Caller(subject="officer", name="", grants=grants)


def allowed(caller: Caller | None, action: Action, agency: str | None) -> bool:
    try:
        authorise(caller, action, agency, is_under)
    except Refusal as refusal:
        assert refusal.code in (ErrorCode.FORBIDDEN, ErrorCode.UNAUTHENTICATED)
        return False
    return True


@pytest.mark.parametrize(("role", "action"), list(itertools.product(Role, NEEDS_GRANT)))
def test_a_role_reaches_as_far_as_the_table_says(role: Role, action: Action):
    caller = officer(Grant("g", role, None if role in COUNTRY else "own"))
    may = action in RIGHTS[role]

    reached = {place: allowed(caller, action, place) for place in PARENTS}

    assert reached == {
        "own": may,
        "under": may and role in COUNTRY | DOWN,
        "far under": may and role in COUNTRY | DOWN,
        "elsewhere": may and role in COUNTRY,
        "above": may and role in COUNTRY,
    }
    assert allowed(caller, action, None) == (may and role in COUNTRY)


@pytest.mark.parametrize("action", NEEDS_GRANT)
def test_nobody_may_do_anything_without_a_grant(action: Action):
    assert not allowed(None, action, "own")
    assert not allowed(officer(), action, "own")
    assert not allowed(Caller(subject="operator", name="", kind=CallerKind.OPERATOR), action, "own")


def test_only_the_operator_operates():
    assert allowed(Caller(subject="operator", name="", kind=CallerKind.OPERATOR), Action.OPERATE, None)
    assert not allowed(officer(Grant("g", Role.DGA_ADMIN, None)), Action.OPERATE, None)
    assert not allowed(None, Action.OPERATE, None)


def test_signing_in_is_enough_for_ones_own_affairs_and_nothing_for_the_public_ones():
    assert allowed(officer(), Action.SIGNED_IN, None)
    assert not allowed(None, Action.SIGNED_IN, None)
    assert allowed(None, Action.PUBLIC, None)


def test_the_grant_that_allows_it_is_named():
    near, far = Grant("near", Role.CENTRAL_OFFICER, "own"), Grant("far", Role.MONITOR, "above")

    assert authorise(officer(far, near), Action.FILE, "under", is_under) == near
    assert authorise(officer(far, near), Action.READ_FILINGS, "elsewhere", is_under) == far
