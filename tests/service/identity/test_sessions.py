"""Signing in, being there, and signing out."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from chassis.mongo import database
from contracts.calls import CallerKind
from contracts.vocabulary import Role
from services.identity.domain.sessions import SessionUnknown
from tests.builders.identity import Desk

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


def test_the_same_subject_at_another_digital_id_is_somebody_else(desk, monkeypatch):
    here = desk.sign_in()
    monkeypatch.setattr("tests.builders.identity.ISSUER", "https://other.example.go.th")
    elsewhere = desk.sign_in(subject=here.subject)
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


def test_renewing_gives_access_for_five_minutes_and_moves_the_idle_end(desk, process):
    officer = desk.sign_in()
    desk.later(minutes=20)
    access = desk.renew(officer)
    assert access.expires_at == desk.now + timedelta(minutes=5)
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
