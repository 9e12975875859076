"""What every reorganisation has in common: the agencies concerned, the rights over all of them, and how it is kept."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from contracts.calls import Call
from contracts.errors import ErrorCode, FieldProblem, Refusal
from contracts.events.agencies import (
    AgencyChanged,
    AgencyDissolved,
    AgencyMerged,
    AgencyMoved,
    AgencyRegistered,
    AgencyReopened,
    AgencySplit,
    OfAgency,
)
from contracts.events.envelope import History
from contracts.rpc import agencies as rpc
from contracts.vocabulary import Action
from services.agencies.domain.agency import Agency, AgencyUnknown, Contradicted, NotInExistence
from services.agencies.domain.days import day_in_bangkok
from services.agencies.domain.naming import tidy
from services.agencies.domain.problems import Problem
from services.agencies.domain.reorganising import (
    CHANGED,
    DISSOLVED,
    MERGED,
    MOVED,
    REGISTERED,
    REOPENED,
    SPLIT,
    Part,
    Reorganisation,
    differing,
    tree_problems,
)
from services.agencies.domain.tree import path_on
from services.agencies.domain.validation import day_problems
from services.agencies.usecases.ports import AgencyBook, Contacts, MoveRequestBook, NewId, ReorganisationBook, Rights
from services.agencies.usecases.staleness import refuse_stale
from services.agencies.usecases.telling import field_changes, reply, state

MOST_PROBLEMS = 20
EVENTS: dict[str, type[OfAgency]] = {
    REGISTERED: AgencyRegistered,
    CHANGED: AgencyChanged,
    MOVED: AgencyMoved,
    MERGED: AgencyMerged,
    SPLIT: AgencySplit,
    DISSOLVED: AgencyDissolved,
    REOPENED: AgencyReopened,
}


@dataclass(frozen=True)
class Office:
    """What reorganising works with."""

    book: AgencyBook
    reorganisations: ReorganisationBook
    requests: MoveRequestBook
    rights: Rights
    contacts: Contacts
    history: History
    new_id: NewId

    def announce(self, old: Agency, new: Agency, day: date, reason: str | None, call: Call) -> str | None:
        """Keep a change of details that is to hold from a day to come, so that it can be withdrawn. Implements
        usecases.ports.Announce."""
        if day <= day_in_bangkok(call.now):
            return None
        made = Reorganisation(
            id=self.new_id(),
            kind=CHANGED,
            effective_on=day,
            reason=tidy(reason or "") or None,
            agency_ids=(new.id,),
            authority_ids=(new.id,),
            parts=(Part(new.id, CHANGED, day, differing(old.shown_on(day), new.shown_on(day))),),
            made_at=call.now,
            made_by=call.caller.name if call.caller else "",
            made_as=call.grant.role.value if call.grant else None,
        )
        self.reorganisations.add(made)
        return made.id


@dataclass
class Draft:
    """A reorganisation being drawn up: `known` are the agencies as they would be, `before` as they are."""

    office: Office
    call: Call
    kind: str
    effective_on: date
    reason: str
    known: dict[str, Agency] = field(default_factory=dict)
    before: dict[str, Agency | None] = field(default_factory=dict)
    parts: list[Part] = field(default_factory=list)
    named: list[str] = field(default_factory=list)
    authorities: list[str | None] = field(default_factory=list)

    @property
    def today(self) -> date:
        return day_in_bangkok(self.call.now)

    def load(self, agency_ids: Collection[str]) -> None:
        """These agencies, all that ever stands under them, and everything above: a constant number of queries."""
        loaded = self.office.book.families(agency_ids)
        for agency_id, agency in loaded.items():
            self.known.setdefault(agency_id, agency)
        self.named.extend(agency_id for agency_id in agency_ids if agency_id not in self.named)

    def agency(self, agency_id: str, field_name: str | None = None) -> Agency:
        """Raises AgencyUnknown for the one that it is about; AGENCY_INVALID when the one that `field_name` names is
        not there."""
        found = self.known.get(agency_id)
        if found is None and field_name is None:
            raise AgencyUnknown(agency_id)
        if found is None:
            raise invalid(Problem(str(field_name), "ไม่พบหน่วยงานที่ระบุ", "There is no such agency."))
        return found

    def ensure_seen(self, agency: Agency, version: int, *, confidential: bool = True) -> None:
        """Raises Refusal STALE_VERSION with what somebody else has made of it meanwhile."""
        if agency.version != version:
            told = self.shown(agency.id, confidential=confidential)
            refuse_stale(agency.id, told, version if confidential else 0, self.office.book)

    def ensure_right_over(self, parent_ids: Iterable[str | None]) -> None:
        """Raises Refusal FORBIDDEN unless the caller may reorganise under each of these (None: in the country)."""
        wanted = list(dict.fromkeys(parent_ids))
        self.authorities.extend(parent_id for parent_id in wanted if parent_id not in self.authorities)
        reached = self.office.rights.reached(self.call.caller, Action.REORGANISE, wanted, self.today)
        if not all(parent_id in reached for parent_id in wanted):
            raise Refusal(ErrorCode.FORBIDDEN)

    def ensure_day(self, agency: Agency | None) -> None:
        """Raises AGENCY_INVALID when the day is out of bounds, or the agency is dissolved on it."""
        if problems := list(day_problems(agency, self.effective_on, self.today)):
            raise invalid(*problems)

    def becomes(self, kind: str, old: Agency | None, new: Agency, day: date | None = None) -> None:
        """Draw in what becomes of an agency, which may be drawn in once more."""
        if old is new:
            return
        day = day or self.effective_on
        fields = differing(old.shown_on(day), new.shown_on(day)) if old else ()
        self.before.setdefault(new.id, old)
        self.parts.append(Part(new.id, kind, day, fields))
        self.known[new.id] = new

    def takes_back(self, old: Agency, new: Agency) -> None:
        """Draw in an agency without something that had been announced of it."""
        self.before.setdefault(old.id, old)
        self.known[old.id] = new

    def settle(self) -> None:
        """Check the tree as drawn and keep it, with its history.

        Raises AGENCY_INVALID with what speaks against it; CodeTaken, ChangedMeanwhile.
        """
        new = self._kept()
        made = self._reorganisation()
        self.office.reorganisations.add(made)
        for agency in new:
            self._record(agency, self.before[agency.id], made.id)

    def settle_withdrawal(self, made: Reorganisation, event: type[OfAgency]) -> tuple[str, ...]:
        """Check the tree without the reorganisation and keep it so. The agencies that this makes different. Raises as
        `settle`."""
        new = self._kept()
        self.office.reorganisations.withdraw(made.id)
        for agency in new:
            old = self.before[agency.id]
            told = event(
                agency=state(agency),
                effective_on=made.effective_on,
                reason=self.reason,
                changes=field_changes(old, agency, made.effective_on),
                reorganisation_id=made.id,
            )
            self.office.history.record(agency.id, told, self.call, before=state(old) if old else None)
        return tuple(agency.id for agency in new)

    def _kept(self) -> list[Agency]:
        touched = [self.known[agency_id] for agency_id in self.before]
        others = [agency for agency in self.known.values() if agency.id not in self.before]
        below = [agency for agency in others if any(p.facts.parent_id in self.before for p in agency.periods())]
        if problems := list(tree_problems([*touched, *below], self.known)):
            raise invalid(*problems[:MOST_PROBLEMS])
        new = _one_version_on(touched, self.before)
        self.known.update({agency.id: agency for agency in new})
        self.office.book.add([agency for agency in new if self.before[agency.id] is None], self.today)
        self.office.book.replace([agency for agency in new if self.before[agency.id] is not None], self.today)
        return new

    def shown(self, agency_id: str, *, confidential: bool = True) -> rpc.Agency:
        """The agency as it is now; unless `confidential`, as the public may see it."""
        agency = self.known[agency_id]
        path = [
            above for above in path_on(agency, self.known, self.today) if confidential or above.public_on(self.today)
        ]
        return reply(agency, path, self.today, confidential=confidential)

    def may_read(self, agency_id: str) -> bool:
        return self.office.rights.may_read(self.call.caller, agency_id, self.today)

    def _reorganisation(self) -> Reorganisation:
        caller, grant = self.call.caller, self.call.grant
        return Reorganisation(
            id=self.office.new_id(),
            kind=self.kind,
            effective_on=self.effective_on,
            reason=self.reason,
            agency_ids=tuple(dict.fromkeys([*self.named, *self.before])),
            authority_ids=tuple(self.authorities),
            parts=tuple(self.parts),
            made_at=self.call.now,
            made_by=caller.name if caller else "",
            made_as=grant.role.value if grant else None,
        )

    def _record(self, agency: Agency, before: Agency | None, reorganisation_id: str) -> None:
        part = next(part for part in reversed(self.parts) if part.agency_id == agency.id)
        event = EVENTS[part.kind](
            agency=state(agency),
            effective_on=part.day,
            reason=self.reason,
            changes=field_changes(before, agency, part.day),
            reorganisation_id=reorganisation_id,
        )
        self.office.history.record(agency.id, event, self.call, before=state(before) if before else None)


def drawn_up(office: Office, call: Call, kind: str, effective_on: date | None, reason: str) -> Draft:
    """Raises AGENCY_INVALID without a reason in words."""
    said = tidy(reason)
    if not said:
        raise invalid(Problem("reason", "ต้องระบุเหตุผล", "A reason is required."))
    office.reorganisations.take_turns()
    return Draft(office, call, kind, effective_on or day_in_bangkok(call.now), said)


def invalid(*problems: Problem) -> Refusal:
    """The refusal that tells these problems by field."""
    return Refusal(
        ErrorCode.AGENCY_INVALID,
        fields=tuple(
            FieldProblem(field=problem.field, message_th=problem.message_th, message_en=problem.message_en)
            for problem in problems
        ),
    )


def contradiction(agency: Agency, reason: Contradicted | NotInExistence, day: date) -> Refusal:
    """Why something cannot hold of the agency from that day on."""
    name = agency.shown_on(day).name_th
    if isinstance(reason, Contradicted):
        later = reason.day.isoformat()
        return invalid(
            Problem(
                "effective_on",
                f"มีการเปลี่ยนแปลงของ {name} ที่มีผลวันที่ {later} อยู่แล้ว กรุณายกเลิกหรือแก้ไขก่อน",
                f"Something else is to hold of {name} from {later}. Withdraw or correct that first.",
            )
        )
    return invalid(
        Problem(
            "effective_on",
            f"{name} ไม่มีอยู่ในวันที่ {day.isoformat()}",
            f"{name} does not exist (or is not dissolved) on {day}.",
        )
    )


def _one_version_on(agencies: Iterable[Agency], before: dict[str, Agency | None]) -> list[Agency]:
    """Each one version after the one before, however many steps its change was drawn in."""
    versions = {agency_id: old.version + 1 if old else 1 for agency_id, old in before.items()}
    return [replace(agency, version=versions[agency.id]) for agency in agencies]
