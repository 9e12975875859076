"""The provincial return: filled from the ledger, completed by the office, submitted, opened again, rolled up."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from chassis.mongo import database
from chassis.thai_days import bangkok_day
from contracts.vocabulary import Category, LaoType, Obligation, Role, Scope
from tests.builders.campaigns import a_campaign
from tests.builders.reporting import a_declaration, a_document, an_agency, some_facts
from tests.builders.reporting_desk import ReportingDesk

pytestmark = pytest.mark.backing("mongo")

TODAY = bangkok_day(datetime.now(UTC))
LAST_YEAR = datetime.now(UTC) - timedelta(days=365)


def body(name: str, office: str, **facts: Any):
    return an_agency(name, some_facts(office, name_th=name, **facts))


def office(name: str, province: str):
    return an_agency(
        name,
        some_facts("dla", name_th=name, category=None, lao_type=None, province_code=province, reporting_unit=False),
    )


@pytest.fixture
def country(reporting: ReportingDesk) -> ReportingDesk:
    """Two provinces below DLA. In แพร่ one body has both notices, one has a declaration, one is covered."""
    reporting.hears(
        an_agency("dla", some_facts(category=Category.GOVERNMENT, lao_type=None, province_code=None, name_th="สถ.")),
        office("phrae", "54"),
        office("nan", "55"),
        an_agency("division", some_facts("dla", category=None, lao_type=None, reporting_unit=False)),
        body("เด่นชัย", "phrae"),
        body("ลอง", "phrae", lao_type=LaoType.CITY),
        body("สูงเม่น", "phrae"),
        body("ปัว", "nan", province_code="55"),
        a_document("เด่นชัย", [(LAST_YEAR, None)], id="d1"),
        a_document("เด่นชัย", [(LAST_YEAR, None)], id="d2", obligation=Obligation.S16_ORDER),
        a_declaration("ลอง", LAST_YEAR.date()),
        a_document("phrae", [(LAST_YEAR, None)], id="d3", scope=Scope.SUBTREE),
    )
    return reporting


def campaign(country: ReportingDesk, returns_due: date = TODAY) -> str:
    opened = (TODAY - timedelta(days=30)).isoformat()
    asked = a_campaign(
        opens_on=opened, due_on=opened, returns={"collected_by": "dla", "due_on": returns_due.isoformat()}
    )
    made: str = country.as_officer(Role.OPDC_ADMIN).ask("create_campaign", **asked)["id"]
    return made


def marks(form: dict) -> list[tuple[str, bool, bool, bool, bool]]:
    return [
        (row["name_th"], row["s10"]["issued"], row["s10"]["uploaded"], row["s16"]["issued"], row["s16"]["uploaded"])
        for row in form["rows"]
    ]


SIGNED = {"signer_name": "นางสาวเขมิกา รอดสี", "signer_position": "ท้องถิ่นจังหวัดแพร่"}


def test_the_form_is_filled_from_the_ledger_and_agrees_with_figures_and_lists(country: ReportingDesk) -> None:
    phrae = country.as_officer(Role.MONITOR, "phrae")
    form = phrae.ask("get_return", campaign_id=campaign(country), agency_id="phrae")

    assert marks(form) == [
        ("เด่นชัย", True, True, True, True),
        ("ลอง", True, True, False, False),
        ("สูงเม่น", False, True, False, False),
    ]
    assert [row["place"] for row in form["rows"]] == [1, 2, 3]
    assert [row["s10"]["uploaded_state"] for row in form["rows"]] == ["done", "covered", "covered"]
    assert (form["status"], form["version"], form["as_of"]) == ("open", 0, TODAY.isoformat())
    for obligation, measure, total in (
        ("s10_notice", "issued", "s10_system_issued"),
        ("s10_notice", "uploaded", "s10_uploaded"),
        ("s16_order", "issued", "s16_system_issued"),
        ("s16_order", "uploaded", "s16_uploaded"),
    ):
        figure = country.figures(obligation, measure=measure, group_by="province")["54"]
        assert form["totals"][total] == figure["done"] + figure["covered"]
        listed = country.listed("missing", obligation, measure=measure, group_by="province", group="54")
        assert form["totals"]["bodies"] - form["totals"][total] == len(listed)


def test_an_offices_marks_stand_beside_the_ledger_and_change_nothing_in_it(country: ReportingDesk) -> None:
    asked = {"campaign_id": campaign(country), "agency_id": "phrae"}
    phrae = country.as_officer(Role.MONITOR, "phrae")
    mark = {"agency_id": "สูงเม่น", "s10_issued": True, "note": "ลงนามแล้ว"}

    saved = phrae.ask("save_return", **asked, version=0, marks=[mark], obstacles="คนไม่พอ", **SIGNED)

    row = saved["rows"][2]
    assert (row["s10"]["issued"], row["s10"]["system_issued"], row["note"]) == (True, False, "ลงนามแล้ว")
    assert (saved["totals"]["s10_issued"], saved["totals"]["s10_system_issued"]) == (3, 2)
    assert (saved["version"], saved["status"], saved["obstacles"]) == (1, "draft", "คนไม่พอ")
    assert country.state("สูงเม่น", measure="issued") == "missing"
    stale = phrae.answer("save_return", **asked, version=0)["error"]
    assert (stale["code"], stale["details"]["current"]["version"]) == ("stale_version", 1)


def test_what_was_submitted_stays_while_the_ledger_goes_on_until_it_is_opened_again(country: ReportingDesk) -> None:
    asked = {"campaign_id": campaign(country), "agency_id": "phrae"}
    phrae = country.as_officer(Role.MONITOR, "phrae")
    phrae.ask("save_return", **asked, version=0, **SIGNED)

    submitted = phrae.ask("submit_return", **asked, version=1)
    country.hears(a_document("ลอง", [(LAST_YEAR, None)], id="d9", obligation=Obligation.S16_ORDER))

    assert (submitted["status"], submitted["late"]) == ("submitted", False)
    assert phrae.ask("get_return", **asked) == submitted
    kept = database()["submissions"].find_one()
    assert kept is not None
    assert hashlib.sha256(kept["content"].encode()).hexdigest() == submitted["submission"]["sha256"]
    assert phrae.answer("save_return", **asked, version=2)["error"]["code"] == "return_submitted"

    # Not by the office itself: by whom it was submitted to.
    assert phrae.answer("reopen_return", **asked, reason="ผิด")["error"]["code"] == "forbidden"
    opened = country.as_officer(Role.MONITOR, "dla").ask("reopen_return", **asked, reason="จำนวนไม่ครบ")
    assert (opened["status"], opened["opened_again"]["reason"]) == ("reopened", "จำนวนไม่ครบ")
    assert opened["totals"]["s16_uploaded"] == 2
    again = phrae.ask("submit_return", **asked, version=3)
    assert again["submission"]["sha256"] != submitted["submission"]["sha256"]
    assert database()["submissions"].count_documents({}) == 2
    said = database()["event_log"].find({"subject": "phrae", "type": {"$regex": "return"}}).sort("_id")
    types = [entry["type"].split(".")[2] for entry in said]
    assert types == ["return_saved", "return_submitted", "return_reopened", "return_submitted"]


def test_nobody_submits_without_a_name_below_it_or_for_another_province(country: ReportingDesk) -> None:
    asked = {"campaign_id": campaign(country), "agency_id": "phrae"}
    phrae = country.as_officer(Role.MONITOR, "phrae")
    phrae.ask("save_return", **asked, version=0, signer_name="ก")

    error = phrae.answer("submit_return", **asked, version=1)["error"]
    assert [field["field"] for field in error["fields"]] == ["signer_position"]
    nan = country.as_officer(Role.MONITOR, "nan")
    assert nan.answer("get_return", **asked)["error"]["code"] == "forbidden"
    assert nan.answer("submit_return", **asked, version=1)["error"]["code"] == "forbidden"
    officer = country.as_officer(Role.CENTRAL_OFFICER, "phrae")
    assert officer.answer("save_return", **asked, version=1)["error"]["code"] == "forbidden"


@pytest.mark.parametrize("agency", ["division", "เด่นชัย", "dla"])
def test_only_offices_right_below_who_collects_with_bodies_below_them_are_asked(
    country: ReportingDesk, agency: str
) -> None:
    asked = {"campaign_id": campaign(country), "agency_id": agency}

    answer = country.as_officer(Role.DGA_ADMIN).answer("save_return", **asked, version=0)

    assert answer["error"]["code"] == "return_not_asked"


def test_all_provinces_are_rolled_up_with_who_is_late_and_who_is_missing(country: ReportingDesk) -> None:
    made = campaign(country, returns_due=TODAY - timedelta(days=1))
    phrae = country.as_officer(Role.MONITOR, "phrae")
    mark = {"agency_id": "สูงเม่น", "s10_issued": True}
    phrae.ask("save_return", campaign_id=made, agency_id="phrae", version=0, marks=[mark], **SIGNED)
    phrae.ask("submit_return", campaign_id=made, agency_id="phrae", version=1)

    rolled = country.as_officer(Role.MONITOR, "dla").ask("list_returns", campaign_id=made, agency_id="dla")

    lines = [(line["agency_id"], line["standing"], line["overdue"]) for line in rolled["items"]]
    assert lines == [("nan", "missing", True), ("phrae", "submitted_late", False)]
    counts = [rolled[name] for name in ("offices", "submitted", "submitted_late", "reopened", "missing")]
    assert counts == [2, 0, 1, 0, 1]
    assert (rolled["returned"]["bodies"], rolled["returned"]["s10_issued"]) == (3, 3)
    # What the ledger says of the same bodies: the whole and its parts agree with the figures.
    figure = country.figures("s16_order", group_by="category")["local"]
    assert rolled["now"]["bodies"] == figure["done"] + figure["missing"]
    assert rolled["now"]["s16_uploaded"] == figure["done"] == 1
    assert rolled["now"]["s10_issued"] == 2

    own = phrae.ask("list_returns", campaign_id=made, agency_id="phrae")
    assert [line["agency_id"] for line in own["items"]] == ["phrae"]
