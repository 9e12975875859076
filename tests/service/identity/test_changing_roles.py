"""A central officer gives a user of their agencies another role."""

import pytest

from contracts.errors import ErrorCode, Refusal
from contracts.vocabulary import Role
from services.identity.domain.granting import BeyondOwnRights, GrantUnknown, LastAdministrator
from tests.service.identity.history_of import facts, history_of

pytestmark = pytest.mark.backing("mongo")


@pytest.fixture
def agency(desk):
    return desk.agency()


@pytest.fixture
def admin(desk):
    return desk.admin()


@pytest.fixture
def central(desk, admin, agency):
    return desk.officer(admin, Role.CENTRAL_OFFICER, agency, "หัวหน้า")


@pytest.fixture
def author(desk, admin, agency):
    return desk.officer(admin, Role.GUIDE_AUTHOR, agency)


def roles(desk, officer):
    return [grant.role for grant in desk.renew(officer).profile.grants]


def test_the_new_role_takes_the_place_of_the_old_one_in_one_step(desk, process, agency, central, author):
    (old,) = author.profile.grants

    new = desk.change_role(central, old.id, agency.id, Role.GUIDE_CHECKER)

    access = desk.renew(author)
    assert access.profile.grants == (new,)
    assert access.profile.acting == new
    assert (new.role, new.agency_id) == (Role.GUIDE_CHECKER, agency.id)
    assert new.id != old.id
    assert [grant.id for grant in process.verifier.verify(access.access_token, desk.now).grants] == [new.id]


def test_the_history_tells_what_was_given_and_what_was_taken_and_by_whom(desk, agency, central, author):
    desk.change_role(central, author.profile.grants[0].id, agency.id, Role.GUIDE_CHECKER)
    given, revoked = history_of(agency.id)[-2:]
    assert facts(agency.id)[-2:] == ["grant_given", "grant_revoked"]
    assert (given["data"]["grant"]["role"], revoked["data"]["grant"]["role"]) == ("guide_checker", "guide_author")
    assert given["actor"]["id"] == revoked["actor"]["id"] == central.profile.officer_id


def test_who_acted_by_the_old_role_acts_by_the_new_one_although_they_hold_an_older_one(desk, admin, agency, central):
    other = desk.agency()
    officer = desk.officer(admin, Role.MONITOR, other)
    desk.later(days=1)
    granted = desk.redeem(officer, desk.issue(admin, Role.GUIDE_AUTHOR, agency).token)
    officer = desk.sign_in(subject=officer.subject)
    desk.switch(officer, granted.id)

    new = desk.change_role(central, granted.id, agency.id, Role.GUIDE_CHECKER)

    assert desk.renew(officer).profile.acting == new


def test_the_same_role_again_changes_nothing(desk, agency, central, author):
    before = facts(agency.id)
    assert desk.change_role(central, author.profile.grants[0].id, agency.id, Role.GUIDE_AUTHOR).id in {
        grant.id for grant in author.profile.grants
    }
    assert facts(agency.id) == before


def test_who_has_the_new_role_already_keeps_that_grant(desk, admin, agency, central, author):
    both = desk.redeem(author, desk.issue(admin, Role.GUIDE_CHECKER, agency).token)
    changed = desk.change_role(central, author.profile.grants[0].id, agency.id, Role.GUIDE_CHECKER)
    assert changed.id == both.id
    assert roles(desk, author) == [Role.GUIDE_CHECKER]


@pytest.mark.parametrize("role", [Role.DGA_ADMIN, Role.OPDC_ADMIN, Role.MONITOR])
def test_nobody_makes_anybody_more_than_they_could_let_in(desk, agency, central, author, role):
    with pytest.raises(BeyondOwnRights):
        desk.change_role(central, author.profile.grants[0].id, agency.id, role)
    assert roles(desk, author) == [Role.GUIDE_AUTHOR]


def test_nobody_takes_a_role_by_changing_it_that_they_could_not_take_away(desk, admin, agency, central):
    monitor = desk.officer(admin, Role.MONITOR, agency)
    with pytest.raises(BeyondOwnRights):
        desk.change_role(central, monitor.profile.grants[0].id, agency.id, Role.GUIDE_AUTHOR)
    assert roles(desk, monitor) == [Role.MONITOR]


def test_an_officer_of_an_agency_beside_or_above_changes_nothing_there(desk, admin, agency, author):
    for elsewhere in (desk.agency(), desk.agency(agency)):
        stranger = desk.officer(admin, Role.CENTRAL_OFFICER, elsewhere)
        with pytest.raises(BeyondOwnRights):
            desk.change_role(stranger, author.profile.grants[0].id, agency.id, Role.GUIDE_CHECKER)


def test_a_grant_is_found_only_at_its_own_agency(desk, admin, author):
    with pytest.raises(GrantUnknown):
        desk.change_role(admin, author.profile.grants[0].id, desk.agency().id, Role.GUIDE_CHECKER)


def test_a_role_for_the_whole_country_is_one_that_there_is(desk, admin):
    second = desk.admin()
    with pytest.raises(Refusal) as refused:
        desk.change_role(admin, second.profile.grants[0].id, None, Role.CENTRAL_OFFICER)
    assert refused.value.code is ErrorCode.INVALID_REQUEST


def test_the_last_administrator_cannot_be_made_something_else(desk, admin):
    with pytest.raises(LastAdministrator):
        desk.change_role(admin, admin.profile.grants[0].id, None, Role.OPDC_ADMIN)
    assert roles(desk, admin) == [Role.DGA_ADMIN]
