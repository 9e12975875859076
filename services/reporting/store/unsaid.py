"""The agencies of which something is still to be said: where a fact reached very many, after it has been learnt."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import islice

from mongoengine import Document, ListField, StringField

from chassis.mongo import Record

UNSAID = "unsaid"
AT_A_TIME = 500


class UnsaidDocument(Document):
    """Some agencies: noted in the transaction that changed them, taken off in the one that says it."""

    agency_ids = ListField(StringField())

    meta = {"collection": UNSAID, "auto_create_index": False}


class UnsaidBook:
    """Implements usecases.learn.Unsaid."""

    def leave(self, agency_ids: Collection[str]) -> None:
        """In portions that are said together."""
        UnsaidDocument._get_collection().insert_many(list(_portions(iter(agency_ids))))

    def take(self) -> Sequence[str]:
        """The next agencies, which are taken off; nothing when there are none left. Must run inside a transaction."""
        found: Record | None = UnsaidDocument._get_collection().find_one_and_delete({}, sort=[("_id", 1)])
        return found["agency_ids"] if found else ()


def _portions(agency_ids: Iterator[str]) -> Iterator[Record]:
    while some := list(islice(agency_ids, AT_A_TIME)):
        yield {"agency_ids": some}
