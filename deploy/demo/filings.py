"""What every agency of the demonstration country filed, and when.

Whoever uploads has declared on an earlier day or the same, so the issued measure comes out the same whether a document
counts for it or only a declaration does. No document for a whole subtree stands above a local body, a university or a
body of a new form: the published figures count what agencies did themselves.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import count
from random import Random

from contracts.vocabulary import Category, Level, Obligation, Scope
from deploy.demo.agency import AgencyRow
from deploy.demo.calendar import Window, bangkok_day, office_hours, some_day
from deploy.demo.country import SEED, Country
from deploy.demo.departments import LAND_TRANSPORT
from deploy.demo.licences import Announcement, Licences, Link, make_licences
from deploy.demo.ministries import JUSTICE, LABOUR
from deploy.demo.published import S10
from deploy.demo.schedule import LAST_DAY_IN_TIME, Course, schedule

_REPLACED = 90
_REPLACED_IN = Window(date(2024, 1, 8), date(2025, 8, 29))
_REPLACED_AFTER_GAP = 12
_GAP_BEGINS = Window(date(2024, 5, 2), date(2024, 6, 28))
_UPLOADED_BEFORE_GAP = date(2024, 4, 1)
_WITHDRAWN = 6
_WITHDRAWN_IN = Window(date(2025, 2, 3), date(2025, 5, 30))
_FOR_SUBTREE = (LABOUR, JUSTICE, LAND_TRANSPORT)
_STRUCTURE_FILES = Window(date(2023, 11, 1), date(2024, 6, 28))
_SHARE_OF_OFFICES = 0.5
_CALLED = {
    Obligation.S10_NOTICE: "ประกาศช่องทางอิเล็กทรอนิกส์",
    Obligation.S13_1_NOTICE: "ประกาศวิธีการแสดงใบอนุญาตทางอิเล็กทรอนิกส์",
    Obligation.S16_ORDER: "คำสั่งระบบปฏิบัติหน้าที่ทางอิเล็กทรอนิกส์",
}
# The new one goes up first, so that there is no moment without.
_OVERLAP = timedelta(minutes=4)


@dataclass(frozen=True)
class Document:
    """A document as it was filed: in effect from `published_from` until before `published_until` (None: still).

    `number` counts all documents of the country from 1.
    """

    number: int
    agency: AgencyRow
    obligation: Obligation
    document_date: date
    published_from: datetime
    published_until: datetime | None = None
    scope: Scope = Scope.SELF

    @property
    def file_name(self) -> str:
        return f"{_CALLED[self.obligation]} {self.agency.name_th}.pdf"


@dataclass(frozen=True)
class Declaration:
    """An issued declaration: the agency has made its notice or order, on `made_on`."""

    agency: AgencyRow
    obligation: Obligation
    made_on: date


Filing = Document | Declaration | Licences | Link


def make_filings(country: Country, seed: str = SEED) -> list[Filing]:
    """Everything filed, agency by agency in the order of the country's rows; the demo agency has filed nothing."""
    random = Random(f"{seed}: filings")  # noqa: S311 - repeatable, not secret
    courses = schedule(random, [row for row in country.reporting if row != country.demo_agency])
    documents = _with_later_changes(random, list(_first_uploads(courses))) + list(_by_structure(random, country))
    declarations = [Declaration(course.agency, course.obligation, course.made_on) for course in courses]
    position = {row.code: place for place, row in enumerate(country.rows)}
    documents.sort(key=lambda each: (position[each.agency.code], each.obligation, each.published_from))
    under_13 = list(make_licences(Random(f"{seed}: licences"), country))  # noqa: S311 - repeatable, not secret
    documents += [_as_document(each) for each in under_13 if isinstance(each, Announcement)]
    numbers = count(1)
    filings: list[Filing] = [
        *declarations,
        *(replace(each, number=next(numbers)) for each in documents),
        *(each for each in under_13 if not isinstance(each, Announcement)),
    ]
    return sorted(filings, key=lambda each: (position[each.agency.code], each.obligation))


def _as_document(announced: Announcement) -> Document:
    return Document(0, announced.agency, Obligation.S13_1_NOTICE, announced.announced_on, announced.uploaded_at)


def _first_uploads(courses: Sequence[Course]) -> Iterator[Document]:
    for course in courses:
        if course.uploaded_at is not None:
            yield Document(0, course.agency, course.obligation, course.made_on, course.uploaded_at)


def _with_later_changes(random: Random, documents: list[Document]) -> list[Document]:
    """Some were replaced without a gap, some after a gap between the counts, a few withdrawn after the last count."""
    random.shuffle(documents)
    result: list[Document] = []
    replaced = with_gap = withdrawn = 0
    for document in documents:
        uploaded_on = bangkok_day(document.published_from)
        if with_gap < _REPLACED_AFTER_GAP and uploaded_on < _UPLOADED_BEFORE_GAP:
            with_gap += 1
            suspended_on = some_day(random, _GAP_BEGINS)
            after = Window(suspended_on + timedelta(days=7), suspended_on + timedelta(days=35))
            until = office_hours(random, suspended_on)
            result += [replace(document, published_until=until), _successor(random, document, some_day(random, after))]
        elif replaced < _REPLACED:
            replaced += 1
            earliest = max(uploaded_on + timedelta(days=30), _REPLACED_IN.first)
            new = _successor(random, document, some_day(random, Window(earliest, _REPLACED_IN.last)))
            result += [replace(document, published_until=new.published_from + _OVERLAP), new]
        elif withdrawn < _WITHDRAWN and uploaded_on <= LAST_DAY_IN_TIME and document.agency.category is Category.LOCAL:
            withdrawn += 1
            result.append(replace(document, published_until=office_hours(random, some_day(random, _WITHDRAWN_IN))))
        else:
            result.append(document)
    return result


def _successor(random: Random, document: Document, day: date) -> Document:
    made_on = some_day(random, Window(day - timedelta(days=14), day))
    return replace(document, document_date=made_on, published_from=office_hours(random, day))


def _by_structure(random: Random, country: Country) -> Iterator[Document]:
    """Notices of those outside the published figures: two ministries and a department for all below, and offices."""
    for row in country.rows:
        if row.name_th in _FOR_SUBTREE:
            yield _notice(random, row, Scope.SUBTREE)
        elif row.level is Level.AGENCY and not row.reporting_unit and random.random() < _SHARE_OF_OFFICES:
            yield _notice(random, row, Scope.SELF)


def _notice(random: Random, agency: AgencyRow, scope: Scope) -> Document:
    day = some_day(random, _STRUCTURE_FILES)
    made_on = some_day(random, Window(day - timedelta(days=60), day))
    return Document(0, agency, S10, made_on, office_hours(random, day), scope=scope)
