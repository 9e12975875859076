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


def begin(operation: Operation[Request, Reply], request: Request, call: Call) -> Reply | None:
    """The reply given when this caller sent this command under this key before; None when it is new.

    A new one's key is taken at once: the same command at work in another process makes this transaction wait and start
    again, rather than do its work on what the other is changing. Raises Refusal IDEMPOTENCY_KEY_REUSED when the
    key came with another request.
    """
    key = _key(operation, call)
    if key is None:
        return None
    entry = database()[COMMANDS].find_one({"_id": key})
    if entry is None:
        database()[COMMANDS].insert_one({"_id": key, "request": _fingerprint(request), "at": call.now})
        return None
    if entry["request"] != _fingerprint(request):
        raise Refusal(ErrorCode.IDEMPOTENCY_KEY_REUSED)
    return operation.reply.model_validate(entry["reply"])


def finish(operation: Operation[Request, Reply], call: Call, reply: Reply) -> None:
    """Keep the reply for repetitions."""
    key = _key(operation, call)
    if key is not None:
        database()[COMMANDS].update_one({"_id": key}, {"$set": {"reply": reply.model_dump(mode="json")}})


def _key(operation: Operation[Request, Reply], call: Call) -> str | None:
    """None when there is nothing to remember: no key, or a reply with a secret, which is not kept."""
    if call.idempotency_key is None or operation.repeatable:
        return None
    return f"{call.caller.subject if call.caller else '-'}:{operation.method}:{call.idempotency_key}"


def _fingerprint(request: Request) -> str:
    return hashlib.sha256(request.model_dump_json().encode()).hexdigest()
