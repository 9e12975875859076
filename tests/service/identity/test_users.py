"""The users of an agency: listing them, and taking a role away."""

import copy
from dataclasses import dataclass
from datetime import datetime
from functools import partial

import pytest

from chassis import revocations
from chassis.service import Process
from contracts.errors import ErrorCode, Refusal
from contracts.events.agencies import AgencyState
from contracts.vocabulary import Role
from services.identity.domain.granting import BeyondOwnRights, GrantUnknown, LastAdministrator
from services.identity.wiring import Identity
from tests.builders.arranged import Contents, contents, empty, put_back
from tests.builders.identity import Desk, Officer
from tests.service.identity.history_of import history_of
from tests.service.identity.racing import at_the_same_moment

pytestmark = pytest.mark.backing("mongo")

# Thai order: a vowel written before its consonant counts after it.
IN_THAI_ORDER = ["กมล", "เกษม", "แก้ว", "ขวัญ", "พร", "ไพร", "Somchai"]


@dataclass(frozen=True)
class Office:
    agency: AgencyState
    admin: Officer
    central: Officer
    authors: list[Officer]


@pytest.fixture(scope="module")
def arranged(prepared: tuple[Process, Identity]) -> tuple[Office, datetime, Contents]:
    """An office with a central officer and several guide authors; when it was made, and what the database has of it."""
    desk = Desk(*prepared)
    agency, admin = desk.agency(), desk.admin()
    central = desk.officer(admin, Role.CENTRAL_OFFICER, agency, "ฮ. หัวหน้า")
    authors = [desk.officer(admin, Role.GUIDE_AUTHOR, agency, name) for name in reversed(IN_THAI_ORDER)]
    kept = contents()
    empty()
    return Office(agency, admin, central, authors), desk.now, kept


@pytest.fixture
def office(desk: Desk, arranged: tuple[Office, datetime, Contents]) -> Office:
    """The office as it was made, at the moment it was."""
    office, desk.now, kept = arranged
    empty()
    put_back(kept)
    return copy.deepcopy(office)


def pages(desk: Desk, agency, page_size: int) -> list[list[str]]:
    found, after = [], None
    while True:
        page = desk.users(agency, page_size=page_size, after=after)
        found.append([user.name for user in page.items])
        after = page.next
        if after is None:
            return found


def test_users_are_listed_in_thai_order_with_role_and_since_when(desk, office):
    users = desk.users(office.agency).items
    assert [user.name for user in users if user.role == Role.GUIDE_AUTHOR] == IN_THAI_ORDER
    (head,) = [user for user in users if user.role == Role.CENTRAL_OFFICER]
    assert (head.officer_id, head.since) == (office.central.profile.officer_id, desk.now)


@pytest.mark.parametrize("page_size", [1, 3, 4, 8, 50])
def test_pages_follow_each_other_without_gap_or_repetition(desk, office, page_size):
    turned = pages(desk, office.agency, page_size)
    assert [name for page in turned for name in page] == [user.name for user in desk.users(office.agency).items]
    assert all(len(page) == page_size for page in turned[:-1])


def test_namesakes_are_each_listed_once(desk, office):
    for _ in range(5):
        desk.officer(office.admin, Role.GUIDE_CHECKER, office.agency, "กมล")
    assert sum(name == "กมล" for page in pages(desk, office.agency, 2) for name in page) == 6


def test_the_list_goes_on_although_the_last_one_seen_was_removed_meanwhile(desk, office):
    first = desk.users(office.agency, page_size=3)
    desk.revoke(office.central, first.items[-1].grant_id, office.agency.id)
    rest = desk.users(office.agency, page_size=50, after=first.next)
    names = [user.name for user in first.items + rest.items if user.role == Role.GUIDE_AUTHOR]
    assert names == IN_THAI_ORDER


def test_a_place_in_another_agencys_list_is_none_in_this_one(desk, office):
    other = desk.agency()
    stranger = desk.officer(office.admin, Role.GUIDE_AUTHOR, other)
    for made_up in (stranger.profile.grants[0].id, "nonsense"):
        with pytest.raises(Refusal) as refused:
            desk.users(office.agency, after=made_up)
        assert refused.value.code is ErrorCode.INVALID_REQUEST


def test_a_new_name_shows_in_the_list_after_the_next_sign_in(desk, office):
    author = office.authors[0]
    desk.sign_in("กกก", subject=author.subject)
    assert desk.users(office.agency).items[0].name == "กกก"


def test_users_of_other_agencies_are_not_listed(desk, office):
    below = desk.agency(office.agency)
    desk.officer(office.admin, Role.GUIDE_AUTHOR, below, "ข้างล่าง")
    assert "ข้างล่าง" not in [user.name for user in desk.users(office.agency).items]


