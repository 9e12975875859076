"""One agency's own standing."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from services.reporting.domain.obligations import COUNTED
from tests.builders.reporting import a_document, an_agency, some_facts
from tests.builders.reporting_desk import ReportingDesk

pytestmark = pytest.mark.backing("mongo")


def test_every_obligation_is_answered_by_the_measures_it_has(reporting: ReportingDesk):
    reporting.hears(an_agency("a"), a_document("a", [(datetime(2024, 3, 15, tzinfo=UTC), None)]))

    answer = reporting.ask("get_compliance", agency_id="a", as_of="2024-12-31")

    found = {(item["obligation"], item["measure"]): (item["state"], item["since"]) for item in answer["obligations"]}
    assert found == {
        ("s10_notice", "issued"): ("done", "2024-03-15"),
        ("s10_notice", "uploaded"): ("done", "2024-03-15"),
        ("s13_1_notice", "uploaded"): ("not_required", None),
        ("s13_2_channel", "uploaded"): ("not_required", None),
        ("s16_order", "issued"): ("missing", "2020-01-01"),
        ("s16_order", "uploaded"): ("missing", "2020-01-01"),
    }


def test_before_it_existed_nothing_was_required(reporting: ReportingDesk):
    reporting.hears(an_agency("a", some_facts(effective_on=date(2024, 1, 1))))

    answer = reporting.ask("get_compliance", agency_id="a", as_of="2023-12-31")

    assert {(item["state"], item["since"]) for item in answer["obligations"]} == {("not_required", None)}
    assert len(answer["obligations"]) == len(COUNTED)


def test_an_agency_that_nobody_registered_is_unknown(reporting: ReportingDesk):
    reporting.hears(a_document("heard-of", [(datetime(2024, 3, 15, tzinfo=UTC), None)]))

    for agency in ("heard-of", "never-heard-of"):
        assert reporting.answer("get_compliance", agency_id=agency)["error"]["code"] == "agency_unknown"


def test_who_counts_nowhere_and_is_not_seen_today_is_unknown_on_every_day(reporting: ReportingDesk):
    """Who counts is named though hidden: test_lists."""
    since = date(2024, 1, 1)
    hidden = [some_facts(reporting_unit=False), some_facts(reporting_unit=False, visible=False, effective_on=since)]
    reporting.hears(an_agency("hidden", *hidden), an_agency("below", some_facts("hidden")))

    for request in ({"agency_id": "hidden"}, {"agency_id": "hidden", "as_of": "2023-12-31"}):
        assert reporting.answer("get_compliance", **request)["error"]["code"] == "agency_unknown"
    for request in ({"below": "hidden"}, {"group_by": "children", "group": "hidden"}):
        answer = reporting.answer("list_by_state", obligation="s10_notice", state="missing", **request)
        assert answer["error"]["code"] == "agency_unknown"
    assert reporting.answer("get_figures", obligation="s10_notice", below="hidden")["error"]["code"] == "agency_unknown"
    (root,) = reporting.ask("get_figures", obligation="s10_notice", group_by="children")["groups"]
    assert (root["group"], root["name_th"], root["missing"]) == ("hidden", None, 1)
