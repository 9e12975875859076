"""The append-only, hash-chained log of everything that a service says happened.

One log serves three purposes: the outbox from which events are published, the source from which a consumer is rebuilt,
and the history that an auditor can verify. Entries of one subject (an agency, an officer) form a chain: each holds the
hash of the one before.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from bson import ObjectId
from pymongo import ASCENDING, IndexModel, UpdateOne

from chassis.mongo import (
    Record,
    after_commit,
    after_rollback,
    before_commit,
    database,
    ensure_collection,
    in_transaction,
    once_per_transaction,
)
from chassis.tracing import current_traceparent
from contracts.calls import Call
from contracts.events.envelope import Actor, Envelope, Event, State

LOG = "event_log"
HEADS = "event_log_heads"
OUTBOX = "outbox"
GENESIS = "0" * 64
AT_A_TIME = 200  # facts that wait together in the outbox, to be published together
_HASHED = ("_id", "subject", "sequence", "type", "time", "actor", "before", "data", "previous")


@dataclass(frozen=True)
class _Fact:
    subject: str
    event: Event
    call: Call
    before: State | None


class EventLog:
    """The log of one service. Implements contracts.events.envelope.History."""

    def __init__(self, committed: Callable[[Sequence[Record]], None] = lambda entries: None) -> None:
        """`committed` is given the entries of each transaction after its commit, as many at a time as wait together in
        the outbox: it tells the relay."""
        self.committed = committed
        self.relay: str | None = None  # the one that is told; without one, others find what there is to publish

    def prepare(self) -> None:
        """Create the collections and their indexes."""
        for name in (LOG, HEADS, OUTBOX):
            ensure_collection(name)
        database()[LOG].create_indexes(
            [
                # verify_history and the history screens read one subject in order; unique: a chain cannot fork
                IndexModel([("subject", ASCENDING), ("sequence", ASCENDING)], unique=True),
            ]
        )

    def record(self, subject: str, event: Event, call: Call, before: State | None = None) -> None:
        """Append a fact. Written in one go at the end of the transaction, however many facts there are."""
        once_per_transaction(self, self._begin).append(_Fact(subject, event, call, before))

    def record_refused(self, subject: str, event: Event, call: Call) -> None:
        """Append a fact about a refusal, in a transaction of its own once that of the command has been undone."""
        after_rollback(lambda: in_transaction(lambda: self.record(subject, event, call)))

    def _begin(self) -> list[_Fact]:
        facts: list[_Fact] = []
        before_commit(lambda: self._write(facts))
        return facts

    def _write(self, facts: list[_Fact]) -> None:
        db = database()
        subjects = list({fact.subject for fact in facts})
        heads = {head["_id"]: head for head in db[HEADS].find({"_id": {"$in": subjects}})}
        entries = []
        for fact in facts:
            head = heads.get(fact.subject, {"sequence": 0, "hash": GENESIS})
            entry = _entry(fact, head["sequence"] + 1, head["hash"])
            heads[fact.subject] = {"sequence": entry["sequence"], "hash": entry["hash"]}
            entries.append(entry)
        db[LOG].insert_many(entries)
        # A concurrent writer to the same chain makes one of the two transactions start again.
        db[HEADS].bulk_write(
            [
                UpdateOne(
                    {"_id": subject},
                    {"$set": {"sequence": heads[subject]["sequence"], "hash": heads[subject]["hash"]}},
                    upsert=True,
                )
                for subject in subjects
            ],
            ordered=False,
        )
        together = [entries[start : start + AT_A_TIME] for start in range(0, len(entries), AT_A_TIME)]
        db[OUTBOX].insert_many([_waiting(some, self.relay) for some in together])
        after_commit(lambda: self._tell(together))

    def _tell(self, together: Iterable[Sequence[Record]]) -> None:
        for entries in together:
            self.committed(entries)


def _waiting(entries: Sequence[Record], relay: str | None) -> Record:
    """Named by the first of the entries."""
    first, *others = (entry["_id"] for entry in entries)
    return {"_id": first, "others": others, "relay": relay}


def _entry(fact: _Fact, sequence: int, previous: str) -> Record:
    content: Record = {
        "_id": ObjectId(),
        "subject": fact.subject,
        "sequence": sequence,
        "type": fact.event.TYPE,
        "time": fact.call.now,
        "actor": _actor(fact.call).model_dump(mode="json"),
        "before": fact.before.model_dump(mode="json") if fact.before else None,
        "data": fact.event.model_dump(mode="json"),
        "previous": previous,
    }
    # Beside the content, and made from it, for whoever asks for the history of a person.
    officers = sorted({content["actor"]["id"], *fact.event.concerns()})
    return {**content, "hash": content_hash(content), "traceparent": current_traceparent(), "officers": officers}


def content_hash(entry: Record) -> str:
    """SHA-256 over what must never change of an entry, which includes the hash of the entry before it."""
    content = {name: entry[name] for name in _HASHED}
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_plain)
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: object) -> str:
    return value.astimezone(UTC).isoformat(timespec="milliseconds") if isinstance(value, datetime) else str(value)


def _actor(call: Call) -> Actor:
    caller, grant = call.caller, call.grant
    if caller is None:
        return Actor(id="system", name="ระบบ")
    return Actor(
        id=caller.subject,
        name=caller.name,
        grant_id=grant.id if grant else None,
        role=grant.role if grant else None,
        issuer=grant.issuer if grant else None,
    )


def envelope(entry: Record, service: str) -> Envelope:
    """The entry as it is published."""
    return Envelope(
        id=str(entry["_id"]),
        source=f"/prakat/{service}",
        type=entry["type"],
        subject=entry["subject"],
        time=entry["time"],
        dataschema=f"/schemas/{entry['type']}.json",
        sequence=entry["sequence"],
        traceparent=entry["traceparent"],
        data=entry["data"],
    )


@dataclass(frozen=True)
class Flaw:
    """A place where a history does not hold: which subject, which entry, and what is wrong with it."""

    subject: str
    sequence: int
    reason: str


def verify(subjects: Iterable[str] | None = None) -> Iterator[Flaw]:
    """Check the chains of the connected service (of all subjects, or those given). Yields each flaw found.

    Finds an entry that was altered, removed (in the middle or at the end), inserted or re-ordered.
    """
    db = database()
    wanted = {} if subjects is None else {"subject": {"$in": list(subjects)}}
    heads = {head["_id"]: head for head in db[HEADS].find({} if subjects is None else {"_id": wanted["subject"]})}
    subject, sequence, previous = "", 0, GENESIS
    for entry in db[LOG].find(wanted).sort([("subject", ASCENDING), ("sequence", ASCENDING)]):
        if entry["subject"] != subject:
            yield from _end_of(subject, sequence, previous, heads.pop(subject, None))
            subject, sequence, previous = entry["subject"], 0, GENESIS
        if entry["sequence"] != sequence + 1:
            yield Flaw(subject, sequence + 1, "entry missing")
        elif entry["previous"] != previous:
            yield Flaw(subject, entry["sequence"], "does not follow from the entry before it")
        if content_hash(entry) != entry["hash"]:
            yield Flaw(subject, entry["sequence"], "content altered")
        sequence, previous = entry["sequence"], entry["hash"]
    yield from _end_of(subject, sequence, previous, heads.pop(subject, None))
    for left, head in heads.items():
        yield Flaw(left, head["sequence"], "entry missing")


def _end_of(subject: str, sequence: int, last: str, head: Record | None) -> Iterator[Flaw]:
    if sequence and (head is None or head["sequence"] != sequence or head["hash"] != last):
        yield Flaw(subject, sequence + 1, "entries missing at the end")
