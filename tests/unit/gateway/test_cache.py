"""Kept answers must never outlive what made them true."""

from collections.abc import Callable

import pytest

from contracts.rpc.agencies import LIST_AGENCIES, Agencies, ListAgencies
from contracts.rpc.documents.filing import LIST_DOCUMENTS
from contracts.rpc.reporting.figures import GET_COMPLIANCE, AgencyCompliance, GetCompliance
from gateway.cache import LONGEST, LONGEST_FOR, ROOM, Cache
from tests.builders.operations import OPERATIONS

QUESTION = ListAgencies(search="กรม")
ANSWER = Agencies(items=(), next=None)


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def cache(clock: Callable[[], float]) -> Cache:
    cache = Cache(clock)
    cache.start_listening()
    return cache


def test_an_answer_is_kept_for_the_same_question_only(cache: Cache) -> None:
    cache.keep(LIST_AGENCIES, QUESTION, ANSWER, cache.generation)

    assert cache.recall(LIST_AGENCIES, ListAgencies(search="กรม")) is ANSWER
    assert cache.recall(LIST_AGENCIES, ListAgencies(search="กอง")) is None


def test_an_event_drops_what_is_kept(cache: Cache) -> None:
    cache.keep(LIST_AGENCIES, QUESTION, ANSWER, cache.generation)

    cache.drop()

    assert cache.recall(LIST_AGENCIES, QUESTION) is None


def test_an_answer_from_before_an_event_is_not_kept_after_it(cache: Cache) -> None:
    asked_at = cache.generation
    cache.drop()

    cache.keep(LIST_AGENCIES, QUESTION, ANSWER, asked_at)

    assert cache.recall(LIST_AGENCIES, QUESTION) is None


def test_nothing_is_kept_while_events_cannot_be_heard(cache: Cache) -> None:
    cache.keep(LIST_AGENCIES, QUESTION, ANSWER, cache.generation)

    cache.stop_listening()
    cache.keep(LIST_AGENCIES, QUESTION, ANSWER, cache.generation)

    assert cache.recall(LIST_AGENCIES, QUESTION) is None


def test_an_answer_is_not_kept_for_long(cache: Cache, clock: Clock) -> None:
    cache.keep(LIST_AGENCIES, QUESTION, ANSWER, cache.generation)

    clock.now += LONGEST

    assert cache.recall(LIST_AGENCIES, QUESTION) is None


def test_figures_of_the_past_may_change_without_an_event_so_they_are_kept_for_less(cache: Cache, clock: Clock) -> None:
    question = GetCompliance(agency_id="a")
    answer = AgencyCompliance.model_validate({"agency_id": "a", "as_of": "2024-01-01", "obligations": []})
    cache.keep(GET_COMPLIANCE, question, answer, cache.generation)

    clock.now += LONGEST_FOR["reporting"]

    assert cache.recall(GET_COMPLIANCE, question) is None


def test_the_least_recently_used_goes_first_when_it_is_full(cache: Cache) -> None:
    for number in range(ROOM + 1):
        cache.keep(LIST_AGENCIES, ListAgencies(search=str(number)), ANSWER, cache.generation)

    assert cache.recall(LIST_AGENCIES, ListAgencies(search="0")) is None
    assert cache.recall(LIST_AGENCIES, ListAgencies(search="1")) is ANSWER


def test_only_what_anybody_may_ask_is_kept() -> None:
    assert not Cache.may_keep(LIST_DOCUMENTS)
    assert not any(Cache.may_keep(operation) for operation in OPERATIONS if operation.changes)
