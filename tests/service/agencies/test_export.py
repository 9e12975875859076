"""Agencies out in bulk, and back in."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest

from contracts.errors import ErrorCode, Refusal
from contracts.rpc.agencies import exporting as rpc
from contracts.vocabulary import Role
from tests.builders.agencies import code, row
from tests.builders.registry_office import RegistryOffice

pytestmark = pytest.mark.backing("mongo", "s3")

EVERYTHING = {
    "lao_code": "06340108",
    "level": "agency",
    "category": "local",
    "lao_type": "subdistrict",
    "province_code": "34",
    "reporting_unit": "yes",
    "name_en": "Nam Pan",
    "full_name_th": "องค์การบริหารส่วนตำบลน้ำปั้น",
    "address_th": "เลขที่ 1, หมู่ 2",
    "website": "https://nampan.example/?a=1&b=2",
    "phone": "+66 2 123 4567",
    "public_email": "saraban@nampan.example",
    "visible": "no",
}


def exported(office: RegistryOffice, role: Role = Role.DGA_ADMIN, at: int | None = None, **wanted: object):
    """All rows, each as a mapping, however many pages they take."""
    found, after = [], None
    while True:
        request = rpc.ExportAgencies.model_validate({**wanted, "after": after})
        page = office.ask(rpc.EXPORT_AGENCIES, request, role=role, at=at)
        found += [dict(zip(page.headings, cells, strict=True)) for cells in page.rows]
        after = page.next
        if after is None:
            return found


def as_file(rows: list[dict[str, str]]) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, rows[0].keys())
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def test_what_is_exported_and_imported_again_changes_nothing(office: RegistryOffice) -> None:
    office.import_rows(row(1, level="ministry"), row(2, under=1, **EVERYTHING))
    office.change(1, from_day=office.today - timedelta(days=10), name_th="ชื่อใหม่", dga_email="dga@example.go.th")
    office.change(1, version=2, from_day=office.today + timedelta(days=10), name_th="ชื่อที่จะใช้")
    before = exported(office)

    outcome = office.import_file(as_file(before))

    assert (outcome.problem_count, outcome.created, outcome.changed, outcome.unchanged) == (0, 0, 0, 2)
    assert exported(office) == before


def test_a_service_point_goes_out_and_in_with_what_only_it_has(office: RegistryOffice) -> None:
    only = {"service_status": "ปิดให้บริการ", "convenience_level": "กลาง", "is_central": "no", "serves_public": "ใช่"}
    office.import_rows(row(1), row(2, under=1, level="service_point", reporting_unit="no", category="", **only))

    found = {agency["รหัสหน่วยงาน"]: agency for agency in exported(office)}[code(2)]
    outcome = office.import_file(as_file(exported(office)))

    assert (found["สถานะจุดบริการ"], found["ศูนย์ราชการสะดวก"]) == ("ปิดให้บริการ", "กลาง")
    assert (found["เป็นหน่วยงานส่วนกลาง"], found["ให้บริการประชาชน"]) == ("ไม่ใช่", "ใช่")
    assert outcome.unchanged == 2
    seen = office.see(2)
    assert (seen.service_status, seen.convenience_level) == ("closed", "intermediate")
    assert (seen.is_central, seen.serves_public) == (False, True)


def test_what_only_a_service_point_has_is_refused_of_anything_else(office: RegistryOffice) -> None:
    outcome = office.import_rows(row(1, service_status="open", convenience_level="สูง"))

    assert [problem.column for problem in outcome.problems] == ["service_status", "convenience_level"]


def test_a_row_says_in_the_words_of_the_screen_what_holds_today_and_since_when(office: RegistryOffice) -> None:
    office.import_rows(row(1, level="ministry"), row(2, under=1, **EVERYTHING))

    found = {agency["รหัสหน่วยงาน"]: agency for agency in exported(office)}[code(2)]

    assert (found["ระดับ"], found["ประเภทองค์กร"], found["ประเภท อปท."]) == (
        "หน่วยงาน",
        "องค์กรปกครองส่วนท้องถิ่น",
        "อบต.",
    )
    assert (found["นับในรายงาน"], found["การแสดงผล"]) == ("ใช่", "ไม่แสดง")
    assert (found["รหัสหน่วยงานต้นสังกัด"], found["หมายเลขโทรศัพท์"]) == (code(1), "+66 2 123 4567")


def test_an_officer_exports_the_own_agency_first_and_all_below_and_nothing_beside(office: RegistryOffice) -> None:
    office.import_rows(row(1), row(2, under=1), row(3, under=2), row(4))

    found = exported(office, Role.CENTRAL_OFFICER, at=1, agency_id=office.id_of(1), page_size=1)

    assert [agency["รหัสหน่วยงาน"] for agency in found] == [code(1), code(2), code(3)]
    assert found[0]["รหัสหน่วยงานต้นสังกัด"] == ""


def test_nobody_exports_what_they_may_not_read(office: RegistryOffice) -> None:
    office.import_rows(row(1), row(2))

    for wanted in ({}, {"agency_id": office.id_of(2)}):
        with pytest.raises(Refusal) as refused:
            exported(office, Role.CENTRAL_OFFICER, at=1, **wanted)
        assert refused.value.code is ErrorCode.FORBIDDEN


def test_only_what_was_asked_for_is_exported(office: RegistryOffice) -> None:
    office.import_rows(row(1, level="ministry"), row(2, under=1, **EVERYTHING))

    assert [agency["รหัสหน่วยงาน"] for agency in exported(office, lao_type="subdistrict")] == [code(2)]


def public(office: RegistryOffice, size: int = 1000) -> list[rpc.PublicRecord]:
    found: list[rpc.PublicRecord] = []
    after = None
    while True:
        page = office.ask(rpc.LIST_PUBLIC_RECORDS, rpc.ListPublicRecords(page_size=size, after=after))
        found += page.items
        after = page.next
        if after is None:
            return found


def test_open_data_has_every_agency_that_the_public_sees_and_no_other(office: RegistryOffice) -> None:
    office.import_rows(row(1), row(2, under=1), row(3, visible="no"), row(4, under=3))

    found = {record.code: record for record in public(office, size=2)}

    assert set(found) == {code(1), code(2), code(4)}
    assert found[code(2)].parent_code == code(1)
    assert (found[code(4)].parent_id, found[code(4)].parent_code) == (None, None)


def test_open_data_does_not_have_the_address_that_is_not_public(office: RegistryOffice) -> None:
    office.import_rows(row(1))
    office.change(1, dga_email="dga@example.go.th", public_email="saraban@example.go.th")

    (record,) = public(office)

    assert record.public_email == "saraban@example.go.th"
    assert "dga@example.go.th" not in record.model_dump_json()
