"""The reporting service without its broker: it hears and is asked what messages would bring."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from bson import ObjectId

from chassis import mongo
from chassis.access_tokens import sign
from chassis.event_log import envelope
from chassis.service import Process
from contracts.calls import Caller, Grant
from contracts.events.agencies import AgencyRegistered, AgencyState
from contracts.events.documents import (
    DeclarationChanged,
    DocumentFiled,
    DocumentState,
    InheritedSwitch,
    InheritedSwitched,
    IssuedDeclaration,
    LicenceDeclaration,
    LinkSaved,
    LinkState,
    Obstacles,
    ObstaclesChanged,
)
from contracts.events.envelope import Event
from contracts.events.reporting import ComplianceChanged
from contracts.vocabulary import Role
from services.reporting.service import ReportingService
from services.reporting.wiring import ReportingRooms

Fact = AgencyState | DocumentState | LinkState | IssuedDeclaration | LicenceDeclaration | InheritedSwitch | Obstacles
HANDLERS = {
    AgencyRegistered.TYPE: ("keep_directory", "learn"),
    ObstaclesChanged.TYPE: ("note_obstacles",),
}


class ReportingDesk:
    """One process of reporting."""

    def __init__(self, process: Process, parts: ReportingRooms, headers: dict[str, Any] | None = None) -> None:
        self.process = process
        self.parts = parts
        self.headers = headers or {}

    def at(self, now: datetime) -> ReportingDesk:
        """The same, at a moment of the test's choice, as far as what it says of today is concerned."""
        return ReportingDesk(self.process, replace(self.parts, clock=lambda: now), self.headers)

    def as_officer(self, role: Role, agency_id: str | None = None) -> ReportingDesk:
        """The same, asked by an officer who acts by that grant."""
        grant = Grant(id="grant-1", role=role, agency_id=agency_id)
        caller = Caller(subject=f"{role}-{agency_id}", name="สมชาย ใจดี", grants=(grant,), grants_version=1)
        private_key = self.process.settings.need("access_token_private_key")
        token = sign(private_key, caller, datetime.now(UTC), timedelta(minutes=5))
        return ReportingDesk(self.process, self.parts, {"access_token": token})

    def hears(self, *facts: Fact) -> ReportingDesk:
        for fact in facts:
            self.receives(message(fact))
        return self

    def receives(self, body: dict[str, Any]) -> None:
        for handler in HANDLERS.get(body["type"], ("learn", "note_reports")):
            assert getattr(self._service(), handler)([body]) == [True], "not handled"

    def ask(self, method: str, **request: Any) -> Any:
        """The reply. AssertionError with the whole answer when it is an error."""
        answer = self.answer(method, **request)
        assert "ok" in answer, answer
        return answer["ok"]

    def answer(self, method: str, **request: Any) -> Any:
        return getattr(self._service(), method)(request)

    def figures(self, obligation: str = "s10_notice", **request: Any) -> dict[str, dict[str, Any]]:
        """Counts by group, the total under "total"."""
        figures = self.ask("get_figures", obligation=obligation, **request)
        counts = {group["group"]: {name: group[name] for name in figures["total"]} for group in figures["groups"]}
        return {"total": figures["total"]} | counts

    def listed(self, state: str, obligation: str = "s10_notice", page_size: int = 50, **request: Any) -> list[Any]:
        """The whole list, page by page."""
        items: list[Any] = []
        after = None
        while True:
            page = self.ask(
                "list_by_state", obligation=obligation, state=state, page_size=page_size, after=after, **request
            )
            items.extend(page["items"])
            after = page["next"]
            if after is None:
                return items
            assert len(page["items"]) == page_size

    def state(
        self, agency_id: str, on: date | None = None, obligation: str = "s10_notice", measure: str = "uploaded"
    ) -> str:
        answer = self.ask("get_compliance", agency_id=agency_id, as_of=on.isoformat() if on else None)
        (found,) = [o for o in answer["obligations"] if (o["obligation"], o["measure"]) == (obligation, measure)]
        state: str = found["state"]
        return state

    def said(self) -> list[ComplianceChanged]:
        """Everything that reporting said, oldest first."""
        log = mongo.database()["event_log"].find({"type": ComplianceChanged.TYPE}).sort("_id", 1)
        return [ComplianceChanged.model_validate(entry["data"]) for entry in log]

    def says_what_was_left(self) -> None:
        """As the clock has it do every few seconds."""
        self._service().say_what_was_left()

    def _service(self) -> ReportingService:
        service = ReportingService()
        service.process, service.rooms, service.headers = self.process, self.parts, dict(self.headers)
        return service


def event_of(fact: Fact) -> tuple[Event, str]:
    """The event that tells of the fact, and its subject."""
    match fact:
        case AgencyState():
            return AgencyRegistered(agency=fact), fact.id
        case DocumentState():
            return DocumentFiled(document=fact), fact.agency_id
        case LinkState():
            return LinkSaved(link=fact), fact.agency_id
        case InheritedSwitch():
            return InheritedSwitched(switch=fact), fact.agency_id
        case Obstacles():
            return ObstaclesChanged(obstacles=fact), fact.agency_id
        case IssuedDeclaration() | LicenceDeclaration():
            return DeclarationChanged(declaration=fact), fact.agency_id


def message(fact: Fact, at: datetime = datetime(2024, 1, 1, tzinfo=UTC)) -> dict[str, Any]:
    """The message that tells of the fact, recorded `at` that moment."""
    event, subject = event_of(fact)
    entry = {
        "_id": ObjectId(),
        "subject": subject,
        "sequence": 1,
        "type": event.TYPE,
        "time": at,
        "traceparent": None,
        "data": event.model_dump(mode="json"),
    }
    return envelope(entry, event.source_service()).model_dump(mode="json")
