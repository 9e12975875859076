"""An arrangement that many tests begin with: made once by commands, and put back in a few writes for each test."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from pymongo import WriteConcern

from chassis import mongo

Contents = Mapping[str, Sequence[Mapping[str, Any]]]

UNHURRIED = WriteConcern(1)  # what a test is given need not outlive the database


def contents(furniture: Collection[str] = ()) -> Contents:
    """All that the database of this process holds, by collection, but for what is `furniture`."""
    database = mongo.database()
    return {name: list(database[name].find()) for name in _filled().difference(furniture)}


def put_back(kept: Contents) -> None:
    """Have an empty database hold these contents."""
    unhurried = mongo.database().with_options(write_concern=UNHURRIED)
    for name, documents in kept.items():
        unhurried[name].insert_many(documents)


def empty(furniture: Collection[str] = ()) -> None:
    """Have the database hold nothing; collections and indexes stay, and what is in those that are `furniture`."""
    unhurried = mongo.database().with_options(write_concern=UNHURRIED)
    for name in _filled().difference(furniture):
        unhurried[name].delete_many({})


def _filled() -> set[str]:
    """The collections that hold anything, found by one query: to empty every one of them would be a write for each."""
    first, *others = ((name, [{"$limit": 1}, {"$project": {"_id": {"$literal": name}}}]) for name in _collections())
    united = [{"$unionWith": {"coll": name, "pipeline": look}} for name, look in others]
    return {found["_id"] for found in mongo.database()[first[0]].aggregate([*first[1], *united])}


def _collections() -> list[str]:
    return mongo.database().list_collection_names(filter={"name": {"$not": {"$regex": "^system"}}})
