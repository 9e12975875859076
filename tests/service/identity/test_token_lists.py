"""The list of tokens (จัดการ Token): what it shows, to whom, and how fast for a whole country."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from chassis.mongo import Record, database
from contracts.errors import ErrorCode, Refusal
from contracts.rpc.identity.tokens import TokenState
from contracts.vocabulary import Role
from services.identity.domain.granting import BeyondOwnRights
from services.identity.domain.tokens import TokenUnknown
from tests.builders.identity import Desk, an_agency, gone_from
from tests.builders.token_office import TokenOffice, changed
from tests.service.identity.history_of import facts, history_of

pytestmark = pytest.mark.backing("mongo")

GIVEN_BY_CENTRAL = [
    Role.CENTRAL_OFFICER,
    Role.GUIDE_AUTHOR,
    Role.GUIDE_CHECKER,
    Role.SERVICE_POINT_OFFICER,
    Role.INTEGRATOR,
]


@pytest.fixture
def office(desk: Desk) -> TokenOffice:
    return TokenOffice(desk)


def test_a_central_officer_sees_a_row_for_each_role_that_they_may_give(desk, office):
    agency = desk.agency(name="กรม")
    officer = desk.officer(desk.admin(), Role.CENTRAL_OFFICER, agency)

    rows = office.rows(officer, agency).items

    assert [row.role for row in rows] == GIVEN_BY_CENTRAL
    assert {(row.agency_id, row.agency_code, row.agency_name_th) for row in rows} == {(agency.id, agency.code, "กรม")}


def test_rows_are_in_thai_order_of_the_agencies_names_and_then_by_role(desk, office):
    ministry = desk.agency(name="เมืองหลวง")
    for name in ("โรงเรียน", "กรม", "แขวง", "ไร่", "เขต", "ขอนแก่น"):
        desk.agency(ministry, name=name)
    officer = desk.officer(desk.admin(), Role.CENTRAL_OFFICER, ministry)

    rows = office.all_rows(officer, ministry, under=True, page_size=7)

    names = ["กรม", "ขอนแก่น", "เขต", "แขวง", "เมืองหลวง", "โรงเรียน", "ไร่"]
    assert [(row.agency_name_th, row.role) for row in rows] == [
        (name, role) for name in names for role in GIVEN_BY_CENTRAL
    ]


@pytest.mark.parametrize("page_size", [1, 2, 5, 11])
def test_pages_fit_together_whatever_their_size_even_with_namesakes(desk, office, page_size):
    ministry = desk.agency(name="กระทรวง")
    for _ in range(4):
        desk.agency(ministry, name="สำนักงาน")
    officer = desk.officer(desk.admin(), Role.CENTRAL_OFFICER, ministry)

    rows = office.all_rows(officer, ministry, under=True, page_size=page_size)

    assert len(rows) == len({(row.agency_id, row.role) for row in rows}) == 5 * len(GIVEN_BY_CENTRAL)


def test_each_token_is_shown_in_the_state_that_it_has_come_to(desk, office):
    admin = desk.admin()
    agencies = {state: desk.agency(name=state) for state in TokenState}
    desk.issue(admin, Role.CENTRAL_OFFICER, agencies[TokenState.EXPIRED])
    desk.later(days=30)
    live, used, ended = (
        desk.issue(admin, Role.CENTRAL_OFFICER, agencies[state])
        for state in (TokenState.LIVE, TokenState.REDEEMED, TokenState.REVOKED)
    )
    desk.redeem(desk.sign_in(), used.token)
    office.revoke(admin, agencies[TokenState.REVOKED], ended.id)

    rows = {state: office.rows(admin, agency, role=Role.CENTRAL_OFFICER).items[0] for state, agency in agencies.items()}

    assert {state: row.state for state, row in rows.items()} == {state: state for state in TokenState}
    assert {state: row.token_id for state, row in rows.items() if row.token_id} == {TokenState.LIVE: live.id}
    assert rows[TokenState.LIVE].expires_at == desk.now + timedelta(days=30)
    assert rows[TokenState.REDEEMED].redeemed_at == desk.now
    assert rows[TokenState.NONE].issued_at is None
    for state, agency in agencies.items():
        found = office.all_rows(admin, None, under=True, role=Role.CENTRAL_OFFICER, state=state)
        assert [row.agency_id for row in found] == [agency.id]


def test_a_refreshed_token_stands_as_live_again(desk, office):
    admin, agency = desk.admin(), desk.agency()
    desk.redeem(desk.sign_in(), desk.issue(admin, Role.CENTRAL_OFFICER, agency).token)
    again = desk.issue(admin, Role.CENTRAL_OFFICER, agency)
    (row,) = office.rows(admin, agency, role=Role.CENTRAL_OFFICER).items
    assert (row.state, row.token_id, row.redeemed_at) == (TokenState.LIVE, again.id, None)


def test_the_national_roles_have_rows_of_their_own(desk, office):
    admin = desk.admin()
    opdc = desk.issue(admin, Role.OPDC_ADMIN, None)
    rows = {row.role: row for row in office.rows(admin, None).items}
    assert set(rows) == {Role.DGA_ADMIN, Role.OPDC_ADMIN}
    assert rows[Role.OPDC_ADMIN].token_id == opdc.id
    assert rows[Role.DGA_ADMIN].state is TokenState.REDEEMED


def test_a_monitor_sees_what_they_may_hand_out_below_and_nothing_at_their_own_agency(desk, office):
    province = desk.agency(name="จังหวัด")
    local = desk.agency(province, name="อบต.")
    monitor = desk.officer(desk.admin(), Role.MONITOR, province)
    rows = office.all_rows(monitor, province, under=True)
    assert [(row.agency_id, row.role) for row in rows] == [
        (local.id, Role.CENTRAL_OFFICER),
        (local.id, Role.SERVICE_POINT_OFFICER),
    ]
    with pytest.raises(BeyondOwnRights):
        office.rows(monitor, province)
    with pytest.raises(BeyondOwnRights):
        office.rows(monitor, local, role=Role.MONITOR)


def test_an_agency_that_moves_takes_its_rows_and_those_below_it_along(desk, office):
    old, new = desk.agency(name="เดิม"), desk.agency(name="ใหม่")
    moving = desk.agency(old, name="กอง")
    below = desk.agency(moving, name="กลุ่ม")
    admin = desk.admin()
    facts_now = moving.timeline[0].model_copy(update={"parent_id": new.id, "effective_on": desk.today})
    desk.hears_of(changed(moving, timeline=(*moving.timeline, facts_now)))

    def places(of):
        rows = office.all_rows(admin, of, under=True, role=Role.CENTRAL_OFFICER)
        return {row.agency_id for row in rows}

    assert places(old) == {old.id}
    assert places(new) == {new.id, moving.id, below.id}


def test_a_change_that_was_announced_shows_from_its_day_on(desk, office):
    agency = desk.agency(name="ชื่อเดิม")
    tomorrow = desk.today + timedelta(days=1)
    renamed = agency.timeline[0].model_copy(update={"name_th": "ชื่อใหม่", "effective_on": tomorrow})
    desk.hears_of(
        changed(agency, timeline=(*agency.timeline, renamed), absences=gone_from(tomorrow + timedelta(days=1)))
    )
    admin, seen = desk.admin(), []
    for _ in range(3):
        seen.append([row.agency_name_th for row in office.rows(admin, None, under=True, role=Role.MONITOR).items])
        desk.later(days=1)
    assert seen == [["ชื่อเดิม"], ["ชื่อใหม่"], []]


def test_an_agency_of_which_identity_hears_before_its_parent_is_listed_below_it_in_the_end(desk, office):
    ministry = an_agency(name="กระทรวง")
    department = an_agency(ministry, name="กรม")
    desk.hears_of(department)
    desk.hears_of(ministry)
    rows = office.rows(desk.admin(), ministry, under=True, role=Role.CENTRAL_OFFICER).items
    assert [row.agency_name_th for row in rows] == ["กรม", "กระทรวง"]


@pytest.mark.parametrize("after", ["nonsense", "nobody.central_officer", ".", "{agency}.king", "{agency}"])
def test_a_place_that_does_not_exist_in_the_list_is_refused(desk, office, after):
    agency = desk.agency()
    with pytest.raises(Refusal) as refused:
        office.rows(desk.admin(), None, under=True, after=after.format(agency=agency.id))
    assert [problem.field for problem in refused.value.fields] == ["after"]


def test_an_agency_that_does_not_exist_has_no_rows(desk, office):
    with pytest.raises(Refusal) as refused:
        office.rows(desk.admin(), an_agency())
    assert refused.value.code is ErrorCode.AGENCY_UNKNOWN


def watched(work: Callable[[], object]) -> list[Record]:
    """What the database was asked meanwhile, as it tells itself."""
    database().command("profile", 2)
    try:
        work()
    finally:
        database().command("profile", 0)
    asked = list(
        database()["system.profile"].find({"op": {"$in": ["query", "command"]}, "command.find": {"$exists": 1}})
    )
    database()["system.profile"].drop()
    return asked


def test_a_page_below_a_ministry_costs_no_more_than_below_an_office(desk, office):
    admin, small, large = desk.admin(), desk.agency(name="เล็ก"), desk.agency(name="ใหญ่")
    desk.hears_of(*(an_agency(large, name=f"หน่วยงาน {n}") for n in range(300)))
    for node in (small, large):
        page = {"under": True, "role": Role.CENTRAL_OFFICER, "page_size": 50, "after": f"{node.id}.central_officer"}
        asked = watched(lambda node=node, page=page: office.rows(admin, node, **page))
        assert len(asked) == 3
        assert sum(question["docsExamined"] for question in asked) <= 53
        assert not any(question.get("hasSortStage") for question in asked)


def test_a_page_of_an_export_is_read_in_the_order_of_an_index(desk, office):
    admin, ministry = desk.admin(), desk.agency(name="กระทรวง")
    desk.hears_of(*(an_agency(ministry, name=f"หน่วยงาน {n}") for n in range(200)))
    office.issue_all(admin, ministry, Role.CENTRAL_OFFICER)
    first = office.export(admin, ministry, Role.CENTRAL_OFFICER, page_size=50)
    asked = watched(lambda: office.export(admin, ministry, Role.CENTRAL_OFFICER, page_size=50, after=first.next))
    on_desk = [question for question in asked if question["command"]["find"] == "token_desk"]
    assert sum(question["docsExamined"] for question in on_desk) <= 54
    assert not any(question.get("hasSortStage") for question in on_desk)


def test_a_number_is_shown_to_who_could_issue_it_and_the_history_says_so(desk, office):
    department = desk.agency(name="กรม")
    unit = desk.agency(department, name="กอง")
    officer = desk.officer(desk.admin(), Role.CENTRAL_OFFICER, department)
    token = desk.issue(officer, Role.SERVICE_POINT_OFFICER, unit)

    shown = office.show(officer, unit, token.id)

    assert (shown.token, shown.expires_at) == (token.token, token.expires_at)
    entry = history_of(unit.id)[-1]
    assert entry["type"] == "prakat.identity.token_shown.v1"
    assert entry["actor"]["id"] == officer.profile.officer_id
    assert token.token not in str(entry)


def test_a_revoked_token_is_worth_nothing_and_the_history_says_who_ended_it(desk, office):
    admin, agency = desk.admin(), desk.agency()
    token = desk.issue(admin, Role.CENTRAL_OFFICER, agency)

    office.revoke(admin, agency, token.id)

    with pytest.raises(TokenUnknown):
        office.show(admin, agency, token.id)
    with pytest.raises(TokenUnknown):
        office.revoke(admin, agency, token.id)
    assert facts(agency.id) == ["token_issued", "token_revoked"]


def test_the_tokens_of_a_revoked_grant_are_listed_as_revoked_and_counted_in_its_agencys_history(desk, office):
    department = desk.agency(name="กรม")
    units = [desk.agency(department, name=f"กอง {n}") for n in range(3)]
    admin = desk.admin()
    officer = desk.officer(admin, Role.CENTRAL_OFFICER, department)
    office.issue_all(officer, department, Role.SERVICE_POINT_OFFICER)
    theirs = desk.issue(admin, Role.CENTRAL_OFFICER, units[0])

    office.note_revocation(admin, officer.profile.grants[0].id, department)

    rows = office.all_rows(admin, department, under=True, role=Role.SERVICE_POINT_OFFICER, state=TokenState.REVOKED)
    assert {row.agency_id for row in rows} == {unit.id for unit in units}
    ended = history_of(department.id)[-1]
    assert (ended["type"], ended["data"]["count"]) == ("prakat.identity.tokens_revoked.v1", 3)
    assert office.show(admin, units[0], theirs.id).token == theirs.token
