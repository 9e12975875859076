"""An officer types a token: what it gives, and everything that it refuses."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest

from chassis.event_log import verify
from chassis.mongo import database, in_transaction
from contracts.errors import ErrorCode, Refusal
from contracts.vocabulary import Role
from services.identity.domain.attempts import TooManyAttempts, account
from services.identity.domain.officers import AccountSuspended
from services.identity.domain.token_numbers import TokenMistyped, check_digit
from services.identity.domain.tokens import TokenRefused
from tests.builders.identity import Desk, Officer, gone_from
from tests.builders.token_office import TokenOffice, changed
from tests.service.identity.history_of import facts, history_of
from tests.service.identity.racing import at_the_same_moment

pytestmark = pytest.mark.backing("mongo")

THAI_DIGITS = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")


def wrong_but_well_formed(number: str) -> str:
    other = str(10**13 + int(number[:14]))[-14:]
    return other + check_digit(other)


def grants_after_signing_in_again(desk: Desk, officer: Officer) -> list[tuple[str, str | None]]:
    again = desk.sign_in(subject=officer.subject)
    return [(grant.role, grant.agency_id) for grant in again.profile.grants]


def fail(desk: Desk, officer: Officer, number: str, times: int) -> None:
    for _ in range(times):
        with pytest.raises(TokenRefused):
            desk.redeem(officer, number)


def test_a_token_gives_its_role_at_its_agency_once_the_officer_signs_in_again(desk):
    agency = desk.agency()
    token = desk.issue(desk.admin(), Role.CENTRAL_OFFICER, agency)
    newcomer = desk.sign_in()
    assert newcomer.profile.grants == ()

    granted = desk.redeem(newcomer, token.token)

    assert (granted.role, granted.agency_id) == (Role.CENTRAL_OFFICER, agency.id)
    assert grants_after_signing_in_again(desk, newcomer) == [(Role.CENTRAL_OFFICER, agency.id)]


def test_the_history_of_the_agency_tells_who_issued_redeemed_and_received_what(desk):
    agency, admin = desk.agency(), desk.admin()
    token = desk.issue(admin, Role.CENTRAL_OFFICER, agency)
    newcomer = desk.sign_in()

    desk.redeem(newcomer, token.token)

    assert facts(agency.id) == ["token_issued", "token_redeemed", "grant_given"]
    issued, redeemed, given = history_of(agency.id)
    assert issued["actor"]["id"] == admin.profile.officer_id
    assert issued["actor"]["role"] == Role.DGA_ADMIN
    assert redeemed["data"]["token_id"] == token.id
    assert given["data"]["grant"]["officer_id"] == newcomer.profile.officer_id
    assert given["data"]["grant"]["grants_version"] == 1
    assert token.token not in str(history_of(agency.id))


def test_the_grant_names_the_officer_whose_token_it_came_from(desk, process):
    admin = desk.admin()
    officer = desk.officer(admin, Role.CENTRAL_OFFICER, desk.agency())
    (grant,) = process.verifier.verify(officer.access_token, desk.now).grants
    assert grant.issuer == admin.profile.officer_id


def test_a_token_typed_in_thai_digits_with_spaces_and_hyphens_is_accepted(desk):
    number = desk.bootstrap().token.translate(THAI_DIGITS)
    granted = desk.redeem(desk.sign_in(), f" {number[:5]}-{number[5:10]} {number[10:]} ")
    assert (granted.role, granted.agency_id) == (Role.DGA_ADMIN, None)


def test_a_used_token_is_refused_whoever_tries_it(desk):
    token = desk.bootstrap().token
    first = desk.sign_in()
    desk.redeem(first, token)
    for officer in (first, desk.sign_in()):
        with pytest.raises(TokenRefused):
            desk.redeem(officer, token)


def test_a_new_token_ends_the_unused_one_before_it(desk):
    admin, agency = desk.admin(), desk.agency()
    old = desk.issue(admin, Role.CENTRAL_OFFICER, agency)
    new = desk.issue(admin, Role.CENTRAL_OFFICER, agency)
    officer = desk.sign_in()
    with pytest.raises(TokenRefused):
        desk.redeem(officer, old.token)
    assert desk.redeem(officer, new.token).role == Role.CENTRAL_OFFICER


def test_a_new_token_leaves_those_for_other_roles_and_agencies_alone(desk):
    admin, agency, other = desk.admin(), desk.agency(), desk.agency()
    same_role = desk.issue(admin, Role.CENTRAL_OFFICER, other)
    same_agency = desk.issue(admin, Role.GUIDE_AUTHOR, agency)
    desk.issue(admin, Role.CENTRAL_OFFICER, agency)
    officer = desk.sign_in()
    desk.redeem(officer, same_role.token)
    desk.redeem(officer, same_agency.token)
    assert len(grants_after_signing_in_again(desk, officer)) == 2


def test_a_token_works_until_just_before_it_expires(desk):
    token = desk.bootstrap()
    early, late = desk.sign_in(), desk.sign_in()
    desk.now = token.expires_at
    with pytest.raises(TokenRefused):
        desk.redeem(late, token.token)
    desk.later(milliseconds=-1)
    assert desk.redeem(early, token.token).role == Role.DGA_ADMIN


def test_used_expired_replaced_and_wrong_tokens_look_the_same(desk):
    used = desk.bootstrap()
    admin = desk.with_token(used.token)
    agency = desk.agency()
    replaced = desk.issue(admin, Role.CENTRAL_OFFICER, agency)
    expired = desk.issue(admin, Role.CENTRAL_OFFICER, agency)
    wrong = wrong_but_well_formed(expired.token)
    desk.now = expired.expires_at
    seen = set()
    for number in (used.token, replaced.token, expired.token, wrong):
        with pytest.raises(TokenRefused) as refused:
            desk.redeem(desk.sign_in(), number)
        seen.add((refused.value.code, str(refused.value), str(getattr(refused.value, "details", None))))
    assert len(seen) == 1


def test_a_typing_error_is_told_and_does_not_count_as_an_attempt(desk):
    number = desk.bootstrap().token
    officer = desk.sign_in()
    mistyped = number[:14] + str((int(number[14]) + 1) % 10)
    for _ in range(20):
        with pytest.raises(TokenMistyped):
            desk.redeem(officer, mistyped)
    assert desk.redeem(officer, number).role == Role.DGA_ADMIN


def test_after_five_failures_even_the_right_token_has_to_wait(desk):
    number = desk.bootstrap().token
    officer = desk.sign_in()
    fail(desk, officer, wrong_but_well_formed(number), times=5)

    with pytest.raises(TooManyAttempts) as refused:
        desk.redeem(officer, number)
    assert refused.value.details == {"retry_after": 30}

    desk.later(seconds=30)
    assert desk.redeem(officer, number).role == Role.DGA_ADMIN


def test_the_wait_doubles_with_each_further_failure_and_waiting_costs_nothing(desk):
    number = desk.bootstrap().token
    officer = desk.sign_in()
    wrong = wrong_but_well_formed(number)
    fail(desk, officer, wrong, times=5)
    for _ in range(10):
        with pytest.raises(TooManyAttempts):
            desk.redeem(officer, wrong)
    desk.later(seconds=30)
    fail(desk, officer, wrong, times=1)

    with pytest.raises(TooManyAttempts) as refused:
        desk.redeem(officer, number)
    assert refused.value.details == {"retry_after": 60}


def test_one_officers_failures_do_not_hold_up_another(desk):
    number = desk.bootstrap().token
    fail(desk, desk.sign_in(), wrong_but_well_formed(number), times=5)
    assert desk.redeem(desk.sign_in(), number).role == Role.DGA_ADMIN


def test_a_success_forgives_the_failures_before_it(desk):
    number = desk.bootstrap().token
    officer = desk.sign_in()
    fail(desk, officer, wrong_but_well_formed(number), times=4)
    desk.redeem(officer, number)
    fail(desk, officer, number, times=4)
    assert desk.redeem(officer, desk.bootstrap().token).role == Role.DGA_ADMIN


def test_a_day_later_failures_are_forgotten(desk):
    number = desk.bootstrap().token
    officer = desk.sign_in()
    fail(desk, officer, wrong_but_well_formed(number), times=4)
    desk.later(hours=24)
    fail(desk, officer, wrong_but_well_formed(number), times=4)
    assert desk.redeem(officer, number).role == Role.DGA_ADMIN


def test_failures_at_the_same_moment_are_all_counted(desk):
    officer = desk.sign_in()
    wrong = wrong_but_well_formed(desk.bootstrap().token)

    with ThreadPoolExecutor(20) as windows:
        for _ in range(20):
            windows.submit(desk.rooms.attempts.note_failure, [account(officer.profile.officer_id)], desk.now)

    with pytest.raises(TooManyAttempts) as refused:
        desk.redeem(officer, wrong)
    assert refused.value.details == {"retry_after": 24 * 60 * 60}


def test_who_holds_the_role_already_keeps_one_grant_and_the_token_is_used_up(desk):
    agency, admin = desk.agency(), desk.admin()
    officer = desk.officer(admin, Role.CENTRAL_OFFICER, agency)
    again = desk.issue(admin, Role.CENTRAL_OFFICER, agency)

    granted = desk.redeem(officer, again.token)

    assert granted.id == officer.profile.grants[0].id
    assert grants_after_signing_in_again(desk, officer) == [(Role.CENTRAL_OFFICER, agency.id)]
    assert facts(agency.id).count("grant_given") == 1
    with pytest.raises(TokenRefused):
        desk.redeem(desk.sign_in(), again.token)


def test_somebody_whom_identity_does_not_know_gets_nothing(desk):
    token = desk.bootstrap().token
    stranger = desk.sign_in()
    stranger.profile = stranger.profile.model_copy(update={"officer_id": "nobody"})
    with pytest.raises(Refusal) as refused:
        desk.redeem(stranger, token)
    assert refused.value.code is ErrorCode.UNAUTHENTICATED
    assert desk.redeem(desk.sign_in(), token).role == Role.DGA_ADMIN


@pytest.mark.parametrize("same_officer", [False, True], ids=["200 officers", "one officer in 200 windows"])
def test_of_200_redemptions_at_the_same_moment_exactly_one_gives_a_grant(desk, same_officer):
    agency = desk.agency()
    token = desk.issue(desk.admin(), Role.CENTRAL_OFFICER, agency)
    racers = [desk.sign_in()] * 200 if same_officer else [desk.sign_in() for _ in range(200)]

    def race(officer: Officer) -> str:
        try:
            return desk.redeem(officer, token.token).id
        except (TokenRefused, TooManyAttempts) as refused:
            return refused.code

    outcomes = at_the_same_moment(*(partial(race, racer) for racer in racers))

    won = [outcome for outcome in outcomes if outcome not in ("token_refused", "too_many_attempts")]
    assert len(won) == 1
    assert [user.grant_id for user in desk.users(agency).items] == won
    told = facts(agency.id)
    assert [fact for fact in told if fact != "spent_token_tried"] == ["token_issued", "token_redeemed", "grant_given"]
    assert told.count("spent_token_tried") <= 1
    assert list(verify([agency.id])) == []


def test_every_try_leaves_a_trace_with_the_officer_and_says_nothing_of_the_number(desk):
    officer, number = desk.sign_in(), wrong_but_well_formed(desk.bootstrap().token)

    fail(desk, officer, number, times=5)
    for _ in range(3):
        with pytest.raises(TooManyAttempts):
            desk.redeem(officer, number)

    entries = [entry for entry in history_of(officer.profile.officer_id) if "token_try" in entry["type"]]
    assert [entry["data"]["reason"] for entry in entries] == ["not_accepted"] * 5 + ["held_up"]
    assert {entry["actor"]["id"] for entry in entries} == {officer.profile.officer_id}
    assert number not in str(entries)


def test_what_is_mistyped_is_no_try(desk):
    officer = desk.sign_in()
    with pytest.raises(TokenMistyped):
        desk.redeem(officer, "123")
    assert "token_try_refused" not in facts(officer.profile.officer_id)


@pytest.mark.parametrize("state", ["redeemed", "replaced", "revoked", "expired", "no_authority", "agency_gone"])
def test_an_agency_learns_that_its_spent_token_was_tried_and_the_officer_does_not_learn_whose_it_was(desk, state):
    office, admin, agency = TokenOffice(desk), desk.admin(), desk.agency()
    issuer = desk.officer(admin, Role.CENTRAL_OFFICER, agency)
    token = desk.issue(issuer, Role.SERVICE_POINT_OFFICER, agency)
    if state == "redeemed":
        desk.redeem(desk.sign_in(), token.token)
    elif state == "replaced":
        desk.issue(issuer, Role.SERVICE_POINT_OFFICER, agency)
    elif state == "revoked":
        office.revoke(issuer, agency, token.id)
    elif state == "expired":
        desk.now = token.expires_at
    elif state == "no_authority":
        desk.revoke(admin, issuer.profile.grants[0].id, agency.id)
    else:
        desk.hears_of(changed(agency, absences=gone_from(desk.today)))
    officer = desk.sign_in()

    fail(desk, officer, token.token, times=1)

    tried = history_of(agency.id)[-1]
    assert tried["type"] == "prakat.identity.spent_token_tried.v1"
    assert (tried["data"]["state"], tried["data"]["token_id"]) == (state, token.id)
    assert tried["data"]["officer_id"] == officer.profile.officer_id
    mine = desk.my_history(officer)
    assert agency.id not in mine.model_dump_json()
    assert "spent" not in mine.model_dump_json()


def test_a_token_works_no_longer_than_the_grant_by_which_it_was_issued(desk):
    admin, agency = desk.admin(), desk.agency()
    issuer = desk.officer(admin, Role.CENTRAL_OFFICER, agency)
    token = desk.issue(issuer, Role.SERVICE_POINT_OFFICER, agency)
    desk.revoke(admin, issuer.profile.grants[0].id, agency.id)
    fail(desk, desk.sign_in(), token.token, times=1)


def test_while_the_issuers_account_rests_so_do_the_tokens(desk):
    admin, agency = desk.admin(), desk.agency()
    issuer = desk.officer(admin, Role.CENTRAL_OFFICER, agency)
    token = desk.issue(issuer, Role.SERVICE_POINT_OFFICER, agency)
    call = TokenOffice(desk).call()
    in_transaction(lambda: desk.rooms.changes.suspend(issuer.profile.officer_id, call))
    fail(desk, desk.sign_in(), token.token, times=1)
    in_transaction(lambda: desk.rooms.changes.reactivate(issuer.profile.officer_id, call))
    assert desk.redeem(desk.sign_in(), token.token).agency_id == agency.id


def test_a_token_ends_when_the_agency_moves_out_of_the_issuers_reach(desk):
    admin, old, new = desk.admin(), desk.agency(name="เดิม"), desk.agency(name="ใหม่")
    unit = desk.agency(old, name="กอง")
    issuer = desk.officer(admin, Role.CENTRAL_OFFICER, old)
    token = desk.issue(issuer, Role.SERVICE_POINT_OFFICER, unit)
    moved = unit.timeline[0].model_copy(update={"parent_id": new.id, "effective_on": desk.today})
    desk.hears_of(changed(unit, timeline=(*unit.timeline, moved)))
    fail(desk, desk.sign_in(), token.token, times=1)


def test_a_suspended_officer_redeems_nothing_and_the_token_is_not_used_up(desk):
    admin, agency = desk.admin(), desk.agency()
    token = desk.issue(admin, Role.CENTRAL_OFFICER, agency)
    officer = desk.officer(admin, Role.SERVICE_POINT_OFFICER, agency)
    in_transaction(lambda: desk.rooms.changes.suspend(officer.profile.officer_id, TokenOffice(desk).call()))
    with pytest.raises(AccountSuspended):
        desk.redeem(officer, token.token)
    assert desk.redeem(desk.sign_in(), token.token).agency_id == agency.id


def test_who_changes_accounts_is_held_up_by_their_address(desk):
    office, number = TokenOffice(desk), wrong_but_well_formed(desk.bootstrap().token)
    for _ in range(20):
        with pytest.raises(TokenRefused):
            office.redeem(desk.sign_in(), number, "192.0.2.7")
    with pytest.raises(TooManyAttempts) as refused:
        office.redeem(desk.sign_in(), number, "::ffff:192.0.2.7")
    assert refused.value.details == {"retry_after": 30}
    with pytest.raises(TokenRefused):
        office.redeem(desk.sign_in(), number, "192.0.2.8")


def test_of_an_address_nothing_readable_is_kept(desk):
    office = TokenOffice(desk)
    with pytest.raises(TokenRefused):
        office.redeem(desk.sign_in(), wrong_but_well_formed(desk.bootstrap().token), "192.0.2.7")
    for name in database().list_collection_names():
        assert "192.0.2.7" not in str(list(database()[name].find()))


def test_tries_with_an_agencys_spent_token_hold_up_its_live_one_for_a_moment_only(desk):
    admin, agency, other = desk.admin(), desk.agency(), desk.agency()
    spent = desk.issue(admin, Role.CENTRAL_OFFICER, agency)
    live = desk.issue(admin, Role.CENTRAL_OFFICER, agency)
    elsewhere = desk.issue(admin, Role.CENTRAL_OFFICER, other)
    for _ in range(10):
        fail(desk, desk.sign_in(), spent.token, times=1)
    honest = desk.sign_in()

    with pytest.raises(TooManyAttempts) as refused:
        desk.redeem(honest, live.token)

    assert refused.value.details == {"retry_after": 30}
    fail(desk, desk.sign_in(), spent.token, times=1)  # says nothing of the agency: the refusal is the usual one
    assert desk.redeem(desk.sign_in(), elsewhere.token).agency_id == other.id
    desk.later(seconds=60)
    assert desk.redeem(honest, live.token).agency_id == agency.id
