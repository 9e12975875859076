"""An agency's page: today's facts, its place in the tree, and what is not for everybody."""

from __future__ import annotations

from datetime import timedelta

import pytest

from contracts.errors import ErrorCode, Refusal
from contracts.rpc import agencies as rpc
from contracts.vocabulary import Role
from tests.builders.agencies import LONG_AGO, an_agency, row
from tests.builders.registry_office import RegistryOffice

pytestmark = pytest.mark.backing("mongo", "s3")


def refusal(office: RegistryOffice, agency_id: str) -> ErrorCode:
    with pytest.raises(Refusal) as refused:
        office.ask(rpc.GET_AGENCY, rpc.GetAgency(agency_id=agency_id))
    return refused.value.code


def test_an_unknown_agency(office: RegistryOffice) -> None:
    assert refusal(office, "nobody") is ErrorCode.AGENCY_UNKNOWN


def test_a_hidden_agency_is_unknown_to_the_public_but_not_to_its_officers(office: RegistryOffice) -> None:
    office.import_rows(row(1), row(2, under=1, level="service_point", visible="no"), row(3))
    assert refusal(office, office.id_of(2)) is ErrorCode.AGENCY_UNKNOWN
    assert office.see(2, role=Role.CENTRAL_OFFICER, at=1).name_th == "หน่วยงานที่ 2"
    with pytest.raises(Refusal):
        office.see(2, role=Role.CENTRAL_OFFICER, at=3)


def test_a_hidden_agency_is_left_out_of_the_path_above_its_children(office: RegistryOffice) -> None:
    office.import_rows(row(1), row(2, under=1, visible="no"), row(3, under=2))
    assert [step.name_th for step in office.see(3).path] == ["หน่วยงานที่ 1"]
    assert len(office.see(3, role=Role.DGA_ADMIN).path) == 2


def test_the_address_registered_with_dga_is_not_public(office: RegistryOffice) -> None:
    office.import_rows(row(1), row(2))
    office.change(1, dga_email="it@dla.go.th", public_email="saraban@dla.go.th")
    assert (office.see(1).dga_email, office.see(1).public_email) == (None, "saraban@dla.go.th")
    assert office.see(1, role=Role.CENTRAL_OFFICER, at=2).dga_email is None
    assert office.see(1, role=Role.CENTRAL_OFFICER, at=1).dga_email == "it@dla.go.th"


def test_a_dissolved_agency_answers_with_its_successors(office: RegistryOffice) -> None:
    office.add(an_agency("old", name_th="ชื่อสุดท้าย").dissolved(office.today, ("new",)))
    agency = office.ask(rpc.GET_AGENCY, rpc.GetAgency(agency_id="old"))
    assert (agency.dissolved_on, agency.successor_ids) == (office.today, ("new",))
    assert agency.name_th == "ชื่อสุดท้าย"


def test_an_agency_that_does_not_exist_yet_is_unknown_until_its_day(office: RegistryOffice) -> None:
    tomorrow = office.today + timedelta(days=1)
    office.import_rows(row(1, effective_on=tomorrow.isoformat()))
    assert refusal(office, office.id_of(1)) is ErrorCode.AGENCY_UNKNOWN
    assert office.see_on(tomorrow, 1).name_th == "หน่วยงานที่ 1"


def test_an_announced_move_takes_effect_by_itself(office: RegistryOffice) -> None:
    tomorrow = office.today + timedelta(days=1)
    office.import_rows(row(1), row(2), row(3, under=1))
    office.import_rows(row(3, under=2, effective_on=tomorrow.isoformat()))
    assert [step.name_th for step in office.see(3).path] == ["หน่วยงานที่ 1"]
    assert [step.name_th for step in office.see_on(tomorrow, 3).path] == ["หน่วยงานที่ 2"]
    assert [step.name_th for step in office.see_on(LONG_AGO, 3).path] == ["หน่วยงานที่ 1"]


def test_the_path_takes_one_query_however_deep(office: RegistryOffice) -> None:
    office.import_rows(row(0), *(row(number, under=number - 1) for number in range(1, 12)))
    deepest = rpc.GetAgency(agency_id=office.id_of(11))
    assert len(office.ask(rpc.GET_AGENCY, deepest).path) == 11
    assert office.queries_of(lambda: office.ask(rpc.GET_AGENCY, deepest)) == ["aggregate"]
