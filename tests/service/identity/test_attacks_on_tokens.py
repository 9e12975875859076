"""Attacks on tokens: what is tried, and that it is refused. Each row of a table is an attack of its own."""

from __future__ import annotations

import copy
import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, fields, replace
from datetime import timedelta
from threading import Barrier

import pytest

from chassis import access_tokens
from chassis.mongo import database
from chassis.service import Process
from contracts.calls import Caller, CallerKind, Grant
from contracts.events.agencies import AgencyState
from contracts.rpc.identity.tokens import IssuedToken
from contracts.vocabulary import Role
from services.identity.domain import token_numbers, tokens
from services.identity.domain.sessions import ACCESS
from services.identity.store import Tokens, TokenSafe
from services.identity.wiring import Identity
from tests.builders.arranged import Contents, contents, empty, put_back
from tests.builders.identity import Desk, Officer, present
from tests.builders.identity_door import Door
from tests.builders.token_office import TokenOffice
from tests.service.identity.history_of import facts, history_of

pytestmark = pytest.mark.backing("mongo")


@dataclass(frozen=True)
class Scene:
    """A department with two units. `central` runs the department, `monitor` watches it, `local` runs one unit, `clerk`
    files there, `outsider` runs another department, `nobody` has a Digital ID and nothing else. `token` lets a central
    officer of the unit in, `above` one of the department."""

    desk: Desk
    door: Door
    office: TokenOffice
    department: AgencyState
    unit: AgencyState
    sibling: AgencyState
    admin: Officer
    central: Officer
    monitor: Officer
    local: Officer
    clerk: Officer
    outsider: Officer
    nobody: Officer
    token: IssuedToken
    above: IssuedToken


@pytest.fixture(scope="module")
def arranged(prepared: tuple[Process, Identity]) -> tuple[Scene, Contents]:
    """The scene, and what the database holds of it."""
    scene = arrange(Desk(*prepared))
    kept = contents()
    empty()
    return scene, kept


@pytest.fixture
def scene(process: Process, arranged: tuple[Scene, Contents]) -> Scene:
    """The scene as it was arranged. Officers and the clock, which shows the time of now, are the test's own."""
    empty()
    put_back(arranged[1])
    scene = arranged[0]
    desk = copy.copy(scene.desk)
    desk.now = present()
    people = {field.name: copy.copy(getattr(scene, field.name)) for field in fields(Scene) if field.type == "Officer"}
    return replace(scene, desk=desk, door=Door(desk), office=TokenOffice(desk), **people)


def arrange(desk: Desk) -> Scene:
    department, elsewhere = desk.agency(name="กรม"), desk.agency(name="กรมอื่น")
    unit, sibling = desk.agency(department, name="กอง"), desk.agency(department, name="กองข้างเคียง")
    admin = desk.admin()
    people = {
        "central": desk.officer(admin, Role.CENTRAL_OFFICER, department),
        "monitor": desk.officer(admin, Role.MONITOR, department),
        "local": desk.officer(admin, Role.CENTRAL_OFFICER, unit),
        "clerk": desk.officer(admin, Role.SERVICE_POINT_OFFICER, unit),
        "outsider": desk.officer(admin, Role.CENTRAL_OFFICER, elsewhere),
        "nobody": desk.sign_in(),
    }
    above = desk.issue(admin, Role.CENTRAL_OFFICER, department)
    token = desk.issue(admin, Role.CENTRAL_OFFICER, unit)
    door, office = Door(desk), TokenOffice(desk)
    return Scene(desk, door, office, department, unit, sibling, admin, **people, token=token, above=above)


def a_guess(scene: Scene) -> str:
    return token_numbers.draw(secrets.randbelow)


def a_neighbour(scene: Scene) -> str:
    body = f"{(int(scene.token.token[:14]) + 1) % 10**14:014d}"
    return body + token_numbers.check_digit(body)


def a_used_one(scene: Scene) -> str:
    scene.desk.redeem(scene.desk.sign_in(), scene.token.token)
    return scene.token.token


