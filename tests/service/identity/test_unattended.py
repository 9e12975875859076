"""Agencies at which nobody active can file."""

from datetime import timedelta

import pytest

from chassis.mongo import database, in_transaction
from contracts.errors import ErrorCode, Refusal
from contracts.vocabulary import Role
from services.identity.domain.listing import scope_of
from tests.builders.identity import gone_from
from tests.service.identity.history_of import facts, history_of
from tests.service.identity.questions import asked
from tests.service.identity.racing import at_the_same_moment

pytestmark = pytest.mark.backing("mongo")


@pytest.fixture
def admin(desk):
    return desk.admin()


@pytest.fixture
def agency(desk):
    return desk.agency(name="สำนัก")


def unattended(desk, node=None):
    return [agency.agency_id for agency in desk.unattended(node, page_size=200).items]


def attendance(agency):
    return [fact for fact in facts(agency.id) if fact.startswith("agency_")]


def test_an_agency_that_never_had_anybody_is_listed_from_the_day_on_which_it_is_heard_of(desk, agency):
    (listed,) = desk.unattended(agency).items
    assert (listed.agency_id, listed.agency_code, listed.name_th, listed.since) == (
        agency.id,
        agency.code,
        "สำนัก",
        None,
    )


@pytest.mark.parametrize("role", [Role.CENTRAL_OFFICER, Role.SERVICE_POINT_OFFICER])
def test_somebody_who_can_file_there_takes_it_off_the_list(desk, admin, agency, role):
    desk.officer(admin, role, agency)
    assert unattended(desk, agency) == []
    assert attendance(agency) == []


@pytest.mark.parametrize("role", [Role.MONITOR, Role.GUIDE_AUTHOR, Role.GUIDE_CHECKER])
def test_somebody_who_cannot_file_there_does_not(desk, admin, agency, role):
    desk.officer(admin, role, agency)
    assert unattended(desk, agency) == [agency.id]


def test_an_officer_of_the_agency_above_is_not_one_of_the_agency_itself(desk, admin, agency):
    below = desk.agency(agency)
    desk.officer(admin, Role.CENTRAL_OFFICER, agency)
    assert unattended(desk, agency) == [below.id]


def test_losing_the_last_one_is_told_with_since_when(desk, admin, agency):
    officers = [desk.officer(admin, Role.CENTRAL_OFFICER, agency) for _ in range(2)]
    desk.revoke(admin, officers[0].profile.grants[0].id, agency.id)
    assert unattended(desk, agency) == []
    desk.later(days=2)
    desk.revoke(admin, officers[1].profile.grants[0].id, agency.id)

    (listed,) = desk.unattended(agency).items
    assert listed.since == desk.now
    assert attendance(agency) == ["agency_left_unattended"]
    assert history_of(agency.id)[-1]["data"] == {
        "agency_id": agency.id,
        "version": 2,
        "since": desk.now.isoformat().replace("+00:00", "Z"),
    }


def test_finding_somebody_again_is_told_too(desk, admin, agency):
    for _ in range(2):
        officer = desk.officer(admin, Role.CENTRAL_OFFICER, agency)
        desk.revoke(admin, officer.profile.grants[0].id, agency.id)
    assert attendance(agency) == ["agency_left_unattended", "agency_attended_again", "agency_left_unattended"]
    versions = [entry["data"]["version"] for entry in history_of(agency.id) if entry["type"].split(".")[2][:3] == "age"]
    assert versions == [2, 3, 4]


def test_a_role_that_files_changed_for_one_that_does_not_leaves_the_agency(desk, admin, agency):
    officer = desk.officer(admin, Role.CENTRAL_OFFICER, agency)
    author = desk.change_role(admin, officer.profile.grants[0].id, agency.id, Role.GUIDE_AUTHOR)
    assert unattended(desk, agency) == [agency.id]
    desk.change_role(admin, author.id, agency.id, Role.SERVICE_POINT_OFFICER)
    assert unattended(desk, agency) == []
    assert attendance(agency) == ["agency_left_unattended", "agency_attended_again"]


def test_a_role_that_files_changed_for_another_one_that_does_is_no_news(desk, admin, agency):
    officer = desk.officer(admin, Role.CENTRAL_OFFICER, agency)
    desk.change_role(admin, officer.profile.grants[0].id, agency.id, Role.SERVICE_POINT_OFFICER)
    assert attendance(agency) == []


def test_somebody_whose_account_rests_does_not_look_after_anything(desk, admin, agency):
    officer = desk.officer(admin, Role.CENTRAL_OFFICER, agency)
    for days in (166, 14):
        desk.later(days=days)
        admin = desk.sign_in(subject=admin.subject)
        desk.rest_unused_accounts()
    assert attendance(agency) == ["agency_left_unattended"]
    desk.reactivate(admin, officer.profile.grants[0].id, agency.id)
    assert attendance(agency) == ["agency_left_unattended", "agency_attended_again"]


