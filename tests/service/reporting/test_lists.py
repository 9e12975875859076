"""Lists: the agencies behind each figure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from chassis import mongo
from chassis.service import Process
from contracts.events.agencies import AgencyState
from contracts.vocabulary import Category, ComplianceState, LaoType, Level, Measure, Obligation, Scope
from services.reporting.wiring import ReportingRooms
from tests.builders.arranged import Contents
from tests.builders.reporting import a_document, an_agency, licences, some_facts
from tests.builders.reporting_desk import ReportingDesk
from tests.service.reporting.conftest import arrange

pytestmark = pytest.mark.backing("mongo")

LAST_YEAR = datetime.now(UTC) - timedelta(days=365)
# As a Thai dictionary has them: by consonant, whatever vowel is written before it.
IN_ORDER = ["กรมการปกครอง", "เกษตร", "ขนส่ง", "แขวงทางหลวง", "โคราช", "ไชยา", "ตาก", "เลย", "อบต. 2", "อบต. 3"]


def named(name: str, **facts: Any) -> AgencyState:
    return an_agency(f"id-{name}", some_facts(name_th=name, **facts))


@pytest.mark.parametrize("page_size", [1, 3, 10, 50])
def test_the_list_is_in_thai_order_and_complete_whatever_the_page_size(reporting: ReportingDesk, page_size: int):
    reporting.hears(*(named(name) for name in sorted(IN_ORDER, reverse=True)))

    assert [item["name_th"] for item in reporting.listed("missing", page_size=page_size)] == IN_ORDER


@pytest.mark.parametrize("page_size", [1, 4, 50])
def test_those_who_owe_nothing_are_listed_in_the_same_order(reporting: ReportingDesk, page_size: int):
    reporting.hears(*(named(name) for name in sorted(IN_ORDER, reverse=True)), named("แผนก", reporting_unit=False))
    reporting.hears(a_document("id-ตาก", [(LAST_YEAR, None)]))

    listed = reporting.listed("not_required", obligation="s13_1_notice", page_size=page_size)

    assert [(item["name_th"], item["since"]) for item in listed] == [(name, None) for name in IN_ORDER]


def test_agencies_of_the_same_name_are_all_listed(reporting: ReportingDesk):
    reporting.hears(*(an_agency(f"same-{n}", some_facts(name_th="บ้านใหม่")) for n in range(7)))

    listed = [item["agency_id"] for item in reporting.listed("missing", page_size=2)]

    assert sorted(listed) == [f"same-{n}" for n in range(7)]


def test_an_item_names_since_when_and_by_which_documents(reporting: ReportingDesk):
    since = datetime(2024, 3, 15, 17, 30, tzinfo=UTC)
    reporting.hears(
        named("กรม"),
        an_agency("office", some_facts("id-กรม", name_th="สำนักงาน")),
        a_document("id-กรม", [(since, None)], id="notice", scope=Scope.SUBTREE),
    )

    (done,), (covered,) = reporting.listed("done"), reporting.listed("covered")

    assert done == {
        "agency_id": "id-กรม", "code": "000000id-กรม", "name_th": "กรม", "name_en": None,
        "category": "local", "lao_type": "subdistrict", "province_code": "54", "counted": True, "public": True,
        "since": "2024-03-16", "document_ids": ["notice"], "misses": ["s16_order"],
    }  # fmt: skip
    assert (covered["agency_id"], covered["since"], covered["document_ids"]) == ("office", "2024-03-16", ["notice"])


def test_a_group_lists_only_its_own(reporting: ReportingDesk):
    reporting.hears(named("แพร่", province_code="54"), named("เชียงใหม่", province_code="50"))

    assert [item["name_th"] for item in reporting.listed("missing", group_by="province", group="54")] == ["แพร่"]
    assert reporting.listed("missing", group_by="province", group="99") == []


def test_agencies_that_do_not_count_are_not_listed(reporting: ReportingDesk):
    reporting.hears(named("กอง", reporting_unit=False), named("กรม"))

    assert [item["name_th"] for item in reporting.listed("missing")] == ["กรม"]


def test_every_figure_is_as_long_as_its_list(reporting: ReportingDesk):
    for number in range(12):
        reporting.hears(
            an_agency(
                f"a{number}", some_facts(f"a{number // 3}" if number > 2 else None, province_code=f"1{number % 3}")
            )
        )
        if number % 4 == 0:
            scope = Scope.SUBTREE if number == 4 else Scope.SELF
            reporting.hears(a_document(f"a{number}", [(LAST_YEAR, None)], id=f"d{number}", scope=scope))

    for obligation in Obligation:
        for measure in Measure:
            about = {"obligation": obligation.value, "measure": measure.value}
            figures = reporting.figures(group_by="province", **about)
            for group, count in figures.items():
                within = {} if group == "total" else {"group_by": "province", "group": group}
                for state in ComplianceState:
                    assert len(reporting.listed(state.value, **about, **within)) == count[state.value]


@pytest.mark.parametrize(
    ("request_", "field"),
    [
        ({"after": "gibberish"}, "after"),
        ({"after": "W10="}, "after"),  # []
        ({"after": "WzEsMl0="}, "after"),  # [1,2]
        ({"group": "54"}, "group_by"),
        ({"group_by": "province"}, "group"),
        ({"as_of": "2999-01-01"}, "as_of"),
        ({"page_size": 201}, "page_size"),
        ({"obligation": None, "state": "done"}, "obligation"),
        ({"obligation": None, "state": "not_required"}, "obligation"),
        ({"state": None}, "state"),
        ({"province_code": "5"}, "province_code"),
    ],
)
def test_what_makes_no_sense_is_refused_by_field(reporting: ReportingDesk, request_: dict[str, object], field: str):
    answer = reporting.answer("list_by_state", **{"obligation": "s10_notice", "state": "missing", **request_})

    assert answer["error"]["code"] == "invalid_request"
    assert [problem["field"] for problem in answer["error"]["fields"]] == [field]


def test_a_node_lists_itself_and_all_below_it_on_that_day(reporting: ReportingDesk):
    moved = [some_facts("id-กรม", name_th="สำนัก"), some_facts(name_th="สำนัก", effective_on=date(2024, 6, 1))]
    reporting.hears(
        named("กรม"), named("กอง", parent_id="id-กรม"), an_agency("id-สำนัก", *moved), named("ฝ่าย", parent_id="id-กอง")
    )

    below = reporting.listed("missing", below="id-กรม", page_size=1)
    before = reporting.listed("missing", below="id-กรม", as_of="2024-05-31")
    child = reporting.listed("missing", below="id-กรม", group_by="children", group="id-กอง")
    itself = reporting.listed("missing", below="id-กรม", group_by="children", group="id-กรม")

    assert [item["name_th"] for item in below] == ["กรม", "กอง", "ฝ่าย"]
    assert [item["name_th"] for item in before] == ["กรม", "กอง", "ฝ่าย", "สำนัก"]
    assert [item["name_th"] for item in child] == ["กอง", "ฝ่าย"]
    assert [item["name_th"] for item in itself] == ["กรม"]


@pytest.fixture(scope="module")
def arranged(prepared: tuple[Process, ReportingRooms]) -> Contents:
    """Two ministries; under one a department with two municipalities and a division, under the other a university."""
    group = {"category": None, "lao_type": None, "province_code": None, "reporting_unit": False}
    local = {"category": Category.LOCAL, "parent_id": "id-กรม"}
    return arrange(
        prepared,
        named("มหาดไทย", level=Level.MINISTRY, **group),
        named("อุดมศึกษา", level=Level.MINISTRY, **group),
        named("กรม", parent_id="id-มหาดไทย", level=Level.DEPARTMENT, category=Category.GOVERNMENT, lao_type=None),
        named("กอง", parent_id="id-กรม", **group),
        named("เกาะคา", lao_type=LaoType.TOWN, name_en="Ko Kha", province_code="52", **local),
        named("แพร่", lao_type=LaoType.TOWN, province_code="54", **local),
        named("มหาวิทยาลัย", parent_id="id-อุดมศึกษา", category=Category.UNIVERSITY, lao_type=None),
        a_document("id-แพร่", [(LAST_YEAR, None)], obligation=Obligation.S16_ORDER),
    )


def names(desk: ReportingDesk, state: str = "missing", **request: Any) -> list[str]:
    return [item["name_th"] for item in desk.listed(state, **request)]


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        ({}, ["กรม", "เกาะคา", "แพร่", "มหาวิทยาลัย"]),
        ({"category": "local"}, ["เกาะคา", "แพร่"]),
        ({"category": "local", "province_code": "52"}, ["เกาะคา"]),
        ({"lao_type": "town", "obligation": "s16_order"}, ["เกาะคา"]),
        ({"ministry_id": "id-มหาดไทย"}, ["กรม", "เกาะคา", "แพร่"]),
        ({"ministry_id": "id-มหาดไทย", "category": "university"}, []),
        ({"department_id": "id-กรม", "province_code": "54"}, ["กรม", "แพร่"]),
        ({"department_id": "id-กรม", "ministry_id": "id-อุดมศึกษา"}, []),
        ({"below": "id-อุดมศึกษา"}, ["มหาวิทยาลัย"]),
        ({"below": "id-มหาดไทย", "category": "local", "province_code": "54"}, ["แพร่"]),
        ({"group_by": "province", "group": "54", "province_code": "52"}, []),
        ({"below": "id-อุดมศึกษา", "group_by": "children", "group": "id-กรม"}, []),
        ({"counted": False}, ["กรม", "กอง", "เกาะคา", "แพร่", "มหาดไทย", "มหาวิทยาลัย", "อุดมศึกษา"]),
        ({"counted": False, "below": "id-กรม"}, ["กรม", "กอง", "เกาะคา", "แพร่"]),
        ({"search": "ko kha"}, ["เกาะคา"]),
        ({"search": "เกาะ คา", "category": "local"}, ["เกาะคา"]),
        ({"search": "เกาะคา", "category": "university"}, []),
        ({"search": "มหา"}, ["มหาวิทยาลัย"]),
        ({"search": "มหา", "counted": False}, ["มหาดไทย", "มหาวิทยาลัย"]),
        ({"search": "-"}, []),
    ],
)
@pytest.mark.parametrize("page_size", [1, 50])
def test_filters_hold_together(country: ReportingDesk, request_: dict[str, Any], expected: list[str], page_size: int):
    assert names(country, page_size=page_size, **request_) == expected


def test_an_agency_is_found_by_its_whole_code(country: ReportingDesk):
    coded = some_facts(name_th="สำนักงาน 0110139")
    country.hears(AgencyState(id="coded", version=1, code="011013900000", lao_code="05540102", timeline=(coded,)))

    assert names(country, search="011013900000") == ["สำนักงาน 0110139"]
    assert names(country, search="๐๕๕๔๐๑๐๒") == ["สำนักงาน 0110139"]
    assert names(country, search="0110139") == ["สำนักงาน 0110139"]  # by its name
    assert names(country, search="5540") == names(country, search="5") == []


def test_without_a_state_all_are_listed_with_what_they_miss(country: ReportingDesk):
    listed = [country.ask("list_by_state", page_size=2, ministry_id="id-มหาดไทย")["items"][1]]

    assert [(item["name_th"], item["since"], item["misses"]) for item in listed] == [
        ("เกาะคา", None, ["s10_notice", "s16_order"])
    ]


@pytest.mark.parametrize("page_size", [1, 2, 50])
def test_whoever_misses_anything_is_listed_once_with_all_that_it_misses(country: ReportingDesk, page_size: int):
    country.hears(
        a_document("id-กรม", [(LAST_YEAR, None)], id="covers", scope=Scope.SUBTREE),
        a_document("id-กรม", [(LAST_YEAR, None)], id="orders", obligation=Obligation.S16_ORDER),
        licences("id-เกาะคา", [(LAST_YEAR, None)]),
    )

    listed = country.listed("missing", obligation=None, page_size=page_size)

    assert [(item["name_th"], item["misses"]) for item in listed] == [
        ("เกาะคา", ["s13_1_notice", "s13_2_channel", "s16_order"]),
        ("มหาวิทยาลัย", ["s10_notice", "s16_order"]),
    ]
    assert names(country, obligation=None, measure="issued", category="local") == ["เกาะคา", "แพร่"]
    assert names(country, obligation=None, as_of="2021-01-01") == ["กรม", "เกาะคา", "แพร่", "มหาวิทยาลัย"]


def test_what_else_is_missed_is_told_on_every_list(country: ReportingDesk):
    (item,) = country.listed("done", obligation="s16_order")

    assert (item["name_th"], item["misses"]) == ("แพร่", ["s10_notice"])


def test_an_agency_that_counts_is_named_though_it_has_no_page(country: ReportingDesk):
    country.hears(named("ลับ", parent_id="id-กรม", visible=False))
    country.hears(a_document("id-ลับ", [(LAST_YEAR, None)], id="hidden"))

    figures = country.figures(group_by="children", below="id-กรม")
    (item,) = country.listed("done")
    groups = country.ask("get_figures", obligation="s10_notice", group_by="children", below="id-กรม")["groups"]

    assert figures["total"]["done"] == figures["id-ลับ"]["done"] == 1
    assert (item["name_th"], item["public"], item["document_ids"]) == ("ลับ", False, [])
    assert "ลับ" in [group["name_th"] for group in groups]
    assert country.state("id-ลับ") == "done"
    assert names(country, "done", below="id-ลับ") == ["ลับ"]
    (changed,) = country.ask("compare_days", obligation="s10_notice", earlier="2021-01-01")["items"]
    assert (changed["name_th"], changed["became"]["document_ids"]) == ("ลับ", [])


def test_an_agency_that_counts_nowhere_is_named_to_nobody_once_it_is_hidden(country: ReportingDesk):
    facts: dict[str, Any] = {"name_th": "กอง", "parent_id": "id-กรม", "reporting_unit": False, "category": None}
    hidden = some_facts(visible=False, effective_on=date(2024, 6, 1), **facts)
    country.hears(an_agency("id-กอง", some_facts(**facts), hidden, version=2))

    for page_size in (1, 50):
        before = names(country, counted=False, below="id-กรม", as_of="2024-05-31", page_size=page_size)
        assert before == ["กรม", "เกาะคา", "แพร่"]
    assert country.answer("get_compliance", agency_id="id-กอง")["error"]["code"] == "agency_unknown"
    assert country.answer("list_by_state", obligation="s10_notice", state="missing", ministry_id="id-กอง")["error"][
        "code"
    ] == ("agency_unknown")


@pytest.mark.parametrize(("request_", "obligations"), [({"obligation": "s10_notice"}, 1), ({"obligation": None}, 4)])
def test_a_page_far_behind_is_read_from_where_it_begins(
    reporting: ReportingDesk, request_: dict[str, Any], obligations: int
):
    """However long the list before it is."""
    reporting.hears(*(an_agency(f"a{n:03}", some_facts(name_th=f"อบต. {n:03}")) for n in range(60)))
    asked = {**request_, "state": "missing", "page_size": 5}
    after = None
    for _ in range(10):
        after = reporting.ask("list_by_state", after=after, **asked)["next"]

    with profiled() as queries:
        reporting.ask("list_by_state", after=after, **asked)
        (listing,) = [each for each in queries() if "aggregate" in each["command"]]

    # the page, one agency more, and of each obligation what the index is entered by
    assert listing["keysExamined"] <= (5 + 1) * obligations + 2 * obligations


@contextmanager
def profiled() -> Iterator[Callable[[], list[dict[str, Any]]]]:
    """What the database did meanwhile on the ledger's entries."""
    database = mongo.database()
    database.command({"profile": 2})
    try:
        yield lambda: list(database["system.profile"].find({"ns": {"$regex": "entries_"}}))
    finally:
        database.command({"profile": 0})
        database["system.profile"].drop()
