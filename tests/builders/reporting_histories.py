"""Random histories of a small country, for tests that compare the ledger with the definition of compliance."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from contracts.events.agencies import AgencyFacts, AgencyState
from contracts.events.documents import (
    DocumentState,
    InheritedSwitch,
    IssuedDeclaration,
    LicenceDeclaration,
    LinkState,
    Publication,
)
from contracts.vocabulary import Category, LaoType, Level, Obligation, Scope
from tests.builders.reporting import a_declaration, a_document, a_link, a_switch, an_agency, licences, some_facts
from tests.fakes.compliance_by_definition import FIRST_DAY, Country

DAYS = 12
AGENCIES = ("a", "b", "c", "d", "e")
# In each of these stretches of days the tree has an order of its own, so that an agency can be above another one first
# and below it later.
STRETCHES = (0, 4, 8)

Fact = AgencyState | DocumentState | LinkState | IssuedDeclaration | LicenceDeclaration | InheritedSwitch


@dataclass(frozen=True)
class History:
    """What was heard, late, twice and out of order (`heard`), and how things really are at the end (`country`)."""

    heard: tuple[Fact, ...]
    country: Country


def day(number: int) -> date:
    return FIRST_DAY + timedelta(days=number)


ALL_DAYS = tuple(day(number) for number in range(-1, DAYS + 2))


@st.composite
def histories(draw: st.DrawFn) -> History:
    orders = [draw(st.permutations(AGENCIES)) for _ in STRETCHES]
    agencies = [draw(_versions_of_agency(id, orders)) for id in AGENCIES]
    documents = [draw(_versions_of_document(f"document-{n}")) for n in range(draw(st.integers(0, 5)))]
    obligations = draw(
        st.lists(st.tuples(st.sampled_from(AGENCIES), st.sampled_from(_ISSUABLE)), unique=True, max_size=3)
    )
    declarations = [draw(_versions_of_declaration(*about)) for about in obligations]
    links = [draw(_versions_of_link(f"link-{n}")) for n in range(draw(st.integers(0, 3)))]
    holders = draw(st.lists(st.sampled_from(AGENCIES), unique=True, max_size=3))
    held = [draw(_versions_of_licences(agency)) for agency in holders]
    switchable = [
        (agency, versions[0].id)
        for versions in documents
        if versions[0].obligation is Obligation.S10_NOTICE
        for agency in AGENCIES
    ]
    about = draw(st.lists(st.sampled_from(switchable), unique=True, max_size=8)) if switchable else []
    switches = [draw(_versions_of_switch(*one)) for one in about]
    every = [*agencies, *documents, *declarations, *links, *held, *switches]
    once = [fact for versions in every for fact in versions]
    twice = draw(st.lists(st.sampled_from(once), max_size=4))
    return History(
        heard=tuple(draw(st.permutations([*once, *twice]))),
        country=Country(
            agencies={versions[-1].id: versions[-1] for versions in agencies},
            documents=[versions[-1] for versions in documents],
            declarations=[versions[-1] for versions in declarations],
            links=[versions[-1] for versions in links],
            licences={versions[-1].agency_id: versions[-1] for versions in held},
            switches=[versions[-1] for versions in switches],
        ),
    )


_ISSUABLE = (Obligation.S10_NOTICE, Obligation.S16_ORDER)
_INSTANTS = st.builds(
    # around midnight in Bangkok, and at noon
    lambda number, hours: datetime(2020, 1, 1, tzinfo=UTC) + timedelta(days=number, hours=hours),
    st.integers(0, DAYS - 1),
    st.sampled_from([5.0, 16.999, 17.0, 23.5]),
)


@st.composite
def _versions_of_agency(draw: st.DrawFn, id: str, orders: list[list[str]]) -> list[AgencyState]:
    """An agency as its facts became known one by one. Until all are, its parents may form a circle with others."""
    begins = draw(st.integers(0, 5))
    starts = {begins, *(start for start in STRETCHES if start > begins)}
    starts |= draw(st.sets(st.integers(begins, DAYS - 1), max_size=2))
    timeline = [draw(_facts(id, start, orders[start // 4])) for start in sorted(starts)]
    versions = [an_agency(id, *timeline[:known], version=known) for known in range(1, len(timeline) + 1)]
    if draw(st.booleans()):
        dissolved_on = day(draw(st.integers(begins + 1, DAYS)))
        versions.append(an_agency(id, *timeline, version=len(timeline) + 1, dissolved_on=dissolved_on))
        if draw(st.booleans()):
            again = dissolved_on + timedelta(days=draw(st.integers(1, 4)))
            versions.append(
                an_agency(id, *timeline, version=len(timeline) + 2, dissolved_on=dissolved_on, reopened_on=again)
            )
    return versions


@st.composite
def _facts(draw: st.DrawFn, id: str, start: int, order: list[str]) -> AgencyFacts:
    above = order[: order.index(id)]
    return some_facts(
        draw(st.sampled_from([None, *above, *above])),
        effective_on=day(start),
        category=draw(st.sampled_from([Category.LOCAL, Category.GOVERNMENT])),
        lao_type=draw(st.sampled_from([None, LaoType.SPECIAL])),
        reporting_unit=draw(st.sampled_from([True, True, False])),
        name_th=draw(st.sampled_from(["กรม", "เขต"])),
        province_code=draw(st.sampled_from([None, "54", "50"])),
        level=draw(st.sampled_from([Level.MINISTRY, Level.DEPARTMENT, Level.AGENCY])),
    )


@st.composite
def _versions_of_document(draw: st.DrawFn, id: str) -> list[DocumentState]:
    """A document as it was published, suspended and given another scope in turn. Some of that lies ahead: what is
    scheduled is known as early as what has happened."""
    agency = draw(st.sampled_from(AGENCIES))
    obligation = draw(st.sampled_from([Obligation.S10_NOTICE, *Obligation]))
    versions = []
    for number, stretches in enumerate(draw(_growing_stretches(most=5)), start=1):
        scopes = [draw(st.sampled_from([Scope.SUBTREE, Scope.SUBTREE, Scope.SELF])) for _ in stretches]
        document = a_document(
            agency,
            stretches,
            id=id,
            version=number,
            obligation=obligation,
            scope=scopes[-1] if scopes else Scope.SELF,
        )
        published = tuple(
            Publication(since=since, until=until, scope=scope)
            for (since, until), scope in zip(stretches, scopes, strict=True)
        )
        versions.append(document.model_copy(update={"publications": published}))
    return versions


@st.composite
def _versions_of_link(draw: st.DrawFn, id: str) -> list[LinkState]:
    agency = draw(st.sampled_from(AGENCIES))
    obligation = draw(st.sampled_from([Obligation.S13_2_CHANNEL, Obligation.S13_2_CHANNEL, Obligation.S13_1_NOTICE]))
    return [
        a_link(agency, stretches, id=id, version=number, obligation=obligation)
        for number, stretches in enumerate(draw(_growing_stretches()), start=1)
    ]


@st.composite
def _versions_of_licences(draw: st.DrawFn, agency: str) -> list[LicenceDeclaration]:
    stretches = draw(_growing_stretches())
    return [licences(agency, each, version=number) for number, each in enumerate(stretches, start=1)]


@st.composite
def _versions_of_switch(draw: st.DrawFn, agency: str, document_id: str) -> list[InheritedSwitch]:
    stretches = draw(_growing_stretches())
    return [
        a_switch(agency, each, document_id=document_id, version=number)
        for number, each in enumerate(stretches, start=1)
    ]


@st.composite
def _growing_stretches(draw: st.DrawFn, most: int = 4) -> list[list[tuple[datetime, datetime | None]]]:
    """What was known of something that begins and ends in turn, switch by switch. Of two stretches the later may begin
    the moment the earlier ends."""
    switches = sorted(draw(st.lists(_INSTANTS, max_size=most)))
    if draw(st.booleans()):
        switches = [instant for instant in switches for _ in range(2)][1:]
    known = []
    for number in range(len(switches) + 1):
        pairs = [switches[first : min(first + 2, number)] for first in range(0, number, 2)]
        known.append([(pair[0], pair[1] if len(pair) > 1 else None) for pair in pairs])
    return known


@st.composite
def _versions_of_declaration(draw: st.DrawFn, agency: str, obligation: Obligation) -> list[IssuedDeclaration]:
    days = draw(st.lists(st.none() | st.integers(0, DAYS - 1).map(day), min_size=1, max_size=3))
    return [
        a_declaration(agency, issued_on, obligation=obligation, version=number)
        for number, issued_on in enumerate(days, start=1)
    ]
