"""First tokens for everybody below an agency, and the list that is printed of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chassis.event_log import verify
from chassis.mongo import database
from contracts.errors import ErrorCode, Refusal
from contracts.rpc.identity.tokens import TokenState
from contracts.vocabulary import Role
from services.identity.domain.granting import BeyondOwnRights
from services.identity.domain.tokens import TokenRefused
from services.identity.store import Tokens, TokenSafe
from tests.builders.identity import Desk, an_agency, gone_from
from tests.builders.token_office import TokenOffice, changed
from tests.service.identity.history_of import facts, history_of

pytestmark = pytest.mark.backing("mongo")


@pytest.fixture
def office(desk: Desk) -> TokenOffice:
    return TokenOffice(desk)


def test_every_agency_below_gets_a_token_and_the_agency_itself_none(desk, office):
    province = desk.agency(name="จังหวัด")
    district = desk.agency(province, name="อำเภอ")
    locals_ = [desk.agency(district, name=f"อบต. {n}") for n in range(3)]
    elsewhere = desk.agency(name="อื่น")
    monitor = desk.officer(desk.admin(), Role.MONITOR, province)

    outcome = office.issue_all(monitor, province, Role.CENTRAL_OFFICER)

    assert (outcome.issued, outcome.kept) == (4, 0)
    live = office.all_rows(monitor, province, under=True, role=Role.CENTRAL_OFFICER, state=TokenState.LIVE)
    assert {row.agency_id for row in live} == {district.id, *(each.id for each in locals_)}
    for agency in (district, *locals_):
        (entry,) = history_of(agency.id)
        assert entry["type"] == "prakat.identity.token_issued.v1"
        assert entry["actor"]["role"] == Role.MONITOR
    assert facts(elsewhere.id) == []
    assert list(verify()) == []


def test_the_numbers_work(desk, office):
    ministry = desk.agency(name="กระทรวง")
    unit = desk.agency(ministry, name="กรม")
    admin = desk.admin()
    office.issue_all(admin, ministry, Role.CENTRAL_OFFICER)
    (exported,) = office.export(admin, ministry, Role.CENTRAL_OFFICER).items
    assert desk.redeem(desk.sign_in(), exported.token).agency_id == unit.id


def test_repeating_it_keeps_what_is_live_and_fills_what_is_missing(desk, office):
    ministry, admin = desk.agency(name="กระทรวง"), desk.admin()
    used, expiring, kept = (desk.agency(ministry, name=name) for name in ("ใช้แล้ว", "หมดอายุ", "ยังใช้ได้"))
    desk.issue(admin, Role.CENTRAL_OFFICER, expiring)
    desk.later(days=29)
    desk.redeem(desk.sign_in(), desk.issue(admin, Role.CENTRAL_OFFICER, used).token)
    live = desk.issue(admin, Role.CENTRAL_OFFICER, kept)
    desk.later(days=1)

    outcome = office.issue_all(admin, ministry, Role.CENTRAL_OFFICER)
    again = office.issue_all(admin, ministry, Role.CENTRAL_OFFICER)

    assert (outcome.issued, outcome.kept) == (2, 1)
    assert (again.issued, again.kept) == (0, 3)
    assert office.show(admin, kept, live.id).token == live.token


def test_refreshing_replaces_the_live_ones_too(desk, office):
    ministry, admin = desk.agency(name="กระทรวง"), desk.admin()
    unit = desk.agency(ministry, name="กรม")
    old = desk.issue(admin, Role.CENTRAL_OFFICER, unit)

    outcome = office.issue_all(admin, ministry, Role.CENTRAL_OFFICER, refresh=True)

    assert (outcome.issued, outcome.kept) == (1, 0)
    with pytest.raises(TokenRefused):
        desk.redeem(desk.sign_in(), old.token)


def test_a_token_whose_issuer_lost_the_right_is_not_kept_but_replaced(desk, office):
    ministry, admin = desk.agency(name="กระทรวง"), desk.admin()
    desk.agency(ministry, name="กรม")
    first = desk.officer(admin, Role.CENTRAL_OFFICER, ministry)
    office.issue_all(first, ministry, Role.SERVICE_POINT_OFFICER)
    desk.revoke(admin, first.profile.grants[0].id, ministry.id)  # and the news of it has not come round yet

    assert office.export(admin, ministry, Role.SERVICE_POINT_OFFICER).items == ()
    assert office.issue_all(admin, ministry, Role.SERVICE_POINT_OFFICER).issued == 1


def test_agencies_that_exist_no_more_or_not_yet_get_none(desk, office):
    ministry, admin = desk.agency(name="กระทรวง"), desk.admin()
    gone = desk.agency(ministry, name="ยุบแล้ว")
    desk.hears_of(changed(gone, absences=gone_from(desk.today)))
    assert office.issue_all(admin, ministry, Role.CENTRAL_OFFICER).issued == 0


@pytest.mark.parametrize("role", [Role.DGA_ADMIN, Role.OPDC_ADMIN])
def test_national_roles_are_not_handed_out_by_the_hundred(desk, office, role):
    with pytest.raises(Refusal) as refused:
        office.issue_all(desk.admin(), desk.agency(), role)
    assert refused.value.code is ErrorCode.INVALID_REQUEST


def test_an_export_lists_numbers_by_province_and_thai_name_page_by_page(desk, office):
    ministry, admin = desk.agency(name="กระทรวง"), desk.admin()
    expected = [("10", "ขอนแก่น"), ("10", "เขต"), ("50", "กรม"), ("50", "แขวง"), ("50", "ไร่")]
    for province, name in reversed(expected):
        state = an_agency(ministry, name=name)
        desk.hears_of(
            state.model_copy(
                update={
                    "lao_code": f"06{province}0101",
                    "timeline": (state.timeline[0].model_copy(update={"province_code": province}),),
                }
            )
        )
    office.issue_all(admin, ministry, Role.CENTRAL_OFFICER)

    first = office.export(admin, ministry, Role.CENTRAL_OFFICER, page_size=2)
    second = office.export(admin, ministry, Role.CENTRAL_OFFICER, page_size=2, after=first.next)
    third = office.export(admin, ministry, Role.CENTRAL_OFFICER, page_size=2, after=second.next)

    items = [*first.items, *second.items, *third.items]
    assert [(item.province_code, item.agency_name_th) for item in items] == expected
    assert third.next is None
    assert items[0].lao_code == "06100101"
    assert len({item.token for item in items}) == 5


def test_every_page_of_an_export_stands_in_the_history_without_a_number(desk, office):
    province = desk.agency(name="จังหวัด")
    desk.hears_of(*(an_agency(province, name=f"อบต. {n}") for n in range(3)))
    monitor = desk.officer(desk.admin(), Role.MONITOR, province)
    office.issue_all(monitor, province, Role.CENTRAL_OFFICER)

    page = office.export(monitor, province, Role.CENTRAL_OFFICER, page_size=2)
    office.export(monitor, province, Role.CENTRAL_OFFICER, page_size=2, after=page.next)

    entries = [entry for entry in history_of(province.id) if "tokens_exported" in entry["type"]]
    assert [entry["data"] for entry in entries] == [
        {"agency_id": province.id, "role": "central_officer", "count": count} for count in (2, 1)
    ]
    assert {entry["actor"]["id"] for entry in entries} == {monitor.profile.officer_id}
    assert not any(item.token in str(list(database()["event_log"].find())) for item in page.items)


def test_used_expired_and_revoked_tokens_are_not_exported(desk, office):
    ministry, admin = desk.agency(name="กระทรวง"), desk.admin()
    used, revoked, expired = (desk.agency(ministry, name=name) for name in "กขค")
    desk.issue(admin, Role.CENTRAL_OFFICER, expired)
    desk.later(days=30)
    desk.redeem(desk.sign_in(), desk.issue(admin, Role.CENTRAL_OFFICER, used).token)
    office.revoke(admin, revoked, desk.issue(admin, Role.CENTRAL_OFFICER, revoked).id)
    assert office.export(admin, ministry, Role.CENTRAL_OFFICER).items == ()


def test_after_a_change_of_the_secret_numbers_are_left_out_rather_than_shown_wrong(desk, office):
    ministry, admin = desk.agency(name="กระทรวง"), desk.admin()
    desk.agency(ministry, name="กรม")
    office.issue_all(admin, ministry, Role.CENTRAL_OFFICER)
    changed_secret = Tokens(TokenSafe("6f" * 32), desk.rooms.token_desk)
    desk.rooms = replace(desk.rooms, tokens=changed_secret)
    assert office.export(admin, ministry, Role.CENTRAL_OFFICER).items == ()


def test_a_role_that_one_may_not_give_is_neither_issued_nor_exported(desk, office):
    province = desk.agency(name="จังหวัด")
    desk.agency(province, name="อบต.")
    monitor = desk.officer(desk.admin(), Role.MONITOR, province)
    for role in set(Role) - {Role.CENTRAL_OFFICER, Role.SERVICE_POINT_OFFICER}:
        with pytest.raises((BeyondOwnRights, Refusal)):
            office.issue_all(monitor, province, role)
        with pytest.raises(BeyondOwnRights):
            office.export(monitor, province, role)


def test_hundreds_are_issued_together(desk, office):
    ministry, admin = desk.agency(name="กระทรวง"), desk.admin()
    desk.hears_of(*(an_agency(ministry, name=f"หน่วยงาน {n}") for n in range(400)))
    assert office.issue_all(admin, ministry, Role.CENTRAL_OFFICER).issued == 400
    assert len(office.export(admin, ministry, Role.CENTRAL_OFFICER, page_size=400).items) == 400
