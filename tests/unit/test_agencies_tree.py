"""The tree stays a tree, on every date."""

from __future__ import annotations

from datetime import date

from services.agencies.domain.agency import Agency
from services.agencies.domain.tree import cycles, missing_parent, path_on
from tests.builders.agencies import LONG_AGO, an_agency, moved

NEXT_YEAR = date(2026, 1, 1)


def tree(*agencies: Agency) -> dict[str, Agency]:
    return {agency.id: agency for agency in agencies}


def circles(*agencies: Agency) -> list[set[str]]:
    return [set(cycle.agency_ids) for cycle in cycles(agencies, tree(*agencies))]


def test_the_path_leads_from_the_root_down() -> None:
    known = tree(an_agency("root"), an_agency("middle", parent_id="root"), an_agency("leaf", parent_id="middle"))
    assert [agency.id for agency in path_on(known["leaf"], known, LONG_AGO)] == ["root", "middle"]


def test_the_path_is_that_of_the_day() -> None:
    leaf = moved(an_agency("leaf", parent_id="old"), NEXT_YEAR, "new")
    known = tree(leaf, an_agency("old"), an_agency("new"))
    assert [agency.id for agency in path_on(leaf, known, date(2025, 12, 31))] == ["old"]
    assert [agency.id for agency in path_on(leaf, known, NEXT_YEAR)] == ["new"]


def test_agencies_in_order_form_no_circle() -> None:
    assert circles(an_agency("a"), an_agency("b", parent_id="a"), an_agency("c", parent_id="b")) == []


def test_nobody_stands_above_themselves() -> None:
    assert circles(an_agency("a", parent_id="a")) == [{"a"}]


def test_a_circle_is_found_once_and_without_those_that_only_lead_to_it() -> None:
    a, b, c = (an_agency(id, parent_id=up) for id, up in (("a", "b"), ("b", "c"), ("c", "a")))
    assert circles(an_agency("outside", parent_id="a"), a, b, c) == [{"a", "b", "c"}]


def test_two_that_change_places_form_no_circle_because_never_on_the_same_day() -> None:
    a = moved(an_agency("a"), NEXT_YEAR, "b")
    b = moved(an_agency("b", parent_id="a"), NEXT_YEAR, None)
    assert circles(a, b) == []


def test_a_circle_that_will_only_exist_next_year_is_found_with_its_day() -> None:
    a = moved(an_agency("a"), NEXT_YEAR, "b")
    b = an_agency("b", parent_id="a")
    [cycle] = cycles([a], tree(a, b))
    assert (set(cycle.agency_ids), cycle.day) == ({"a", "b"}, NEXT_YEAR)


def test_a_parent_must_exist() -> None:
    orphan = an_agency("a", parent_id="nobody")
    gap = missing_parent(orphan, tree(orphan))
    assert gap is not None
    assert gap.parent_id == "nobody"


def test_a_parent_must_exist_from_the_day_on_which_it_is_the_parent() -> None:
    child, parent = an_agency("a", parent_id="b"), an_agency("b", since=NEXT_YEAR)
    gap = missing_parent(child, tree(child, parent))
    assert gap is not None
    assert gap.day == LONG_AGO


def test_a_parent_must_exist_for_as_long_as_it_is_the_parent() -> None:
    child, parent = an_agency("a", parent_id="b"), an_agency("b").dissolved(NEXT_YEAR, ())
    gap = missing_parent(child, tree(child, parent))
    assert gap is not None
    assert gap.day == NEXT_YEAR
    assert missing_parent(moved(child, NEXT_YEAR, None), tree(parent)) is None
