"""Nothing acknowledged is lost, nothing is done twice, nothing half-done is seen: outbox, inbox, idempotency."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest
from kombu import Connection

from chassis import event_log, mongo
from chassis.bus import dead_letters, relay
from chassis.event_log import EventLog
from chassis.tracing import new_traceparent, trace_id_of, tracing
from contracts.calls import Call
from contracts.errors import ErrorCode, Refusal
from tests.faults.probe_service import ECHO, NOTE, Noted, Text
from tests.faults.test_steady_consumers import queue_length
from tests.waiting import until

pytestmark = pytest.mark.backing("broker", "mongo")


def record(text: str) -> None:
    """A fact recorded by a process that dies before it publishes anything."""
    call = Call(now=datetime.now(UTC), trace_id="0" * 32)
    mongo.in_transaction(lambda: EventLog().record("subject", Noted(text=text), call))


def test_what_a_dead_process_recorded_is_published_by_another(probe, rows):
    for n in range(450):
        record(f"left behind {n}")

    until(lambda: len(rows("heard")) == 450, "all is heard of", seconds=60)
    assert len({row["text"] for row in rows("heard")}) == 450
    until(lambda: rows("outbox") == [], "the outbox is empty")


def test_what_a_process_is_about_to_publish_is_left_to_it_however_long_its_transaction_took(probe, rows):
    slow = EventLog()
    slow.relay = "slow but alive"
    call = Call(now=datetime.now(UTC), trace_id="0" * 32)

    def takes_long() -> None:
        for n in range(8 * event_log.AT_A_TIME):
            slow.record(f"subject {n}", Noted(text=f"fact {n}"), call)
        mongo.before_commit(lambda: time.sleep(relay.LEFT_AFTER + 1))

    mongo.in_transaction(takes_long)
    outbox = mongo.database()["outbox"]
    for _ in range(5):  # it gets on with them
        time.sleep(relay.LEFT_AFTER / 3)
        outbox.find_one_and_delete({}, sort=[("_id", 1)])
    assert rows("heard") == []

    left = range(5 * event_log.AT_A_TIME, 8 * event_log.AT_A_TIME)
    until(lambda: len(rows("heard")) == len(left), "what it does not get on with is published by another")
    assert {row["text"] for row in rows("heard")} == {f"fact {n}" for n in left}
    until(lambda: rows("outbox") == [], "the outbox is empty")


def test_an_event_that_comes_twice_is_handled_once(probe, asker, rows, amqp_url):
    asker.call(NOTE, Text(text="said twice"), idempotency_key="said-twice")
    until(lambda: rows("heard"), "it is heard of")
    entry = rows("event_log")[0]
    body = event_log.envelope(entry, "probe").model_dump(mode="json")

    with Connection(amqp_url) as connection:
        connection.Producer().publish(body, exchange="prakat.events", routing_key=entry["type"], serializer="json")
    asker.call(NOTE, Text(text="afterwards"), idempotency_key="afterwards")

    until(lambda: len(rows("heard")) >= 2, "what came afterwards is heard of")
    assert sorted(row["text"] for row in rows("heard")) == ["afterwards", "said twice"]


def test_a_poisonous_event_is_tried_three_times_then_parked_and_can_be_replayed(probe, asker, rows, amqp_url):
    asker.call(NOTE, Text(text="poison apple"), idempotency_key="poison-apple")
    queue = "events.probe.hear"
    with Connection(amqp_url) as connection:
        letters = until(lambda: list(dead_letters.parked(connection, queue)), "it is parked", seconds=30)
    assert [letter.type for letter in letters] == ["prakat.probe.noted.v1"]
    assert letters[0].subject == "poison apple"
    assert len(probe.events("event_failed")) == 3

    asker.call(NOTE, Text(text="antidote"), idempotency_key="antidote")
    with Connection(amqp_url) as connection:
        # The broker may still be putting back what was only looked at.
        moved = until(lambda: dead_letters.replay(connection, queue), "it is delivered back")

    assert moved == 1
    until(lambda: "poison apple" in [row["text"] for row in rows("heard")], "it is handled")
    with Connection(amqp_url) as connection:
        assert list(dead_letters.parked(connection, queue)) == []


def test_a_poisonous_event_among_many_is_parked_alone_and_all_others_are_handled(probe, rows, amqp_url):
    for n in range(400):
        record("poison pear" if n == 150 else f"pear {n}")

    queue = "events.probe.hear"
    with Connection(amqp_url) as connection:
        letters = until(lambda: list(dead_letters.parked(connection, queue)), "it is parked", seconds=30)
    assert [letter.subject for letter in letters] == ["subject"]
    until(lambda: len(rows("heard")) == 399, "all others are heard of")
    until(lambda: queue_length(amqp_url, queue) == 0, "and nothing is left to be handled")
    with Connection(amqp_url) as connection:
        connection.channel().queue_purge("parked.probe.hear")


def test_a_command_repeated_under_its_key_is_done_once_and_answered_the_same(probe, asker, rows):
    first = asker.call(NOTE, Text(text="once"), idempotency_key="the-key")
    second = asker.call(NOTE, Text(text="once"), idempotency_key="the-key")

    assert second == first
    assert [row["text"] for row in rows("notes")] == ["once"]


def test_a_key_used_for_another_command_is_refused(probe, asker, rows):
    asker.call(NOTE, Text(text="one thing"), idempotency_key="the-key")

    with pytest.raises(Refusal) as refusal:
        asker.call(NOTE, Text(text="another thing"), idempotency_key="the-key")

    assert refusal.value.code is ErrorCode.IDEMPOTENCY_KEY_REUSED
    assert [row["text"] for row in rows("notes")] == ["one thing"]


def test_the_same_command_by_many_at_once_is_done_once(probe, asker, rows):
    calls = [asker.send(NOTE, Text(text="at once"), idempotency_key="the-key") for _ in range(20)]

    assert {call.result(30).text for call in calls} == {"at once"}
    assert [row["text"] for row in rows("notes")] == ["at once"]


def test_a_transaction_that_fails_leaves_neither_change_nor_fact(connected):
    log = EventLog()
    log.prepare()
    mongo.ensure_collection("things")

    def half_done() -> None:
        mongo.database()["things"].insert_one({"_id": 1})
        log.record("subject", Noted(text="never true"), Call(now=datetime.now(UTC), trace_id="0" * 32))
        raise RuntimeError("and then it failed")

    with pytest.raises(RuntimeError):
        mongo.in_transaction(half_done)

    stored = [mongo.database()[name].count_documents({}) for name in ("things", "event_log", "outbox")]
    assert stored == [0, 0, 0]


def test_one_trace_runs_from_the_request_to_the_event_handler(probe, asker, rows):
    with tracing(new_traceparent()) as traceparent:
        reply = asker.call(NOTE, Text(text="traced"), idempotency_key="traced")

    heard = until(lambda: rows("heard"), "it is heard of")
    assert reply.trace_id == trace_id_of(traceparent)
    assert trace_id_of(heard[0]["trace"]) == trace_id_of(traceparent)
    served = [e for e in probe.events("operation_served") if e["operation"] == "probe.note"]
    assert served[0]["trace_id"] == trace_id_of(traceparent)


def test_a_request_whose_deadline_has_passed_is_not_worked_on(probe, asker, rows):
    with pytest.raises(Refusal) as refusal:
        asker.call(NOTE, Text(text="too late", seconds=3), idempotency_key="too-late", seconds=0.5)
    assert refusal.value.code is ErrorCode.TIMED_OUT

    assert asker.call(ECHO, Text(text="next")).text == "next"
    # What was begun in time is finished all the same, and heard of: by this test's probe, not by another's.
    until(lambda: rows("heard"), "what was begun is finished")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda log: log.update_one({"sequence": 2}, {"$set": {"data.text": "forged"}}), "content altered"),
        (lambda log: log.delete_one({"sequence": 2}), "entry missing"),
        (lambda log: log.delete_one({"sequence": 3}), "entries missing at the end"),
        (lambda log: log.update_one({"sequence": 2}, {"$set": {"actor.id": "somebody else"}}), "content altered"),
    ],
)
def test_tampering_with_the_history_is_found_and_named(connected, change, reason):
    log = EventLog()
    log.prepare()
    for text in ("one", "two", "three"):
        call = Call(now=datetime.now(UTC).replace(microsecond=0), trace_id="0" * 32)
        mongo.in_transaction(lambda text=text, call=call: log.record("agency", Noted(text=text), call))
    assert list(event_log.verify()) == []

    change(mongo.database()["event_log"])

    flaws = list(event_log.verify())
    assert (flaws[0].subject, flaws[0].reason) == ("agency", reason)