def a_replaced_one(scene: Scene) -> str:
    scene.desk.issue(scene.admin, Role.CENTRAL_OFFICER, scene.unit)
    return scene.token.token


def a_revoked_one(scene: Scene) -> str:
    scene.office.revoke(scene.admin, scene.unit, scene.token.id)
    return scene.token.token


def an_expired_one(scene: Scene) -> str:
    database()["tokens"].update_one({"_id": scene.token.id}, {"$set": {"expires_at": scene.desk.now}})
    return scene.token.token


def one_of_another_environment(scene: Scene) -> str:
    number = a_guess(scene)
    role, lasts = Role.CENTRAL_OFFICER.value, timedelta(days=30)
    token = tokens.issue("foreign", role, scene.unit.id, "operator", None, scene.desk.now, lasts)
    Tokens(TokenSafe("6f" * 32), scene.desk.rooms.token_desk).put([(token, number)])
    return number


def one_whose_issuer_has_left(scene: Scene) -> str:
    token = scene.desk.issue(scene.central, Role.CENTRAL_OFFICER, scene.sibling)
    scene.desk.revoke(scene.admin, scene.central.profile.grants[0].id, scene.department.id)
    return token.token


NUMBERS: dict[str, Callable[[Scene], str]] = {
    "a guess with the right check digit": a_guess,
    "the number after a valid one": a_neighbour,
    "a used one": a_used_one,
    "a replaced one": a_replaced_one,
    "a revoked one": a_revoked_one,
    "an expired one": an_expired_one,
    "one of another environment": one_of_another_environment,
    "one whose issuer has lost the right": one_whose_issuer_has_left,
    "its hash from a stolen database": lambda scene: TokenSafe("5e" * 32).lookup(scene.token.token),
    "its id": lambda scene: scene.token.id,
}


@pytest.mark.parametrize("attack", NUMBERS.values(), ids=NUMBERS.keys())
def test_a_number_that_is_no_valid_token_gives_nothing(scene, attack):
    number = attack(scene)
    assert scene.door.refusal("redeem_token", scene.nobody, token=number) == "token_refused"
    assert scene.desk.sign_in(subject=scene.nobody.subject).profile.grants == ()


def test_none_of_them_tells_which_it_was(scene):
    answers = [
        scene.door.ask("redeem_token", scene.desk.sign_in(), token=attack(scene))
        for attack in (a_guess, a_neighbour, one_whose_issuer_has_left, a_replaced_one, a_used_again)
    ]
    assert len({str(answer) for answer in answers}) == 1


def a_used_again(scene: Scene) -> str:
    token = scene.desk.issue(scene.admin, Role.CENTRAL_OFFICER, scene.unit)
    scene.desk.redeem(scene.desk.sign_in(), token.token)
    return token.token


def with_neighbours_swapped(number: str) -> str:
    """The first two neighbours that differ, swapped."""
    at = next(at for at in range(14) if number[at] != number[at + 1])
    return number[:at] + number[at + 1] + number[at] + number[at + 2 :]


TYPED: dict[str, Callable[[str], str]] = {
    "a digit short": lambda number: number[:-1],
    "a digit more": lambda number: number + "0",
    "a wrong check digit": lambda number: number[:14] + str((int(number[14]) + 1) % 10),
    "two digits swapped": lambda number: with_neighbours_swapped(number),
    "Arabic-Indic digits": lambda number: number.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")),
    "full-width digits": lambda number: number.translate(str.maketrans("0123456789", "０１２３４５６７８９")),
    "a query to the database": lambda number: '{"$gt": ""}',
    "a regular expression": lambda number: ".*",
    "a null byte": lambda number: number + "\0",
    "a sign": lambda number: "+" + number,
    "a power": lambda number: number[:10] + "e" + number[11:],
    "nothing": lambda number: "",
    "a flood": lambda number: number * 1000,
}


