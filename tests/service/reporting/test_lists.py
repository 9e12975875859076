"""Lists: the agencies behind each figure."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from contracts.vocabulary import ComplianceState, Measure, Obligation, Scope
from tests.builders.reporting import a_document, an_agency, some_facts
from tests.builders.reporting_desk import ReportingDesk

pytestmark = pytest.mark.backing("mongo")

LAST_YEAR = datetime.now(UTC) - timedelta(days=365)
# As a Thai dictionary has them: by consonant, whatever vowel is written before it.
IN_ORDER = ["กรมการปกครอง", "เกษตร", "ขนส่ง", "แขวงทางหลวง", "โคราช", "ไชยา", "ตาก", "เลย", "อบต. 2", "อบต. 3"]


def named(name: str, **facts):
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

    assert done == {"agency_id": "id-กรม", "name_th": "กรม", "since": "2024-03-16", "document_ids": ["notice"]}
    assert covered == {"agency_id": "office", "name_th": "สำนักงาน", "since": "2024-03-16", "document_ids": ["notice"]}


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
    ],
)
def test_what_makes_no_sense_is_refused_by_field(reporting: ReportingDesk, request_: dict[str, object], field: str):
    answer = reporting.answer("list_by_state", obligation="s10_notice", state="missing", **request_)

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
