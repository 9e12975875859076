"""What happened to an account, for its officer and for those who manage users of its agencies."""

import pytest

from chassis.event_log import verify
from chassis.mongo import database
from contracts.errors import ErrorCode, Refusal
from contracts.vocabulary import Role
from tests.service.identity.questions import asked

pytestmark = pytest.mark.backing("mongo")


@pytest.fixture
def admin(desk):
    return desk.admin()


@pytest.fixture
def agency(desk):
    return desk.agency(name="กรม")


@pytest.fixture
def officer(desk, admin, agency):
    return desk.officer(admin, Role.CENTRAL_OFFICER, agency, "สมหญิง")


def kinds(history):
    return [entry.type.split(".")[2] for entry in history.items]


def test_an_officer_reads_what_happened_to_them_and_what_they_did_the_latest_first(desk, admin, agency, officer):
    desk.issue(officer, Role.GUIDE_AUTHOR, agency)
    desk.revoke(admin, officer.profile.grants[0].id, agency.id)
    desk.sign_out(officer)

    mine = desk.my_history(officer)

    assert kinds(mine) == [
        "signed_out",
        "grant_revoked",
        "token_issued",
        "signed_in",
        "grant_given",
        "token_redeemed",
        "signed_in",
    ]
    revoked = mine.items[1]
    assert (revoked.actor_name, revoked.agency_id, revoked.agency_name_th) == (
        admin.profile.name,
        agency.id,
        "กรม",
    )
    assert revoked.details == {"role": "central_officer"}
    assert mine.items[0].agency_id is None


def test_nobody_elses_affairs_stand_in_it(desk, admin, agency, officer):
    desk.officer(admin, Role.GUIDE_AUTHOR, agency)
    desk.sign_in("ผู้อื่น")
    assert len(desk.my_history(officer).items) == 4


@pytest.mark.parametrize("page_size", [1, 3, 50])
def test_pages_follow_each_other_although_something_happens_in_between(desk, officer, page_size):
    whole = kinds(desk.my_history(officer))
    turned, after = [], None
    while True:
        page = desk.my_history(officer, page_size=page_size, after=after)
        turned += kinds(page)
        after = page.next
        if after is None:
            break
        desk.sign_in(subject=officer.subject)
    assert turned == whole


@pytest.mark.parametrize("made_up", ["nonsense", "", "0" * 23])
def test_a_place_that_is_none_is_refused(desk, officer, made_up):
    with pytest.raises(Refusal) as refused:
        desk.my_history(officer, after=made_up)
    assert refused.value.code is ErrorCode.INVALID_REQUEST


def test_who_manages_users_there_reads_sign_ins_and_what_concerns_their_agencies_and_no_others(
    desk, admin, agency, officer
):
    below, elsewhere = desk.agency(agency, "สำนัก"), desk.agency(name="ที่อื่น")
    for place in (below, elsewhere):
        desk.redeem(officer, desk.issue(admin, Role.MONITOR, place).token)

    seen = desk.account_history(agency, officer)

    assert {entry.agency_name_th for entry in seen.items} == {None, "กรม", "สำนัก"}
    assert kinds(seen).count("grant_given") == 2
    assert kinds(seen).count("signed_in") == 2
    assert {entry.agency_name_th for entry in desk.account_history(None, officer).items} == {
        None,
        "กรม",
        "สำนัก",
        "ที่อื่น",
    }
    assert {entry.agency_name_th for entry in desk.account_history(below, officer).items} == {None, "สำนัก"}


def test_acting_for_another_agency_is_told_to_that_one_only(desk, admin, agency, officer):
    elsewhere = desk.agency(name="ที่อื่น")
    other = desk.redeem(officer, desk.issue(admin, Role.MONITOR, elsewhere).token)
    desk.switch(officer, other.id)
    assert "grant_switched" not in kinds(desk.account_history(agency, officer))
    assert "grant_switched" in kinds(desk.account_history(elsewhere, officer))
    assert "grant_switched" in kinds(desk.my_history(officer))


def test_the_account_of_somebody_who_has_left_can_still_be_read_there(desk, admin, agency, officer):
    desk.revoke(admin, officer.profile.grants[0].id, agency.id)
    assert kinds(desk.account_history(agency, officer))[0] == "grant_revoked"


def test_of_somebody_who_never_had_anything_to_do_with_the_agency_nothing_is_told(desk, admin, officer):
    elsewhere = desk.agency()
    for stranger in (officer, desk.sign_in()):
        with pytest.raises(Refusal) as refused:
            desk.account_history(elsewhere, stranger)
        assert refused.value.code is ErrorCode.NOT_FOUND


def test_a_page_takes_a_constant_number_of_questions(desk, admin, agency, officer):
    for _ in range(3):
        desk.issue(officer, Role.GUIDE_AUTHOR, desk.agency(agency))
    with asked() as mine:
        desk.my_history(officer)
    with asked() as theirs:
        desk.account_history(agency, officer)
    assert mine.collections == ["agency_directory", "event_log"]
    assert theirs.collections == ["agency_directory", "agency_directory", "event_log", "event_log", "grants"]


def test_the_names_beside_the_content_do_not_change_the_chain(desk, officer):
    assert list(verify()) == []
    database()["event_log"].update_one({"subject": officer.profile.officer_id}, {"$set": {"data.device": "forged"}})
    assert [flaw.reason for flaw in verify()] == ["content altered"]
