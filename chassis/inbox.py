"""What has been handled already: events by a handler, commands by their idempotency key. Both in the transaction of
the change itself, so that neither is ever done twice or half."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from pymongo import ASCENDING, IndexModel
from pymongo.errors import DuplicateKeyError

from chassis.mongo import database, ensure_collection
from contracts.calls import Call
from contracts.errors import ErrorCode, Refusal
from contracts.operations import Operation, Reply, Request

EVENTS = "inbox"
COMMANDS = "commands"
# An event comes again within seconds; a month covers a replay of parked ones. After that the versions that every event
# carries still keep an old one from doing harm.
EVENTS_KEPT = timedelta(days=30)
# Clients repeat a command within minutes; two days covers a weekend's outage of theirs.
COMMANDS_KEPT = timedelta(days=2)


def prepare() -> None:
    """Create the collections and the indexes that let old entries expire."""
    for name, kept in ((EVENTS, EVENTS_KEPT), (COMMANDS, COMMANDS_KEPT)):
        ensure_collection(name)
        database()[name].create_indexes([IndexModel([("at", ASCENDING)], expireAfterSeconds=int(kept.total_seconds()))])


class AlreadyHandled(Exception):
    """This handler has handled this event before."""


def note_event(handler: str, event_id: str, now: datetime) -> None:
    """Remember, within the handler's transaction, that the event is handled. Raises AlreadyHandled if it was."""
    try:
        database()[EVENTS].insert_one({"_id": f"{handler}:{event_id}", "at": now})
    except DuplicateKeyError:
        raise AlreadyHandled(event_id) from None


def remembered(operation: Operation[Request, Reply], request: Request, call: Call) -> Reply | None:
    """The reply given when this caller sent this command under this key before; None when it is new.

    Raises Refusal IDEMPOTENCY_KEY_REUSED when the key came with another request.
    """
    key = _key(operation, call)
    entry = database()[COMMANDS].find_one({"_id": key}) if key else None
    if entry is None:
        return None
    if entry["request"] != _fingerprint(request):
        raise Refusal(ErrorCode.IDEMPOTENCY_KEY_REUSED)
    return operation.reply.model_validate(entry["reply"])


def remember(operation: Operation[Request, Reply], request: Request, call: Call, reply: Reply) -> None:
    """Keep the reply for repetitions, unless it holds a secret (`repeatable` operations are simply done again)."""
    key = _key(operation, call)
    if key is None or operation.repeatable:
        return
    database()[COMMANDS].insert_one(
        {"_id": key, "request": _fingerprint(request), "reply": reply.model_dump(mode="json"), "at": call.now}
    )


def _key(operation: Operation[Request, Reply], call: Call) -> str | None:
    if call.idempotency_key is None:
        return None
    return f"{call.caller.subject if call.caller else '-'}:{operation.method}:{call.idempotency_key}"


def _fingerprint(request: Request) -> str:
    return hashlib.sha256(request.model_dump_json().encode()).hexdigest()
