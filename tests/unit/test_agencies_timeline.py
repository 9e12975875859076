"""What holds of an agency, since when, until when."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.agencies.domain.agency import Absence, Agency, Contradicted, NotInExistence
from tests.builders.agencies import LONG_AGO, an_agency, facts

TODAY = date(2024, 11, 29)
TOMORROW = TODAY + timedelta(days=1)
NEXT_MONTH = TODAY + timedelta(days=30)


def changed(agency: Agency, day: date, **what: Any) -> Agency:
    return agency.changed_from(day, replace(agency.shown_on(day), **what))


def test_a_change_holds_from_its_day_and_not_before() -> None:
    agency = changed(an_agency(name_th="เดิม"), TODAY, name_th="ใหม่")
    assert agency.shown_on(TODAY - timedelta(days=1)).name_th == "เดิม"
    assert agency.shown_on(TODAY).name_th == "ใหม่"
    assert agency.version == 2


def test_an_announced_change_takes_effect_by_itself() -> None:
    agency = changed(an_agency(name_th="เดิม"), NEXT_MONTH, name_th="ใหม่")
    assert agency.shown_on(TODAY).name_th == "เดิม"
    assert agency.shown_on(NEXT_MONTH).name_th == "ใหม่"


def test_a_second_change_on_the_same_day_replaces_the_first() -> None:
    agency = changed(changed(an_agency(), TODAY, name_th="พิมพ์ผิด"), TODAY, name_th="ถูกต้อง")
    assert [entry.facts.name_th for entry in agency.timeline] == ["หน่วยงานตัวอย่าง", "ถูกต้อง"]


def test_what_holds_anyway_is_no_change() -> None:
    agency = an_agency()
    assert changed(agency, TODAY) is agency


def test_taking_a_change_back_leaves_no_trace_in_the_timeline() -> None:
    agency = an_agency(name_th="เดิม")
    back = changed(changed(agency, TODAY, name_th="ใหม่"), TODAY, name_th="เดิม")
    assert back.timeline == agency.timeline
    assert back.version == 3


def test_a_correction_does_not_undo_an_announced_renaming_and_outlives_it() -> None:
    agency = changed(an_agency(name_th="เดิม", website="http://old.go.th"), NEXT_MONTH, name_th="ใหม่")
    corrected = changed(agency, TODAY, website="http://new.go.th")
    assert corrected.shown_on(TODAY) == facts(name_th="เดิม", website="http://new.go.th")
    assert corrected.shown_on(NEXT_MONTH) == facts(name_th="ใหม่", website="http://new.go.th")


def test_a_past_change_ends_where_a_later_one_of_the_same_fact_begins() -> None:
    agency = changed(an_agency(phone="1"), TODAY, phone="3")
    corrected = changed(agency, TODAY - timedelta(days=100), phone="2")
    assert corrected.shown_on(TODAY - timedelta(days=1)).phone == "2"
    assert corrected.shown_on(TODAY).phone == "3"


def test_an_agency_can_turn_out_to_be_older_than_was_known() -> None:
    agency = an_agency(since=TODAY).changed_from(LONG_AGO, facts(name_th="ชื่อแรก"))
    assert agency.registered_on == LONG_AGO
    assert agency.shown_on(TODAY).name_th == "หน่วยงานตัวอย่าง"


def test_before_and_after_its_time_nothing_holds_but_there_is_something_to_show() -> None:
    agency = an_agency(name_th="ชื่อสุดท้าย").dissolved(TODAY, ("b", "c"))
    assert agency.facts_on(LONG_AGO - timedelta(days=1)) is None
    assert agency.facts_on(TODAY) is None
    assert agency.shown_on(TODAY).name_th == "ชื่อสุดท้าย"
    assert agency.absences == (Absence(TODAY, None, ("b", "c")),)


def test_what_is_announced_for_later_stands_against_a_dissolution() -> None:
    agency = changed(an_agency(name_th="เดิม"), NEXT_MONTH, name_th="ใหม่")
    with pytest.raises(Contradicted) as contradicted:
        agency.dissolved(TOMORROW, ())
    assert contradicted.value.day == NEXT_MONTH


def test_reopened_it_exists_again_with_a_gap_between() -> None:
    agency = an_agency(name_th="เดิม").dissolved(TODAY, ("b",)).reopened(NEXT_MONTH, facts(name_th="ใหม่"))
    assert [agency.exists_on(day) for day in (LONG_AGO, TODAY, NEXT_MONTH)] == [True, False, True]
    assert agency.shown_on(TODAY).name_th == "เดิม"
    assert agency.shown_on(NEXT_MONTH).name_th == "ใหม่"
    assert [(period.start, period.end) for period in agency.periods()] == [(LONG_AGO, TODAY), (NEXT_MONTH, date.max)]


def test_only_what_is_dissolved_reopens_and_not_on_the_day_itself() -> None:
    for agency in (an_agency(), an_agency().dissolved(TODAY, ())):
        with pytest.raises(NotInExistence):
            agency.reopened(TODAY, facts())


def test_withdrawing_a_dissolution_or_a_reopening_leaves_what_was_there_before() -> None:
    agency = an_agency()
    gone = agency.dissolved(TODAY, ("b",))
    back = gone.reopened(NEXT_MONTH, facts(name_th="ใหม่"))
    assert replace(gone.without_dissolution(TODAY), version=1) == agency
    assert replace(back.without_reopening(NEXT_MONTH), version=2) == gone
    with pytest.raises(Contradicted):
        back.without_dissolution(TODAY)


def test_an_agency_whose_registration_is_withdrawn_never_exists() -> None:
    agency = an_agency(since=NEXT_MONTH).never_registered()
    assert not any(agency.exists_on(day) or agency.public_on(day) for day in (TODAY, NEXT_MONTH, date.max))
    assert list(agency.periods()) == []
    with pytest.raises(NotInExistence):
        changed(agency, TODAY, name_th="ใหม่")


def test_nothing_changes_once_it_is_dissolved() -> None:
    agency = an_agency().dissolved(TODAY, ())
    with pytest.raises(NotInExistence):
        changed(agency, TODAY, name_th="ใหม่")
    with pytest.raises(NotInExistence):
        agency.dissolved(TOMORROW, ())


def test_it_must_have_existed_to_be_dissolved() -> None:
    with pytest.raises(NotInExistence):
        an_agency(since=TODAY).dissolved(TODAY, ())


def test_a_hidden_or_announced_agency_is_not_public_a_dissolved_one_is() -> None:
    assert an_agency().public_on(TODAY)
    assert not an_agency(visible=False).public_on(TODAY)
    assert not an_agency(since=TOMORROW).public_on(TODAY)
    assert an_agency().dissolved(TODAY, ("b",)).public_on(TODAY)


DAYS = st.integers(0, 40).map(lambda n: LONG_AGO + timedelta(days=n))
CHANGES = st.lists(
    st.tuples(
        DAYS, st.fixed_dictionaries({}, optional={"name_th": st.sampled_from("กขค"), "phone": st.sampled_from("12")})
    ),
    max_size=12,
)


@given(CHANGES)
def test_whatever_changes_the_timeline_stays_a_timeline(changes: list[tuple[date, dict[str, Any]]]) -> None:
    agency = an_agency(since=LONG_AGO + timedelta(days=10))
    for day, what in changes:
        before, agency = agency, changed(agency, day, **what)

        days = [entry.effective_on for entry in agency.timeline]
        assert days == sorted(set(days))
        assert all(a.facts != b.facts for a, b in zip(agency.timeline, agency.timeline[1:], strict=False))
        assert agency.version == before.version + (agency != before)
        assert replace(agency.shown_on(day), **what) == agency.shown_on(day)
        for earlier in (day - timedelta(days=n) for n in (1, 5, 20)):
            assert agency.facts_on(earlier) == before.facts_on(earlier)
        assert changed(agency, day, **what) is agency


@given(CHANGES, DAYS)
def test_periods_cover_every_day_once(changes: list[tuple[date, dict[str, Any]]], day: date) -> None:
    agency = an_agency()
    for on, what in changes:
        agency = changed(agency, on, **what)
    covering = [period.facts for period in agency.periods() if period.start <= day < period.end]
    assert covering == [agency.facts_on(day)]
