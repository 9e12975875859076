"""Attacks on the rights over tokens: who issues, sees or ends what they may not. Each row of a table is an attack."""

from __future__ import annotations

import pytest

from chassis import access_tokens
from contracts.calls import Caller, Grant
from contracts.vocabulary import Role
from services.identity.domain.sessions import ACCESS
from tests.service.identity.token_scene import a_replaced_one, a_revoked_one, a_used_one, an_expired_one
from tests.service.identity.token_scene import arranged as arranged
from tests.service.identity.token_scene import scene as scene

pytestmark = pytest.mark.backing("mongo")


ISSUING = {
    # who, at which agency, which role
    "a central officer for the agency above": ("local", "department", Role.CENTRAL_OFFICER),
    "a central officer for the agency beside": ("local", "sibling", Role.CENTRAL_OFFICER),
    "a central officer of another department": ("outsider", "unit", Role.SERVICE_POINT_OFFICER),
    "a central officer makes a monitor": ("central", "unit", Role.MONITOR),
    "a central officer makes an administrator": ("central", "department", Role.DGA_ADMIN),
    "a central officer makes an administrator of the country": ("central", None, Role.DGA_ADMIN),
    "a central officer makes an OPDC officer of the country": ("central", None, Role.OPDC_ADMIN),
    "a monitor raises themselves": ("monitor", "department", Role.CENTRAL_OFFICER),
    "a monitor makes a monitor": ("monitor", "unit", Role.MONITOR),
    "a monitor makes a guide author": ("monitor", "unit", Role.GUIDE_AUTHOR),
    "a monitor makes an integrator": ("monitor", "unit", Role.INTEGRATOR),
    "a clerk makes a clerk": ("clerk", "unit", Role.SERVICE_POINT_OFFICER),
    "somebody without a grant": ("nobody", "unit", Role.SERVICE_POINT_OFFICER),
}


@pytest.mark.parametrize(("who", "where", "role"), ISSUING.values(), ids=ISSUING.keys())
def test_nobody_issues_what_is_beyond_their_rights(scene, who, where, role):
    agency = getattr(scene, where) if where else None
    answer = scene.door.refusal("issue_token", getattr(scene, who), agency_id=agency.id if agency else None, role=role)
    assert answer == "forbidden"


BULK = {
    "a monitor issues roles that it may not give": ("monitor", "department", Role.MONITOR),
    "a monitor issues integrators": ("monitor", "department", Role.INTEGRATOR),
    "a central officer below a sibling": ("local", "sibling", Role.SERVICE_POINT_OFFICER),
    "a central officer below the agency above": ("local", "department", Role.SERVICE_POINT_OFFICER),
    "a central officer of another department": ("outsider", "department", Role.SERVICE_POINT_OFFICER),
    "a clerk": ("clerk", "unit", Role.SERVICE_POINT_OFFICER),
    "somebody without a grant": ("nobody", "department", Role.SERVICE_POINT_OFFICER),
}


@pytest.mark.parametrize("method", ["issue_tokens", "export_tokens"])
@pytest.mark.parametrize(("who", "where", "role"), BULK.values(), ids=BULK.keys())
def test_nobody_issues_or_exports_in_bulk_what_is_beyond_their_rights(scene, method, who, where, role):
    agency_id = getattr(scene, where).id
    assert scene.door.refusal(method, getattr(scene, who), agency_id=agency_id, role=role) == "forbidden"


LOOKING = {
    # who, which token, said to be of which agency
    "one of the agency above": ("local", "above", "department", "forbidden"),
    "one of the agency above, called one's own": ("local", "above", "unit", "not_found"),
    "one of another department": ("outsider", "token", "unit", "forbidden"),
    "one of another department, called one's own": ("outsider", "token", "elsewhere", "not_found"),
    "one that lets a monitor into their own department": ("monitor", "above", "department", "forbidden"),
    "one at the own agency, by a clerk": ("clerk", "token", "unit", "forbidden"),
    "one by somebody without a grant": ("nobody", "token", "unit", "forbidden"),
}


@pytest.mark.parametrize("method", ["show_token", "revoke_token"])
@pytest.mark.parametrize(("who", "which", "where", "code"), LOOKING.values(), ids=LOOKING.keys())
def test_nobody_sees_or_ends_a_token_beyond_their_reach(scene, method, who, which, where, code):
    officer, token = getattr(scene, who), getattr(scene, which)
    agency_id = officer.profile.grants[0].agency_id if where == "elsewhere" else getattr(scene, where).id
    assert scene.door.refusal(method, officer, agency_id=agency_id, token_id=token.id) == code


SPENT = {"used": a_used_one, "replaced": a_replaced_one, "revoked": a_revoked_one, "expired": an_expired_one}


@pytest.mark.parametrize("spend", SPENT.values(), ids=SPENT.keys())
def test_a_spent_token_is_not_shown_to_anybody(scene, spend):
    spend(scene)
    request = {"agency_id": scene.unit.id, "token_id": scene.token.id}
    assert scene.door.refusal("show_token", scene.admin, **request) == "not_found"


def test_a_monitor_does_not_see_a_token_of_a_role_that_it_may_not_give(scene):
    token = scene.desk.issue(scene.central, Role.GUIDE_AUTHOR, scene.unit)
    request = {"agency_id": scene.unit.id, "token_id": token.id}
    assert scene.door.refusal("show_token", scene.monitor, **request) == "forbidden"


@pytest.mark.parametrize("method", ["list_tokens", "issue_tokens"])
def test_who_lost_the_grant_does_nothing_more_with_an_access_token_from_before(scene, method):
    before = scene.desk.renew(scene.central).access_token
    scene.desk.revoke(scene.admin, scene.central.profile.grants[0].id, scene.department.id)
    request = {"agency_id": scene.department.id, "role": Role.SERVICE_POINT_OFFICER}
    assert scene.door.refusal(method, before, **request) == "access_token_stale"


def test_an_access_token_that_somebody_signed_themselves_opens_nothing(scene):
    caller = Caller("forger", "forger", grants=(Grant("g", Role.DGA_ADMIN, None),))
    forged = access_tokens.sign("ab" * 32, caller, scene.desk.now, ACCESS)
    request = {"agency_id": scene.unit.id, "token_id": scene.token.id}
    assert scene.door.refusal("show_token", forged, **request) == "unauthenticated"


def test_a_list_of_the_whole_country_is_for_those_whose_right_is_the_whole_country(scene):
    for who in (scene.central, scene.monitor, scene.clerk, scene.nobody):
        assert scene.door.refusal("list_tokens", who, agency_id=None, under=True) == "forbidden"
