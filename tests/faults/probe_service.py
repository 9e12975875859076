"""A service made for breaking: the smallest thing that uses every part of the chassis. probe.py runs it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

import eventlet
from pydantic import JsonValue

from chassis.bus.consuming import Heard, handles
from chassis.bus.serving import in_thread, serves
from chassis.mongo import database, ensure_collection
from chassis.service import Process, Rooms, Service
from contracts.calls import Call
from contracts.events.envelope import Event
from contracts.operations import Operation, Reply, Request
from contracts.vocabulary import Action


class Text(Request):
    text: str
    seconds: float = 0.0
    agency_id: str | None = None


class Answer(Reply):
    text: str
    trace_id: str
    caller: str | None = None


class Noted(Event):
    TYPE: ClassVar[str] = "prakat.probe.noted.v1"
    text: str
    payload: JsonValue = None


ECHO = Operation("probe", "echo", Text, Answer, Action.PUBLIC)
WAIT = Operation("probe", "wait", Text, Answer, Action.PUBLIC, seconds=60)
BURN = Operation("probe", "burn", Text, Answer, Action.PUBLIC, seconds=60)
FAIL = Operation("probe", "fail", Text, Answer, Action.PUBLIC)
NOTE = Operation("probe", "note", Text, Answer, Action.PUBLIC, changes=True)
FILE = Operation("probe", "file", Text, Answer, Action.FILE)


def wire(process: Process) -> Process:
    for name in ("notes", "heard", "started"):
        ensure_collection(name)
    return process


class ProbeService(Service):
    name = "probe"
    rooms = Rooms(wire)

    @serves(ECHO)
    def echo(self, request: Text, call: Call) -> Answer:
        return _answer(request, call)

    @serves(WAIT)
    def wait(self, request: Text, call: Call) -> Answer:
        database()["started"].insert_one({"text": request.text})
        eventlet.sleep(request.seconds)
        return _answer(request, call)

    @serves(BURN)
    def burn(self, request: Text, call: Call) -> Answer:
        in_thread(_burn, request.seconds)
        return _answer(request, call)

    @serves(FAIL)
    def fail(self, request: Text, call: Call) -> Answer:
        raise RuntimeError(f"a fault of ours with {request.text}")

    @serves(NOTE)
    def note(self, request: Text, call: Call) -> Answer:
        database()["started"].insert_one({"text": request.text})
        database()["notes"].insert_one({"text": request.text, "day": date.today().isoformat()})
        self.process.history.record(request.text, Noted(text=request.text), call)
        eventlet.sleep(request.seconds)
        return _answer(request, call)

    @serves(FILE)
    def file(self, request: Text, call: Call) -> Answer:
        return _answer(request, call)

    @handles(Noted)
    def hear(self, heard: Sequence[Heard[Noted]]) -> None:
        for each in heard:
            text = each.event.text
            if text.startswith("poison") and not database()["notes"].find_one({"text": "antidote"}):
                raise RuntimeError("cannot be handled")
            envelope = each.envelope
            row = {"text": text, "trace": envelope.traceparent, "id": envelope.id, "together": len(heard)}
            database()["heard"].insert_one(row)


def _burn(seconds: float) -> None:
    """Busy, and talkative about it."""
    import logging
    import time

    end = time.monotonic() + seconds
    while time.monotonic() < end:
        logging.getLogger("a library").warning("still at it")
        sum(range(1000))


def _answer(request: Text, call: Call) -> Answer:
    return Answer(text=request.text, trace_id=call.trace_id, caller=call.caller.subject if call.caller else None)
