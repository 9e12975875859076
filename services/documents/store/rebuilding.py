"""What documents are found by, made anew from the documents and the directory of agencies.

May be run while the system is in use: each transaction reads documents and writes what they are found by, which whoever
changes one of them writes too, so of two at once one begins again and sees what the other did.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice

from chassis.mongo import in_transaction
from contracts.events.agencies import AgencyState
from services.documents.store.documents import DocumentRecord, DocumentStore
from services.documents.store.searching import FindableRecord, Search, keep_findable

AT_A_TIME = 500


@dataclass(frozen=True)
class Rebuilt:
    """`removed`: entries of documents that there are none of."""

    documents: int
    removed: int
    agencies: int


def rebuild_search(agencies: Iterable[AgencyState]) -> Rebuilt:
    documents = sum(_each_stretch(DocumentRecord, _find_again))
    removed = sum(_each_stretch(FindableRecord, _remove_strays))
    named = 0
    remaining = iter(agencies)
    while some := list(islice(remaining, AT_A_TIME)):
        Search().keep_names(some)
        named += len(some)
    return Rebuilt(documents, removed, named)


def _each_stretch(
    records: type[DocumentRecord] | type[FindableRecord], do: Callable[[list[str]], int]
) -> Iterator[int]:
    """What came of each stretch of ids, each done in a transaction of its own."""
    last = ""
    while ids := [record.id for record in records.objects(id__gt=last).order_by("id").only("id").limit(AT_A_TIME)]:
        yield in_transaction(partial(do, ids))
        last = ids[-1]


def _find_again(ids: list[str]) -> int:
    documents = DocumentStore().many(ids)
    keep_findable(list(documents.values()))
    return len(documents)


def _remove_strays(ids: list[str]) -> int:
    strays = set(ids) - {record.id for record in DocumentRecord.objects(id__in=ids).only("id")}
    if not strays:
        return 0
    removed: int = FindableRecord.objects(id__in=sorted(strays)).delete()
    return removed
