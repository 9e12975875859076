"""What is asked of the database, by its own account."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from chassis.mongo import database

_ASKING = ["query", "update", "insert", "remove", "command", "getmore"]


@dataclass
class Questions:
    """The collections of the queries and writes, one name for each, in alphabetical order; the most documents that one
    of them looked at; whether one had to sort what it found."""

    collections: list[str] = field(default_factory=list)
    examined: int = 0
    sorted_in_memory: bool = False


@contextmanager
def asked() -> Iterator[Questions]:
    """The questions in between; filled in at the end."""
    questions = Questions()
    profile = database()["system.profile"]
    profile.drop()
    database().command({"profile": 2})
    try:
        yield questions
    finally:
        database().command({"profile": 0})
    for entry in profile.find({"op": {"$in": _ASKING}}):
        collection = entry["ns"].partition(".")[2]
        if collection in ("system.profile", "$cmd"):
            continue
        questions.collections.append(collection)
        questions.examined = max(questions.examined, entry.get("docsExamined", 0))
        questions.sorted_in_memory |= entry.get("hasSortStage", False)
    questions.collections.sort()
    profile.drop()
