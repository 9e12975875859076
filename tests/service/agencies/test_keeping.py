"""What is kept of an agency is what was given, in the declared shape, once."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest

from chassis.mongo import database
from services.agencies.domain.agency import Agency, ChangedMeanwhile, CodeTaken, Facts
from services.agencies.store import AGENCIES, AgencyRecord
from tests.builders.agencies import an_agency, code, facts, moved
from tests.builders.registry_office import RegistryOffice

pytestmark = pytest.mark.backing("mongo", "s3")

NEXT_YEAR = date(2030, 1, 1)


def everything() -> Agency:
    """An agency of which every fact is stated."""
    texts: dict[str, Any] = {field.name: f"ค่า {field.name}" for field in fields(Facts)}
    stated = texts | {"reporting_unit": True, "visible": False, "level": "agency", "category": "local"}
    agency = Agency.registered(
        id="all", code=code(1), lao_code="06110402", effective_on=date(2020, 1, 1), facts=facts(**stated)
    )
    return moved(agency, NEXT_YEAR, None).dissolved(date(2031, 1, 1), ("b", "c"))


def test_everything_comes_back_as_it_was(office: RegistryOffice) -> None:
    office.add(everything(), an_agency("least"))
    assert office.parts.book.by_ids(["all", "least"]) == {"all": everything(), "least": an_agency("least")}


def test_records_have_the_declared_shape(office: RegistryOffice) -> None:
    office.add(everything(), an_agency("least"))
    for record in database()[AGENCIES].find():
        AgencyRecord._from_son(record).validate()


def test_a_code_belongs_to_one_agency(office: RegistryOffice) -> None:
    office.add(everything())
    with pytest.raises(CodeTaken) as taken:
        office.add(replace(an_agency("other"), code=code(1)))
    assert taken.value.details == {"agency_code": code(1)}


def test_only_the_next_version_replaces_an_agency(office: RegistryOffice) -> None:
    agency = an_agency("a")
    office.add(agency)
    renamed = agency.changed_from(NEXT_YEAR, facts(name_th="ใหม่"))
    office.parts.book.replace([renamed], office.today)
    with pytest.raises(ChangedMeanwhile):
        office.parts.book.replace([renamed], office.today)
