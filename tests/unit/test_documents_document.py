"""Filing a document and switching it on and off."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.documents.domain.document import (
    Document,
    NotFiledAsPdf,
    ScopeNotPossible,
)
from services.documents.domain.document_date import DocumentDateInvalid
from services.documents.domain.pdf import Pdf
from services.documents.domain.publication import Period, PublicationTimesInvalid
from services.documents.domain.vocabulary import Obligation, Scope, Status
from tests.builders.documents import NOON, a_document

LATER = NOON + timedelta(days=3)


def test_filed_as_published_it_is_in_effect_from_that_moment():
    document = a_document()

    assert document.status_at(NOON) is Status.PUBLISHED
    assert document.publications == (Period(NOON),)
    assert (document.version, document.migrated) == (1, False)
    assert document.uploaded_at == document.recorded_at == NOON


def test_filed_as_suspended_it_has_never_been_in_effect():
    document = a_document(status=Status.SUSPENDED)

    assert document.status_at(NOON) is Status.SUSPENDED
    assert document.publications == ()
    assert document.published_since(NOON) is None


def test_suspending_ends_the_period_and_publishing_again_begins_another():
    suspended = a_document().suspend(LATER, "สมหญิง")
    again = suspended.publish(LATER + timedelta(days=1), "สมชาย")

    assert suspended.publications == (Period(NOON, LATER),)
    assert (suspended.version, suspended.saved_at, suspended.saved_by) == (2, LATER, "สมหญิง")
    assert again.publications == (Period(NOON, LATER), Period(LATER + timedelta(days=1)))
    assert again.version == 3


@pytest.mark.parametrize("status", list(Status))
def test_the_status_it_has_already_changes_nothing(status: Status):
    document = a_document(status=status)

    assert document.turn(status, LATER, "สมหญิง") is document


def test_a_clock_that_is_behind_does_not_put_the_periods_out_of_order():
    suspended = a_document().suspend(NOON - timedelta(seconds=2), "สมหญิง")

    assert suspended.publications == (Period(NOON, NOON),)


@given(st.lists(st.tuples(st.sampled_from(Status), st.integers(-5, 100)), max_size=20))
def test_periods_are_in_order_and_only_the_last_is_open(turns: list[tuple[Status, int]]):
    document, at = a_document(), NOON
    for status, seconds in turns:
        at += timedelta(seconds=seconds)
        document = document.turn(status, at, "สมหญิง")

    boundaries = [t for p in document.publications for t in (p.since, p.until) if t is not None]
    assert boundaries == sorted(boundaries)
    assert all(period.until is not None for period in document.publications[:-1])
    assert document.status_at(max([at, *boundaries])) is (turns[-1][0] if turns else Status.PUBLISHED)


# NOON is on 1 March in Bangkok
@pytest.mark.parametrize("day", [date(1997, 1, 1), date(2024, 3, 1), date(2024, 3, 2)])
def test_dates_from_2540_until_tomorrow_are_accepted(day: date):
    assert a_document(document_date=day).document_date == day


@pytest.mark.parametrize("day", [date(1970, 1, 1), date(1996, 12, 31), date(2024, 3, 3), date(2567, 3, 1)])
def test_unset_ancient_and_future_dates_are_refused(day: date):
    with pytest.raises(DocumentDateInvalid) as refused:
        a_document(document_date=day)

    assert refused.value.details == {"earliest": "1997-01-01", "latest": "2024-03-02"}


def test_tomorrow_is_counted_from_the_day_in_bangkok():
    just_after_midnight_there = datetime(2024, 3, 1, 17, 30, tzinfo=UTC)

    assert a_document(at=just_after_midnight_there, document_date=date(2024, 3, 3)).version == 1


def test_section_13_2_takes_no_file():
    with pytest.raises(NotFiledAsPdf):
        a_document(obligation=Obligation.S13_2_CHANNEL)


def test_a_section_10_notice_can_be_for_everything_under_the_agency():
    assert a_document(scope=Scope.SUBTREE).shows_below(NOON)


@pytest.mark.parametrize("obligation", [Obligation.S13_1_NOTICE, Obligation.S16_ORDER])
def test_nothing_else_can(obligation: Obligation):
    with pytest.raises(ScopeNotPossible):
        a_document(obligation=obligation, scope=Scope.SUBTREE)


def test_a_carried_over_document_keeps_its_own_times():
    published = Period(datetime(2023, 9, 22, 9, tzinfo=UTC), datetime(2023, 12, 1, tzinfo=UTC))

    document = carried_over(published)

    assert document.publications == (published,)
    assert document.uploaded_at == published.since
    assert document.recorded_at == NOON
    assert (document.status_at(NOON), document.migrated) == (Status.SUSPENDED, True)


@pytest.mark.parametrize(
    "published",
    [
        Period(NOON + timedelta(seconds=1)),
        Period(NOON - timedelta(days=1), NOON + timedelta(seconds=1)),
        Period(NOON - timedelta(days=1), NOON - timedelta(days=2)),
    ],
    ids=["begins in the future", "ends in the future", "ends before it begins"],
)
def test_a_carried_over_document_was_published_in_the_past(published: Period):
    with pytest.raises(PublicationTimesInvalid):
        carried_over(published)


def carried_over(published: Period) -> Document:
    return Document.carry_over(
        id="document-1",
        agency_id="agency-1",
        obligation=Obligation.S10_NOTICE,
        scope=Scope.SELF,
        document_date=date(2023, 9, 20),
        file_name="ประกาศ.pdf",
        pdf=Pdf(sha256="0" * 64, size=1000, pages=1),
        published=published,
        at=NOON,
        by="ผู้ดูแลระบบ",
    )
