"""What callers of services may rely on, on a real broker (the rules are those at the top of gateway/clients.py)."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable

import aio_pika
import pytest
from aio_pika import DeliveryMode
from pydantic import SecretStr

from chassis.config import Settings
from chassis.tracing import tracing
from contracts.errors import ErrorCode, Refusal
from contracts.operations import Operation, Reply, Request
from contracts.vocabulary import Action
from gateway.clients import Bus, Context
from tests.fakes.cuttable_line import CuttableLine
from tests.fakes.responder import Responder
from tests.service.gateway.conftest import eventually

pytestmark = [pytest.mark.backing("broker"), pytest.mark.anyio]


class Word(Request):
    word: str = "hello"


class Echo(Reply):
    word: str = "hello"


ASK = Operation("probe", "ask", Word, Echo, Action.PUBLIC)
DO = Operation("probe", "do", Word, Echo, Action.SIGNED_IN, changes=True)
ABSENT = Operation("nobody_there", "ask", Word, Echo, Action.PUBLIC)


@pytest.fixture
async def line(amqp_url: str) -> AsyncIterator[CuttableLine]:
    async with CuttableLine.to(amqp_url) as line:
        yield line


@pytest.fixture
async def responder(amqp_url: str) -> AsyncIterator[Responder]:
    async with Responder.playing(amqp_url, "probe") as responder:
        yield responder


@pytest.fixture
def bus_settings(settings: Settings, line: CuttableLine) -> Settings:
    return settings.model_copy(update={"amqp_url": SecretStr(line.url), "rpc_timeout": 10.0, "rpc_in_flight": 3})


@pytest.fixture
async def bus(bus_settings: Settings) -> AsyncIterator[Bus]:
    async with Bus.connected(bus_settings) as bus:
        yield bus


async def refusal_of(call: Awaitable[Reply]) -> ErrorCode:
    with pytest.raises(Refusal) as refused:
        await call
    return refused.value.code


async def test_a_question_is_answered(bus: Bus, responder: Responder) -> None:
    responder.answers(ASK, Echo(word="there"))

    assert await bus.call(ASK, Word(word="here")) == Echo(word="there")
    assert responder.requests(ASK) == [{"word": "here"}]


async def test_a_refusal_arrives_with_its_code(bus: Bus, responder: Responder) -> None:
    responder.answers(ASK, ErrorCode.AGENCY_UNKNOWN)

    assert await refusal_of(bus.call(ASK, Word())) is ErrorCode.AGENCY_UNKNOWN


@pytest.mark.parametrize(
    "answer",
    [
        {"result": None, "error": {"exc_type": "MethodNotFound", "exc_args": [], "value": ""}},
        {"result": {"ok": {"word": 7}}, "error": None},
        {"result": None, "error": None},
        {},
    ],
)
async def test_an_answer_that_makes_no_sense_is_our_own_fault(bus: Bus, responder: Responder, answer: dict) -> None:
    responder.answers(ASK, answer)

    assert await refusal_of(bus.call(ASK, Word())) is ErrorCode.INTERNAL


async def test_each_answer_finds_the_call_it_belongs_to(bus: Bus, responder: Responder) -> None:
    responder.answers(ASK, *(Echo(word=str(number)) for number in range(3)))

    answers = await asyncio.gather(*(bus.call(ASK, Word(word=str(number))) for number in range(3)))

    order = [request["word"] for request in responder.requests(ASK)]
    assert [answers[int(word)].word for word in order] == ["0", "1", "2"]


async def test_a_request_carries_what_nameko_and_the_chassis_need(bus: Bus, responder: Responder) -> None:
    responder.answers(DO, Echo())

    with tracing("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"):
        before = time.time()
        await bus.call(DO, Word(), Context(access_token="token", idempotency_key="key-12345", seconds=5))

    (message,) = responder.asked
    assert (message.content_type, message.content_encoding) == ("application/json", "utf-8")
    assert message.reply_to and message.correlation_id
    assert message.delivery_mode is DeliveryMode.NOT_PERSISTENT
    assert message.headers["nameko.call_id_stack"]
    assert message.headers["nameko.access_token"] == "token"
    assert message.headers["nameko.idempotency_key"] == "key-12345"
    assert "4bf92f3577b34da6a3ce929d0e0e4736" in message.headers["nameko.traceparent"]
    assert before + 4 < message.headers["nameko.deadline_ms"] / 1000 < before + 6
    assert 0 < float(message.expiration or 0) <= 5


async def test_every_command_has_an_idempotency_key_and_no_question_has(bus: Bus, responder: Responder) -> None:
    responder.answers(DO, Echo())
    responder.answers(ASK, Echo())

    await bus.call(DO, Word())
    await bus.call(ASK, Word())

    command, question = responder.asked
    assert command.headers.get("nameko.idempotency_key")
    assert "nameko.idempotency_key" not in question.headers


async def test_a_service_that_is_not_there_answers_at_once(bus: Bus) -> None:
    began = time.monotonic()

    assert await refusal_of(bus.call(ABSENT, Word())) is ErrorCode.SERVICE_UNAVAILABLE
    assert time.monotonic() - began < 2  # of a timeout of 10


async def test_nobody_waits_longer_than_the_deadline_nor_does_the_message(bus: Bus, amqp_url: str) -> None:
    connection = await aio_pika.connect(amqp_url)
    async with connection:
        channel = await connection.channel()
        queue = await channel.declare_queue("rpc-deaf", exclusive=True, arguments={"x-queue-type": "classic"})
        await queue.bind("nameko-rpc", "deaf.*")
        deaf = Operation("deaf", "ask", Word, Echo, Action.PUBLIC, seconds=0.3)
        began = time.monotonic()

        assert await refusal_of(bus.call(deaf, Word())) is ErrorCode.TIMED_OUT

        assert time.monotonic() - began < 3
        async with asyncio.timeout(10):
            while (await channel.declare_queue("rpc-deaf", passive=True)).declaration_result.message_count:
                await asyncio.sleep(0.02)


async def test_an_answer_that_comes_too_late_disturbs_nobody(bus: Bus, responder: Responder) -> None:
    responder.answers(DO, Echo(word="late"), held=True)
    responder.answers(ASK, Echo(word="in time"))
    assert await refusal_of(bus.call(DO, Word(), Context(seconds=0.2))) is ErrorCode.TIMED_OUT

    responder.let_go.set()

    assert await bus.call(ASK, Word()) == Echo(word="in time")


async def test_more_calls_than_allowed_at_once_are_refused_not_queued(bus: Bus, responder: Responder) -> None:
    responder.answers(ASK, Echo(), held=True)
    waiting = [asyncio.create_task(bus.call(ASK, Word())) for _ in range(3)]
    await eventually(lambda: len(responder.asked) == 3)

    assert await refusal_of(bus.call(ASK, Word())) is ErrorCode.OVERLOADED

    responder.let_go.set()
    await asyncio.gather(*waiting)
    assert await bus.call(ASK, Word()) == Echo()


async def test_a_lost_connection_is_told_at_once_and_what_waited_is_asked_again_over_a_new_one(
    bus: Bus, responder: Responder, line: CuttableLine
) -> None:
    responder.answers(DO, Echo(word="done"), held=True)
    waiting = asyncio.create_task(bus.call(DO, Word()))
    await eventually(lambda: len(responder.asked) == 1)

    line.cut()
    await eventually(lambda: not bus.is_up)
    line.mend()
    await eventually(lambda: len(responder.asked) == 2)
    responder.let_go.set()

    assert await waiting == Echo(word="done")
    first, second = responder.asked
    assert first.headers["nameko.idempotency_key"] == second.headers["nameko.idempotency_key"]
    assert first.headers["nameko.deadline_ms"] == second.headers["nameko.deadline_ms"]
    assert first.reply_to != second.reply_to
    assert first.correlation_id != second.correlation_id


async def test_a_reply_that_is_lost_twice_is_given_up(bus: Bus, responder: Responder, line: CuttableLine) -> None:
    responder.answers(DO, Echo(), held=True)
    waiting = asyncio.create_task(bus.call(DO, Word()))
    for times in (1, 2):
        await eventually(lambda times=times: len(responder.asked) == times)
        line.cut()
        await eventually(lambda: not bus.is_up)
        line.mend()

    assert await refusal_of(waiting) is ErrorCode.SERVICE_UNAVAILABLE
    assert len(responder.asked) == 2


async def test_while_the_broker_is_away_callers_are_told_soon(
    bus: Bus, responder: Responder, line: CuttableLine
) -> None:
    line.cut()
    await eventually(lambda: not bus.is_up)
    began = time.monotonic()

    assert await refusal_of(bus.call(ASK, Word())) is ErrorCode.SERVICE_UNAVAILABLE
    assert time.monotonic() - began < 5  # of a timeout of 10
    assert not responder.asked


async def test_when_the_broker_is_back_so_is_the_bus(bus: Bus, responder: Responder, line: CuttableLine) -> None:
    responder.answers(ASK, Echo(word="again"))
    line.cut()
    await eventually(lambda: not bus.is_up)

    line.mend()
    await eventually(lambda: bus.is_up)

    assert await bus.call(ASK, Word()) == Echo(word="again")


async def test_a_bus_starts_also_while_the_broker_is_away(
    bus_settings: Settings, responder: Responder, line: CuttableLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gateway.clients.START_WAIT", 0.2)
    responder.answers(ASK, Echo())
    line.cut()

    async with Bus.connected(bus_settings) as bus:
        assert not bus.is_up
        line.mend()
        await eventually(lambda: bus.is_up)
        assert await bus.call(ASK, Word()) == Echo()
