"""Sign-ins that the gateway turned away leave a trace, and no more than that."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from chassis.mongo import database
from tests.service.identity.history_of import history_of

pytestmark = pytest.mark.backing("mongo")


def traces(desk):
    entries = history_of(f"sign-ins/{desk.now.date().isoformat()}")
    return [(entry["data"]["reason"], entry["data"]["count"]) for entry in entries]


@pytest.fixture(autouse=True)
def on_the_hour(desk):
    desk.now = desk.now.replace(minute=0, second=0, microsecond=0)


def test_each_of_a_few_is_written_down_with_its_reason(desk):
    for reason in ("state", "nonce", "state"):
        desk.refuse_sign_in(reason)
    assert traces(desk) == [("state", 1), ("nonce", 1), ("state", 2)]
    (entry, *_) = history_of(f"sign-ins/{desk.now.date().isoformat()}")
    assert entry["actor"]["id"] == "system"


def test_a_new_hour_counts_afresh(desk):
    desk.refuse_sign_in()
    desk.later(minutes=60)
    desk.refuse_sign_in()
    assert [count for _, count in traces(desk)][-1:] == [1]


def test_a_flood_is_counted_to_the_last_one_and_written_down_in_a_few_lines(desk):
    with ThreadPoolExecutor(8) as flood:
        list(flood.map(lambda _: desk.refuse_sign_in(), range(200)))
    counted = database()["refused_sign_ins"].find_one({})["count"]
    # Where two at once wanted to be written down, one of them was counted again.
    assert 200 <= counted <= 220
    assert len(traces(desk)) <= 15
