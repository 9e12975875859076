"""Attacks on redeeming a token: what is tried, and that it is refused. Each row of a table is an attack of its own."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest

from chassis import access_tokens
from contracts.calls import Caller, CallerKind
from contracts.vocabulary import Role
from services.identity.domain import token_numbers, tokens
from services.identity.domain.sessions import ACCESS
from services.identity.store import Tokens, TokenSafe
from tests.service.identity.history_of import facts, history_of
from tests.service.identity.racing import at_the_same_moment
from tests.service.identity.token_scene import Scene, a_replaced_one, a_revoked_one, a_used_one, an_expired_one
from tests.service.identity.token_scene import arranged as arranged
from tests.service.identity.token_scene import scene as scene

pytestmark = pytest.mark.backing("mongo")


def a_guess(scene: Scene) -> str:
    return token_numbers.draw(secrets.randbelow)


def a_neighbour(scene: Scene) -> str:
    body = f"{(int(scene.token.token[:14]) + 1) % 10**14:014d}"
    return body + token_numbers.check_digit(body)


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
    racers = [scene.desk.sign_in() for _ in range(200)]
    access = [scene.desk.renew(racer).access_token for racer in racers]

    answers = at_the_same_moment(
        *(partial(scene.door.ask, "redeem_token", token, token=scene.token.token) for token in access)
    )

    assert ["ok" in answer for answer in answers].count(True) == 1
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
