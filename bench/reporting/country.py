"""A country of any size and its events, made from a seed: the same number of agencies, the same events."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from bson import ObjectId

from bench.agency_import import HEADS, TAILS
from contracts.events.agencies import AgencyFacts, AgencyRegistered, AgencyState
from contracts.events.documents import (
    DeclarationChanged,
    DocumentFiled,
    DocumentState,
    IssuedDeclaration,
    Publication,
    PublicationChanged,
)
from contracts.events.envelope import Envelope, Event
from contracts.vocabulary import Category, LaoType, Level, Obligation, PublicationStatus, Scope

SEED = 2565
BORN = date(2020, 1, 1)
FIRST_DAY = datetime(2023, 1, 10, 3, tzinfo=UTC)
DAYS = 1300
MINISTRIES, DEPARTMENTS = 20, 200
# How many events an agency is told of: being registered, one declaration, and changes of two documents.
EVENTS_EACH = 10
WIDE_SHARE = 0.2
"""The part of the country that stands below one department, whose notice for its subtree is measured."""


Body = dict[str, Any]


@dataclass(frozen=True)
class Told:
    """An event of an agency, and when it was recorded."""

    event: Event
    agency_id: str
    at: datetime


@dataclass(frozen=True)
class Country:
    """Agencies in an order in which parents come first. `wide` has a fifth of the country below it; `without_order` are
    agencies that have never filed for section 16."""

    agencies: Sequence[AgencyState]
    wide: str
    below_wide: int
    without_order: Sequence[str]

    def events(self) -> Iterator[Told]:
        """All that is told of each agency, one agency after the other."""
        chance = random.Random(SEED)
        unfiled = set(self.without_order)
        for state in self.agencies:
            yield from _told_of(state, chance, files_order=state.id not in unfiled)


def make_country(count: int) -> Country:
    """So many agencies: ministries, departments, and agencies under these."""
    chance = random.Random(SEED)
    departments = min(DEPARTMENTS, count // 20)
    wide_size = int(count * WIDE_SHARE)
    states: list[AgencyState] = []
    for number in range(count):
        if number < MINISTRIES:
            facts = _facts(number, None, Level.MINISTRY, chance)
        elif number < MINISTRIES + departments:
            facts = _facts(number, _id(number % MINISTRIES), Level.DEPARTMENT, chance)
        else:
            place = number - MINISTRIES - departments
            department = 0 if place < wide_size else 1 + place % (departments - 1)
            facts = _facts(number, _id(MINISTRIES + department), Level.AGENCY, chance)
        states.append(AgencyState(id=_id(number), version=1, code=f"{number:012}", timeline=(facts,)))
    units = [state.id for state in states[MINISTRIES + departments :]]
    return Country(states, _id(MINISTRIES), wide_size, chance.sample(units, len(units) // 4))


def notice(
    agency_id: str,
    obligation: Obligation,
    version: int,
    published: tuple[datetime, datetime | None],
    scope: Scope = Scope.SELF,
) -> Event:
    """What is said when a document of an agency is filed (version 1) or published and suspended (later ones)."""
    since, until = published
    document = DocumentState(
        id=f"{agency_id}-{obligation}",
        agency_id=agency_id,
        version=version,
        obligation=obligation,
        scope=scope,
        status=PublicationStatus.PUBLISHED if until is None else PublicationStatus.SUSPENDED,
        document_date=since.date(),
        file_name="ประกาศ.pdf",
        sha256="0" * 64,
        size=100_000,
        pages=2,
        publications=(Publication(since=since, until=until, scope=scope),),
        recorded_at=since,
    )
    return DocumentFiled(document=document) if version == 1 else PublicationChanged(document=document)


def message(event: Event, subject: str, at: datetime) -> Body:
    """The event as the broker brings it."""
    return Envelope(
        id=str(ObjectId()),
        source=f"/prakat/{event.source_service()}",
        type=event.TYPE,
        subject=subject,
        time=at,
        dataschema=f"/schemas/{event.TYPE}.json",
        sequence=1,
        data=event.model_dump(mode="json"),
    ).model_dump(mode="json")


def _told_of(state: AgencyState, chance: random.Random, *, files_order: bool) -> Iterator[Told]:
    yield Told(AgencyRegistered(agency=state), state.id, FIRST_DAY)
    declared = FIRST_DAY + timedelta(days=chance.randrange(DAYS))
    declaration = IssuedDeclaration(
        agency_id=state.id, obligation=Obligation.S10_NOTICE, version=1, issued_on=declared.date()
    )
    yield Told(DeclarationChanged(declaration=declaration), state.id, declared)
    sections = [Obligation.S10_NOTICE, Obligation.S16_ORDER] if files_order else [Obligation.S10_NOTICE]
    changes = (EVENTS_EACH - 2) // len(sections)
    for section in sections:
        since = FIRST_DAY + timedelta(days=chance.randrange(DAYS))
        for version in range(1, changes + 1):
            until = since + timedelta(days=chance.randrange(1, 60)) if version % 2 == 0 else None
            yield Told(notice(state.id, section, version, (since, until)), state.id, until or since)


def _facts(number: int, parent_id: str | None, level: Level, chance: random.Random) -> AgencyFacts:
    counts = level is not Level.MINISTRY
    category = chance.choice(tuple(Category)) if chance.random() < 0.1 else Category.LOCAL
    place = f"{HEADS[number % len(HEADS)]}{TAILS[number // len(HEADS) % len(TAILS)]}"
    return AgencyFacts(
        effective_on=BORN,
        parent_id=parent_id,
        level=level,
        category=category if counts else None,
        lao_type=chance.choice(tuple(LaoType)) if counts and category is Category.LOCAL else None,
        province_code=f"{10 + chance.randrange(77)}" if counts else None,
        reporting_unit=counts,
        name_th=f"องค์การบริหารส่วนตำบล{place} {number}",
        name_en=f"Office {number}",
    )


def _id(number: int) -> str:
    return f"{number:08x}-0000-4000-8000-000000000000"
