"""Who gets a token from whom, and what is kept of it."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pytest

from chassis.mongo import database
from chassis.thai_days import bangkok_day
from contracts.errors import ErrorCode, Refusal
from contracts.events.agencies import AgencyState
from contracts.vocabulary import Role
from services.identity.domain.granting import BeyondOwnRights
from services.identity.domain.token_numbers import read
from services.identity.domain.tokens import TokenRefused
from tests.builders.identity import OPERATOR, Desk, Officer, an_agency
from tests.service.identity.history_of import facts, history_of

pytestmark = pytest.mark.backing("mongo")


@dataclass(frozen=True)
class Country:
    admin: Officer
    department: AgencyState
    office: AgencyState
    other: AgencyState


@pytest.fixture
def country(desk: Desk) -> Country:
    """A department with an office under it, and another department."""
    department = desk.agency(name="กรม")
    return Country(desk.admin(), department, desk.agency(department, name="สำนัก"), desk.agency(name="กรมอื่น"))


def test_the_operator_gets_a_token_for_the_first_administrator_and_the_history_says_so(desk):
    token = desk.bootstrap()
    assert (token.role, token.agency_id) == (Role.DGA_ADMIN, None)
    assert read(token.token) == token.token
    (entry,) = history_of("national")
    assert entry["type"] == "prakat.identity.token_issued.v1"
    assert entry["actor"]["id"] == OPERATOR.subject


def test_asking_again_ends_the_first_bootstrap_token(desk):
    first, second = desk.bootstrap(), desk.bootstrap()
    with pytest.raises(TokenRefused):
        desk.redeem(desk.sign_in(), first.token)
    assert desk.redeem(desk.sign_in(), second.token).role == Role.DGA_ADMIN


def test_a_token_lasts_thirty_days(desk):
    token = desk.bootstrap()
    assert (token.expires_at - desk.now).days == 30


def test_a_central_officer_issues_for_the_agency_and_everything_under_it(desk, country):
    officer = desk.officer(country.admin, Role.CENTRAL_OFFICER, country.department)
    for agency in (country.department, country.office):
        token = desk.issue(officer, Role.SERVICE_POINT_OFFICER, agency)
        assert desk.redeem(desk.sign_in(), token.token).agency_id == agency.id


@pytest.mark.parametrize("role", [Role.DGA_ADMIN, Role.OPDC_ADMIN, Role.MONITOR])
def test_a_central_officer_cannot_make_anybody_more_than_they_are(desk, country, role):
    officer = desk.officer(country.admin, Role.CENTRAL_OFFICER, country.department)
    with pytest.raises(BeyondOwnRights):
        desk.issue(officer, role, country.department)
    with pytest.raises((BeyondOwnRights, Refusal)):
        desk.issue(officer, role, None)
    assert facts(country.department.id) == ["token_issued", "token_redeemed", "grant_given"]  # the officer's own


def test_nobody_issues_for_an_agency_above_or_beside_their_own(desk, country):
    officer = desk.officer(country.admin, Role.CENTRAL_OFFICER, country.office)
    for agency in (country.department, country.other):
        with pytest.raises(BeyondOwnRights):
            desk.issue(officer, Role.CENTRAL_OFFICER, agency)


def test_who_monitors_a_department_and_runs_an_office_issues_by_the_grant_that_they_act_by(desk, country):
    officer = desk.officer(country.admin, Role.MONITOR, country.department)
    office = desk.redeem(officer, desk.issue(country.admin, Role.CENTRAL_OFFICER, country.office).token)
    with pytest.raises(BeyondOwnRights):
        desk.issue(officer, Role.GUIDE_AUTHOR, country.office)

    desk.switch(officer, office.id)
    desk.issue(officer, Role.GUIDE_AUTHOR, country.office)

    assert history_of(country.office.id)[-1]["actor"]["role"] == Role.CENTRAL_OFFICER
    with pytest.raises(BeyondOwnRights):
        desk.issue(officer, Role.GUIDE_AUTHOR, country.department)


def test_who_lost_the_right_issues_nothing_even_with_an_access_token_from_before(desk, country):
    officer = desk.officer(country.admin, Role.CENTRAL_OFFICER, country.department)
    desk.revoke(country.admin, officer.profile.grants[0].id, country.department.id)
    with pytest.raises(BeyondOwnRights):
        desk.issue(officer, Role.CENTRAL_OFFICER, country.department)


def test_there_are_no_tokens_for_agencies_that_do_not_exist(desk, country):
    never = an_agency()
    dissolved = desk.agency(dissolved_on=bangkok_day(desk.now))
    for agency in (never, dissolved):
        with pytest.raises(Refusal) as refused:
            desk.issue(country.admin, Role.CENTRAL_OFFICER, agency)
        assert refused.value.code is ErrorCode.AGENCY_UNKNOWN


def test_a_role_that_belongs_to_an_agency_needs_one(desk, country):
    with pytest.raises(Refusal) as refused:
        desk.issue(country.admin, Role.CENTRAL_OFFICER, None)
    assert refused.value.code is ErrorCode.INVALID_REQUEST
    assert [problem.field for problem in refused.value.fields] == ["agency_id"]


def test_the_administrator_lets_the_other_national_bodies_in(desk, country):
    token = desk.issue(country.admin, Role.OPDC_ADMIN, None)
    assert desk.redeem(desk.sign_in(), token.token).role == Role.OPDC_ADMIN


def test_refreshing_twenty_times_at_once_leaves_one_live_token(desk, country):
    with ThreadPoolExecutor(20) as officers:
        issued = list(
            officers.map(lambda _: desk.issue(country.admin, Role.CENTRAL_OFFICER, country.office), range(20))
        )

    worked = 0
    for token in issued:
        desk.later(minutes=5)  # so many tries with the agency's spent tokens would hold up the live one
        try:
            desk.redeem(desk.sign_in(), token.token)
            worked += 1
        except TokenRefused:
            pass
    assert worked == 1


def test_the_database_can_show_a_waiting_token_but_nobody_can_read_it_there(desk, country):
    token = desk.issue(country.admin, Role.CENTRAL_OFFICER, country.office)

    stored = database()["tokens"].find_one({"_id": token.id})

    assert token.token not in str(stored)
    assert token.token.encode() not in stored["sealed"]
    assert desk.safe.reveal(stored["sealed"], token.id) == token.token


def test_of_a_token_that_is_used_or_replaced_no_readable_number_is_kept(desk, country):
    replaced = desk.issue(country.admin, Role.CENTRAL_OFFICER, country.office)
    used = desk.issue(country.admin, Role.CENTRAL_OFFICER, country.office)
    desk.redeem(desk.sign_in(), used.token)
    for token in (replaced, used):
        assert "sealed" not in database()["tokens"].find_one({"_id": token.id})