@pytest.mark.parametrize("typed", TYPED.values(), ids=TYPED.keys())
def test_what_cannot_be_a_token_is_a_typing_error_and_costs_nothing(scene, typed):
    number = typed(scene.token.token)
    if number == scene.token.token:
        pytest.fail("the attack changes nothing")
    for _ in range(7):
        error = scene.door.ask("redeem_token", scene.nobody, token=number)["error"]
        assert (error["code"], error["details"]) == ("token_refused", {"typing_error": True})
    assert scene.desk.redeem(scene.nobody, scene.token.token).agency_id == scene.unit.id


@pytest.mark.parametrize("token", [None, 7, ["1"], {"$gt": ""}, True], ids=str)
def test_what_is_no_text_is_refused_as_malformed(scene, token):
    assert scene.door.refusal("redeem_token", scene.nobody, token=token) == "invalid_request"


@pytest.mark.parametrize("field", ["officer_id", "subject", "role", "agency_id"])
def test_nobody_redeems_for_somebody_else_or_for_something_else(scene, field):
    answer = scene.door.refusal("redeem_token", scene.nobody, token=scene.token.token, **{field: "any"})
    assert answer == "invalid_request"


def test_a_token_is_redeemed_by_officers_only(scene):
    assert scene.door.refusal("redeem_token", None, token=scene.token.token) == "unauthenticated"
    key = scene.desk.process.settings.need("access_token_private_key")
    for kind in (CallerKind.CLIENT, CallerKind.OPERATOR):
        caller = Caller("c", "c", kind)
        other = access_tokens.sign(key, caller, scene.desk.now, ACCESS)
        assert scene.door.refusal("redeem_token", other, token=scene.token.token) == "forbidden"


def test_a_replay_under_another_key_gives_nothing_and_under_its_own_nothing_new(scene):
    first = scene.door.ask("redeem_token", scene.nobody, key="key-one", token=scene.token.token)
    again = scene.door.ask("redeem_token", scene.nobody, key="key-one", token=scene.token.token)
    assert first == again
    other = scene.door.ask("redeem_token", scene.nobody, key="key-two", token=scene.token.token)
    assert other["error"]["code"] == "token_refused"
    thief = scene.door.ask("redeem_token", scene.desk.sign_in(), key="key-one", token=scene.token.token)
    assert thief["error"]["code"] == "token_refused"


def test_of_200_who_redeem_at_the_same_instant_one_gets_the_grant(scene):
    racers, line = [scene.desk.sign_in() for _ in range(200)], Barrier(200)

    def race(officer: Officer) -> bool:
        token = scene.desk.renew(officer).access_token
        line.wait()
        return "ok" in scene.door.ask("redeem_token", token, token=scene.token.token)

    with ThreadPoolExecutor(200) as track:
        assert sum(track.map(race, racers)) == 1
    redeemed = [entry for entry in history_of(scene.unit.id) if entry["data"].get("token_id") == scene.token.id]
    told = [entry["type"].split(".")[2] for entry in redeemed]
    assert told == ["token_issued", "token_redeemed", "spent_token_tried"]
    for racer in racers:
        assert len([fact for fact in facts(racer.profile.officer_id) if fact == "token_try_refused"]) <= 1


EVASIONS: dict[str, tuple[bool, bool, int]] = {
    "another address each time": (False, True, 5),
    "another account each time": (True, False, 20),
}


@pytest.mark.parametrize(("new_account", "new_address", "free"), EVASIONS.values(), ids=EVASIONS.keys())
def test_who_changes_only_what_is_cheap_to_change_is_held_up_all_the_same(scene, new_account, new_address, free):
    codes = []
    for number in range(free + 1):
        who = scene.desk.sign_in() if new_account else scene.nobody
        address = f"192.0.2.{number}" if new_address else "198.51.100.7"
        codes.append(scene.door.refusal("redeem_token", who, token=a_guess(scene), address=address))
    assert codes == ["token_refused"] * free + ["too_many_attempts"]


def test_who_moves_about_within_their_own_network_stays_the_same_address(scene):
    codes = [
        scene.door.refusal(
            "redeem_token", scene.desk.sign_in(), token=a_guess(scene), address=f"2001:db8:0:1::{number:x}"
        )
        for number in range(21)
    ]
    assert codes[-1] == "too_many_attempts"


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