def test_of_two_last_officers_lost_at_the_same_moment_the_agency_is_told_to_be_left_once(desk, admin, agency):
    for times in range(1, 6):
        pair = [desk.officer(admin, Role.CENTRAL_OFFICER, agency) for _ in range(2)]
        grants = [officer.profile.grants[0].id for officer in pair]
        at_the_same_moment(*(lambda grant=grant: desk.revoke(admin, grant, agency.id) for grant in grants))
        assert attendance(agency).count("agency_left_unattended") == times
        assert unattended(desk, agency) == [agency.id]


def test_of_two_last_officers_whose_accounts_rest_at_the_same_moment_it_is_told_once_too(desk, admin, agency):
    pair = [desk.officer(admin, Role.CENTRAL_OFFICER, agency) for _ in range(2)]
    for times in range(1, 6):
        at_the_same_moment(*(lambda officer=officer: desk.suspend(officer) for officer in pair))
        assert attendance(agency).count("agency_left_unattended") == times
        for officer in pair:
            desk.reactivate(admin, officer.profile.grants[0].id, agency.id)


def test_the_list_is_in_thai_order_and_its_pages_follow_each_other(desk):
    ministry = desk.agency(name="กระทรวง")
    names = ["กมล", "เกษม", "แก้ว", "ขวัญ", "พร", "ไพร"]
    for name in reversed(names):
        desk.agency(ministry, name)
    desk.agency(ministry, "เกษม")
    desk.agency(name="กา")
    turned, after = [], None
    while True:
        page = desk.unattended(ministry, page_size=2, after=after)
        turned += [agency.name_th for agency in page.items]
        after = page.next
        if after is None:
            break
    assert turned == sorted([*names, "กระทรวง", "เกษม"], key=[*names[:1], "กระทรวง", *names[1:]].index)


def test_a_place_in_the_list_of_another_branch_is_none_in_this_one(desk, agency):
    elsewhere = desk.agency()
    for made_up in (elsewhere.id, "nonsense"):
        with pytest.raises(Refusal) as refused:
            desk.unattended(agency, after=made_up)
        assert refused.value.code is ErrorCode.INVALID_REQUEST


def test_an_agency_that_is_no_more_needs_nobody(desk, agency):
    desk.hears_of(agency.model_copy(update={"version": 2, "absences": gone_from(desk.today)}))
    assert unattended(desk, agency) == []
    assert unattended(desk) == []


def test_what_is_announced_for_a_day_holds_in_the_lists_from_that_day_on(desk, agency):
    tomorrow = desk.today + timedelta(days=1)
    elsewhere = desk.agency(name="อื่น")
    now, then = (
        agency.timeline[0],
        agency.timeline[0].model_copy(update={"effective_on": tomorrow, "parent_id": elsewhere.id, "name_th": "ชื่อใหม่"}),
    )
    desk.hears_of(agency.model_copy(update={"version": 2, "timeline": (now, then)}))
    assert unattended(desk, elsewhere) == [elsewhere.id]
    following, today = desk.rooms.following, desk.today
    assert following.due(today, today) == frozenset()

    desk.later(days=1)
    due = following.due(today, desk.today)
    in_transaction(lambda: following.follow(due, desk.today))

    assert due == {agency.id}
    assert {each.name_th for each in desk.unattended(elsewhere).items} == {"อื่น", "ชื่อใหม่"}


def test_from_scratch_everything_is_found_again(desk, admin, agency):
    below = desk.agency(agency)
    desk.officer(admin, Role.CENTRAL_OFFICER, below)
    database()["agency_attendance"].update_many({"exists": True}, {"$unset": {"scope": ""}})
    database()["grants"].update_many({}, {"$unset": {"scope": ""}})
    following = desk.rooms.following
    in_transaction(lambda: following.follow(following.due(None, desk.today), desk.today))
    assert unattended(desk, agency) == [agency.id]
    assert len(desk.users(agency, under=True).items) == 1


def test_a_page_takes_two_walks_along_indexes_however_many_agencies_there_are(desk, agency):
    scope = scope_of("below", (agency.id,))
    desk.rooms.attendances.place(
        (f"agency-{number}", None, f"ชื่อ {number:03d}", (*scope[:-1], f"agency-{number}")) for number in range(300)
    )
    first = desk.unattended(agency, page_size=10)
    with asked() as questions:
        desk.unattended(agency, page_size=10, after=first.next)
    assert questions.collections == ["agency_attendance", "agency_attendance"]
    assert questions.examined < 50  # weighing plans on a young collection included
    assert not questions.sorted_in_memory
