"""Reading a service's event log from its beginning to its end, and then what has been recorded since.

For an operator who builds something anew from what was ever recorded: no service reads another's log.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import islice

from pymongo.database import Database

from chassis.event_log import HEADS, LOG
from chassis.mongo import Record

AT_A_TIME, TOGETHER = 500, 5000


class LogReader:
    """The events of some types in one service's log.

    `everything` may be asked once, then `news` any number of times, each time for what came since. Whatever had been
    committed when it is asked, it tells; something may be told twice.
    """

    def __init__(self, database: Database[Record], types: Collection[str]) -> None:
        self._database = database
        self._types = frozenset(types)
        self._heads: dict[str, int] = {}

    def everything(self) -> Iterator[Record]:
        """All entries, those of one subject in their order."""
        self._heads = self._read_heads()
        # in the order in which they were stored, which is that of each chain: no entry is stored before its predecessor
        found = self._database[LOG].find({}, {"type": 1, "subject": 1, "data": 1}).batch_size(TOGETHER)
        for entry in _read_ahead(found):
            if entry["type"] in self._types:
                yield entry

    def news(self, again: bool = False) -> Sequence[Record]:
        """The entries recorded since, those of one subject in their order. `again`: tell them the next time too."""
        heads = self._read_heads()
        grown = [(subject, self._heads.get(subject, 0)) for subject, last in heads.items()]
        grown = [(subject, known) for subject, known in grown if heads[subject] > known]
        found: list[Record] = []
        subjects = iter(grown)
        while some := list(islice(subjects, AT_A_TIME)):
            since = [{"subject": subject, "sequence": {"$gt": known}} for subject, known in some]
            found.extend(self._database[LOG].find({"$or": since}).sort([("subject", 1), ("sequence", 1)]))
        if not again:
            self._heads = heads
        return [entry for entry in found if entry["type"] in self._types]

    def _read_heads(self) -> dict[str, int]:
        return {head["_id"]: head["sequence"] for head in self._database[HEADS].find({}, {"sequence": 1})}


def _read_ahead(found: Iterator[Record]) -> Iterator[Record]:
    """The database finds the next ones while whoever asks is at work on the last."""
    with ThreadPoolExecutor(1) as reader:
        some = reader.submit(_some, found)
        while entries := some.result():
            some = reader.submit(_some, found)
            yield from entries


def _some(found: Iterator[Record]) -> list[Record]:
    return list(islice(found, TOGETHER))
