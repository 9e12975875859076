"""Campaigns: ordered by whoever follows up for the country; how their agencies keep the due date, on any day."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from contracts.vocabulary import Category, Level, Obligation, Role
from tests.builders.campaigns import a_campaign
from tests.builders.reporting import a_document, a_link, an_agency, licences, some_facts
from tests.builders.reporting_desk import ReportingDesk

pytestmark = pytest.mark.backing("mongo")


def at(day: int, month: int = 11) -> datetime:
    return datetime(2024, month, day, 5, tzinfo=UTC)


@pytest.fixture
def opdc(reporting: ReportingDesk) -> ReportingDesk:
    return reporting.as_officer(Role.OPDC_ADMIN)


def test_it_is_changed_by_whoever_saw_the_last_state_and_closed_for_good(opdc: ReportingDesk) -> None:
    made = opdc.ask("create_campaign", **a_campaign())
    changed = opdc.ask(
        "change_campaign", campaign_id=made["id"], version=1, **a_campaign(name_th="รอบสอง", due_on="2024-12-15")
    )
    assert (changed["version"], changed["name_th"], changed["created_by"]) == (2, "รอบสอง", "สมชาย ใจดี")

    stale = opdc.answer("change_campaign", campaign_id=made["id"], version=1, **a_campaign())["error"]
    assert (stale["code"], stale["details"]["current"]["version"]) == ("stale_version", 2)
    assert opdc.ask("close_campaign", campaign_id=made["id"], reason="ครบแล้ว")["closed_on"]
    refused = opdc.answer("change_campaign", campaign_id=made["id"], version=3, **a_campaign())["error"]
    assert refused["code"] == "campaign_closed"

    history = opdc.ask("read_campaign_history", campaign_id=made["id"])["items"]
    assert [entry["type"].split(".")[2] for entry in history] == [
        "campaign_closed",
        "campaign_changed",
        "campaign_created",
    ]
    assert history[1]["before"]["name_th"] != history[1]["after"]["campaign"]["name_th"]
    assert history[0]["after"]["reason"] == "ครบแล้ว"


def test_only_who_follows_up_for_the_country_orders_one_and_supervisors_read_it(opdc: ReportingDesk) -> None:
    opdc.hears(an_agency("office"))
    made = opdc.ask("create_campaign", **a_campaign())
    monitor = opdc.as_officer(Role.MONITOR, "office")

    assert monitor.answer("create_campaign", **a_campaign())["error"]["code"] == "forbidden"
    assert [each["id"] for each in monitor.ask("list_campaigns")["items"]] == [made["id"]]
    officer = opdc.as_officer(Role.SERVICE_POINT_OFFICER, "office")
    assert officer.answer("get_campaign", campaign_id=made["id"])["error"]["code"] == "forbidden"


def test_what_is_wrong_is_named_by_field(opdc: ReportingDesk) -> None:
    error = opdc.answer("create_campaign", **a_campaign(due_on="2024-01-01"))["error"]

    assert (error["code"], [field["field"] for field in error["fields"]]) == ("invalid_request", ["due_on"])


@pytest.fixture
def campaign(opdc: ReportingDesk) -> str:
    """Local bodies until 29 November. One held early and lost it and has it again, one is late, one holds by another
    document than in time, one never; a department is no business of the campaign's."""
    opdc.hears(
        *(an_agency(name, some_facts(name_th=name, province_code=code)) for name, code in
          (("again", "54"), ("late", "54"), ("renewed", "50"), ("never", "50"))),
        an_agency("department", some_facts(category=Category.GOVERNMENT, lao_type=None, province_code=None)),
        a_document("again", [(at(1), at(10)), (at(5, 12), None)], id="d1"),
        a_document("late", [(at(30), None)], id="d2"),
        a_document("renewed", [(at(20), at(2, 12))], id="d3"),
        a_document("renewed", [(at(2, 12), None)], id="d4"),
    )  # fmt: skip
    made: str = opdc.ask("create_campaign", **a_campaign(obligations=["s10_notice"]))["id"]
    return made


KEPT = ("on_time", "late", "pending", "overdue", "not_required")


def kept(opdc: ReportingDesk, campaign: str, **asked: object) -> dict[str, tuple[int, ...]]:
    (found,) = opdc.ask("get_campaign_figures", campaign_id=campaign, **asked)["obligations"]
    counts = {"total": found["total"]} | {group["group"]: group for group in found["groups"]}
    return {name: tuple(count[state] for state in KEPT) for name, count in counts.items()}


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2024-11-12", (0, 0, 4, 0, 0)),
        ("2024-11-29", (1, 0, 3, 0, 0)),
        ("2024-11-30", (1, 1, 0, 2, 0)),
        ("2024-12-05", (2, 1, 0, 1, 0)),
    ],
)
def test_on_time_is_who_first_held_it_by_the_due_date(
    opdc: ReportingDesk, campaign: str, day: str, expected: tuple[int, ...]
) -> None:
    assert kept(opdc, campaign, as_of=day)["total"] == expected


def test_every_number_has_its_list(opdc: ReportingDesk, campaign: str) -> None:
    groups = kept(opdc, campaign, as_of="2024-12-05", group_by="province")
    assert groups == {"total": (2, 1, 0, 1, 0), "50": (1, 0, 0, 1, 0), "54": (1, 1, 0, 0, 0)}

    def listed(state: str, **asked: object) -> list[tuple[str, str | None]]:
        found, after = [], None
        while True:
            page = opdc.ask(
                "list_campaign_agencies", campaign_id=campaign, obligation="s10_notice", state=state,
                as_of="2024-12-05", page_size=1, after=after, **asked,
            )  # fmt: skip
            found.extend((item["agency_id"], item["first_held_on"]) for item in page["items"])
            after = page["next"]
            if after is None:
                return found

    assert listed("on_time") == [("again", "2024-11-01"), ("renewed", "2024-11-20")]
    assert listed("late") == [("late", "2024-11-30")]
    assert (listed("pending"), listed("overdue")) == ([], [("never", None)])
    assert listed("on_time", group_by="province", group="50") == [("renewed", "2024-11-20")]


