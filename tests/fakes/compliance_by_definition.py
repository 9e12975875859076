"""Compliance straight from its definition, day by day and agency by agency: slow, and obviously right.

Takes the facts as the events carry them. Nothing here is shared with the product's own calculation.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from contracts.events.agencies import AgencyFacts, AgencyState
from contracts.events.documents import (
    DocumentState,
    InheritedSwitch,
    IssuedDeclaration,
    LicenceDeclaration,
    LinkState,
    Stretch,
)
from contracts.vocabulary import ComplianceState, Level, Measure, Obligation, Scope

S10, S16 = Obligation.S10_NOTICE, Obligation.S16_ORDER
FOR_LICENCES = (Obligation.S13_1_NOTICE, Obligation.S13_2_CHANNEL)
FIRST_DAY = date(2020, 1, 1)


@dataclass
class Country:
    """The newest facts of every agency, document, link, declaration and switch."""

    agencies: dict[str, AgencyState] = field(default_factory=dict)
    documents: list[DocumentState] = field(default_factory=list)
    declarations: list[IssuedDeclaration] = field(default_factory=list)
    links: list[LinkState] = field(default_factory=list)
    licences: dict[str, LicenceDeclaration] = field(default_factory=dict)
    switches: list[InheritedSwitch] = field(default_factory=list)

    def facts(self, agency_id: str, day: date) -> AgencyFacts | None:
        """What holds of the agency that day; None when it does not exist."""
        agency = self.agencies.get(agency_id)
        if agency is None:
            return None
        for absence in agency.absences:
            if absence.start <= day and (absence.end is None or day < absence.end):
                return None
        begun = [facts for facts in agency.timeline if facts.effective_on <= day]
        return begun[-1] if begun else None

    def ancestors(self, agency_id: str, day: date) -> Iterator[str]:
        """The existing agencies above it in that day's tree."""
        facts = self.facts(agency_id, day)
        while facts and facts.parent_id and self.facts(facts.parent_id, day):
            yield facts.parent_id
            facts = self.facts(facts.parent_id, day)

    def line(self, agency_id: str, day: date) -> tuple[tuple[str, ...], str | None, str | None]:
        """The agency and those above it that day, root first, and the ministry and department that it belongs to."""
        upwards = [agency_id, *self.ancestors(agency_id, day)]
        nearest = {
            level: next((id for id in upwards if (facts := self.facts(id, day)) and facts.level is level), None)
            for level in (Level.MINISTRY, Level.DEPARTMENT)
        }
        return tuple(reversed(upwards)), nearest[Level.MINISTRY], nearest[Level.DEPARTMENT]

    def state(
        self, agency_id: str, obligation: Obligation, measure: Measure, day: date
    ) -> tuple[ComplianceState, set[str]]:
        """The state of an agency on a day, and the documents behind it."""
        facts = self.facts(agency_id, day)
        if facts is None or not self.owes(agency_id, facts, obligation, day):
            return ComplianceState.NOT_REQUIRED, set()
        if obligation in FOR_LICENCES and measure is Measure.ISSUED:
            return ComplianceState.NOT_REQUIRED, set()  # nobody is asked whether it has been made
        if measure is Measure.ISSUED:
            return self._issued(agency_id, obligation, day)
        own = self.own_on(agency_id, obligation, day)
        if own:
            return ComplianceState.DONE, own
        if obligation is S10:
            inherited = {
                document.id
                for ancestor in self.ancestors(agency_id, day)
                for document in self.documents
                if document.agency_id == ancestor
                and document.obligation is S10
                and published_on(document, day, for_whom={Scope.SUBTREE})
                and not self.switched_off(agency_id, document.id, day)
            }
            if inherited:
                return ComplianceState.COVERED, inherited
        return ComplianceState.MISSING, set()

    def counted(self, obligation: Obligation, measure: Measure, day: date) -> dict[str, ComplianceState]:
        """The state of each reporting unit that day."""
        units = [id for id in self.agencies if (facts := self.facts(id, day)) and facts.reporting_unit]
        return {id: self.state(id, obligation, measure, day)[0] for id in units}

    def internal(self, day: date) -> set[str]:
        """The agencies under which others stand that day."""
        return {ancestor for id in self.agencies for ancestor in self.ancestors(id, day)}

    def grouped(
        self, states: Mapping[str, ComplianceState], group_by: str, below: str | None, day: date
    ) -> dict[str, Counter[ComplianceState]]:
        """How many agencies are in each state, in all ("total") and in each group that has any."""
        counts: dict[str, Counter[ComplianceState]] = {"total": Counter()}
        for id, state in states.items():
            facts, (line, ministry, department) = self.facts(id, day), self.line(id, day)
            if facts is None or (below is not None and below not in line):
                continue
            counts["total"][state] += 1
            children = line if below is None else (*line[line.index(below) + 1 :], below)
            group = {
                "category": facts.category,
                "ministry": ministry,
                "department": department,
                "province": facts.province_code,
                "lao_type": facts.lao_type,
                "children": children[0],
            }[group_by]
            if group is not None:
                counts.setdefault(str(group), Counter())[state] += 1
        return counts

    def owes(self, agency_id: str, facts: AgencyFacts, obligation: Obligation, day: date) -> bool:
        if obligation in FOR_LICENCES:
            declared = self.licences.get(agency_id)
            return declared is not None and holds_at_the_end_of(day, declared.held)
        return obligation is S10 or facts.reporting_unit

    def switched_off(self, agency_id: str, document_id: str, day: date) -> bool:
        return any(
            holds_at_the_end_of(day, switch.off)
            for switch in self.switches
            if (switch.agency_id, switch.document_id) == (agency_id, document_id)
        )

    def own_on(self, agency_id: str, obligation: Obligation, day: date) -> set[str]:
        links = [link for link in self.links if link.obligation is Obligation.S13_2_CHANNEL]
        return {
            filed.id
            for filed in (*self.documents, *links)
            if filed.agency_id == agency_id and filed.obligation is obligation and published_on(filed, day)
        }

    def _issued(self, agency_id: str, obligation: Obligation, day: date) -> tuple[ComplianceState, set[str]]:
        earlier = FIRST_DAY
        while earlier <= day:
            declared = any(
                declaration.issued_on == earlier
                for declaration in self.declarations
                if declaration.agency_id == agency_id and declaration.obligation is obligation
            )
            own = self.own_on(agency_id, obligation, earlier)
            if declared or own:
                return ComplianceState.DONE, own
            earlier += timedelta(days=1)
        return ComplianceState.MISSING, set()


def published_on(filed: DocumentState | LinkState, day: date, for_whom: Collection[Scope] = tuple(Scope)) -> bool:
    return holds_at_the_end_of(day, [each for each in filed.publications if each.scope in for_whom])


def holds_at_the_end_of(day: date, stretches: Collection[Stretch]) -> bool:
    """Whether one of them holds the last moment of the day in Bangkok (17:00 UTC is midnight there)."""
    last = datetime.combine(day, time(17), UTC) - timedelta(microseconds=1)
    return any(stretch.since <= last and (stretch.until is None or last < stretch.until) for stretch in stretches)
