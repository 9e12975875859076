"""What has been handled already: events by a handler, commands by their idempotency key. Both in the transaction of
the change itself, so that neither is ever done twice or half."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta

from pymongo import ASCENDING, IndexModel

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


def note_events(handler: str, event_ids: Iterable[str], now: datetime) -> frozenset[str]:
    """Remember, within the handler's transaction, that the events are handled. Returns those that were not before.

    Two processes that note the same event at once are in each other's way: one of them starts again and finds it noted.
    """
    keys = {f"{handler}:{event_id}": event_id for event_id in event_ids}
    inbox = database()[EVENTS]
    before = {entry["_id"] for entry in inbox.find({"_id": {"$in": list(keys)}}, {"_id": 1})}
    new = keys.keys() - before
    if new:
        inbox.insert_many([{"_id": key, "at": now} for key in new])
    return frozenset(keys[key] for key in new)


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
