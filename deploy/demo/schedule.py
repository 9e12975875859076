"""When each agency made its notice and order, and when it uploaded them: the published numbers, on the published days.

Which agencies, and the days between, are drawn from the seed. Section 10 and section 16 are planned in that order,
because most officers upload both at one sitting.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from contracts.vocabulary import Category, LaoType, Obligation
from deploy.demo.agency import AgencyRow
from deploy.demo.calendar import Window, bangkok_day, office_hours, some_day
from deploy.demo.published import FIRST_SURVEY, LOCAL_UPLOADS, S10, S16, SECOND_SURVEY

# Section 10 came into force on 10 January 2566; the first notice under it in the Royal Gazette is of the 12th.
MADE_BEFORE_FIRST_SURVEY = Window(date(2023, 1, 12), date(2023, 10, 30))
MADE_BEFORE_SECOND_SURVEY = Window(date(2023, 11, 1), date(2024, 3, 14))
MADE_AFTER_SURVEYS = Window(date(2024, 3, 18), date(2024, 10, 11))
MADE_LAST = Window(date(2024, 11, 4), date(2025, 5, 30))
FIRST_DUE_DATE = date(2023, 8, 7)
LOCAL_DUE_DATE = date(2024, 11, 29)

# info.go.th took uploads from 1 November 2566 on (letter นร 1200/ว61). Shares in percent.
UPLOADED_IN_TIME = {
    Window(date(2023, 11, 1), date(2023, 11, 30)): 45,
    Window(date(2023, 12, 1), date(2024, 3, 29)): 20,
    Window(date(2024, 4, 1), date(2024, 8, 16)): 13,
    Window(date(2024, 8, 19), date(2024, 10, 25)): 22,
}
LAST_DAY_IN_TIME = date(2024, 10, 25)
UPLOADED_LATE = Window(date(2024, 11, 4), date(2025, 6, 30))
LONGEST_UNTIL_UPLOAD = timedelta(days=30)

_LOCAL_MADE_AFTER_SURVEYS = {S10: 160, S16: 150}
_LOCAL_MADE_LAST = {S10: 60, S16: 50}
_LOCAL_UPLOADED_LATE = 60
_SHARE_OF_OTHERS_UPLOADED = 0.7
_SHARE_IN_ONE_SITTING = 0.75
_HEAD_START = {LaoType.CITY: 0.5, LaoType.PROVINCIAL: 0.5, LaoType.SPECIAL: 0.5, LaoType.TOWN: 0.3}


@dataclass(frozen=True)
class Course:
    """One agency and obligation: the day it was made; the instant (UTC) of its first upload, None: never."""

    agency: AgencyRow
    obligation: Obligation
    made_on: date
    uploaded_at: datetime | None = None


@dataclass(frozen=True)
class _Groups:
    """Agencies by when they made theirs, and which of them upload before and after the count of 29 October 2567."""

    before_first_survey: Sequence[AgencyRow]
    before_second_survey: Sequence[AgencyRow]
    after_surveys: Sequence[AgencyRow]
    last: Sequence[AgencyRow]
    in_time: frozenset[str]
    late: frozenset[str]


def schedule(random: Random, agencies: Sequence[AgencyRow]) -> list[Course]:
    """The course of every agency that made its notice or order at all, section 10 before section 16."""
    of_province = {code: random.uniform(-0.25, 0.25) for code in sorted({agency.province_code for agency in agencies})}
    zeal = {agency.code: _zeal(random, agency, of_province[agency.province_code]) for agency in agencies}
    courses: dict[tuple[str, Obligation], Course] = {}
    for category in Category:
        members = [agency for agency in agencies if agency.category is category]
        for obligation in (S10, S16):
            by_zeal = sorted(members, key=lambda agency: zeal[agency.code] + random.gauss(0, 0.05))
            groups = _grouped(random, category, obligation, by_zeal)
            for made_on, agency in _made(random, groups):
                sitting = courses.get((agency.code, S10))
                uploaded_at = _uploaded(random, groups, agency, made_on, sitting)
                courses[agency.code, obligation] = Course(agency, obligation, made_on, uploaded_at)
    return list(courses.values())


def _zeal(random: Random, agency: AgencyRow, of_province: float) -> float:
    """Who files first: lower is earlier. Larger bodies have a head start, and provinces differ."""
    head_start = _HEAD_START.get(agency.lao_type, 0.0) if agency.lao_type else 0.0
    return random.random() - head_start + of_province


def _grouped(random: Random, category: Category, obligation: Obligation, by_zeal: Sequence[AgencyRow]) -> _Groups:
    first = FIRST_SURVEY.complying[obligation][category]
    second = SECOND_SURVEY.complying[obligation][category]
    if category is Category.LOCAL:
        third = second + _LOCAL_MADE_AFTER_SURVEYS[obligation]
        fourth = third + _LOCAL_MADE_LAST[obligation]
        uploaded = LOCAL_UPLOADS.complying[obligation][category] - (third - second)
        uploaded_late = _LOCAL_UPLOADED_LATE
    else:
        third = fourth = second + (len(by_zeal) - second) // 2
        uploaded, uploaded_late = round(second * _SHARE_OF_OTHERS_UPLOADED), 0
    # Uploading follows making only loosely: some who made theirs early never uploaded it.
    score = {agency.code: 0.3 * place / second + random.random() for place, agency in enumerate(by_zeal[:second])}
    by_upload = sorted(score, key=score.__getitem__)
    return _Groups(
        before_first_survey=by_zeal[:first],
        before_second_survey=by_zeal[first:second],
        after_surveys=by_zeal[second:third],
        last=by_zeal[third:fourth],
        in_time=frozenset(by_upload[:uploaded]) | {agency.code for agency in by_zeal[second:third]},
        late=frozenset(by_upload[uploaded : uploaded + uploaded_late])
        | {agency.code for agency in by_zeal[third:fourth]},
    )


def _made(random: Random, groups: _Groups) -> list[tuple[date, AgencyRow]]:
    return [
        *((some_day(random, MADE_BEFORE_FIRST_SURVEY, FIRST_DUE_DATE), who) for who in groups.before_first_survey),
        *((some_day(random, MADE_BEFORE_SECOND_SURVEY), who) for who in groups.before_second_survey),
        *((some_day(random, MADE_AFTER_SURVEYS), who) for who in groups.after_surveys),
        *((some_day(random, MADE_LAST, LOCAL_DUE_DATE), who) for who in groups.last),
    ]


def _uploaded(
    random: Random, groups: _Groups, agency: AgencyRow, made_on: date, sitting: Course | None
) -> datetime | None:
    in_time = agency.code in groups.in_time
    if not in_time and agency.code not in groups.late:
        return None
    day = _upload_day(random, in_time)
    if sitting is not None and sitting.uploaded_at is not None and random.random() < _SHARE_IN_ONE_SITTING:
        same_day = bangkok_day(sitting.uploaded_at)
        day = same_day if (same_day <= LAST_DAY_IN_TIME) == in_time else day
    if day < made_on:
        latest = made_on + LONGEST_UNTIL_UPLOAD
        day = some_day(random, Window(made_on, min(latest, LAST_DAY_IN_TIME) if in_time else latest))
    return office_hours(random, day)


def _upload_day(random: Random, in_time: bool) -> date:
    if not in_time:
        return some_day(random, UPLOADED_LATE, LOCAL_DUE_DATE)
    (window,) = random.choices(list(UPLOADED_IN_TIME), list(UPLOADED_IN_TIME.values()))
    return some_day(random, window)
