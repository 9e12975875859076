"""What officers see of the ledger: states, since when, and the documents behind them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from contracts.events.documents import Publication
from contracts.vocabulary import Obligation, Scope
from services.reporting.domain.terms import Measure
from services.reporting.domain.terms import Obligation as Owed
from tests.builders.reporting import (
    LONG_AGO,
    a_declaration,
    a_document,
    a_link,
    a_switch,
    an_agency,
    licences,
    some_facts,
)
from tests.fakes.reporting_in_memory import NOW, TODAY, ReportingInMemory

S10, S13_1, S13_2, S16 = Owed
UPLOADED, ISSUED = Measure.UPLOADED, Measure.ISSUED


def noon(day: int, month: int = 10) -> datetime:
    return datetime(2024, month, day, 5, tzinfo=UTC)


def test_an_agency_misses_its_notice_until_it_publishes_one() -> None:
    reporting = ReportingInMemory().hears(an_agency("a"), a_document("a", [(noon(3), None)]))

    assert reporting.states("a") == [(LONG_AGO, "missing"), (date(2024, 10, 3), "done")]
    assert reporting.entries("a")[1].document_ids == ("document",)


def test_suspending_the_only_document_takes_today_back_at_once() -> None:
    reporting = ReportingInMemory().hears(an_agency("a"), a_document("a", [(noon(3), None)]))

    reporting.hears(a_document("a", [(noon(3), NOW)], version=2))

    assert reporting.states("a") == [
        (LONG_AGO, "missing"),
        (date(2024, 10, 3), "done"),
        (TODAY, "missing"),
    ]


def test_a_second_document_takes_over_without_a_gap() -> None:
    reporting = ReportingInMemory().hears(
        an_agency("a"),
        a_document("a", [(noon(3), noon(20))], id="first"),
        a_document("a", [(noon(10), None)], id="second"),
    )

    assert [(entry.span.first.day, entry.since.day, entry.document_ids) for entry in reporting.entries("a")[1:]] == [
        (3, 3, ("first",)),
        (10, 3, ("first", "second")),
        (20, 3, ("second",)),
    ]


def test_a_document_for_another_obligation_does_not_help() -> None:
    reporting = ReportingInMemory().hears(
        an_agency("a"), a_document("a", [(noon(3), None)], obligation=Obligation.S16_ORDER)
    )

    assert reporting.today("a", S10) == "missing"
    assert reporting.today("a", S16) == "done"


@pytest.mark.parametrize("obligation", [Owed.S13_1_NOTICE, Owed.S13_2_CHANNEL])
@pytest.mark.parametrize("measure", Measure)
def test_section_13_is_not_required_of_anybody_yet(obligation: Owed, measure: Measure) -> None:
    reporting = ReportingInMemory().hears(an_agency("a"))

    assert reporting.entries("a", obligation, measure) == []
    assert reporting.today("a", obligation, measure) == "not_required"


def test_a_subordinate_unit_owes_section_10_but_not_section_16() -> None:
    reporting = ReportingInMemory().hears(an_agency("division", some_facts(reporting_unit=False)))

    assert reporting.today("division", S10) == "missing"
    assert reporting.today("division", S16) == "not_required"
    assert reporting.today("division", S16, ISSUED) == "not_required"


def test_what_was_not_owed_in_between_begins_anew() -> None:
    timeline = (
        some_facts(effective_on=LONG_AGO),
        some_facts(effective_on=date(2024, 10, 5), reporting_unit=False),
        some_facts(effective_on=date(2024, 10, 10)),
    )
    reporting = ReportingInMemory().hears(an_agency("a", *timeline))

    ends = [(entry.span.first, entry.span.end, entry.since) for entry in reporting.entries("a", S16)]
    assert ends == [
        (LONG_AGO, date(2024, 10, 5), LONG_AGO),
        (date(2024, 10, 10), date.max, date(2024, 10, 10)),
    ]


def test_an_agency_is_counted_only_while_it_exists() -> None:
    reporting = ReportingInMemory().hears(an_agency("a", dissolved_on=date(2024, 10, 10)))

    (only,) = reporting.entries("a")
    assert (only.span.first, only.span.end) == (LONG_AGO, date(2024, 10, 10))


def test_a_document_for_the_subtree_covers_all_below_but_not_beside() -> None:
    reporting = ReportingInMemory().hears(
        an_agency("ministry"),
        an_agency("department", some_facts("ministry")),
        an_agency("office", some_facts("department")),
        an_agency("beside"),
        a_document("ministry", [(noon(3), None)], scope=Scope.SUBTREE),
    )

    assert [reporting.today(id) for id in ("ministry", "department", "office", "beside")] == [
        "done",
        "covered",
        "covered",
        "missing",
    ]
    assert reporting.entries("office")[-1].document_ids == ("document",)


def test_a_document_for_the_agency_itself_covers_nobody() -> None:
    reporting = ReportingInMemory().hears(
        an_agency("a"), an_agency("b", some_facts("a")), a_document("a", [(noon(3), None)])
    )

    assert reporting.today("b") == "missing"


def test_section_16_orders_are_never_inherited() -> None:
    reporting = ReportingInMemory().hears(
        an_agency("a"),
        an_agency("b", some_facts("a")),
        a_document("a", [(noon(3), None)], obligation=Obligation.S16_ORDER, scope=Scope.SUBTREE),
    )

    assert reporting.today("b", S16) == "missing"


def test_being_covered_is_not_having_issued() -> None:
    reporting = ReportingInMemory().hears(
        an_agency("a"),
        an_agency("b", some_facts("a")),
        a_document("a", [(noon(3), None)], scope=Scope.SUBTREE),
    )

    assert reporting.today("b", S10, ISSUED) == "missing"


def test_an_own_document_comes_before_an_inherited_one() -> None:
    reporting = ReportingInMemory().hears(
        an_agency("a"),
        an_agency("b", some_facts("a")),
        a_document("a", [(noon(3), None)], id="above", scope=Scope.SUBTREE),
        a_document("b", [(noon(10), noon(20))], id="own"),
    )

    assert reporting.states("b") == [
        (LONG_AGO, "missing"),
        (date(2024, 10, 3), "covered"),
        (date(2024, 10, 10), "done"),
        (date(2024, 10, 20), "covered"),
    ]


def test_inheritance_follows_the_tree_of_each_day() -> None:
    moved = [some_facts("a"), some_facts("b", effective_on=date(2024, 10, 10))]
    reporting = ReportingInMemory().hears(
        an_agency("a"),
        an_agency("b"),
        an_agency("office", *moved),
        an_agency("below", some_facts("office")),
        a_document("a", [(noon(3), None)], scope=Scope.SUBTREE),
    )

    for agency in ("office", "below"):
        assert reporting.states(agency) == [
            (LONG_AGO, "missing"),
            (date(2024, 10, 3), "covered"),
            (date(2024, 10, 10), "missing"),
        ]


def test_a_move_reaches_everything_below_the_moved_agency() -> None:
    reporting = ReportingInMemory().hears(
        an_agency("a"),
        a_document("a", [(noon(3), None)], scope=Scope.SUBTREE),
        an_agency("office"),
        an_agency("below", some_facts("office")),
    )

    reporting.hears(an_agency("office", some_facts(), some_facts("a", effective_on=date(2024, 10, 20)), version=2))

    assert reporting.states("below") == [(LONG_AGO, "missing"), (date(2024, 10, 20), "covered")]


def test_nothing_reaches_through_an_agency_that_does_not_exist_that_day() -> None:
    reporting = ReportingInMemory().hears(
        an_agency("a"),
        an_agency("between", some_facts("a"), dissolved_on=date(2024, 10, 20)),
        an_agency("below", some_facts("between")),
        a_document("a", [(noon(3), None)], scope=Scope.SUBTREE),
    )

    assert reporting.states("below") == [
        (LONG_AGO, "missing"),
        (date(2024, 10, 3), "covered"),
        (date(2024, 10, 20), "missing"),
    ]


def test_a_circle_that_lasts_until_the_other_move_is_heard_of_repeats_nobody() -> None:
    moved_up = [some_facts("a"), some_facts(effective_on=date(2024, 10, 10))]
    moved_down = [some_facts(), some_facts("b", effective_on=date(2024, 10, 10))]
    reporting = ReportingInMemory().hears(
        an_agency("a"), an_agency("b", some_facts("a")), an_agency("c", some_facts("b"))
    )

    reporting.hears(an_agency("a", *moved_down, version=2))  # that b moves up that day is not known yet

    lines = [entry.line.agency_ids for id in "abc" for entry in reporting.entries(id)]
    assert all(len({*line}) == len(line) for line in lines)

    reporting.hears(an_agency("b", *moved_up, version=2))

    assert [reporting.entries(id)[-1].line.agency_ids for id in "abc"] == [("b", "a"), ("b",), ("b", "c")]


def test_a_circle_is_cut_for_who_closes_it_and_not_for_its_sibling() -> None:
    reporting = ReportingInMemory().hears(an_agency("a"), an_agency("b", some_facts("a")), an_agency("c"))

    # that b no longer stands below a is not known yet
    reporting.hears_together(an_agency("c", some_facts("b"), version=2), an_agency("a", some_facts("b"), version=2))

    lines = [reporting.entries(id)[-1].line.agency_ids for id in "abc"]
    assert lines == [("a",), ("a", "b"), ("a", "b", "c")]


def test_a_notice_is_issued_from_the_day_declared() -> None:
    reporting = ReportingInMemory().hears(
        an_agency("a"), a_declaration("a", date(2024, 9, 1)), a_document("a", [(noon(3), None)])
    )

    assert reporting.states("a", S10, ISSUED) == [(LONG_AGO, "missing"), (date(2024, 9, 1), "done")]
    assert reporting.states("a", S10, UPLOADED) == [(LONG_AGO, "missing"), (date(2024, 10, 3), "done")]


def test_a_published_document_shows_that_it_was_issued_and_stays_issued() -> None:
    reporting = ReportingInMemory().hears(an_agency("a"), a_document("a", [(noon(3), noon(20))]))

    assert reporting.states("a", S10, ISSUED) == [(LONG_AGO, "missing"), (date(2024, 10, 3), "done")]


def test_withdrawing_a_declaration_leaves_what_documents_show() -> None:
    reporting = ReportingInMemory().hears(
        an_agency("a"), a_declaration("a", date(2024, 9, 1)), a_document("a", [(noon(3), None)])
    )

    reporting.hears(a_declaration("a", None, version=2))

    assert reporting.states("a", S10, ISSUED) == [(LONG_AGO, "missing"), (date(2024, 10, 3), "done")]


def test_withdrawing_a_declaration_that_stands_alone_withdraws_all() -> None:
    reporting = ReportingInMemory().hears(an_agency("a"), a_declaration("a", date(2024, 9, 1)))

    reporting.hears(a_declaration("a", None, version=2))

    assert reporting.states("a", S10, ISSUED) == [(LONG_AGO, "missing")]


def test_documents_wait_for_their_agency() -> None:
    reporting = ReportingInMemory().hears(a_document("a", [(noon(3), None)]), a_declaration("a", date(2024, 9, 1)))
    assert reporting.book.entries["a"] == {}

    reporting.hears(an_agency("a"))

    assert reporting.today("a") == "done"
    assert reporting.states("a", S10, ISSUED)[-1] == (date(2024, 9, 1), "done")


def test_an_older_fact_that_comes_late_changes_nothing() -> None:
    reporting = ReportingInMemory().hears(an_agency("a"), a_document("a", [(noon(3), noon(20))], version=2))

    reporting.hears(a_document("a", [(noon(3), None)], version=1))

    assert reporting.today("a") == "missing"


def test_renaming_an_agency_does_not_begin_its_state_anew() -> None:
    renamed = [some_facts(name_th="เดิม"), some_facts(name_th="ใหม่", effective_on=date(2024, 10, 10))]
    reporting = ReportingInMemory().hears(an_agency("a", *renamed), a_document("a", [(noon(3), None)]))

    assert [(entry.place.name_th, entry.since) for entry in reporting.entries("a")[1:]] == [
        ("เดิม", date(2024, 10, 3)),
        ("ใหม่", date(2024, 10, 3)),
    ]


def said(reporting: ReportingInMemory) -> list[tuple[str, str, str, str]]:
    return [
        (event.agency_id, event.obligation.value, event.measure.value, event.state.value) for event in reporting.said
    ]


def test_a_change_of_today_is_said_once_for_each_measure() -> None:
    filed = a_document("a", [(noon(3), None)])
    reporting = ReportingInMemory().hears(an_agency("a"), filed, filed)

    assert sorted(said(reporting)) == [
        ("a", "s10_notice", "issued", "done"),
        ("a", "s10_notice", "uploaded", "done"),
    ]
    assert {event.effective_on for event in reporting.said} == {TODAY}


def test_a_new_agency_that_misses_what_it_owes_is_no_news() -> None:
    assert ReportingInMemory().hears(an_agency("a")).said == []


def test_a_change_of_the_past_is_not_said() -> None:
    reporting = ReportingInMemory().hears(an_agency("a"), a_document("a", [(noon(3), noon(20))]))

    assert said(reporting) == [("a", "s10_notice", "issued", "done")]


def test_losing_the_cover_of_an_ancestor_is_said_of_those_who_lose_it() -> None:
    reporting = ReportingInMemory().hears(
        an_agency("a"),
        an_agency("b", some_facts("a")),
        a_document("a", [(noon(3), None)], scope=Scope.SUBTREE),
    )
    reporting.said.clear()

    reporting.hears(a_document("a", [(noon(3), NOW)], scope=Scope.SUBTREE, version=2))

    assert sorted(said(reporting)) == [
        ("a", "s10_notice", "uploaded", "missing"),
        ("b", "s10_notice", "uploaded", "missing"),
    ]


def test_an_inherited_document_that_is_switched_off_covers_only_those_below() -> None:
    reporting = ReportingInMemory().hears(
        an_agency("ministry"),
        an_agency("department", some_facts("ministry")),
        an_agency("division", some_facts("department")),
        a_document("ministry", [(noon(3), None)], scope=Scope.SUBTREE),
        a_switch("department", [(noon(10), noon(20))]),
    )

    assert reporting.states("department") == [
        (LONG_AGO, "missing"),
        (date(2024, 10, 3), "covered"),
        (date(2024, 10, 10), "missing"),
        (date(2024, 10, 20), "covered"),
    ]
    assert reporting.states("division") == [(LONG_AGO, "missing"), (date(2024, 10, 3), "covered")]


def test_another_scope_holds_from_the_day_of_the_change_only() -> None:
    reporting = ReportingInMemory().hears(an_agency("a"), an_agency("below", some_facts("a")))
    for_itself, for_all = (a_document("a", [], scope=scope) for scope in Scope)
    first = Publication(since=noon(3), until=noon(10), scope=Scope.SELF)
    second = Publication(since=noon(10), scope=Scope.SUBTREE)

    reporting.hears(for_itself.model_copy(update={"publications": (first, second), "scope": for_all.scope}))

    assert reporting.states("below") == [(LONG_AGO, "missing"), (date(2024, 10, 10), "covered")]
    assert [entry.since for entry in reporting.entries("a")] == [LONG_AGO, date(2024, 10, 3)]


def test_who_declares_licences_owes_section_13_from_that_day_until_it_takes_it_back() -> None:
    reporting = ReportingInMemory().hears(
        an_agency("a"),
        licences("a", [(noon(5), noon(25))]),
        a_link("a", [(noon(8), None)]),
        a_link("a", [(noon(8), None)], id="gazette", obligation=Obligation.S13_1_NOTICE),
        a_document("a", [(noon(12), None)], obligation=Obligation.S13_1_NOTICE),
    )

    assert [(e.span.first.day, e.span.end.day, e.state) for e in reporting.entries("a", S13_2)] == [
        (5, 8, "missing"),
        (8, 25, "done"),
    ]
    assert [(e.span.first.day, e.span.end.day, e.state) for e in reporting.entries("a", S13_1)] == [
        (5, 12, "missing"),
        (12, 25, "done"),
    ]


def test_what_is_scheduled_counts_on_its_day_without_another_word() -> None:
    reporting = ReportingInMemory().hears(an_agency("a"), a_document("a", [(noon(3, month=11), noon(9, month=12))]))

    assert reporting.today("a") == "missing"
    assert reporting.states("a") == [
        (LONG_AGO, "missing"),
        (date(2024, 11, 3), "done"),
        (date(2024, 12, 9), "missing"),
    ]
