"""An officer acts by one of their grants at a time."""

from dataclasses import dataclass

import pytest

from contracts.events.agencies import AgencyState
from contracts.rpc.identity.sessions import GrantView
from contracts.vocabulary import Role
from services.identity.domain.granting import BeyondOwnRights, GrantUnknown
from tests.builders.identity import Desk, Officer
from tests.service.identity.history_of import facts

pytestmark = pytest.mark.backing("mongo")


@dataclass(frozen=True)
class TwoHats:
    admin: Officer
    officer: Officer
    department: AgencyState
    office: AgencyState
    monitor: GrantView
    central: GrantView


@pytest.fixture
def hats(desk: Desk) -> TwoHats:
    """Somebody who first became monitor of a department, and later central officer of an office elsewhere."""
    admin, department, office = desk.admin(), desk.agency(), desk.agency()
    officer = desk.officer(admin, Role.MONITOR, department)
    (monitor,) = officer.profile.grants
    desk.later(days=1)
    central = desk.redeem(officer, desk.issue(admin, Role.CENTRAL_OFFICER, office).token)
    return TwoHats(admin, desk.sign_in(subject=officer.subject), department, office, monitor, central)


def claimed(process, access_token, now):
    return [grant.id for grant in process.verifier.verify(access_token, now).grants]


def test_who_never_chose_acts_by_the_grant_held_longest_and_by_no_other(desk, process, hats):
    access = desk.renew(hats.officer)
    assert access.profile.acting == hats.monitor
    assert access.profile.grants == (hats.monitor, hats.central)
    assert claimed(process, access.access_token, desk.now) == [hats.monitor.id]


def test_switching_holds_at_once_in_this_session_and_in_later_ones(desk, process, hats):
    access = desk.switch(hats.officer, hats.central.id)
    assert claimed(process, access.access_token, desk.now) == [hats.central.id]
    assert desk.renew(hats.officer).profile.acting == hats.central
    assert desk.sign_in(subject=hats.officer.subject).profile.acting == hats.central


def test_a_session_that_is_open_elsewhere_goes_on_as_it_was(desk, hats):
    elsewhere = desk.sign_in(subject=hats.officer.subject)
    desk.switch(hats.officer, hats.central.id)
    assert desk.renew(elsewhere).profile.acting == hats.monitor


def test_rights_do_not_add_up(desk, hats):
    with pytest.raises(BeyondOwnRights):
        desk.issue(hats.officer, Role.GUIDE_AUTHOR, hats.office)
    desk.switch(hats.officer, hats.central.id)
    desk.issue(hats.officer, Role.GUIDE_AUTHOR, hats.office)


def test_when_the_acting_grant_is_lost_the_session_goes_on_by_the_one_that_is_left(desk, hats):
    desk.switch(hats.officer, hats.central.id)
    desk.revoke(hats.admin, hats.central.id, hats.office.id)
    access = desk.renew(hats.officer)
    assert access.profile.acting == hats.monitor
    assert access.profile.grants == (hats.monitor,)


def test_with_nothing_left_nobody_acts(desk, process, hats):
    desk.revoke(hats.admin, hats.central.id, hats.office.id)
    desk.revoke(hats.admin, hats.monitor.id, hats.department.id)
    access = desk.renew(hats.officer)
    assert access.profile.acting is None
    assert claimed(process, access.access_token, desk.now) == []


def test_whoever_redeems_their_first_token_acts_by_it_without_signing_in_again(desk, hats):
    newcomer = desk.sign_in()
    granted = desk.redeem(newcomer, desk.issue(hats.admin, Role.MONITOR, hats.office).token)
    assert desk.renew(newcomer).profile.acting == granted


def test_only_ones_own_grants_can_be_chosen_and_only_while_they_are_held(desk, hats):
    somebody = desk.officer(hats.admin, Role.CENTRAL_OFFICER, hats.office)
    desk.revoke(hats.admin, hats.central.id, hats.office.id)
    for grant_id in (somebody.profile.grants[0].id, hats.central.id, "made-up"):
        with pytest.raises(GrantUnknown):
            desk.switch(hats.officer, grant_id)
    assert desk.renew(hats.officer).profile.acting == hats.monitor


def test_switching_stands_in_the_history_of_the_agency_worked_for_and_only_when_something_changes(desk, hats):
    desk.switch(hats.officer, hats.central.id)
    desk.switch(hats.officer, hats.central.id)
    assert facts(hats.office.id).count("grant_switched") == 1
    assert facts(hats.department.id).count("grant_switched") == 0
