"""Has a process of reporting hear a country's events, without the broker between."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any

from bench.errors import CannotMeasure
from bench.reporting.country import Body, Country, message
from bench.reporting.logs import Nobody
from chassis.service import Process
from services.reporting.service import ReportingService
from services.reporting.wiring import ReportingRooms

# A handler gets up to 200 from the broker; here it is given more, which spares the load some thousand commits.
TOGETHER = 1000


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


def load(desk: Desk, country: Country, say: Callable[[str], None]) -> tuple[int, float]:
    """Have everything heard. Returns how many events there were, and events per second."""
    began, heard = time.perf_counter(), 0
    for bodies in _together(message(told.event, told.agency_id, told.at) for told in country.events()):
        desk.hear(bodies)
        heard += len(bodies)
        say(f"reporting: {heard} events heard")
    return heard, heard / (time.perf_counter() - began)


def _together(bodies: Iterator[Body]) -> Iterator[Sequence[Body]]:
    while some := list(islice(bodies, TOGETHER)):
        yield some


def _handlers() -> Iterator[tuple[str, frozenset[str]]]:
    for name in dir(ReportingService):
        types = getattr(getattr(ReportingService, name), "event_types", ())
        if types:
            yield name, frozenset(kind.TYPE for kind in types)
