"""A process of reporting, asked and told without the broker between."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from bench.errors import CannotMeasure
from bench.reporting.country import Body
from bench.reporting.logs import Nobody
from chassis.service import Process
from services.reporting.service import ReportingService
from services.reporting.wiring import ReportingRooms


class Desk:
    """One process of reporting, asked and told directly."""

    def __init__(self, process: Process, rooms: ReportingRooms) -> None:
        self._process = process
        self._rooms = rooms
        self._handlers = list(_handlers())

    def quietly(self) -> Desk:
        """The same, telling nobody what changed."""
        return Desk(self._process, replace(self._rooms, history=Nobody()))

    def ask(self, method: str, **request: Any) -> dict[str, Any]:
        """The reply, as it would go out. Raises CannotMeasure."""
        answer = getattr(self._service(), method)(request)
        if "ok" not in answer:
            raise CannotMeasure(f"{method} answered {answer}")
        reply: dict[str, Any] = answer["ok"]
        return reply

    def hear(self, bodies: Sequence[Body]) -> None:
        """What the handlers would get from their queues. Raises CannotMeasure."""
        service = self._service()
        for name, types in self._handlers:
            mine = [body for body in bodies if body["type"] in types]
            if mine and not all(getattr(service, name)(mine)):
                raise CannotMeasure(f"{name} failed")

    def _service(self) -> ReportingService:
        service = ReportingService()
        service.process, service.rooms, service.headers = self._process, self._rooms, {}  # type: ignore[assignment]
        return service


def _handlers() -> Iterator[tuple[str, frozenset[str]]]:
    for name in dir(ReportingService):
        types = getattr(getattr(ReportingService, name), "event_types", ())
        if types:
            yield name, frozenset(kind.TYPE for kind in types)
