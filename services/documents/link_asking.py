"""Asks for many links politely: many hosts at once, each host by one at a time and with a pause in between."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta

import eventlet
import structlog
from eventlet import GreenPool

from services.documents.domain.link_checking import DueCheck, LinkAsked, LinkResult, nobody_answers
from services.documents.domain.times import to_the_millisecond
from services.documents.usecases.ports import TakeCheck

HOSTS_AT_ONCE = 16
PAUSE = 1.0  # seconds between two requests to a host
AT_A_STRETCH = timedelta(minutes=4)  # what is left is left for the next time


class LinkAsker:
    """Implements usecases.ports.AskForLinks."""

    def __init__(
        self, check: Callable[[str], LinkResult], stopping: Callable[[], bool] = lambda: False, pause: float = PAUSE
    ) -> None:
        """`check` asks for one link, and never raises for what others do. It leaves off when the process is
        `stopping`. `pause` in seconds."""
        self._check = check
        self._stopping = stopping
        self._pause = pause

    def __call__(self, by_host: Mapping[str, Sequence[tuple[DueCheck, str]]], take: TakeCheck) -> Sequence[LinkAsked]:
        ends = datetime.now(UTC) + AT_A_STRETCH
        asked: list[LinkAsked] = []

        def ask_host(host: str) -> None:
            for number, (due, url) in enumerate(by_host[host]):
                if number:
                    eventlet.sleep(self._pause)
                if self._stopping() or datetime.now(UTC) >= ends:
                    return
                taken = take(due)
                if taken is not None:
                    result = self._checked(url)
                    asked.append(LinkAsked(taken, host, result, to_the_millisecond(datetime.now(UTC))))

        for _ in GreenPool(HOSTS_AT_ONCE).imap(ask_host, by_host):
            pass
        if nobody_answers(asked):
            structlog.get_logger().warning("no_link_answers", links=len(asked), hosts=len(by_host))
            return ()
        if asked:
            failed = sum(each.result.is_broken for each in asked)
            structlog.get_logger().info("links_asked", links=len(asked), failed=failed)
        return asked

    def _checked(self, url: str) -> LinkResult:
        # One link that nobody thought of is no reason to leave the others unasked.
        try:
            return self._check(url)
        except Exception:
            structlog.get_logger().exception("link_check_failed")
            return LinkResult.UNREACHABLE