def test_who_does_not_owe_it_is_neither_late_nor_on_time(opdc: ReportingDesk, campaign: str) -> None:
    opdc.hears(licences("late", [(at(1), None)]), a_link("late", [(at(2), None)]))
    asked = a_campaign(obligations=[Obligation.S13_2_CHANNEL])
    channels = opdc.ask("create_campaign", **asked)["id"]

    assert kept(opdc, channels, as_of="2024-11-15")["total"] == (1, 0, 0, 0, 3)


@pytest.fixture
def interior(opdc: ReportingDesk, campaign: str) -> str:
    """The campaign's bodies of province 54 stand below an office of a department of a ministry; those of 50 below a
    department of another one."""
    top = {"reporting_unit": False, "lao_type": None, "category": None, "province_code": None}
    opdc.hears(
        an_agency("interior", some_facts(name_th="มหาดไทย", level=Level.MINISTRY, **top)),
        an_agency("dla", some_facts("interior", name_th="กรมส่งเสริม", level=Level.DEPARTMENT, **top)),
        an_agency("office", some_facts("dla", name_th="สถจ.แพร่", **top)),
        an_agency("other", some_facts(name_th="กลาโหม", level=Level.MINISTRY, **top)),
        *(an_agency(name, some_facts(parent, name_th=name, province_code=code), version=2)
          for name, parent, code in
          (("again", "office", "54"), ("late", "office", "54"), ("renewed", "other", "50"), ("never", "other", "50"))),
    )  # fmt: skip
    return campaign


@pytest.mark.parametrize(
    ("group_by", "below", "expected"),
    [
        ("ministry", None, {"interior": (1, 1, 0, 0, 0), "other": (1, 0, 0, 1, 0)}),
        ("department", None, {"dla": (1, 1, 0, 0, 0)}),
        ("children", None, {"interior": (1, 1, 0, 0, 0), "other": (1, 0, 0, 1, 0)}),
        ("children", "interior", {"dla": (1, 1, 0, 0, 0)}),
        ("children", "office", {"again": (1, 0, 0, 0, 0), "late": (0, 1, 0, 0, 0)}),
        ("children", "late", {"late": (0, 1, 0, 0, 0)}),
        ("province", "other", {"50": (1, 0, 0, 1, 0)}),
    ],
)
def test_it_is_counted_by_the_groups_of_all_figures_and_each_number_has_its_list(
    opdc: ReportingDesk, interior: str, group_by: str, below: str | None, expected: dict[str, tuple[int, ...]]
) -> None:
    asked = {"as_of": "2024-12-05", "group_by": group_by, "below": below}

    groups = kept(opdc, interior, **asked)

    total = groups.pop("total")
    assert groups == expected
    if below:
        assert total == tuple(map(sum, zip(*expected.values(), strict=True)))
    for group, counts in groups.items():
        for state, count in zip(KEPT[:-1], counts, strict=False):
            listed = opdc.ask(
                "list_campaign_agencies",
                campaign_id=interior,
                obligation="s10_notice",
                state=state,
                group=group,
                **asked,
            )
            assert len(listed["items"]) == count


def test_groups_that_are_agencies_are_called_by_their_names(opdc: ReportingDesk, interior: str) -> None:
    (found,) = opdc.ask("get_campaign_figures", campaign_id=interior, group_by="ministry")["obligations"]
    unknown = opdc.answer("get_campaign_figures", campaign_id=interior, below="nobody")["error"]

    assert [(group["group"], group["name_th"]) for group in found["groups"]] == [
        ("other", "กลาโหม"),
        ("interior", "มหาดไทย"),
    ]
    assert unknown["code"] == "agency_unknown"


def test_those_who_owe_nothing_are_counted_in_their_group(opdc: ReportingDesk, interior: str) -> None:
    opdc.hears(licences("late", [(at(1), None)]))
    channels = opdc.ask("create_campaign", **a_campaign(obligations=[Obligation.S13_2_CHANNEL]))["id"]

    groups = kept(opdc, channels, as_of="2024-11-15", group_by="ministry")

    assert groups == {"total": (0, 0, 1, 0, 3), "interior": (0, 0, 1, 0, 1), "other": (0, 0, 0, 0, 2)}
    assert kept(opdc, channels, as_of="2024-11-15", below="interior")["total"] == (0, 0, 1, 0, 1)


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ({"below": ["interior"]}, 2),
        ({"below": ["office", "other"]}, 4),
        ({"below": ["other"], "province_codes": ["50"], "categories": ["local"], "lao_types": ["subdistrict"]}, 2),
        ({"below": ["other"], "province_codes": ["54"]}, 0),
        ({"categories": ["government"]}, 1),
        ({"lao_types": ["city"]}, 0),
        ({}, 5),
    ],
)
def test_whom_it_is_about_is_any_combination_of_category_kind_province_and_part_of_the_tree(
    opdc: ReportingDesk, interior: str, target: dict[str, list[str]], expected: int
) -> None:
    made = opdc.ask("create_campaign", **a_campaign(obligations=["s10_notice"], target=target))["id"]

    assert sum(kept(opdc, made, as_of="2024-12-05")["total"]) == expected
    assert sum(kept(opdc, made, as_of="2024-12-05", group_by="children", below="other")["total"]) <= 2
