"""One thing is stored while the next is calculated, and nothing of it is left behind or goes unnoticed."""

from __future__ import annotations

from contextvars import ContextVar

import pytest
from eventlet.event import Event

from chassis.ahead import Ahead

WHERE: ContextVar[str] = ContextVar("where", default="nowhere")


def test_the_caller_goes_on_meanwhile() -> None:
    happened, answer = list[str](), Event()

    def store() -> None:
        answer.wait()
        happened.append("stored")

    with Ahead() as ahead:
        ahead.do(store)
        happened.append("calculated")
        answer.send()

    assert happened == ["calculated", "stored"]


def test_one_thing_after_the_other() -> None:
    happened, answer = list[str](), Event()

    def store() -> None:
        happened.append("first begun")
        answer.wait()
        happened.append("first done")

    with Ahead() as ahead:
        ahead.do(store)
        answer.send()
        ahead.do(lambda: happened.append("second"))

    assert happened == ["first begun", "first done", "second"]


def test_it_happens_where_the_caller_is() -> None:
    found = list[str]()
    token = WHERE.set("in the transaction")

    with Ahead() as ahead:
        ahead.do(lambda: found.append(WHERE.get()))

    WHERE.reset(token)
    assert found == ["in the transaction"]


def fail() -> None:
    raise ConnectionError("the database is away")


def test_what_fails_is_raised_by_the_next() -> None:
    happened = list[str]()

    with pytest.raises(ConnectionError), Ahead() as ahead:
        ahead.do(fail)
        ahead.do(lambda: happened.append("next"))

    assert happened == []


def test_what_fails_last_is_raised_at_the_end() -> None:
    with pytest.raises(ConnectionError), Ahead() as ahead:
        ahead.do(fail)


def test_when_the_caller_fails_nothing_is_left_under_way() -> None:
    happened, answer = list[str](), Event()

    def store() -> None:
        answer.wait()
        happened.append("stored")

    with pytest.raises(ValueError, match="cannot be calculated"), Ahead() as ahead:
        ahead.do(store)
        answer.send()
        raise ValueError("cannot be calculated")

    assert happened == ["stored"]


def test_when_both_fail_both_are_told() -> None:
    with pytest.raises(ConnectionError) as raised, Ahead() as ahead:
        ahead.do(fail)
        raise ValueError("cannot be calculated")

    assert isinstance(raised.value.__context__, ValueError)
