"""Accounts that nobody uses: the notice, the suspension, and the way back."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest

from chassis import revocations
from chassis.mail import kept_mails, mail_folder
from contracts.errors import ErrorCode, Refusal
from contracts.vocabulary import Action, Role
from services.identity.domain.granting import BeyondOwnRights, GrantUnknown, LastAdministrator
from services.identity.domain.officers import AccountSuspended
from tests.builders.identity import Desk, Officer, caller
from tests.service.identity.history_of import facts, history_of
from tests.service.identity.racing import at_the_same_moment

pytestmark = pytest.mark.backing("mongo")

NOTICE_DUE, SUSPENSION_DUE = timedelta(days=166), timedelta(days=180)


@pytest.fixture
def agency(desk):
    return desk.agency()


@pytest.fixture
def admin(desk):
    return desk.admin()


@pytest.fixture
def officer(desk, admin, agency) -> Officer:
    """Somebody who has just signed in, and will not for long."""
    token = desk.issue(admin, Role.CENTRAL_OFFICER, agency).token
    newcomer = desk.sign_in("สมศรี หลับลึก", email=desk.address)
    desk.redeem(newcomer, token)
    return desk.sign_in("สมศรี หลับลึก", newcomer.subject, email=desk.address)


def mails(desk: Desk) -> list[str]:
    return [mail.text for mail in kept_mails(desk.process.settings, 1000) if mail.to == desk.address]


@contextmanager
def mail_not_leaving(desk: Desk) -> Iterator[None]:
    """Where the directory for mails should be, there is a file."""
    folder = mail_folder(desk.process.settings)
    aside = folder.with_name("mail-aside")
    folder.mkdir(parents=True, exist_ok=True)
    folder.rename(aside)
    folder.touch()
    try:
        yield
    finally:
        folder.unlink()
        aside.rename(folder)


def days_later(desk: Desk, admin: Officer, time: timedelta) -> Officer:
    """The administrator is there every day; nobody else is."""
    desk.now += time
    return desk.sign_in(subject=admin.subject)


def asleep(desk: Desk, admin: Officer) -> Officer:
    """Half a year has passed, with the notice in time. Returns the administrator, who is there."""
    days_later(desk, admin, NOTICE_DUE)
    desk.rest_unused_accounts()
    admin = days_later(desk, admin, SUSPENSION_DUE - NOTICE_DUE)
    desk.rest_unused_accounts()
    return admin


def test_a_fortnight_before_the_officer_is_told_by_mail_once(desk, admin, officer):
    days_later(desk, admin, NOTICE_DUE - timedelta(seconds=1))
    desk.rest_unused_accounts()
    assert mails(desk) == []

    days_later(desk, admin, timedelta(seconds=1))
    for _ in range(3):
        desk.rest_unused_accounts()

    (mail,) = mails(desk)
    assert "สมศรี หลับลึก" in mail
    assert desk.process.settings.gateway_url in mail
    assert facts(officer.profile.officer_id)[-2:] == ["signed_in", "dormancy_warned"]
    warned = history_of(officer.profile.officer_id)[-1]
    assert warned["actor"]["id"] == "system"
    assert warned["data"]["suspends_on"][:10] == (desk.now + timedelta(days=14)).date().isoformat()
    assert desk.address not in str(warned)


def test_after_half_a_year_everything_that_the_officer_holds_rests(desk, process, admin, officer):
    before = process.verifier.verify(officer.access_token, desk.now)
    asleep(desk, admin)

    assert facts(officer.profile.officer_id)[-1] == "officer_suspended"
    with pytest.raises(Refusal) as refused:
        revocations.refuse_if_stale(before)
    assert refused.value.code is ErrorCode.ACCESS_TOKEN_STALE


def test_somebody_suspended_still_comes_in_and_sees_why_they_can_do_nothing(desk, process, admin, agency, officer):
    asleep(desk, admin)
    again = desk.sign_in(subject=officer.subject)
    assert again.profile.suspended_since == desk.now
    assert again.profile.grants == officer.profile.grants
    assert again.profile.acting is None
    assert process.verifier.verify(again.access_token, desk.now).grants == ()
    assert desk.explain(again, Action.FILE, agency).reason == "suspended"
    with pytest.raises(AccountSuspended):
        desk.switch(again, again.profile.grants[0].id)
    with pytest.raises(BeyondOwnRights):
        desk.issue(again, Role.GUIDE_AUTHOR, agency)


def test_somebody_suspended_redeems_nothing(desk, admin, agency, officer):
    admin = asleep(desk, admin)
    again = desk.sign_in(subject=officer.subject)
    with pytest.raises(AccountSuspended) as refused:
        desk.redeem(again, desk.issue(admin, Role.GUIDE_AUTHOR, agency).token)
    assert refused.value.code == "account_suspended"


def test_signing_in_after_the_notice_keeps_the_account_for_another_half_year(desk, admin, officer):
    days_later(desk, admin, NOTICE_DUE)
    desk.rest_unused_accounts()
    desk.sign_in(subject=officer.subject, email=desk.address)
    days_later(desk, admin, SUSPENSION_DUE - timedelta(days=15))
    desk.rest_unused_accounts()
    assert desk.sign_in(subject=officer.subject).profile.suspended_since is None
    assert len(mails(desk)) == 1


def test_nobody_is_suspended_without_the_time_of_the_notice_even_when_the_rule_is_new(desk, admin, officer):
    days_later(desk, admin, timedelta(days=400))
    desk.rest_unused_accounts()
    days_later(desk, admin, timedelta(days=13))
    desk.rest_unused_accounts()
    assert "officer_suspended" not in facts(officer.profile.officer_id)
    days_later(desk, admin, timedelta(days=1))
    desk.rest_unused_accounts()
    assert "officer_suspended" in facts(officer.profile.officer_id)


def test_while_the_mail_cannot_be_sent_nobody_is_suspended(desk, admin, officer):
    with mail_not_leaving(desk):
        for days in (400, 13):
            days_later(desk, admin, timedelta(days=days))
            desk.rest_unused_accounts()
    assert mails(desk) == []
    desk.rest_unused_accounts()
    assert len(mails(desk)) == 1
    days_later(desk, admin, timedelta(days=13))
    desk.rest_unused_accounts()
    assert "officer_suspended" not in facts(officer.profile.officer_id)


def test_the_account_of_somebody_who_can_no_longer_be_written_to_rests_in_the_end(desk, admin, officer):
    with mail_not_leaving(desk):
        for days in (400, 14, 14):
            assert "officer_suspended" not in facts(officer.profile.officer_id)
            days_later(desk, admin, timedelta(days=days))
            desk.rest_unused_accounts()
    assert "officer_suspended" in facts(officer.profile.officer_id)


def test_who_has_no_address_has_the_time_of_the_notice_all_the_same(desk, admin, officer):
    desk.sign_in(subject=officer.subject, email=None)
    asleep(desk, admin)
    assert desk.sign_in(subject=officer.subject).profile.suspended_since == desk.now


def test_who_holds_nothing_is_left_alone(desk, admin):
    visitor = desk.sign_in("แขก", email=desk.address)
    asleep(desk, admin)
    assert mails(desk) == []
    assert desk.sign_in(subject=visitor.subject).profile.suspended_since is None


def test_two_processes_at_it_at_once_tell_and_suspend_each_account_once(desk, admin, officer):
    for time in (NOTICE_DUE, SUSPENSION_DUE - NOTICE_DUE):
        days_later(desk, admin, time)
        with ThreadPoolExecutor(2) as both:
            list(both.map(lambda _: desk.rest_unused_accounts(), range(2)))
    told = facts(officer.profile.officer_id)
    assert (told.count("dormancy_warned"), told.count("officer_suspended")) == (1, 1)


class DiesAtTheFirstMail:
    def send(self, to: str, subject: str, text: str) -> bool:
        raise KeyboardInterrupt


def test_whoever_goes_on_after_a_crash_finds_the_mails_that_were_not_sent(desk, admin, officer):
    days_later(desk, admin, NOTICE_DUE)

    with pytest.raises(KeyboardInterrupt):
        replace(desk.rooms.resting, mailer=DiesAtTheFirstMail()).rest(desk.now, "0" * 32)
    desk.rest_unused_accounts()

    assert len(mails(desk)) == 1
    assert facts(officer.profile.officer_id).count("dormancy_warned") == 1


def test_the_last_active_administrator_never_rests(desk, admin):
    second = desk.admin()
    for days in (166, 14, 100):
        desk.later(days=days)
        desk.rest_unused_accounts()
    suspended = [desk.sign_in(subject=each.subject).profile.suspended_since for each in (admin, second)]
    assert sum(since is None for since in suspended) == 1


def test_of_two_administrators_whose_accounts_would_rest_at_the_same_moment_one_stays_awake(desk, admin):
    pair = [admin, desk.admin()]
    refused = []

    def suspend(officer: Officer) -> None:
        try:
            desk.suspend(officer)
        except LastAdministrator:
            refused.append(officer)

    for times in range(1, 6):
        at_the_same_moment(*(lambda officer=officer: suspend(officer) for officer in pair))
        assert len(refused) == times
        (asleep,) = [officer for officer in pair if officer is not refused[-1]]
        desk.reactivate(refused[-1], asleep.profile.grants[0].id, None)


def test_a_central_officer_wakes_a_user_of_their_agency(desk, process, admin, agency, officer):
    admin = asleep(desk, admin)
    central = desk.officer(admin, Role.CENTRAL_OFFICER, agency)
    again = desk.sign_in(subject=officer.subject)

    desk.reactivate(central, officer.profile.grants[0].id, agency.id)
    desk.reactivate(central, officer.profile.grants[0].id, agency.id)

    access = desk.renew(again)
    assert access.profile.suspended_since is None
    assert access.profile.acting == officer.profile.acting
    assert facts(officer.profile.officer_id).count("officer_reactivated") == 1
    assert history_of(officer.profile.officer_id)[-1]["actor"]["id"] == central.profile.officer_id
    desk.rest_unused_accounts()
    assert desk.renew(again).profile.suspended_since is None


def test_nobody_from_elsewhere_wakes_anybody(desk, admin, agency, officer):
    admin = asleep(desk, admin)
    stranger = desk.officer(admin, Role.CENTRAL_OFFICER, desk.agency())
    with pytest.raises(BeyondOwnRights):
        desk.reactivate(stranger, officer.profile.grants[0].id, agency.id)
    with pytest.raises(GrantUnknown):
        desk.reactivate(admin, officer.profile.grants[0].id, None)


def test_the_list_of_users_tells_who_rests_and_can_be_narrowed_to_them(desk, admin, agency, officer):
    admin = asleep(desk, admin)
    desk.officer(admin, Role.GUIDE_AUTHOR, agency, "ตื่น")
    assert [user.name for user in desk.users(agency, suspended=True).items] == ["สมศรี หลับลึก"]
    assert [user.name for user in desk.users(agency, under=True, suspended=False).items] == ["ตื่น"]
    (asleep_since,) = [user.suspended_since for user in desk.users(agency, suspended=True).items]
    assert asleep_since == desk.now


def test_when_the_last_grant_of_somebody_suspended_is_taken_the_account_is_free_again(desk, admin, agency, officer):
    admin = asleep(desk, admin)
    desk.revoke(admin, officer.profile.grants[0].id, agency.id)
    again = desk.sign_in(subject=officer.subject)
    assert again.profile.suspended_since is None
    assert desk.redeem(again, desk.issue(admin, Role.GUIDE_AUTHOR, agency).token).role == Role.GUIDE_AUTHOR


def test_a_suspended_administrator_does_not_count_as_one_who_is_left(desk, admin):
    sleeper = desk.admin()
    admin = asleep(desk, admin)
    assert desk.sign_in(subject=sleeper.subject).profile.suspended_since is not None
    with pytest.raises(LastAdministrator):
        desk.revoke(admin, admin.profile.grants[0].id, None)
    desk.revoke(admin, sleeper.profile.grants[0].id, None)


def test_an_access_token_from_before_the_suspension_manages_nothing(desk, admin, agency, officer):
    asleep(desk, admin)
    assert caller(officer).grants
    with pytest.raises(BeyondOwnRights):
        desk.issue(officer, Role.GUIDE_AUTHOR, agency)
