"""Nameko made steady: each test fails without the override in chassis/bus/ that it is about."""

from __future__ import annotations

import json

import pytest
from kombu import Connection

from contracts.errors import ErrorCode, Refusal
from deploy.local.stack import Stack
from tests.faults.probe_service import BURN, ECHO, NOTE, WAIT, Text
from tests.waiting import until

pytestmark = pytest.mark.backing("broker", "mongo")


def queue_length(amqp_url: str, queue: str) -> int:
    with Connection(amqp_url) as connection:
        return connection.channel().queue_declare(queue, passive=True).message_count


def publish(amqp_url: str, exchange: str, routing_key: str, body: bytes, **properties: object) -> None:
    with Connection(amqp_url) as connection:
        producer = connection.Producer(connection.channel())
        producer.publish(body, exchange=exchange, routing_key=routing_key, serializer=None, **properties)


def test_a_restart_of_the_broker_leaves_the_process_alive_and_serving(probe, asker, rows, stack: Stack):
    job = asker.send(WAIT, Text(text="before", seconds=3))
    until(lambda: rows("started"), "the job has begun")

    stack.stop_program("rabbitmq")
    until(lambda: len(probe.events("broker_unreachable")) >= 6, "the probe has tried six times", seconds=40)
    stack.start_program("rabbitmq")
    stack.wait_for_backing()

    until(probe.is_ready, "the probe consumes again", seconds=30)
    until(lambda: asker.is_up, "whoever asks it is connected again", seconds=30)
    assert probe.alive
    assert asker.call(ECHO, Text(text="after")).text == "after"
    assert max(e["retry_in"] for e in probe.events("broker_unreachable")) <= 2, "the back-off is capped"
    assert isinstance(job.exception(60), Refusal) or job.result().text == "before"


def test_sigterm_finishes_the_job_in_hand_once(probe, asker, rows):
    job = asker.send(WAIT, Text(text="last", seconds=2))
    until(lambda: rows("started"), "the job has begun")

    code = probe.terminate()

    assert code == 0
    assert job.result(10).text == "last"
    assert len(rows("started")) == 1


def test_sigterm_publishes_what_the_last_job_recorded(probe, asker, rows):
    job = asker.send(NOTE, Text(text="recorded last", seconds=1), idempotency_key="last-note")
    until(lambda: probe.alive and not job.done(), "the job is in hand")

    probe.terminate()
    job.result(10)

    assert rows("outbox") == []


@pytest.mark.parametrize("properties", [{}, {"reply_to": "nowhere"}, {"correlation_id": "1"}])
def test_a_request_with_nowhere_to_reply_to_is_refused(probe, asker, amqp_url, properties):
    body = json.dumps({"args": [], "kwargs": {"request": {"text": "poison"}}}).encode()

    publish(amqp_url, "nameko-rpc", "probe.echo", body, content_type="application/json", **properties)

    until(lambda: probe.events("unanswerable_request_refused"), "the request is refused")
    assert asker.call(ECHO, Text(text="still here")).text == "still here"
    assert queue_length(amqp_url, "rpc-probe") == 0
    assert probe.alive


def test_an_undecodable_request_is_refused(probe, asker, amqp_url):
    publish(amqp_url, "nameko-rpc", "probe.echo", b"\xff{", content_type="application/json", content_encoding="utf-8")

    until(lambda: probe.events("undecodable_message_refused"), "the request is refused")
    assert asker.call(ECHO, Text(text="still here")).text == "still here"
    assert probe.alive


def test_an_undecodable_event_is_parked(probe, amqp_url):
    publish(amqp_url, "prakat.events", "prakat.probe.noted.v1", b"no json", content_type="application/json")

    until(lambda: queue_length(amqp_url, "parked.probe.hear") == 1, "the event is parked")
    assert probe.alive
    with Connection(amqp_url) as connection:
        for queue in ("parked.probe.hear", "parked.probe.hear_at_leisure"):
            connection.channel().queue_purge(queue)


def test_events_gather_while_a_handler_rests(start_probe, asker, rows):
    start_probe()  # a handler of another's may be resting
    asker.call(NOTE, Text(text="alone"), idempotency_key="note-alone")
    until(lambda: rows("heard_at_leisure"), "the first is heard at once")

    for number in range(5):
        asker.call(NOTE, Text(text=f"{number}"), idempotency_key=f"note-{number:04}")

    until(lambda: len(rows("heard_at_leisure")) == 6, "the others are heard")
    assert [row["together"] for row in rows("heard_at_leisure")] == [1, 5, 5, 5, 5, 5]


def test_work_that_keeps_a_processor_busy_does_not_stop_the_others(probe, asker):
    burning = asker.send(BURN, Text(text="busy", seconds=4))

    quick = asker.call(ECHO, Text(text="quick"))

    assert quick.text == "quick"
    assert not burning.done(), "the quick answer came while the other was still at work"
    assert burning.result(30).text == "busy"


def test_threads_that_log_while_the_process_logs_hang_nobody(probe, asker):
    talking = [asker.send(BURN, Text(text="talkative", seconds=2)) for _ in range(4)]
    while not all(call.done() for call in talking[:1]):
        assert asker.call(ECHO, Text(text="quick"), seconds=30).text == "quick"

    assert [call.result(30).text for call in talking] == ["talkative"] * 4


def test_killing_one_of_two_under_load_costs_no_caller_an_error(start_probe, asker, rows):
    first, _second = start_probe(), start_probe()
    calls = [asker.send(NOTE, Text(text=f"note {n}", seconds=0.05), idempotency_key=f"note-{n:04}") for n in range(100)]
    until(lambda: sum(call.done() for call in calls) >= 10, "the work is under way")

    first.kill()

    assert sorted(call.result(60).text for call in calls) == sorted(f"note {n}" for n in range(100))
    notes = [row["text"] for row in rows("notes")]
    assert sorted(notes) == sorted({f"note {n}" for n in range(100)}), "each was done exactly once"
    until(lambda: len(rows("heard")) == 100, "each has been heard of exactly once", seconds=60)


def test_a_process_that_finds_no_broker_at_its_start_exits_with_1(start_probe, stack: Stack):
    stack.stop_program("rabbitmq")
    try:
        probe = start_probe(ready=False)
        assert probe.process.wait(60) == 1
        assert probe.events("cannot_start")
    finally:
        stack.start_program("rabbitmq")
        stack.wait_for_backing()


def test_a_fault_of_ours_is_told_without_its_inside(probe, asker):
    from tests.faults.probe_service import FAIL

    with pytest.raises(Refusal) as refusal:
        asker.call(FAIL, Text(text="secret inside"))

    assert refusal.value.code is ErrorCode.INTERNAL
    assert "secret" not in refusal.value.on_the_wire().model_dump_json()
