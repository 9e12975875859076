"""The book of agencies in memory, for tests that need thousands of reorganisations: the product's use cases and rules,
without its store."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import count

from contracts.calls import Call, Caller
from contracts.events.agencies import AgencyState, OfAgency
from contracts.events.envelope import Event, State
from contracts.rpc.agencies.records import AgencyHistoryEntry
from contracts.vocabulary import Action
from services.agencies.domain.agency import Agency, ChangedMeanwhile, CodeTaken
from services.agencies.domain.listing import Page, Position, Wanted
from services.agencies.domain.moves import MoveRequest
from services.agencies.domain.reorganising import Reorganisation
from services.agencies.usecases.reorganising import Office


@dataclass
class Book:
    agencies: dict[str, Agency] = field(default_factory=dict)

    def with_ancestors(self, agency_id: str) -> tuple[Agency, dict[str, Agency]] | None:
        agency = self.agencies.get(agency_id)
        return (agency, dict(self.agencies)) if agency else None

    def by_ids(self, agency_ids: Collection[str]) -> dict[str, Agency]:
        return {agency_id: self.agencies[agency_id] for agency_id in agency_ids if agency_id in self.agencies}

    def by_codes(self, codes: Collection[str]) -> dict[str, Agency]:
        return {agency.code: agency for agency in self.agencies.values() if agency.code in codes}

    def by_lao_codes(self, lao_codes: Collection[str]) -> dict[str, Agency]:
        return {agency.lao_code: agency for agency in self.agencies.values() if agency.lao_code in lao_codes}

    def families(self, agency_ids: Collection[str]) -> dict[str, Agency]:
        """No more than is promised: the use cases must not see by luck what the store would not have given them."""
        near = {
            agency.id
            for agency in self.agencies.values()
            if agency.id in agency_ids or any(entry.facts.parent_id in agency_ids for entry in agency.timeline)
        }
        found: set[str] = set()
        while near:
            found |= near
            parents = {entry.facts.parent_id for each in near for entry in self.agencies[each].timeline}
            near = {parent for parent in parents if parent} - found
        return {agency_id: self.agencies[agency_id] for agency_id in found}

    def history(
        self, agency_id: str, limit: int, before: str | None, after_version: int = 0
    ) -> Sequence[AgencyHistoryEntry]:
        return ()

    def is_place_in_history(self, before: str) -> bool:
        return True

    def page(self, wanted: Wanted, size: int, after: Position | None) -> Page:
        raise NotImplementedError

    def add(self, agencies: Sequence[Agency], today: date) -> None:
        for agency in agencies:
            if self.by_codes([agency.code]):
                raise CodeTaken(agency.code)
            self.agencies[agency.id] = agency

    def replace(self, agencies: Sequence[Agency], today: date) -> None:
        if any(self.agencies[agency.id].version != agency.version - 1 for agency in agencies):
            raise ChangedMeanwhile
        self.agencies.update({agency.id: agency for agency in agencies})


@dataclass
class Reorganisations:
    made: dict[str, Reorganisation] = field(default_factory=dict)

    def take_turns(self) -> None:
        """There is nobody else."""

    def add(self, reorganisation: Reorganisation) -> None:
        self.made[reorganisation.id] = reorganisation

    def get(self, reorganisation_id: str) -> Reorganisation | None:
        return self.made.get(reorganisation_id)

    def announced(self, agency_ids: Collection[str], today: date) -> Sequence[Reorganisation]:
        return [
            each
            for each in sorted(self.made.values(), key=lambda made: made.effective_on)
            if set(each.agency_ids) & set(agency_ids) and each.effective_on > today and not each.withdrawn
        ]

    def withdraw(self, reorganisation_id: str) -> None:
        self.made[reorganisation_id] = replace(self.made[reorganisation_id], withdrawn=True)


class MoveRequests:
    def add(self, request: MoveRequest) -> None:
        raise NotImplementedError

    def get(self, request_id: str) -> MoveRequest | None:
        return None

    def open(self) -> Sequence[MoveRequest]:
        return ()

    def settle(self, request_id: str, outcome: str) -> None:
        raise NotImplementedError


class EveryRight:
    def may_read(self, caller: Caller | None, agency_id: str | None, today: date) -> bool:
        return True

    def reached(
        self, caller: Caller | None, action: Action, agency_ids: Collection[str | None], today: date
    ) -> frozenset[str | None]:
        return frozenset(agency_ids)


class AnyContact:
    def phone(self, text: str) -> str:
        return text

    def email(self, text: str) -> str:
        return text


@dataclass
class Told:
    """Every state of an agency that was told to the other services, in order."""

    states: list[AgencyState] = field(default_factory=list)

    def record(self, subject: str, event: Event, call: Call, before: State | None = None) -> None:
        assert isinstance(event, OfAgency)
        self.states.append(event.agency)


@dataclass
class AgenciesInMemory:
    book: Book = field(default_factory=Book)
    reorganisations: Reorganisations = field(default_factory=Reorganisations)
    told: Told = field(default_factory=Told)

    def __post_init__(self) -> None:
        numbers = count(1)
        self.office = Office(
            self.book,
            self.reorganisations,
            MoveRequests(),
            EveryRight(),
            AnyContact(),
            self.told,
            new_id=lambda: str(next(numbers)),
        )
