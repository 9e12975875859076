"""What published documents are found by, and the names by which their agencies are."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, datetime

from mongoengine import BooleanField, DateTimeField, EmbeddedDocument, EmbeddedDocumentListField, IntField, StringField
from mongoengine import Document as Record
from pymongo import ReplaceOne, UpdateOne

from chassis.mongo import Record as Fields
from contracts.events.agencies import AgencyState
from services.documents.domain.document import Document
from services.documents.domain.publication import Period
from services.documents.domain.searching import Found, Position, Wanted, contained, kept_text

_WITHOUT_END = datetime(9999, 12, 31, tzinfo=UTC)


class InEffectRecord(EmbeddedDocument):
    since = DateTimeField(required=True)
    until = DateTimeField()


class FindableRecord(Record):
    """A document as it is searched for; follows the document in its own transaction. `last_until`: after it, it is
    not published (unless somebody publishes it again)."""

    id = StringField(primary_key=True)
    agency_id = StringField(required=True)
    obligation = StringField(required=True)
    document_date = StringField(required=True)
    text = StringField()
    last_until = DateTimeField(required=True)
    publications = EmbeddedDocumentListField(InEffectRecord)

    meta = {
        "collection": "findable_documents",
        "auto_create_index": False,
        "indexes": [
            # find: in the order of the answer. What is looked for stands in the index too, so that only documents that
            # fit are fetched: 40,000 entries are gone through in 50 ms, in 200 ms where agencies' names have a word.
            ("-document_date", "-id", "obligation", "agency_id", "last_until", "text"),
            # find, of one agency
            ("agency_id", "-document_date", "-id"),
        ],
    }


class AgencyNamesRecord(Record):
    """Every name that an agency ever had. `ever_hidden`: on some day the public does not see it."""

    id = StringField(primary_key=True)
    version = IntField(required=True)
    text = StringField()
    ever_hidden = BooleanField(required=True)

    meta = {
        "collection": "agency_names",
        "auto_create_index": False,
        "indexes": [
            # agencies_named: read from end to end, and nothing else is read
            ("text", "id"),
            # ever_hidden: few
            {"fields": ["ever_hidden"], "partialFilterExpression": {"ever_hidden": True}},
        ],
    }


def make_findable(documents: Collection[Document]) -> None:
    """Let new documents be found. To be called in the transaction that stores them."""
    if documents:
        FindableRecord._get_collection().insert_many(map(_findable, documents), ordered=False)


def keep_findable(documents: Collection[Document]) -> None:
    """Let the documents be found as they are now. To be called in the transaction that stores them."""
    if documents:
        writes = [ReplaceOne({"_id": each.id}, _findable(each), upsert=True) for each in documents]
        FindableRecord._get_collection().bulk_write(writes, ordered=False)


class Search:
    """Implements usecases.ports.Search."""

    def keep_names(self, agencies: Iterable[AgencyState]) -> None:
        writes = [UpdateOne({"_id": state.id}, _newer_of(_names(state)), upsert=True) for state in agencies]
        if writes:
            AgencyNamesRecord._get_collection().bulk_write(writes)

    def agencies_ever_hidden(self) -> frozenset[str]:
        found = AgencyNamesRecord._get_collection().find({"ever_hidden": True}, {"_id": 1})
        return frozenset(entry["_id"] for entry in found)

    def find(self, wanted: Wanted, size: int, after: Position | None) -> Found:
        """In two queries: the agencies that have one of the words in their names, then the documents."""
        collection = FindableRecord._get_collection()
        conditions = [*_conditions(wanted, after), *_worded(wanted.words, self._agencies_named(wanted.words))]
        found = list(
            collection.find({"$and": conditions}, {"document_date": 1})
            .sort([("document_date", -1), ("_id", -1)])
            .limit(size + 1)
        )
        page = found[:size]
        last = page[-1] if len(found) > size else None
        position = Position(datetime.fromisoformat(last["document_date"]).date(), last["_id"]) if last else None
        return Found(tuple(entry["_id"] for entry in page), position)

    def _agencies_named(self, words: Collection[str]) -> dict[str, list[str]]:
        """The ids of the agencies that have each of the words in one of their names."""
        named: dict[str, list[str]] = {word: [] for word in words}
        if words:
            any_word = {"$regex": "|".join(map(re.escape, words))}
            for entry in AgencyNamesRecord._get_collection().find({"text": any_word}, {"text": 1}).hint("text_1__id_1"):
                for word in contained(words, entry["text"]):
                    named[word].append(entry["_id"])
        return named


def _conditions(wanted: Wanted, after: Position | None) -> Iterator[Fields]:
    # Also when any day will do: only of an index whose first field is asked about are the others judged in the index.
    yield {"document_date": {"$gte": wanted.dated_from.isoformat() if wanted.dated_from else ""}}
    yield {"last_until": {"$gt": wanted.at}}
    in_effect = {"since": {"$lte": wanted.at}, "$or": [{"until": None}, {"until": {"$gt": wanted.at}}]}
    yield {"publications": {"$elemMatch": in_effect}}
    if wanted.agency_id is not None:
        yield {"agency_id": wanted.agency_id}
    if wanted.hidden:
        yield {"agency_id": {"$nin": sorted(wanted.hidden)}}
    if wanted.obligation is not None:
        yield {"obligation": wanted.obligation.value}
    if wanted.dated_to is not None:
        yield {"document_date": {"$lte": wanted.dated_to.isoformat()}}
    if after is not None:
        day = after.document_date.isoformat()
        yield {"document_date": {"$lte": day}}
        yield {"$or": [{"document_date": {"$lt": day}}, {"_id": {"$lt": after.document_id}}]}


def _worded(words: Iterable[str], agencies_named: dict[str, list[str]]) -> Iterator[Fields]:
    for word in words:
        in_text: Fields = {"text": {"$regex": re.escape(word)}}
        ids = agencies_named[word]
        yield {"$or": [in_text, {"agency_id": {"$in": ids}}]} if ids else in_text


def _findable(document: Document) -> Fields:
    ends = [period.until or _WITHOUT_END for period in document.publications]
    return {
        "_id": document.id,
        "agency_id": document.agency_id,
        "obligation": document.obligation.value,
        "document_date": document.document_date.isoformat(),
        "text": kept_text(document.pdf.title, document.file_name.removesuffix(".pdf")),
        "last_until": max(ends, default=document.recorded_at),
        "publications": [_in_effect(period) for period in document.publications],
    }


def _in_effect(period: Period) -> Fields:
    return {"since": period.since, **({"until": period.until} if period.until else {})}


def _names(state: AgencyState) -> Fields:
    names = [name for facts in state.timeline for name in (facts.name_th, facts.name_en)]
    return {
        "_id": state.id,
        "version": state.version,
        "text": kept_text(*names),
        "ever_hidden": not all(facts.visible for facts in state.timeline),
    }


def _newer_of(entry: Fields) -> list[Fields]:
    """The update that leaves whichever has the higher version: the entry given or the one that is there. Of two alike,
    the one given: so that what is made anew counts."""
    is_newer = {"$gte": [entry["version"], {"$ifNull": ["$version", 0]}]}
    return [{"$replaceWith": {"$cond": [is_newer, {"$literal": entry}, "$$ROOT"]}}]
