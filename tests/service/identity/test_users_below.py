"""The users of everything below an agency: listing, searching, filtering."""

import copy
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from chassis.mongo import in_transaction
from chassis.service import Process
from contracts.errors import ErrorCode, Refusal
from contracts.events.agencies import AgencyState
from contracts.vocabulary import Role
from services.identity.domain.granting import Grant
from services.identity.wiring import Identity
from tests.builders.arranged import Contents, contents, empty, put_back
from tests.builders.identity import Desk, Officer
from tests.service.identity.questions import asked

pytestmark = pytest.mark.backing("mongo")


@dataclass(frozen=True)
class Branch:
    admin: Officer
    ministry: AgencyState
    department: AgencyState
    office: AgencyState
    beside: AgencyState


@pytest.fixture(scope="module")
def arranged(prepared: tuple[Process, Identity]) -> tuple[Branch, datetime, Contents]:
    """A ministry with a department with an office, each with an officer, and another ministry with one; when all that
    was made, and what the database holds of it."""
    desk = Desk(*prepared)
    admin = desk.admin()
    ministry = desk.agency(name="กระทรวง")
    department = desk.agency(ministry, "กรม")
    office = desk.agency(department, "สำนัก")
    beside = desk.agency(name="กระทรวงอื่น")
    desk.officer(admin, Role.CENTRAL_OFFICER, ministry, "นายเกษม ใจดี")
    desk.officer(admin, Role.CENTRAL_OFFICER, department, "กมล สมบูรณ์")
    desk.officer(admin, Role.SERVICE_POINT_OFFICER, office, "Somchai Jaidee")
    desk.officer(admin, Role.CENTRAL_OFFICER, beside, "พร อื่น")
    kept = contents()
    empty()
    return Branch(admin, ministry, department, office, beside), desk.now, kept


@pytest.fixture
def branch(desk: Desk, arranged: tuple[Branch, datetime, Contents]) -> Branch:
    """The branch as it was made, at the moment it was."""
    branch, desk.now, kept = arranged
    empty()
    put_back(kept)
    return copy.deepcopy(branch)


def names(desk: Desk, agency: AgencyState | None, **wanted: object) -> list[str]:
    return [user.name for user in desk.users(agency, under=True, **wanted).items]


def test_everything_below_is_listed_with_the_agency_and_nothing_beside_it(desk, branch):
    users = desk.users(branch.ministry, under=True).items
    assert [(user.name, user.agency_name_th) for user in users] == [
        ("กมล สมบูรณ์", "กรม"),
        ("นายเกษม ใจดี", "กระทรวง"),
        ("Somchai Jaidee", "สำนัก"),
    ]
    assert names(desk, branch.department) == ["กมล สมบูรณ์", "Somchai Jaidee"]
    assert names(desk, branch.office) == ["Somchai Jaidee"]


def test_without_asking_for_below_only_the_agency_itself_is_listed(desk, branch):
    assert [user.name for user in desk.users(branch.department).items] == ["กมล สมบูรณ์"]


def test_the_whole_country_is_everybody_and_by_itself_those_who_hold_it(desk, branch):
    assert len(names(desk, None)) == 5
    assert [user.role for user in desk.users(None).items] == [Role.DGA_ADMIN]


@pytest.mark.parametrize("page_size", [1, 2, 3])
def test_pages_follow_each_other_without_gap_or_repetition(desk, branch, page_size):
    turned, after = [], None
    while True:
        page = desk.users(None, under=True, page_size=page_size, after=after)
        turned += [user.grant_id for user in page.items]
        after = page.next
        if after is None:
            break
    assert turned == [user.grant_id for user in desk.users(None, under=True).items]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("กมล", ["กมล สมบูรณ์"]),
        ("สมบ", ["กมล สมบูรณ์"]),
        ("เกษม", ["นายเกษม ใจดี"]),
        ("นายเกษม", ["นายเกษม ใจดี"]),
        ("jai", ["Somchai Jaidee"]),
        ("  SOM   jai ", ["Somchai Jaidee"]),
        ("กมล ใจดี", []),
        ("มล", []),
        ("dee", []),
        (".*", []),
        ("(", []),
        ("", ["กมล สมบูรณ์", "นายเกษม ใจดี", "Somchai Jaidee"]),
    ],
)
def test_a_search_finds_the_beginnings_of_words_in_thai_and_english(desk, branch, query, found):
    assert names(desk, branch.ministry, query=query) == found


def test_the_list_can_be_narrowed_to_a_role(desk, branch):
    assert names(desk, branch.ministry, role=Role.SERVICE_POINT_OFFICER) == ["Somchai Jaidee"]


def test_it_tells_when_each_last_signed_in(desk, branch):
    desk.later(days=3)
    desk.officer(branch.admin, Role.GUIDE_AUTHOR, branch.office, "ฮ.")
    seen = {user.name: user.last_seen_at for user in desk.users(branch.office).items}
    assert seen == {"Somchai Jaidee": desk.now - timedelta(days=3), "ฮ.": desk.now}


def test_when_an_agency_moves_its_users_and_those_below_it_go_along(desk, branch):
    facts = branch.department.timeline[0].model_copy(update={"parent_id": branch.beside.id})
    desk.hears_of(branch.department.model_copy(update={"version": 2, "timeline": (facts,)}))
    assert names(desk, branch.ministry) == ["นายเกษม ใจดี"]
    assert set(names(desk, branch.beside)) == {"พร อื่น", "กมล สมบูรณ์", "Somchai Jaidee"}


def test_agencies_that_are_heard_of_in_any_order_end_up_below_each_other(desk, branch):
    top, middle, bottom = (desk.agency() for _ in range(3))
    chain = [
        _below(top, None),
        _below(middle, top),
        _below(bottom, middle),
    ]
    desk.officer(branch.admin, Role.GUIDE_AUTHOR, bottom, "ล่างสุด")
    for state in reversed(chain):
        desk.hears_of(state)
    assert names(desk, top) == ["ล่างสุด"]


def test_a_place_in_the_list_of_another_branch_is_none_in_this_one(desk, branch):
    (other,) = desk.users(branch.beside).items
    for made_up in (other.grant_id, "nonsense"):
        with pytest.raises(Refusal) as refused:
            desk.users(branch.ministry, under=True, after=made_up)
        assert refused.value.code is ErrorCode.INVALID_REQUEST


def test_a_page_takes_four_walks_along_indexes_however_many_users_there_are(desk):
    agency, scope = desk.agency(), []
    scope = ["national", agency.id]

    def give_many() -> None:
        for number in range(300):
            grant = Grant(f"grant-{number}", f"officer-{number}", Role.GUIDE_AUTHOR, agency.id, "issuer", desk.now)
            desk.rooms.grants.give(grant, f"ชื่อ {number:03d}", scope)

    in_transaction(give_many)
    first = desk.users(agency, under=True, page_size=10)

    with asked() as questions:
        second = desk.users(agency, under=True, page_size=10, after=first.next)

    assert [user.name for user in second.items] == [f"ชื่อ {number:03d}" for number in range(10, 20)]
    assert questions.collections == ["agency_directory", "grants", "grants", "officers"]
    assert questions.examined < 50  # weighing plans on a young collection included
    assert not questions.sorted_in_memory


def _below(agency: AgencyState, parent: AgencyState | None) -> AgencyState:
    facts = agency.timeline[0].model_copy(update={"parent_id": parent.id if parent else None})
    return agency.model_copy(update={"version": 2, "timeline": (facts,)})
