"""Answers to public questions, kept in this process until anything changes.

The rule: an answer is kept only while events arrive (`listening`), only if no event came between asking and answering
(`generation`), and never longer than a few seconds. Every event drops everything: which answers a fact touches is
often not in the fact (a renamed ministry is in the path of all its agencies), and asking again costs milliseconds.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable

from contracts.operations import Operation, Reply, ReplyT, Request, RequestT
from contracts.vocabulary import Action

LONGEST = 30.0
LONGEST_FOR = {"reporting": 5.0}  # a migration changes figures of the past without an event of its own
ROOM = 4000

Key = tuple[str, Request]


class Cache:
    """Bounded, least recently used first out. Times are in seconds of `clock`."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._kept: OrderedDict[Key, tuple[float, Reply]] = OrderedDict()
        self.generation = 0
        self.listening = False

    @staticmethod
    def may_keep(operation: Operation[RequestT, ReplyT]) -> bool:
        """Only questions that anybody may ask and whose answer is the same for all."""
        return operation.action is Action.PUBLIC and not operation.changes

    def recall(self, operation: Operation[RequestT, ReplyT], request: RequestT) -> ReplyT | None:
        key = (operation.routing_key, request)
        found = self._kept.get(key)
        if found is None:
            return None
        until, reply = found
        if self._clock() >= until:
            del self._kept[key]
            return None
        self._kept.move_to_end(key)
        return reply  # type: ignore[return-value]  # the key names the operation, so this is its reply

    def keep(self, operation: Operation[RequestT, ReplyT], request: RequestT, reply: ReplyT, generation: int) -> None:
        """Keep an answer that was asked for when `generation` was the present one; otherwise let it go."""
        if not self.listening or generation != self.generation:
            return
        longest = LONGEST_FOR.get(operation.service, LONGEST)
        self._kept[(operation.routing_key, request)] = (self._clock() + longest, reply)
        while len(self._kept) > ROOM:
            self._kept.popitem(last=False)

    def drop(self) -> None:
        self.generation += 1
        self._kept.clear()

    def start_listening(self) -> None:
        self.drop()
        self.listening = True

    def stop_listening(self) -> None:
        self.listening = False
        self.drop()
