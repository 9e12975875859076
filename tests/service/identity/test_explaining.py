"""Why can I, why can't I."""

from dataclasses import dataclass

import pytest

from chassis.authz import RIGHTS, authorise
from chassis.thai_days import bangkok_day
from contracts.calls import Caller, Grant
from contracts.errors import Refusal
from contracts.events.agencies import AgencyState
from contracts.operations import NO_AGENCY
from contracts.rpc.identity.profile import Reason
from contracts.vocabulary import Action, Role
from tests.builders.identity import Desk, Officer, an_agency
from tests.service.identity.questions import asked

pytestmark = pytest.mark.backing("mongo")


@dataclass(frozen=True)
class Tree:
    admin: Officer
    ministry: AgencyState
    department: AgencyState
    office: AgencyState
    beside: AgencyState


@pytest.fixture
def tree(desk: Desk) -> Tree:
    ministry = desk.agency(name="กระทรวงหนึ่ง")
    department = desk.agency(ministry, "กรมสอง")
    return Tree(desk.admin(), ministry, department, desk.agency(department, "สำนักสาม"), desk.agency(name="กรมอื่น"))


def test_a_right_from_above_names_the_grant_and_the_way_down(desk, tree):
    officer = desk.officer(tree.admin, Role.CENTRAL_OFFICER, tree.ministry)

    why = desk.explain(officer, Action.FILE, tree.office)

    assert (why.allowed, why.reason, why.by) == (True, Reason.GRANTED, officer.profile.acting)
    assert why.through == (tree.ministry.id, tree.department.id, tree.office.id)
    assert why.text_th == "ทำได้ เพราะท่านเป็นเจ้าหน้าที่ส่วนกลางของกระทรวงหนึ่ง ซึ่งอยู่เหนือสำนักสาม"
    assert why.text_en == "Yes: you are central officer of กระทรวงหนึ่ง, which stands above สำนักสาม."


def test_a_right_at_ones_own_agency_and_one_in_the_whole_country(desk, tree):
    officer = desk.officer(tree.admin, Role.SERVICE_POINT_OFFICER, tree.office)
    own, national = desk.explain(officer, Action.FILE, tree.office), desk.explain(tree.admin, Action.FILE, tree.office)
    assert (own.text_en, own.through) == ("Yes: you are service point officer of สำนักสาม.", (tree.office.id,))
    assert (national.allowed, national.through) == (True, ())
    assert "ทั้งประเทศ" in national.text_th


def test_another_grant_that_would_do_is_named_with_what_to_do(desk, tree):
    officer = desk.officer(tree.admin, Role.MONITOR, tree.beside)
    desk.later(minutes=1)
    other = desk.redeem(officer, desk.issue(tree.admin, Role.CENTRAL_OFFICER, tree.department).token)
    why = desk.explain(officer, Action.FILE, tree.office)
    assert (why.allowed, why.reason, why.by) == (False, Reason.OTHER_GRANT, other)
    assert "สลับ" in why.text_th
    assert "switch" in why.text_en
    desk.switch(officer, other.id)
    assert desk.explain(officer, Action.FILE, tree.office).reason is Reason.GRANTED


def test_a_role_without_the_action_is_told_who_could(desk, tree):
    officer = desk.officer(tree.admin, Role.MONITOR, tree.department)
    why = desk.explain(officer, Action.FILE, tree.office)
    assert (why.allowed, why.reason, why.by) == (False, Reason.ROLE, None)
    assert set(why.would_do) == {role for role in Role if Action.FILE in RIGHTS[role]}
    assert "central officer of สำนักสาม or กรมสอง or กระทรวงหนึ่ง" in why.text_en
    assert "เจ้าหน้าที่จุดบริการของสำนักสาม" in why.text_th


def test_a_role_that_does_not_reach_there_is_told_so(desk, tree):
    officer = desk.officer(tree.admin, Role.CENTRAL_OFFICER, tree.office)
    above, national = (
        desk.explain(officer, Action.FILE, tree.department),
        desk.explain(officer, Action.READ_FIGURES, None),
    )
    assert (above.reason, national.reason) == (Reason.REACH, Reason.REACH)
    assert "กรมสองไม่ได้อยู่ในขอบเขตของท่าน" in above.text_th
    assert "the whole country" in national.text_en


def test_who_holds_nothing_is_told_to_ask_for_a_token(desk, tree):
    why = desk.explain(desk.sign_in(), Action.FILE, tree.office)
    assert (why.allowed, why.reason) == (False, Reason.NO_GRANT)
    assert "Token" in why.text_th


def test_an_agency_that_is_not_there_today_is_unknown(desk, tree):
    dissolved = desk.agency(dissolved_on=bangkok_day(desk.now))
    for agency in (an_agency(), dissolved):
        assert desk.explain(tree.admin, Action.FILE, agency).reason is Reason.AGENCY_UNKNOWN


def test_what_takes_no_role_is_allowed_and_what_only_the_operator_does_is_not(desk):
    officer = desk.sign_in()
    assert desk.explain(officer, Action.PUBLIC, None).allowed
    assert not desk.explain(officer, Action.OPERATE, None).allowed


@pytest.mark.parametrize("role", Role)
def test_the_answer_is_the_one_that_the_door_gives_for_every_action_and_relation(desk, tree, role):
    officer = desk.officer(tree.admin, role, tree.department)
    acting = officer.profile.acting
    caller = Caller("o", "", grants=(Grant(acting.id, acting.role, acting.agency_id),))
    for action in set(Action) - NO_AGENCY:
        for agency in (tree.ministry, tree.department, tree.office, tree.beside, None):
            assert desk.explain(officer, action, agency).allowed == opens(desk, caller, action, agency)


def opens(desk: Desk, caller: Caller, action: Action, agency: AgencyState | None) -> bool:
    try:
        authorise(caller, action, agency.id if agency else None, desk.process.directory.is_under)
    except Refusal:
        return False
    return True


def test_it_takes_four_questions_however_much_is_held(desk, tree):
    officer = desk.officer(tree.admin, Role.MONITOR, tree.beside)
    for agency in (tree.ministry, tree.department, tree.office):
        desk.redeem(officer, desk.issue(tree.admin, Role.GUIDE_AUTHOR, agency).token)
    with asked() as questions:
        desk.explain(officer, Action.FILE, tree.office)
    assert questions.collections == ["agency_directory", "agency_directory", "grants", "officers"]
