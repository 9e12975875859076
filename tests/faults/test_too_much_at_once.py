"""What is more than the database can hold uncommitted is refused as that, and nothing of it is stored."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from mongoengine import Document, StringField

from chassis import mongo
from chassis.bus.serving import as_wire_error
from chassis.config import Settings
from contracts.errors import ErrorCode

pytestmark = pytest.mark.backing("mongo")

SMALLEST, USUAL = "4M", "1G"


class Big(Document):
    text = StringField()

    meta = {"collection": "big", "auto_create_index": False}


def by_the_driver() -> None:
    mongo.database()["big"].insert_many([{"text": "x" * 1000} for _ in range(1000)])


def by_mongoengine() -> None:
    Big.objects.insert([Big(text="x" * 1000) for _ in range(1000)], load_bulk=False)


@pytest.fixture
def little_room(connected: Settings) -> Iterator[None]:
    """A database with next to no cache."""
    mongo.ensure_collection("big")
    resize(SMALLEST)
    yield
    resize(USUAL)


def resize(size: str) -> None:
    mongo.client().admin.command({"setParameter": 1, "wiredTigerEngineRuntimeConfig": f"cache_size={size}"})


@pytest.mark.parametrize("insert", [by_the_driver, by_mongoengine])
def test_a_transaction_that_does_not_fit_is_refused_with_what_to_do_and_leaves_nothing(
    little_room: None, insert: Callable[[], None]
) -> None:
    def far_too_much() -> None:
        for _ in range(40):
            insert()

    with pytest.raises(mongo.TooMuchAtOnce) as refused:
        mongo.in_transaction(far_too_much)

    wire = as_wire_error(refused.value)
    assert wire.code is ErrorCode.TOO_MUCH_AT_ONCE
    assert "Split it into several files" in wire.message_en
    resize(USUAL)
    assert mongo.database()["big"].count_documents({}) == 0
