"""What departments of the demonstration country filed under section 13: whether they have licences, how far these are
announced in the Royal Gazette, and where they can be checked. No figures were published of it; these are made up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import ClassVar

from contracts.vocabulary import Category, GazetteProgress, Obligation
from deploy.demo.agency import AgencyRow
from deploy.demo.calendar import Window, bangkok_day, office_hours, some_day
from deploy.demo.country import Country

_WITH_LICENCES = 60
_WITHOUT_A_WORD = 20
_DECLARED_IN = Window(date(2023, 11, 1), date(2024, 6, 28))
_ANNOUNCED_AFTER = Window(date(2024, 7, 1), date(2025, 3, 31))
_COMPLETED_AFTER = Window(date(2025, 4, 1), date(2025, 12, 26))
_SHARE_ANNOUNCED, _SHARE_COMPLETED = 0.7, 0.5
_SHARE_CHANNEL_ENDED = 0.1
_KINDS = (
    "ใบอนุญาตประกอบกิจการ",
    "ใบอนุญาตประกอบวิชาชีพ",
    "ใบอนุญาตนำเข้า",
    "ใบอนุญาตส่งออก",
    "ใบอนุญาตผลิต",
    "ใบอนุญาตจัดตั้งสถานประกอบการ",
    "ใบรับรองมาตรฐาน",
    "ใบทะเบียน",
)


@dataclass(frozen=True)
class Licences:
    """What an agency declared, from `since` on."""

    obligation: ClassVar[Obligation] = Obligation.S13_1_NOTICE

    agency: AgencyRow
    has_licences: bool
    gazette: GazetteProgress | None
    since: datetime


@dataclass(frozen=True)
class Link:
    """A Gazette link, or a channel with the licence's name; in effect as a document is."""

    agency: AgencyRow
    obligation: Obligation
    url: str
    licence_name: str
    published_from: datetime
    published_until: datetime | None = None


@dataclass(frozen=True)
class Announcement:
    """The notice of how an agency's licences are shown, as it stood in the Royal Gazette on `announced_on`."""

    agency: AgencyRow
    announced_on: date
    uploaded_at: datetime


def make_licences(random: Random, country: Country) -> Iterator[Licences | Link | Announcement]:
    """Of departments only, some of which have not said anything."""
    departments = [row for row in country.reporting if row.category is Category.GOVERNMENT]
    random.shuffle(departments)
    for row in departments[:_WITH_LICENCES]:
        yield from _with_licences(random, row)
    for row in departments[_WITH_LICENCES:-_WITHOUT_A_WORD]:
        yield Licences(row, False, None, office_hours(random, some_day(random, _DECLARED_IN)))


def _with_licences(random: Random, row: AgencyRow) -> Iterator[Licences | Link | Announcement]:
    since = office_hours(random, some_day(random, _DECLARED_IN))
    yield Licences(row, True, GazetteProgress.NONE, since)
    for number, name in enumerate(random.sample(_KINDS, random.randint(1, 3)), start=1):
        ends = random.random() < _SHARE_CHANNEL_ENDED
        until = office_hours(random, some_day(random, _COMPLETED_AFTER)) if ends else None
        yield Link(row, Obligation.S13_2_CHANNEL, f"https://check.example/{row.code}/{number}", name, since, until)
    if random.random() > _SHARE_ANNOUNCED:
        return
    yield from _announced(random, row, GazetteProgress.PARTIAL, _ANNOUNCED_AFTER)
    if random.random() < _SHARE_COMPLETED:
        yield from _announced(random, row, GazetteProgress.COMPLETE, _COMPLETED_AFTER)


def _announced(
    random: Random, row: AgencyRow, progress: GazetteProgress, window: Window
) -> Iterator[Licences | Link | Announcement]:
    at = office_hours(random, some_day(random, window))
    announced_on = some_day(random, Window(bangkok_day(at) - timedelta(days=14), bangkok_day(at)))
    yield Licences(row, True, progress, at)
    yield Announcement(row, announced_on, at)
    yield Link(row, Obligation.S13_1_NOTICE, f"https://gazette.example/{row.code}/{announced_on}.pdf", "", at)
