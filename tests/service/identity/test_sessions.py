"""Signing in, being there, and signing out."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from chassis.mongo import database
from contracts.calls import CallerKind
from contracts.vocabulary import Role
from services.identity.domain.sessions import SessionUnknown, fingerprint
from tests.builders.identity import Desk
from tests.service.identity.history_of import facts, history_of
from tests.service.identity.questions import asked

pytestmark = pytest.mark.backing("mongo")


def test_the_first_sign_in_makes_somebody_known_and_gives_no_right(desk, process):
    officer = desk.sign_in("สมหญิง  ใจดี")
    caller = process.verifier.verify(officer.access_token, desk.now)
    assert caller.subject == officer.profile.officer_id
    assert (caller.name, caller.kind, caller.grants, caller.grants_version) == (
        "สมหญิง ใจดี",
        CallerKind.OFFICER,
        (),
        0,
    )


def test_the_same_person_stays_the_same_officer_under_a_new_name(desk):
    maiden = desk.sign_in("สมหญิง ใจดี")
    married = desk.sign_in("สมหญิง รักชาติ", subject=maiden.subject)
    assert married.profile.officer_id == maiden.profile.officer_id
    assert desk.renew(maiden).profile.name == "สมหญิง รักชาติ"


def test_the_same_subject_at_another_digital_id_is_somebody_else(desk):
    here = desk.sign_in()
    elsewhere = desk.sign_in(subject=here.subject, issuer="https://other.example.go.th")
    assert elsewhere.profile.officer_id != here.profile.officer_id


def test_twenty_first_sign_ins_at_once_make_one_officer(desk):
    with ThreadPoolExecutor(20) as windows:
        officers = list(windows.map(lambda _: desk.sign_in(subject="newcomer"), range(20)))
    assert len({officer.profile.officer_id for officer in officers}) == 1
    assert len({officer.session for officer in officers}) == 20


def test_the_secret_of_a_session_is_nowhere_in_the_database(desk):
    officer = desk.sign_in()
    everything = str([list(database()[name].find()) for name in database().list_collection_names()])
    assert len(officer.session) == 43  # 32 bytes
    assert officer.session not in everything
    assert officer.access_token not in everything


def test_renewing_gives_access_for_one_minute_and_moves_the_idle_end(desk, process):
    officer = desk.sign_in()
    desk.later(minutes=20)
    access = desk.renew(officer)
    assert access.expires_at == desk.now + timedelta(minutes=1)
    assert access.session_expires_at == desk.now + timedelta(minutes=30)
    assert process.verifier.verify(access.access_token, desk.now).subject == officer.profile.officer_id


def test_renewing_shows_a_role_that_was_redeemed_since(desk, process):
    officer = desk.sign_in()
    desk.redeem(officer, desk.bootstrap().token)
    access = desk.renew(officer)
    assert [grant.role for grant in access.profile.grants] == [Role.DGA_ADMIN]
    assert process.verifier.verify(access.access_token, desk.now).grants_version == 1


def test_half_an_hour_of_nothing_ends_the_session(desk):
    officer = desk.sign_in()
    desk.later(minutes=30)
    with pytest.raises(SessionUnknown) as refused:
        desk.renew(officer)
    assert refused.value.code == "unauthenticated"


def test_who_comes_back_within_half_an_hour_each_time_stays_but_no_longer_than_twelve_hours(desk):
    officer = desk.sign_in()
    end = desk.now + timedelta(hours=12)
    while desk.now + timedelta(minutes=25) < end:
        desk.later(minutes=25)
        access = desk.renew(officer)
    assert access.session_expires_at == end
    desk.now = end
    with pytest.raises(SessionUnknown):
        desk.renew(officer)


def test_a_request_that_was_overtaken_does_not_move_the_idle_end_back(desk):
    officer = desk.sign_in()
    desk.later(minutes=20)
    latest = desk.renew(officer)
    desk.later(minutes=-10)
    assert desk.renew(officer).session_expires_at == latest.session_expires_at


def test_after_signing_out_the_session_is_over_and_signing_out_again_is_fine(desk):
    officer = desk.sign_in()
    elsewhere = desk.sign_in(subject=officer.subject)
    desk.sign_out(officer)
    desk.sign_out(officer)
    with pytest.raises(SessionUnknown):
        desk.renew(officer)
    assert desk.renew(elsewhere).profile.officer_id == officer.profile.officer_id


@pytest.mark.parametrize("made_up", ["", "x" * 43, "' || 1==1", "\u0000"])
def test_a_made_up_session_is_refused(desk: Desk, made_up):
    officer = desk.sign_in()
    officer.session = made_up
    with pytest.raises(SessionUnknown):
        desk.renew(officer)


def test_what_is_kept_of_a_session_cannot_be_used_as_one(desk):
    officer = desk.sign_in()
    officer.session = database()["sessions"].find_one({})["_id"]
    with pytest.raises(SessionUnknown):
        desk.renew(officer)


def test_an_officer_sees_where_they_are_signed_in_the_latest_first(desk):
    office = desk.sign_in(device="Edge, Windows")
    desk.later(minutes=10)
    phone = desk.sign_in(subject=office.subject, device="Safari, iOS")
    desk.sign_in("ผู้อื่น")

    shown = desk.open_sessions(phone)

    assert [(each.device, each.current) for each in shown] == [("Safari, iOS", True), ("Edge, Windows", False)]
    assert shown[1].opened_at == shown[1].last_seen_at == desk.now - timedelta(minutes=10)
    assert shown[1].expires_at == desk.now + timedelta(minutes=20)


def test_the_name_of_a_session_in_the_list_opens_nothing(desk):
    officer = desk.sign_in()
    (shown,) = desk.open_sessions(officer)
    assert shown.id not in (officer.session, fingerprint(officer.session))
    officer.session = shown.id
    with pytest.raises(SessionUnknown):
        desk.renew(officer)


def test_sessions_that_are_over_are_not_listed(desk):
    left = desk.sign_in()
    signed_out = desk.sign_in(subject=left.subject)
    desk.sign_out(signed_out)
    desk.later(minutes=29)
    here = desk.sign_in(subject=left.subject)
    assert len(desk.open_sessions(here)) == 2
    desk.later(minutes=1)
    assert [each.current for each in desk.open_sessions(here)] == [True]


def test_signing_out_everywhere_else_leaves_this_session_alone(desk):
    here = desk.sign_in()
    others = [desk.sign_in(subject=here.subject) for _ in range(3)]
    stranger = desk.sign_in()

    assert desk.sign_out_elsewhere(here) == 3

    for officer in others:
        with pytest.raises(SessionUnknown):
            desk.renew(officer)
    desk.renew(here)
    desk.renew(stranger)
    assert desk.sign_out_elsewhere(here) == 0


def test_one_session_elsewhere_is_closed_by_its_name_and_the_rest_goes_on(desk):
    here = desk.sign_in()
    lost = desk.sign_in(subject=here.subject, device="lost")
    tablet = desk.sign_in(subject=here.subject)
    (named,) = [each.id for each in desk.open_sessions(here) if each.device == "lost"]

    assert desk.sign_out_elsewhere(here, named) == 1
    assert desk.sign_out_elsewhere(here, named) == 0

    with pytest.raises(SessionUnknown):
        desk.renew(lost)
    desk.renew(tablet)


def test_nobody_closes_somebody_elses_session_nor_learns_that_there_is_one(desk):
    victim, attacker = desk.sign_in(), desk.sign_in()
    (named,) = [each.id for each in desk.open_sessions(victim)]
    assert desk.sign_out_elsewhere(attacker, named) == 0
    assert desk.sign_out_elsewhere(attacker, "made-up") == 0
    desk.renew(victim)


def test_with_somebody_elses_session_nothing_is_shown_closed_or_switched(desk):
    victim, attacker = desk.sign_in(), desk.sign_in()
    desk.sign_in(subject=victim.subject)
    attacker.session = victim.session
    for attempt in (desk.open_sessions, desk.sign_out_elsewhere, lambda officer: desk.switch(officer, "any")):
        with pytest.raises(SessionUnknown):
            attempt(attacker)
    assert len(desk.open_sessions(victim)) == 2


def test_renewing_takes_three_questions_however_much_is_held(desk):
    agency, admin = desk.agency(), desk.admin()
    officer = desk.officer(admin, Role.GUIDE_AUTHOR, agency)
    for role in (Role.GUIDE_CHECKER, Role.CENTRAL_OFFICER, Role.MONITOR):
        desk.redeem(officer, desk.issue(admin, role, agency).token)

    with asked() as questions:
        desk.renew(officer)

    assert questions.collections == ["grants", "officers", "sessions"]


def test_signing_in_and_out_stands_in_the_history_of_the_officer(desk):
    officer = desk.sign_in(device="Firefox, Linux")
    elsewhere = desk.sign_in(subject=officer.subject)
    desk.sign_out_elsewhere(officer)
    desk.sign_out(officer)
    desk.sign_out(elsewhere)

    entries = history_of(officer.profile.officer_id)

    assert facts(officer.profile.officer_id) == ["signed_in", "signed_in", "signed_out", "signed_out"]
    assert [entry["data"].get("elsewhere") for entry in entries[2:]] == [True, False]
    assert entries[0]["data"]["device"] == "Firefox, Linux"
    assert {entry["actor"]["id"] for entry in entries} == {officer.profile.officer_id}
    assert officer.session not in str(entries)
    assert fingerprint(officer.session) not in str(entries)


def test_signing_out_of_a_session_that_ended_by_itself_is_no_news(desk):
    officer = desk.sign_in()
    desk.later(minutes=31)
    desk.sign_out(officer)
    assert facts(officer.profile.officer_id) == ["signed_in"]
