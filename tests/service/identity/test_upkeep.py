"""What identity does when nobody asks: hearing of agencies, and its work by the clock."""

from datetime import timedelta

import pytest

from chassis import revocations
from chassis.mongo import database
from chassis.schedule import TURN, do_in_turn
from contracts.calls import Caller
from contracts.errors import ErrorCode, Refusal
from contracts.events.identity import GrantGiven, GrantRevoked, OfficerReactivated, OfficerSuspended
from contracts.vocabulary import Role
from services.identity.service import IdentityService
from tests.builders.events import example_message
from tests.builders.identity import Desk, an_agency, present
from tests.builders.reporting_desk import message

pytestmark = pytest.mark.backing("mongo")


@pytest.fixture
def service(desk: Desk) -> IdentityService:
    service = IdentityService()
    service.process, service.rooms, service.headers = desk.process, desk.rooms, {}
    return service


def test_agencies_are_listed_below_each_other_once_they_are_heard_of_in_whatever_order(desk, service):
    ministry = an_agency(name="กระทรวง")
    office = an_agency(ministry, "สำนัก")
    for state in (office, ministry):
        assert service.keep_directory([message(state)]) == [True]
    assert [agency.name_th for agency in desk.unattended(ministry).items] == ["กระทรวง", "สำนัก"]
    desk.officer(desk.admin(), Role.CENTRAL_OFFICER, office, "สมหญิง")
    assert [user.name for user in desk.users(ministry, under=True).items] == ["สมหญิง"]


@pytest.mark.parametrize("event", [GrantGiven, GrantRevoked, OfficerSuspended, OfficerReactivated])
def test_whoever_hears_that_somebodys_rights_have_changed_refuses_access_from_before(service, event):
    told, published = example_message(event)
    version = (told.grant if hasattr(told, "grant") else told.officer).grants_version

    assert service.keep_grants_versions([published]) == [True]

    revocations.refuse_if_stale(Caller("o", "", grants_version=version))
    with pytest.raises(Refusal) as refused:
        revocations.refuse_if_stale(Caller("o", "", grants_version=version - 1))
    assert refused.value.code is ErrorCode.ACCESS_TOKEN_STALE


def test_the_calendar_is_turned_once_a_day_and_from_scratch_where_it_never_was(desk, service):
    agency = desk.agency()
    database()["agency_attendance"].delete_one({"_id": agency.id})
    assert desk.rooms.calendar.followed_until() is None
    service.turn_the_calendar()
    assert [each.agency_id for each in desk.unattended(agency).items] == [agency.id]
    assert desk.rooms.calendar.followed_until() is not None
    database()["agency_attendance"].delete_one({"_id": agency.id})
    service.turn_the_calendar()
    assert desk.unattended(agency).items == ()


def test_accounts_are_looked_at_by_the_clock(desk, service):
    admin = desk.admin()
    officer = desk.officer(admin, Role.CENTRAL_OFFICER, desk.agency())
    database()["officers"].update_one(
        {"_id": officer.profile.officer_id}, {"$set": {"unused_since": desk.now - timedelta(days=170)}}
    )
    service.rest_unused_accounts()
    assert database()["officers"].find_one({"_id": officer.profile.officer_id})["told_at"] is not None


def test_while_one_process_is_at_a_job_another_leaves_it_alone(process):
    now, done = present(), []

    def job() -> None:
        done.append("first")
        assert not do_in_turn("job", lambda: done.append("second"), now)
        assert do_in_turn("another job", lambda: done.append("another"), now)

    assert do_in_turn("job", job, now)
    assert done == ["first", "another"]
    assert do_in_turn("job", lambda: done.append("again"), now)


def test_the_turn_of_a_process_that_died_ends_after_a_while(process):
    now, done = present(), []

    database()["turns"].insert_one({"_id": "job", "until": now + TURN})
    assert not do_in_turn("job", lambda: done.append("too early"), now + TURN - timedelta(milliseconds=1))
    assert do_in_turn("job", lambda: done.append("taken over"), now + TURN)
    assert done == ["taken over"]


def test_a_job_that_fails_is_tried_again_the_next_time(process):
    now, done = present(), []

    def fail() -> None:
        raise RuntimeError("a fault of ours")

    assert do_in_turn("job", fail, now)
    assert do_in_turn("job", lambda: done.append("again"), now)
    assert done == ["again"]
