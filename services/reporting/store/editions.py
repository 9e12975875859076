"""Editions of the ledger. All read and write the current one; a rebuild makes the next, which then takes its place at
one stroke."""

from __future__ import annotations

import time
from dataclasses import dataclass

from mongoengine import Document, IntField, StringField
from mongoengine.context_managers import switch_collection
from pymongo.collection import Collection

from chassis import mongo
from services.reporting.store.ledger import AccountDocument, EntryDocument
from services.reporting.store.records import Record
from services.reporting.store.tallies import TallyDocument

LEDGER = (AccountDocument, EntryDocument, TallyDocument)
CURRENT, NEWEST = "current", "newest"
KNOWN_FOR = 0.5  # seconds
_known: dict[str, tuple[int, float]] = {}  # by database: the current number, and until when that is believed


class EditionDocument(Document):
    """Which edition is the current one (the document `current`), and the number of the newest (`newest`). `learnt`
    counts the transactions that took it."""

    id = StringField(primary_key=True)
    number = IntField()
    learnt = IntField()

    meta = {"collection": "editions", "auto_create_index": False}


@dataclass(frozen=True)
class Edition:
    """One edition: its collections."""

    number: int

    @property
    def accounts(self) -> Collection[Record]:
        return mongo.database()[self._name(AccountDocument)]

    @property
    def entries(self) -> Collection[Record]:
        return mongo.database()[self._name(EntryDocument)]

    @property
    def tallies(self) -> Collection[Record]:
        return mongo.database()[self._name(TallyDocument)]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(map(self._name, LEDGER))

    def prepare(self) -> None:
        """Make its collections with their indexes. At the start of a process, before anything else is at work in it."""
        for document in LEDGER:
            with switch_collection(document, self._name(document)) as named:
                mongo.prepare(named)

    def _name(self, document: type[Document]) -> str:
        return f"{document._meta['collection']}_{self.number}"


def current() -> Edition:
    """The edition to read, looked up once in KNOWN_FOR. When another takes its place its collections stay until a later
    rebuild begins."""
    database, now = mongo.database().name, time.monotonic()
    number, until = _known.get(database, (0, 0.0))
    if now >= until:
        number = _found(CURRENT)["number"]
        _known[database] = number, now + KNOWN_FOR
    return Edition(number)


def ledger_version() -> str:
    """Another one after each transaction that learnt anything, and of another edition. One query."""
    found = _found(CURRENT)
    return f"{found['number']}.{found['learnt']}"


def taken() -> Edition:
    """The edition to write in the running transaction, which from now on conflicts with every other one that takes it,
    and with the stroke that puts another in its place."""
    found = EditionDocument._get_collection().find_one_and_update({"_id": CURRENT}, {"$inc": {"learnt": 1}})
    return Edition(_made(found)["number"])


def next_edition() -> Edition:
    """A new edition, without anything in it. Whatever earlier rebuilds have left is removed: also what another one may
    be making just now, which then cannot take anybody's place."""
    counter = EditionDocument._get_collection()
    newest = counter.find_one_and_update({"_id": NEWEST}, {"$inc": {"number": 1}}, return_document=True)
    later, kept = Edition(_made(newest)["number"]), Edition(_found(CURRENT)["number"])
    time.sleep(KNOWN_FOR)  # until nobody believes any more that an earlier one is the current edition
    bases = {document._meta["collection"] for document in LEDGER}
    for name in mongo.database().list_collection_names():
        base, _, number = name.rpartition("_")
        if base in bases and number.isdigit() and int(number) not in (kept.number, later.number):
            mongo.database().drop_collection(name)
    return later


def switch(later: Edition) -> bool:
    """Put an edition in the place of the one that the running transaction has taken; not when a newer one is being made
    or has been. Returns whether it did."""
    editions = EditionDocument._get_collection()
    # written, not only read: so that it conflicts with a rebuild that begins at the same time
    is_newest: bool = (
        editions.update_one({"_id": NEWEST, "number": later.number}, {"$inc": {"learnt": 1}}).matched_count == 1
    )
    if is_newest:
        editions.update_one({"_id": CURRENT}, {"$set": {"number": later.number}})
        mongo.after_commit(_known.clear)
    return is_newest


def prepare_editions() -> None:
    """Make the first edition where there is none, and see to the indexes of the current one."""
    mongo.prepare(EditionDocument)
    for which in (CURRENT, NEWEST):
        first = {"$setOnInsert": {"number": 1, "learnt": 0}}
        EditionDocument._get_collection().update_one({"_id": which}, first, upsert=True)
    current().prepare()


def _found(which: str) -> Record:
    return _made(EditionDocument._get_collection().find_one({"_id": which}))


def _made(found: Record | None) -> Record:
    if found is None:
        raise RuntimeError("no edition of the ledger: was store.prepare_editions not run?")
    return found
