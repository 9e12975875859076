"""The rules of campaigns, their reminders and returns, and of obstacles."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from services.reporting.domain.campaigns import Campaign, CampaignIsClosed, Details, ReminderPlan, ReturnPlan
from services.reporting.domain.days import FOREVER, Span
from services.reporting.domain.obstacles import Obstacle, Said, held, ranked
from services.reporting.domain.problems import Invalid
from services.reporting.domain.returns import (
    Body,
    Draft,
    Mark,
    OfficeReturn,
    Reopening,
    ReturnIsSubmitted,
    ReturnNotSubmitted,
    Status,
    Submission,
    filled,
    totals,
)
from services.reporting.domain.targets import Target
from services.reporting.domain.terms import Obligation, State
from services.reporting.domain.timeliness import Timeliness, percent_kept

NOON = datetime(2024, 11, 20, 5, tzinfo=UTC)
DUE = date(2024, 12, 6)
DETAILS = Details(
    name_th="  รอบ   พฤศจิกายน ",
    obligations=(Obligation.S16_ORDER, Obligation.S10_NOTICE),
    target=Target(categories=("local",)),
    opens_on=date(2024, 11, 12),
    due_on=date(2024, 11, 29),
    returns=ReturnPlan("dla", DUE),
    reminders=ReminderPlan(date(2024, 11, 14), 15, 2, None),
)
CAMPAIGN = Campaign("c", 1, DETAILS.tidied(), NOON, "ก", NOON, "ก")


def test_what_is_ordered_is_kept_in_one_form():
    assert CAMPAIGN.details.name_th == "รอบ พฤศจิกายน"
    assert CAMPAIGN.details.obligations == (Obligation.S10_NOTICE, Obligation.S16_ORDER)
    assert CAMPAIGN.changed(DETAILS, NOON, "ข") is CAMPAIGN


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("name_th", {"name_th": " \u200b "}),
        ("due_on", {"due_on": date(2024, 11, 11)}),
        ("returns.due_on", {"returns": ReturnPlan("dla", date(2024, 11, 11))}),
        ("reminders.first_on", {"reminders": ReminderPlan(date(2024, 11, 11), 15, 2, None)}),
        ("target.lao_types", {"target": Target(categories=("government",), lao_types=("city",))}),
        ("target.province_codes.1", {"target": Target(province_codes=("54", "5"))}),
    ],
)
def test_what_cannot_be_is_named_by_its_field(field: str, wrong: dict[str, object]):
    with pytest.raises(Invalid) as refused:
        replace(DETAILS, **wrong).tidied()

    assert [problem.field for problem in refused.value.problems] == [field]


def test_a_closed_campaign_stays_as_it_is_and_reminds_nobody():
    closed = CAMPAIGN.closed(date(2024, 11, 20), NOON, "ข")

    assert closed.reminds_on(date(2024, 12, 31)) is None
    for act in (lambda: closed.changed(DETAILS, NOON, "ข"), lambda: closed.closed(DUE, NOON, "ข")):
        with pytest.raises(CampaignIsClosed):
            act()


@pytest.mark.parametrize(
    ("today", "last", "following"),
    [
        (date(2024, 11, 13), None, date(2024, 11, 14)),
        (date(2024, 11, 14), date(2024, 11, 14), date(2024, 11, 29)),
        (date(2024, 11, 28), date(2024, 11, 14), date(2024, 11, 29)),
        (date(2024, 11, 29), date(2024, 11, 29), date(2024, 12, 14)),
        (date(2025, 1, 1), date(2024, 12, 29), date(2025, 1, 13)),
    ],
)
def test_reminders_come_every_fifteen_days(today: date, last: date | None, following: date):
    plan = CAMPAIGN.details.reminders

    assert plan is not None
    assert (plan.last_by(today), plan.next_after(today), CAMPAIGN.reminds_on(today)) == (last, following, last)


def test_after_two_unanswered_reminders_the_next_above_is_told_too():
    plan = ReminderPlan(date(2024, 11, 14), 15, 2, None)

    assert [plan.steps_up(number) for number in range(1, 7)] == [0, 0, 1, 1, 2, 2]
    assert replace(plan, escalate_after=None).steps_up(100) == 0


def test_the_percentage_of_a_campaign_is_that_of_every_figure():
    assert percent_kept({Timeliness.ON_TIME: 5000, Timeliness.LATE: 842, Timeliness.OVERDUE: 2008}) == "74.42"
    assert percent_kept({None: 3}) is None


BODIES = (
    Body("a", "ก", True, State.DONE, False, State.MISSING),
    Body("b", "ข", False, State.COVERED, False, State.MISSING),
)


def test_marks_stand_beside_what_the_ledger_says():
    rows = filled(BODIES, (Mark("b", True, None, "ลงนามแล้ว"), Mark("stranger", True, True, None)))

    assert [(row.s10_issued, row.body.s10_issued, row.s16_issued, row.note) for row in rows] == [
        (True, True, False, None),
        (True, False, False, "ลงนามแล้ว"),
    ]
    assert totals(rows)._asdict() == {
        "bodies": 2, "s10_issued": 2, "s10_system_issued": 1, "s10_uploaded": 2,
        "s16_issued": 0, "s16_system_issued": 0, "s16_uploaded": 0,
    }  # fmt: skip


def test_a_draft_keeps_no_mark_that_says_nothing_and_none_twice():
    assert Draft(marks=(Mark("a", None, None, " "), Mark("b", False, None, None))).tidied(DUE).marks == (
        Mark("b", False, None, None),
    )
    with pytest.raises(Invalid):
        Draft(marks=(Mark("a", True, None, None), Mark("a", False, None, None))).tidied(DUE)


def submission(on: date) -> Submission:
    return Submission(NOON, on, "ก", "{}", "0" * 64)


def test_what_is_submitted_is_frozen_until_it_is_opened_again():
    made = OfficeReturn("c", "o").saved(Draft(signer_name="ก")).submitted(submission(DUE))

    with pytest.raises(ReturnIsSubmitted):
        made.saved(Draft())
    with pytest.raises(ReturnIsSubmitted):
        made.submitted(submission(DUE))
    opened = made.reopened(Reopening(NOON, "ข", "ไม่ครบ"))
    assert (opened.status, opened.saved(Draft()).status) == (Status.REOPENED, Status.REOPENED)
    with pytest.raises(ReturnNotSubmitted):
        opened.reopened(Reopening(NOON, "ข", "ไม่ครบ"))


def test_late_is_who_first_submitted_after_the_due_date():
    day_after = date(2024, 12, 7)
    on_time = OfficeReturn("c", "o").submitted(submission(DUE))
    late = OfficeReturn("c", "o").submitted(submission(day_after))
    corrected = on_time.reopened(Reopening(NOON, "ข", "ไม่ครบ")).submitted(submission(day_after))

    assert [made.late(DUE, day_after) for made in (on_time, late, corrected)] == [False, True, False]
    assert [OfficeReturn("c", "o").late(DUE, today) for today in (DUE, day_after)] == [False, True]


def said(version: int, day: int) -> Said:
    return Said("a", version, date(2024, 1, day), ())


def test_a_word_holds_until_the_next_whatever_the_order_in_which_they_are_heard():
    assert held([said(3, 20), said(1, 10), said(2, 15)]) == {
        1: Span(date(2024, 1, 10), date(2024, 1, 15)),
        2: Span(date(2024, 1, 15), date(2024, 1, 20)),
        3: Span(date(2024, 1, 20), FOREVER),
    }
    # of one day the last counts; a clock that was behind puts nothing before what was said earlier
    assert held([said(1, 10), said(2, 10), said(3, 9)]) == {1: None, 2: None, 3: Span(date(2024, 1, 10), FOREVER)}


def test_obstacles_are_ranked_by_how_many_name_them_then_by_how_many_put_them_first():
    counts = {("law", 1): 2, ("budget", 1): 1, ("budget", 2): 1, ("data", 3): 5}

    found = ranked(counts, ("data", "law", "personnel", "budget"))

    assert [(each.type, each.by_rank) for each in found] == [
        ("data", (0, 0, 5)),
        ("law", (2, 0, 0)),
        ("budget", (1, 1, 0)),
    ]
    assert Obstacle(1, "law", None, True).active
