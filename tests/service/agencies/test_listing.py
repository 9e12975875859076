"""Browsing and searching agencies."""

from __future__ import annotations

import pytest

from contracts.errors import ErrorCode, Refusal
from contracts.rpc import agencies as rpc
from contracts.vocabulary import Role
from tests.builders.agencies import an_agency, code, row, sao
from tests.builders.registry_office import RegistryOffice

pytestmark = pytest.mark.backing("mongo", "s3")

BANG_PHLI = "องค์การบริหารส่วนตำบลบางพลี"


def test_names_come_in_the_order_of_a_thai_dictionary(office: RegistryOffice) -> None:
    in_order = ["กรม", "เกษตร", "ไกล", "ขนส่ง", "แขวง", "คลัง", "โคราช", "น้ำ", "เพชร", "ไทย"]
    in_order.sort(key=["กรม", "เกษตร", "ไกล", "ขนส่ง", "แขวง", "คลัง", "โคราช", "ไทย", "น้ำ", "เพชร"].index)
    office.import_rows(*(row(number, name_th=name) for number, name in enumerate(reversed(in_order))))
    assert office.names() == in_order


def test_pages_follow_one_another_without_gap_or_repetition(office: RegistryOffice) -> None:
    office.import_rows(*(row(number, name_th=f"ชื่อซ้ำ {number % 3}") for number in range(10)))
    seen: list[str] = []
    after = None
    for _ in range(4):
        page = office.ask(rpc.LIST_AGENCIES, rpc.ListAgencies(page_size=3, after=after))
        seen.extend(agency.code for agency in page.items)
        after = page.next
    assert after is None
    assert sorted(seen) == [code(number) for number in range(10)]


def test_the_last_full_page_has_no_next(office: RegistryOffice) -> None:
    office.import_rows(row(1), row(2))
    assert office.ask(rpc.LIST_AGENCIES, rpc.ListAgencies(page_size=2)).next is None


@pytest.mark.parametrize("cursor", ["x", "bm90IGpzb24", "WyJhIl0", "ไทย", "e30="])
def test_what_is_no_cursor_is_refused(office: RegistryOffice, cursor: str) -> None:
    with pytest.raises(Refusal) as refused:
        office.names(after=cursor)
    assert refused.value.code is ErrorCode.INVALID_REQUEST
    assert [problem.field for problem in refused.value.fields] == ["after"]


@pytest.mark.parametrize("typed", ["อบต.บางพลี", "อบต. บางพลี", BANG_PHLI, "บางพลี", "บางพ", "bang phli", "PHLI"])
def test_an_agency_is_found_however_its_name_is_written(office: RegistryOffice, typed: str) -> None:
    office.import_rows(sao(1, "บางพลี", name_en="Bang Phli"), sao(2, "บางปลา", name_en="Bang Pla"), row(3))
    assert office.names(search=typed) == [BANG_PHLI]


def test_spelling_and_digits_do_not_matter(office: RegistryOffice) -> None:
    office.import_rows(row(1, name_th="สถานีน\u0e49\u0e4dา"), row(2, name_th="เขต ๑๒"), row(3, name_th="เขต 13"))
    assert office.names(search="สถานีน้ำ") == ["สถานีน้ำ"]
    assert office.names(search="เขต 12") == ["เขต ๑๒"]
    assert office.names(search="เขต ๑๓") == ["เขต 13"]


def test_what_is_typed_is_taken_literally(office: RegistryOffice) -> None:
    office.import_rows(row(1, name_th="กรม"))
    assert office.names(search=".*") == []
    assert office.names(search="ก$") == []


def test_a_code_finds_its_agency_and_no_other(office: RegistryOffice) -> None:
    office.import_rows(sao(1, "บางพลี"), sao(2, "บางปลา"))
    assert office.names(search=code(1)) == [BANG_PHLI]
    assert office.names(search="๐๖๑๑๐๐๐๑") == [BANG_PHLI]
    assert office.names(search=code(1)[:-1]) == []


def test_lists_are_narrowed_by_parent_category_and_province(office: RegistryOffice) -> None:
    office.import_rows(
        row(1, name_th="ต้น"), sao(2, "บางพลี", under=1, province_code="11"), sao(3, "บางปลา", province_code="12")
    )
    assert office.names(parent_id=office.id_of(1)) == [BANG_PHLI]
    assert office.names(category="government") == ["ต้น"]
    assert office.names(province_code="11") == [BANG_PHLI]
    assert office.names(search="อบต", category="local", province_code="11") == [BANG_PHLI]


def test_hidden_agencies_are_listed_only_to_those_who_may_read_all_that_is_asked_about(office: RegistryOffice) -> None:
    office.import_rows(row(1, name_th="ต้น"), row(2, under=1, name_th="จุดซ่อน", visible="no"))
    below = office.id_of(1)
    assert office.names(parent_id=below) == []
    assert office.names(search="จุดซ่อน") == []
    assert office.names(Role.CENTRAL_OFFICER, at=1, parent_id=below) == ["จุดซ่อน"]
    assert office.names(Role.CENTRAL_OFFICER, at=1) == ["ต้น"]
    assert office.names(Role.OPDC_ADMIN) == ["จุดซ่อน", "ต้น"]


def test_the_dissolved_and_the_announced_are_not_listed(office: RegistryOffice) -> None:
    office.import_rows(row(1), row(2, effective_on=f"{office.today.year + 1}-01-01"))
    office.add(an_agency("old", name_th="ยุบแล้ว").dissolved(office.today, ()))
    assert office.names() == ["หน่วยงานที่ 1"]


def test_a_list_takes_one_query(office: RegistryOffice) -> None:
    office.import_rows(*(sao(number, f"บ้าน{number}") for number in range(30)))
    assert office.queries_of(lambda: office.names(search="อบต.บ้าน")) == ["find"]
