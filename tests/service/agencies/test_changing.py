"""Changing an agency's details, from some day, without losing anybody's change."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from contracts.errors import ErrorCode, Refusal
from contracts.rpc import agencies as rpc
from contracts.vocabulary import Role
from tests.builders.agencies import LONG_AGO, row
from tests.builders.registry_office import RegistryOffice

pytestmark = pytest.mark.backing("mongo", "s3")


def test_a_change_is_kept_told_and_seen(office: RegistryOffice) -> None:
    office.import_rows(row(1, name_th="เดิม"))
    changed = office.change(1, name_th="ใหม่", website="www.new.go.th", hours_note="จ.-ศ. 8.30-16.30 น.")

    assert changed == office.see(1, role=Role.DGA_ADMIN)
    assert (changed.name_th, changed.website, changed.version) == ("ใหม่", "http://www.new.go.th", 2)
    *_, entry = office.history()
    assert entry["type"] == "prakat.agencies.changed.v1"
    assert [facts["name_th"] for facts in entry["data"]["agency"]["timeline"]] == ["เดิม", "ใหม่"]
    assert [facts["name_th"] for facts in entry["before"]["timeline"]] == ["เดิม"]


def test_a_new_name_is_found_and_the_old_one_no_more(office: RegistryOffice) -> None:
    office.import_rows(row(1, name_th="เดิม"))
    office.change(1, name_th="ใหม่")
    assert office.names(search="ใหม่") == ["ใหม่"]
    assert office.names(search="เดิม") == []


def test_an_announced_change_waits_for_its_day(office: RegistryOffice) -> None:
    office.import_rows(row(1, name_th="เดิม"))
    next_month = office.today + timedelta(days=30)
    assert office.change(1, name_th="ใหม่", from_day=next_month).name_th == "เดิม"
    assert office.see_on(next_month - timedelta(days=1), 1).name_th == "เดิม"
    assert office.see_on(next_month, 1).name_th == "ใหม่"
    assert office.names(search="เดิม") == ["เดิม"]


def test_a_change_from_a_past_day(office: RegistryOffice) -> None:
    office.import_rows(row(1, name_th="เดิม"))
    last_year = office.today - timedelta(days=365)
    office.change(1, name_th="ใหม่", from_day=last_year)
    assert office.see_on(last_year - timedelta(days=1), 1).name_th == "เดิม"
    assert office.see(1).name_th == "ใหม่"


def test_what_was_left_alone_keeps_what_it_had_on_that_day(office: RegistryOffice) -> None:
    office.import_rows(row(1, name_th="เดิม", phone="0 2123 4567"))
    last_year, next_year = office.today - timedelta(days=365), office.today + timedelta(days=365)
    office.change(1, version=1, name_th="ใหม่", phone="0 2123 4567")
    office.change(1, version=2, name_th="ใหม่กว่า", phone="0 2123 4567", from_day=next_year)
    office.change(1, version=3, name_th="ใหม่", phone="1567", from_day=last_year)
    then, some_day = office.see_on(last_year, 1), office.see_on(next_year, 1)
    assert [(seen.name_th, seen.phone) for seen in (then, some_day)] == [("เดิม", "1567"), ("ใหม่กว่า", "1567")]


def test_saving_what_is_there_already_is_no_change(office: RegistryOffice) -> None:
    office.import_rows(row(1, name_th="เดิม"))
    assert office.change(1, name_th="เดิม").version == 1
    assert len(office.history()) == 1


def test_the_second_of_two_officers_is_told_what_the_first_has_changed(office: RegistryOffice) -> None:
    office.import_rows(row(1))
    office.change(1, version=1, name_th="ของคนแรก", dga_email="it@dla.go.th")
    with pytest.raises(Refusal) as refused:
        office.change(1, version=1, name_th="ของคนที่สอง")

    assert refused.value.code is ErrorCode.STALE_VERSION
    current = rpc.Agency.model_validate(refused.value.details["current"])
    assert (current.name_th, current.dga_email, current.version) == ("ของคนแรก", "it@dla.go.th", 2)
    assert office.see(1).name_th == "ของคนแรก"


def test_everything_wrong_is_told_by_field_in_both_languages(office: RegistryOffice) -> None:
    office.import_rows(row(1, name_th="เดิม"))
    wrong: dict[str, Any] = {
        "name_th": "\u200b",
        "website": "x y",
        "phone": "-",
        "public_email": "@",
        "dga_email": "a",
        "complaints_email": "b",
    }
    with pytest.raises(Refusal) as refused:
        office.change(1, from_day=LONG_AGO.replace(year=2567), **wrong)

    assert refused.value.code is ErrorCode.AGENCY_INVALID
    assert {problem.field for problem in refused.value.fields} == {*wrong, "effective_on"}
    assert all(problem.message_th and problem.message_en for problem in refused.value.fields)
    assert office.see(1).name_th == "เดิม"


def test_an_officer_changes_only_agencies_within_reach(office: RegistryOffice) -> None:
    office.import_rows(row(1, name_th="เดิม"), row(2))
    details = rpc.AgencyDetails(name_th="ยึด")
    request = rpc.ChangeAgency(agency_id=office.id_of(1), version=1, details=details)
    for role, at in ((Role.CENTRAL_OFFICER, 2), (Role.MONITOR, 1), (Role.OPDC_ADMIN, None), (None, None)):
        with pytest.raises(Refusal):
            office.ask(rpc.CHANGE_AGENCY, request, role=role, at=at)
    assert office.see(1).name_th == "เดิม"


def test_an_unknown_agency_cannot_be_changed(office: RegistryOffice) -> None:
    request = rpc.ChangeAgency(agency_id="nobody", version=1, details=rpc.AgencyDetails(name_th="ก"))
    with pytest.raises(Refusal) as refused:
        office.ask(rpc.CHANGE_AGENCY, request, role=Role.DGA_ADMIN)
    assert refused.value.code is ErrorCode.AGENCY_UNKNOWN


def test_what_is_chosen_on_the_screen_is_kept_and_shown(office: RegistryOffice) -> None:
    office.import_rows(row(1), row(2, under=1, level="service_point", reporting_unit="no", category=""))

    changed = office.change(2, serves_public=True, service_status="open", convenience_level="advanced")

    assert (changed.serves_public, changed.service_status, changed.convenience_level) == (True, "open", "advanced")
    assert office.see(2).convenience_level == "advanced"


def test_an_agency_that_is_no_service_point_has_no_opening(office: RegistryOffice) -> None:
    office.import_rows(row(1))

    with pytest.raises(Refusal) as refused:
        office.change(1, service_status="closed")

    assert [problem.field for problem in refused.value.fields] == ["service_status"]
