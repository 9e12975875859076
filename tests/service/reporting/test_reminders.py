"""Reminders: whoever misses something is written to on the days named, once; those above are told after some time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from chassis.mail import SmtpOutbox
from chassis.mongo import database
from contracts.events.reporting import ReminderDue
from contracts.vocabulary import Category, Obligation, Role
from services.reporting.domain.reminders import CLAIM, PAUSES
from services.reporting.mailing import Mails
from services.reporting.usecases import remind
from services.reporting.usecases.remind import Reminding
from tests.builders.campaigns import a_campaign
from tests.builders.reporting import a_document, an_agency, some_facts
from tests.builders.reporting_desk import ReportingDesk
from tests.fakes.mail_server import MailServer, free_port, serving_mail

pytestmark = pytest.mark.backing("mongo")

FIRST = datetime(2024, 11, 14, 3, tzinfo=UTC)  # ten in the morning in Bangkok
ROUND = timedelta(days=15)
DLA = "dla@x.example"
SENDER = "Prakat <prakat@opdc.example>"


@pytest.fixture(scope="module")
def mail() -> Iterator[tuple[MailServer, str]]:
    with serving_mail() as served:
        yield served


@pytest.fixture
def inbox(mail: tuple[MailServer, str]) -> MailServer:
    mail[0].messages.clear()
    return mail[0]


@pytest.fixture
def opdc(reporting: ReportingDesk) -> ReportingDesk:
    """Three bodies below an office below DLA: one has filed, one has both addresses, one has none."""
    reporting.hears(
        an_agency("dla", some_facts(name_th="สถ.", category=Category.GOVERNMENT, lao_type=None, public_email=DLA)),
        an_agency("office", some_facts("dla", name_th="สถจ.แพร่", reporting_unit=False, dga_email="office@x.example")),
        an_agency("filed", some_facts("office", name_th="อบต.ก", dga_email="filed@x.example")),
        an_agency("late", some_facts("office", name_th="อบต.น้ำปั้น", dga_email="late@x.example", public_email=DLA)),
        an_agency("mute", some_facts("office", name_th="อบต.ค")),
        a_document("filed", [(FIRST - timedelta(days=2), None)], id="d1"),
        a_document("late", [(FIRST - timedelta(days=2), None)], id="d2", obligation=Obligation.S16_ORDER),
    )  # fmt: skip
    return reporting.as_officer(Role.OPDC_ADMIN)


def begun(opdc: ReportingDesk, **plan: Any) -> str:
    reminders = {
        "first_on": "2024-11-14",
        "every_days": 15,
        "escalate_after": 2,
        "note": "ติดต่อ DGA 0 2612 6060",
        **plan,
    }
    made: str = opdc.ask("create_campaign", **a_campaign(obligations=["s10_notice"], reminders=reminders))["id"]
    return made


def reminding(opdc: ReportingDesk, url: str, now: datetime, **other: Any) -> Reminding:
    mailer = Mails(SmtpOutbox(url, SENDER))
    return replace(opdc.parts.follow_up.reminding, mailer=mailer, clock=lambda: now, **other)


def logged(opdc: ReportingDesk, campaign: str) -> list[tuple[str, str, int, str, str | None]]:
    items = opdc.ask("list_reminders", campaign_id=campaign)["items"]
    return [(item["day"], item["agency_id"], item["number"], item["state"], item["address"]) for item in items]


def test_whoever_misses_something_is_written_to_once_in_thai_and_shortly_in_english(
    opdc: ReportingDesk, mail: tuple[MailServer, str], inbox: MailServer
) -> None:
    campaign = begun(opdc)

    for later in (timedelta(0), timedelta(hours=1), timedelta(days=1)):
        reminding(opdc, mail[1], FIRST + later).remind("trace")

    (message,) = inbox.messages
    assert message["To"] == "late@x.example"
    assert message["Subject"].startswith("แจ้งเตือนครั้งที่ 1")
    text = message.get_content()
    assert "เรียน หัวหน้าหน่วยงาน อบต.น้ำปั้น" in text
    assert "มาตรา 10" in text and "มาตรา 16" not in text
    assert "ข้อมูล ณ วันที่ 14 พฤศจิกายน 2567" in text
    assert "ครบกำหนดวันที่ 29 พฤศจิกายน 2567 (อีก 15 วัน)" in text
    assert "ติดต่อ DGA 0 2612 6060" in text
    assert "Due 29 November 2024" in text
    assert logged(opdc, campaign) == [
        ("2024-11-14", "late", 1, "sent", "dga"),
        ("2024-11-14", "mute", 1, "no_address", None),
    ]
    log = database()["event_log"].find({"type": ReminderDue.TYPE})
    said = {event.agency_id: event for event in (ReminderDue.model_validate(entry["data"]) for entry in log)}
    assert {id: (event.number, event.has_address) for id, event in said.items()} == {
        "late": (1, True),
        "mute": (1, False),
    }
    assert "x.example" not in str(list(database()["reminders"].find()))


def test_nobody_is_written_to_at_night_before_the_first_day_or_of_a_closed_campaign(
    opdc: ReportingDesk, mail: tuple[MailServer, str], inbox: MailServer
) -> None:
    campaign = begun(opdc)

    reminding(opdc, mail[1], FIRST - timedelta(days=1)).remind("trace")
    reminding(opdc, mail[1], FIRST - timedelta(hours=3)).remind("trace")
    opdc.ask("close_campaign", campaign_id=campaign, reason="ครบแล้ว")
    reminding(opdc, mail[1], FIRST).remind("trace")

    assert inbox.messages == []
    assert logged(opdc, campaign) == []


def test_after_two_in_a_row_the_agency_above_is_told_in_one_mail_and_then_the_next(
    opdc: ReportingDesk, mail: tuple[MailServer, str], inbox: MailServer
) -> None:
    campaign = begun(opdc)

    for number in range(5):
        reminding(opdc, mail[1], FIRST + number * ROUND).remind("trace")

    assert len(inbox.to("late@x.example")) == 5
    # From the third on the office, from the fifth also DLA: each in one mail about both bodies.
    assert [len(inbox.to(f"{name}@x.example")) for name in ("office", "dla")] == [3, 1]
    text = inbox.to("dla@x.example")[0].get_content()
    assert "2 แห่ง" in text
    assert "- อบต.น้ำปั้น (ม.10)" in text and "- อบต.ค (ม.10)" in text
    assert "ได้แจ้งหน่วยงานต้นสังกัดของท่าน" in inbox.to("late@x.example")[4].get_content()
    above = opdc.ask("list_reminders", campaign_id=campaign, to_agency="office")["items"]
    assert [sorted(item["about"]) for item in above] == [["late", "mute"]] * 3


def test_who_files_is_left_alone_and_begins_anew_when_it_lapses(
    opdc: ReportingDesk, mail: tuple[MailServer, str], inbox: MailServer
) -> None:
    campaign = begun(opdc)
    reminding(opdc, mail[1], FIRST).remind("trace")
    opdc.hears(a_document("late", [(FIRST + timedelta(days=1), FIRST + timedelta(days=20))], id="d3"))
    reminding(opdc, mail[1], FIRST + ROUND).remind("trace")
    reminding(opdc, mail[1], FIRST + 2 * ROUND).remind("trace")

    to_late = [entry for entry in logged(opdc, campaign) if entry[1] == "late"]
    assert [(day, number) for day, _, number, _, _ in to_late] == [("2024-12-14", 1), ("2024-11-14", 1)]


class Died(BaseException):
    """The process is gone: nothing catches this."""


def dying(after: Callable[..., Any]) -> Callable[..., Any]:
    def die(*given: Any, **named: Any) -> Any:
        after(*given, **named)
        raise Died

    return die


def test_who_dies_between_sending_and_noting_it_leaves_a_mail_that_comes_again_as_the_same_mail(
    opdc: ReportingDesk, mail: tuple[MailServer, str], inbox: MailServer
) -> None:
    campaign = begun(opdc)
    one = reminding(opdc, mail[1], FIRST)
    object.__setattr__(one.mailer, "send", dying(one.mailer.send))

    with pytest.raises(Died):
        one.remind("trace")
    reminding(opdc, mail[1], FIRST + CLAIM - timedelta(minutes=1)).remind("trace")
    assert len(inbox.to("late@x.example")) == 1  # it may still be at it
    for later in (CLAIM, CLAIM + timedelta(minutes=1), timedelta(hours=5)):
        reminding(opdc, mail[1], FIRST + later).remind("trace")

    first, again = inbox.to("late@x.example")
    assert first["Message-ID"] == again["Message-ID"]
    assert ("2024-11-14", "late", 1, "sent", "dga") in logged(opdc, campaign)


def test_who_dies_while_planning_leaves_nobody_out_and_nobody_twice(
    opdc: ReportingDesk, mail: tuple[MailServer, str], inbox: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remind, "AT_A_TIME", 2)
    opdc.hears(*(an_agency(f"b{n}", some_facts("office", dga_email=f"b{n}@x.example")) for n in range(5)))
    begun(opdc, escalate_after=1)
    for day in (FIRST, FIRST + ROUND):
        one = reminding(opdc, mail[1], day)
        object.__setattr__(one, "together", dying(one.together))
        with pytest.raises(Died):
            one.remind("trace")
        # Another process that is just sending finds no mail about half of them.
        assert not any(waiting.above for waiting in one.book.waiting(day, 100))
        inbox.messages.clear()
        for minutes in range(1, 8):
            reminding(opdc, mail[1], day + timedelta(minutes=minutes)).remind("trace")

    expected = ["late@x.example", "office@x.example", *(f"b{n}@x.example" for n in range(5))]
    assert sorted(message["To"] for message in inbox.messages) == sorted(expected)
    assert "7 แห่ง" in inbox.to("office@x.example")[0].get_content()


def test_a_mail_that_cannot_leave_is_tried_again_with_pauses_and_then_given_up(opdc: ReportingDesk) -> None:
    campaign = begun(opdc)
    nobody = f"smtp://127.0.0.1:{free_port()}"
    now = FIRST

    reminding(opdc, nobody, now).remind("trace")
    for pause in PAUSES:
        reminding(opdc, nobody, now + pause - timedelta(seconds=1)).remind("trace")
        now += pause
        reminding(opdc, nobody, now.replace(hour=3) if now.hour < 1 or now.hour > 16 else now).remind("trace")

    (item,) = opdc.ask("list_reminders", campaign_id=campaign, to_agency="late")["items"]
    assert item["attempts"] <= len(PAUSES) + 1
    reminding(opdc, nobody, FIRST + timedelta(days=3)).remind("trace")
    reminding(opdc, nobody, FIRST + timedelta(days=4)).remind("trace")
    (item,) = opdc.ask("list_reminders", campaign_id=campaign, to_agency="late")["items"]
    assert (item["state"], item["attempts"]) == ("given_up", len(PAUSES) + 1)


def test_what_has_been_done_before_the_mail_could_leave_is_not_asked_for(
    opdc: ReportingDesk, mail: tuple[MailServer, str], inbox: MailServer
) -> None:
    campaign = begun(opdc)
    reminding(opdc, f"smtp://127.0.0.1:{free_port()}", FIRST).remind("trace")
    opdc.hears(a_document("late", [(FIRST, None)], id="d3"))

    reminding(opdc, mail[1], FIRST + timedelta(hours=1)).remind("trace")

    assert inbox.messages == []
    assert ("2024-11-14", "late", 1, "answered", None) in logged(opdc, campaign)


def test_a_preview_tells_everything_and_does_nothing(opdc: ReportingDesk, inbox: MailServer) -> None:
    campaign = begun(opdc)

    preview = opdc.ask("preview_reminders", campaign_id=campaign, for_agency_id="mute")

    assert (preview["agencies"], preview["without_address"]) == (2, 1)
    planned = opdc.ask("list_planned_reminders", campaign_id=campaign)["items"]
    assert [(item["agency_id"], item["number"], item["address"]) for item in planned] == [
        ("late", 1, "dga"),
        ("mute", 1, None),
    ]
    assert "เรียน หัวหน้าหน่วยงาน อบต.ค" in preview["letter"]["text"]
    assert "เรียน หัวหน้าหน่วยงาน สถจ.แพร่" in preview["letter_above"]["text"]
    assert (logged(opdc, campaign), inbox.messages) == ([], [])
    monitor = opdc.as_officer(Role.MONITOR, "office")
    assert monitor.answer("preview_reminders", campaign_id=campaign)["error"]["code"] == "forbidden"
