"""The tree as of any day: what stands below, how many of each kind, and what stays hidden."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from contracts.errors import ErrorCode, Refusal
from contracts.rpc import agencies as rpc
from contracts.rpc.agencies import tree
from contracts.vocabulary import Category, Level, Role
from tests.builders.agencies import LONG_AGO, an_agency, row
from tests.builders.registry_office import RegistryOffice

pytestmark = pytest.mark.backing("mongo", "s3")


def names(office: RegistryOffice, number: int | None, role: Role | None = None, **asked: Any) -> list[str]:
    agency_id = None if number is None else office.id_of(number)
    request = tree.ListBelow.model_validate({"agency_id": agency_id} | asked)
    return [found.name_th for found in office.ask(tree.LIST_BELOW, request, role=role).items]


def counts(office: RegistryOffice, number: int | None, role: Role | None = None, **asked: Any) -> tree.CountsBelow:
    agency_id = None if number is None else office.id_of(number)
    return office.ask(tree.COUNT_BELOW, tree.CountBelow.model_validate({"agency_id": agency_id} | asked), role=role)


@pytest.fixture
def country(office: RegistryOffice) -> RegistryOffice:
    office.import_rows(
        row(1, name_th="กระทรวง", level="ministry"),
        row(2, name_th="กรม", under=1, level="department"),
        row(3, name_th="เขต", under=2, province_code="10"),
        row(4, name_th="แขวง", under=3, category="other", province_code="50", reporting_unit="no"),
        row(5, name_th="อื่น"),
    )
    return office


def test_what_stands_below_in_the_order_of_the_dictionary(country: RegistryOffice) -> None:
    assert names(country, 1) == ["กรม", "เขต", "แขวง"]
    assert names(country, 1, direct=True) == ["กรม"]
    assert names(country, 1, level="agency", province_code="50") == ["แขวง"]
    assert names(country, None, direct=True) == ["กระทรวง", "อื่น"]


def test_pages_follow_one_another(country: RegistryOffice) -> None:
    asked = tree.ListBelow(agency_id=country.id_of(1), page_size=2)
    first = country.ask(tree.LIST_BELOW, asked)
    rest = country.ask(tree.LIST_BELOW, asked.model_copy(update={"after": first.next}))
    assert [found.depth for found in (*first.items, *rest.items)] == [1, 2, 3]
    assert rest.next is None


def test_counts_by_kind(country: RegistryOffice) -> None:
    found = counts(country, 1)
    assert (found.total, found.reporting_units) == (3, 2)
    assert found.by_category == {Category.GOVERNMENT: 2, Category.OTHER: 1}
    assert found.by_level == {Level.DEPARTMENT: 1, Level.AGENCY: 2}
    assert found.by_province == {"10": 1, "50": 1}
    assert counts(country, None).total == 5


def test_the_tree_of_each_day(country: RegistryOffice) -> None:
    yesterday, next_month = country.today - timedelta(days=1), country.today + timedelta(days=30)
    country.move(3, to=5)
    country.move(3, to=1, effective_on=next_month)
    assert names(country, 5) == ["เขต", "แขวง"]
    assert names(country, 5, as_of=yesterday) == []
    assert names(country, 2, as_of=yesterday) == ["เขต", "แขวง"]
    assert names(country, 5, as_of=next_month, role=Role.DGA_ADMIN) == []
    assert names(country, 1, as_of=LONG_AGO) == ["กรม", "เขต", "แขวง"]


def test_what_is_to_come_is_not_public(country: RegistryOffice) -> None:
    tomorrow = country.today + timedelta(days=1)
    for ask in (
        lambda: names(country, 1, as_of=tomorrow),
        lambda: country.ask(rpc.GET_AGENCY, rpc.GetAgency(agency_id=country.id_of(1), as_of=tomorrow)),
    ):
        with pytest.raises(Refusal) as refused:
            ask()
        assert refused.value.code is ErrorCode.INVALID_REQUEST


def test_what_is_hidden_today_or_was_hidden_then_is_left_out_on_every_day(country: RegistryOffice) -> None:
    yesterday = country.today - timedelta(days=1)
    country.change(3, name_th="เขต", visible=False)
    for day in (yesterday, country.today):
        assert names(country, 1, as_of=day) == ["กรม", "แขวง"]
        assert counts(country, 1, as_of=day).total == 2
        assert names(country, 1, as_of=day, role=Role.DGA_ADMIN) == ["กรม", "เขต", "แขวง"]
        with pytest.raises(Refusal) as refused:
            names(country, 3, as_of=day)
        assert refused.value.code is ErrorCode.AGENCY_UNKNOWN
        with pytest.raises(Refusal):
            country.ask(rpc.GET_AGENCY, rpc.GetAgency(agency_id=country.id_of(3), as_of=day))
    country.change(3, version=2, name_th="เขต", visible=True)
    assert names(country, 1) == ["กรม", "เขต", "แขวง"]


def test_a_page_of_the_past_shows_what_held_then(country: RegistryOffice) -> None:
    country.change(3, name_th="ใหม่")
    country.move(3, to=5)
    yesterday = country.today - timedelta(days=1)
    then = country.ask(rpc.GET_AGENCY, rpc.GetAgency(agency_id=country.id_of(3), as_of=yesterday))
    assert (then.name_th, [step.name_th for step in then.path]) == ("เขต", ["กระทรวง", "กรม"])


def test_the_number_of_queries_does_not_grow_with_the_depth(office: RegistryOffice) -> None:
    chain = [an_agency(str(n), parent_id=str(n - 1) if n else None) for n in range(40)]
    office.add(*chain)

    def queries_below(number: int) -> list[str]:
        asked = tree.ListBelow(agency_id=str(number))
        return list(office.queries_of(lambda: office.ask(tree.LIST_BELOW, asked), "agency_periods"))

    assert len(office.ask(tree.LIST_BELOW, tree.ListBelow(agency_id="0")).items) == 39
    assert queries_below(0) == queries_below(37) == ["aggregate"]
