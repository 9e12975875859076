"""A service made for breaking: the smallest thing that uses every part of the chassis. probe.py runs it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date
from typing import ClassVar

import eventlet
from pydantic import JsonValue

from chassis.bus.consuming import Heard, handles
from chassis.bus.serving import in_thread, serves
from chassis.mongo import database, ensure_collection, outside_transaction
from chassis.service import Process, Rooms, Service
from chassis.working import does
from contracts.calls import Call
from contracts.errors import ErrorCode, Refusal
from contracts.events.envelope import Event
from contracts.jobs import CancelJob, Commit, GetJob, Job, JobKind, Work
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


class Toil(Job[Answer]):
    """Work that takes `seconds` in all; the text says how it goes."""


TOIL = JobKind("toil", Text, Answer, Toil)
ORDER_TOIL = Operation("probe", "order_toil", Text, Toil, Action.PUBLIC, changes=True)
GET_TOIL = Operation("probe", "get_toil", GetJob, Toil, Action.PUBLIC)
CANCEL_TOIL = Operation("probe", "cancel_toil", CancelJob, Toil, Action.PUBLIC, changes=True)


def wire(process: Process) -> Process:
    for name in ("notes", "heard", "heard_at_leisure", "started"):
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

    @serves(ORDER_TOIL)
    def order_toil(self, request: Text, call: Call) -> Toil:
        return self.process.jobs.order(TOIL, request, call)

    @serves(GET_TOIL)
    def get_toil(self, request: GetJob, call: Call) -> Toil:
        return self.process.jobs.show(TOIL, request.job_id)

    @serves(CANCEL_TOIL)
    def cancel_toil(self, request: CancelJob, call: Call) -> Toil:
        return self.process.jobs.cancel(TOIL, request.job_id, call.now)

    @does(TOIL)
    def toil(self, request: Text, work: Work, call: Call) -> Commit[Answer]:
        database()["started"].insert_one({"text": request.text, "process": os.getpid()})
        if request.text == "refused":
            raise Refusal(ErrorCode.AGENCY_CODE_TAKEN, agency_code="0")
        if request.text == "at fault":
            raise RuntimeError("a fault of ours")
        pieces = 0 if request.text == "slow to commit" else int(request.seconds * 20)
        for piece in range(pieces):
            work.tell("toiling", piece, pieces)
            eventlet.sleep(0.05)

        def commit() -> Answer:
            database()["notes"].insert_one({"text": request.text})
            self.process.history.record(request.text, Noted(text=request.text), call)
            if request.text == "slow to commit":
                with outside_transaction():
                    database()["started"].insert_one({"text": "committing"})
                eventlet.sleep(request.seconds)
            return _answer(request, call)

        return commit

    @handles(Noted, repeatable=True, rest=4.0)
    def hear_at_leisure(self, heard: Sequence[Heard[Noted]]) -> None:
        rows = [{"_id": each.envelope.id, "together": len(heard)} for each in heard]
        database()["heard_at_leisure"].insert_many(rows)

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
