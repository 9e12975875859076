"""Other systems that act for an agency: registered, let in, rotated, ended."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from chassis.mongo import database
from contracts.calls import CallerKind
from contracts.errors import ErrorCode, Refusal
from contracts.vocabulary import ClientScope, Role
from services.identity.domain.clients import ClientTurnedAway
from services.identity.domain.granting import BeyondOwnRights
from services.identity.rights import DeclaredRights
from tests.builders.identity import Desk, an_agency, gone_from
from tests.builders.machine_clients import a_key, an_assertion, public
from tests.builders.token_office import TokenOffice, changed
from tests.service.identity.history_of import facts, history_of

pytestmark = pytest.mark.backing("mongo")

READ, WRITE = ClientScope.FILINGS_READ, ClientScope.FILINGS_WRITE


@pytest.fixture
def office(desk: Desk) -> TokenOffice:
    return TokenOffice(desk)


def test_a_client_comes_in_with_its_secret_and_acts_for_its_agency_within_its_scopes(desk, office, process):
    agency, admin = desk.agency(), desk.admin()
    officer = desk.officer(admin, Role.CENTRAL_OFFICER, agency)
    given = office.register(officer, agency, frozenset({READ, WRITE}), name="  ระบบ  สารบรรณ ")

    opened = office.come_in(given.client_id, secret=given.secret)
    access = office.use(opened.token)

    caller = process.verifier.verify(access.access_token, desk.now)
    assert (caller.kind, caller.subject, caller.name) == (CallerKind.CLIENT, given.client_id, "ระบบ สารบรรณ")
    assert [(grant.role, grant.agency_id, grant.issuer) for grant in caller.grants] == [
        (Role.INTEGRATOR, agency.id, officer.profile.officer_id)
    ]
    assert caller.scopes == access.scopes == opened.scopes == {READ, WRITE}
    assert opened.expires_at == desk.now + timedelta(minutes=15)
    assert access.expires_at == desk.now + timedelta(minutes=1)


@pytest.mark.parametrize("kind", ["EC", "OKP", "RSA"])
def test_a_client_with_a_key_shows_an_assertion_instead_of_a_secret(desk, office, kind):
    agency, key = desk.agency(), a_key(kind)
    given = office.register(desk.admin(), agency, public_key=public(key))
    assert given.secret is None
    opened = office.come_in(given.client_id, assertion=an_assertion(key, given.client_id, desk.now))
    assert office.use(opened.token).agency_id == agency.id


def test_a_client_may_ask_for_less_than_it_has(desk, office):
    given = office.register(desk.admin(), desk.agency(), frozenset({READ, WRITE}))
    opened = office.come_in(given.client_id, secret=given.secret, scopes=frozenset({READ}))
    assert opened.scopes == office.use(opened.token).scopes == {READ}


def test_nothing_that_opens_anything_is_kept_readable(desk, office):
    given = office.register(desk.admin(), desk.agency())
    opened = office.come_in(given.client_id, secret=given.secret)
    office.use(opened.token)
    for name in database().list_collection_names():
        kept = str(list(database()[name].find()))
        assert given.secret not in kept
        assert opened.token not in kept


def test_after_a_rotation_old_and_new_work_side_by_side_until_the_overlap_ends(desk, office):
    agency, admin = desk.agency(), desk.admin()
    old = office.register(admin, agency)
    new = office.rotate(admin, agency, old.client_id, overlap_hours=24)
    assert new.old_secret_until == desk.now + timedelta(hours=24)
    by_old = office.come_in(old.client_id, secret=old.secret)
    office.come_in(old.client_id, secret=new.secret)

    desk.later(hours=24, milliseconds=-1)
    late = office.come_in(old.client_id, secret=old.secret)
    assert late.expires_at == new.old_secret_until
    desk.later(milliseconds=1)

    with pytest.raises(ClientTurnedAway):
        office.come_in(old.client_id, secret=old.secret)
    for token in (by_old.token, late.token):
        with pytest.raises(ClientTurnedAway):
            office.use(token)
    office.come_in(old.client_id, secret=new.secret)


def test_a_rotation_without_overlap_ends_what_the_old_secret_opened_at_once(desk, office):
    agency, admin = desk.agency(), desk.admin()
    old = office.register(admin, agency)
    opened = office.come_in(old.client_id, secret=old.secret)
    new = office.rotate(admin, agency, old.client_id, overlap_hours=0)
    assert new.old_secret_until is None
    with pytest.raises(ClientTurnedAway):
        office.use(opened.token)
    with pytest.raises(ClientTurnedAway):
        office.come_in(old.client_id, secret=old.secret)
    office.use(office.come_in(old.client_id, secret=new.secret).token)


def test_a_rotation_repeated_because_its_answer_was_lost_leaves_the_secret_in_use_alone(desk, office):
    agency, admin = desk.agency(), desk.admin()
    in_use = office.register(admin, agency)
    office.rotate(admin, agency, in_use.client_id)
    office.rotate(admin, agency, in_use.client_id)
    office.come_in(in_use.client_id, secret=in_use.secret)


def test_a_client_changes_from_a_secret_to_a_key_and_back(desk, office):
    agency, admin, key = desk.agency(), desk.admin(), a_key()
    given = office.register(admin, agency)
    office.rotate(admin, agency, given.client_id, public_key=public(key))
    office.come_in(given.client_id, assertion=an_assertion(key, given.client_id, desk.now))
    office.come_in(given.client_id, secret=given.secret)
    assert office.clients(agency).items[0].has_key
    back = office.rotate(admin, agency, given.client_id, overlap_hours=0)
    office.come_in(given.client_id, secret=back.secret)


def test_last_use_is_noted_once_a_minute(desk, office):
    agency = desk.agency()
    given = office.register(desk.admin(), agency)
    token = office.come_in(given.client_id, secret=given.secret).token
    assert office.clients(agency).items[0].last_used_at is None
    first = desk.now
    seen = []
    for seconds in (0, 30, 29, 1):
        desk.later(seconds=seconds)
        office.use(token)
        seen.append(office.clients(agency).items[0].last_used_at)
    assert seen == [first, first, first, desk.now]


def test_a_client_is_listed_with_what_its_keepers_need_to_know(desk, office):
    agency, admin = desk.agency(), desk.admin()
    given = office.register(admin, agency, frozenset({READ}), ("192.0.2.0/24", "::ffff:198.51.100.0/120"))
    office.end_client(admin, agency, given.client_id)
    (listed,) = office.clients(agency).items
    assert (listed.client_id, listed.scopes, listed.has_key) == (given.client_id, {READ}, False)
    assert [str(each) for each in listed.addresses] == ["192.0.2.0/24", "198.51.100.0/24"]
    assert listed.revoked_at == desk.now


def test_clients_below_an_agency_are_listed_in_thai_order_page_by_page(desk, office):
    ministry, admin = desk.agency(name="กระทรวง"), desk.admin()
    units, elsewhere = [desk.agency(ministry) for _ in range(2)], desk.agency()
    for number, name in enumerate(("ไร่", "กรม", "เขต", "ขอนแก่น")):
        office.register(admin, units[number % 2], name=name)
    office.register(admin, elsewhere, name="อื่น")

    first = office.clients(ministry, under=True, page_size=3)
    second = office.clients(ministry, under=True, page_size=3, after=first.next)

    assert [client.name for client in (*first.items, *second.items)] == ["กรม", "ขอนแก่น", "เขต", "ไร่"]
    assert second.next is None
    assert office.clients(ministry).items == ()


def test_what_happens_to_a_client_stands_in_its_agencys_history(desk, office):
    agency, admin = desk.agency(), desk.admin()
    given = office.register(admin, agency)
    office.rotate(admin, agency, given.client_id)
    office.end_client(admin, agency, given.client_id)
    assert facts(agency.id) == ["client_registered", "client_credentials_rotated", "client_revoked"]
    registered, rotated, revoked = history_of(agency.id)
    assert {entry["actor"]["id"] for entry in (registered, rotated, revoked)} == {admin.profile.officer_id}
    assert [entry["data"]["client"]["version"] for entry in (registered, rotated, revoked)] == [1, 2, 3]
    assert rotated["before"]["version"] == 1
    assert given.secret not in str(history_of(agency.id))


UNFIT = {
    "an end in the past": ({"lasts": timedelta(0)}, "expires_at"),
    "an end in more than two years": ({"lasts": timedelta(days=732)}, "expires_at"),
    "from anywhere (IPv4)": ({"addresses": ("0.0.0.0/0",)}, "addresses"),
    "from anywhere (IPv6)": ({"addresses": ("192.0.2.0/24", "::/0")}, "addresses"),
    "from anywhere, dressed up as IPv6": ({"addresses": ("::ffff:0:0/96",)}, "addresses"),
    "a name of spaces": ({"name": "   "}, "name"),
    "a private key": ({"public_key": "{}"}, "public_key"),
}


@pytest.mark.parametrize(("wrong", "field"), UNFIT.values(), ids=UNFIT.keys())
def test_what_is_not_fit_for_a_client_is_told_by_field(desk, office, wrong, field):
    with pytest.raises(Refusal) as refused:
        office.register(desk.admin(), desk.agency(), **wrong)
    assert refused.value.code is ErrorCode.INVALID_REQUEST
    assert [problem.field for problem in refused.value.fields] == [field]


def test_there_are_no_clients_for_agencies_that_do_not_exist(desk, office):
    with pytest.raises(Refusal) as refused:
        office.register(desk.admin(), an_agency())
    assert refused.value.code is ErrorCode.AGENCY_UNKNOWN


class OnlyReading(DeclaredRights):
    """Rights of tomorrow: of today's roles, those that register clients may do all that a client may."""

    def scopes_within(self, role: Role) -> frozenset[ClientScope]:
        return frozenset({READ})


def test_nobody_gives_a_scope_whose_rights_they_do_not_have(desk, office):
    agency = desk.agency()
    officer = desk.officer(desk.admin(), Role.CENTRAL_OFFICER, agency)
    desk.rooms = replace(desk.rooms, rights=OnlyReading())
    office.register(officer, agency, frozenset({READ}))
    with pytest.raises(BeyondOwnRights):
        office.register(officer, agency, frozenset({READ, WRITE}))


def test_a_client_of_an_agency_that_was_dissolved_is_turned_away(desk, office):
    agency = desk.agency()
    given = office.register(desk.admin(), agency)
    opened = office.come_in(given.client_id, secret=given.secret)
    desk.hears_of(changed(agency, absences=gone_from(desk.today)))
    with pytest.raises(ClientTurnedAway):
        office.use(opened.token)
    with pytest.raises(ClientTurnedAway):
        office.come_in(given.client_id, secret=given.secret)