def test_a_central_officer_takes_a_role_away_and_the_history_says_from_whom(desk, office):
    author = office.authors[0]
    grant = author.profile.grants[0]

    desk.revoke(office.central, grant.id, office.agency.id)

    assert desk.renew(author).profile.grants == ()
    entry = history_of(office.agency.id)[-1]
    assert entry["type"] == "prakat.identity.grant_revoked.v1"
    assert entry["actor"]["id"] == office.central.profile.officer_id
    assert entry["actor"]["role"] == Role.CENTRAL_OFFICER
    assert entry["data"]["grant"]["officer_id"] == author.profile.officer_id
    assert entry["before"]["grants_version"] + 1 == entry["data"]["grant"]["grants_version"] == 2


def test_every_change_of_grants_makes_access_tokens_from_before_recognisable(desk, process, office):
    author = office.authors[0]
    before = process.verifier.verify(author.access_token, desk.now).grants_version
    desk.revoke(office.central, author.profile.grants[0].id, office.agency.id)
    after = process.verifier.verify(desk.renew(author).access_token, desk.now).grants_version
    assert after == before + 1


def test_a_role_that_was_taken_away_can_be_given_again(desk, office):
    author = office.authors[0]
    desk.revoke(office.central, author.profile.grants[0].id, office.agency.id)
    granted = desk.redeem(author, desk.issue(office.central, Role.GUIDE_AUTHOR, office.agency).token)
    assert [grant.id for grant in desk.renew(author).profile.grants] == [granted.id]


def test_a_central_officer_cannot_take_away_what_they_could_not_give(desk, office):
    monitor = desk.officer(office.admin, Role.MONITOR, office.agency)
    with pytest.raises(BeyondOwnRights):
        desk.revoke(office.central, monitor.profile.grants[0].id, office.agency.id)
    assert [grant.role for grant in desk.renew(monitor).profile.grants] == [Role.MONITOR]


def test_a_grant_is_found_only_at_its_own_agency_and_only_once(desk, office):
    elsewhere = desk.agency()
    grant = office.authors[0].profile.grants[0]
    with pytest.raises(GrantUnknown):
        desk.revoke(office.admin, grant.id, elsewhere.id)
    desk.revoke(office.admin, grant.id, office.agency.id)
    with pytest.raises(GrantUnknown) as refused:
        desk.revoke(office.admin, grant.id, office.agency.id)
    assert refused.value.code == "not_found"


def test_an_administrator_of_the_country_can_lose_it_again(desk, office):
    second = desk.admin()
    desk.revoke(office.admin, second.profile.grants[0].id, None)
    assert desk.renew(second).profile.grants == ()
    assert history_of("national")[-1]["type"] == "prakat.identity.grant_revoked.v1"


def test_the_last_administrator_of_the_country_cannot_be_taken_away(desk, office):
    (grant,) = office.admin.profile.grants
    with pytest.raises(LastAdministrator) as refused:
        desk.revoke(office.admin, grant.id, None)
    assert refused.value.code == "last_administrator"
    assert desk.renew(office.admin).profile.acting.role == Role.DGA_ADMIN


def test_of_two_administrators_who_take_each_other_away_at_the_same_moment_one_stays(desk, office):
    for _ in range(5):
        second = desk.admin()

        def take(by: Officer, whose: Officer) -> str:
            try:
                desk.revoke(by, whose.profile.grants[0].id, None)
            except (LastAdministrator, BeyondOwnRights) as refused:
                return refused.code
            return "taken"

        outcomes = at_the_same_moment(partial(take, office.admin, second), partial(take, second, office.admin))

        assert outcomes.count("taken") == 1
        left = [officer for officer in (office.admin, second) if desk.renew(officer).profile.grants]
        assert len(left) == 1
        office = Office(office.agency, left[0], office.central, office.authors)


def test_an_officer_of_another_branch_takes_nothing_away(desk, office):
    stranger = desk.officer(office.admin, Role.CENTRAL_OFFICER, desk.agency())
    with pytest.raises(BeyondOwnRights):
        desk.revoke(stranger, office.authors[0].profile.grants[0].id, office.agency.id)


def test_after_a_revocation_the_next_access_gives_nothing_and_older_access_is_refused(desk, process, office):
    author = office.authors[0]
    before = process.verifier.verify(author.access_token, desk.now)
    desk.revoke(office.central, author.profile.grants[0].id, office.agency.id)
    assert process.verifier.verify(desk.renew(author).access_token, desk.now).grants == ()
    with pytest.raises(Refusal) as refused:
        revocations.refuse_if_stale(before)
    assert refused.value.code is ErrorCode.ACCESS_TOKEN_STALE
