"""The benchmarks' own rules: who takes turns with whom, what is timed, what the figures mean."""

import asyncio
import gc
import json
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bench.__main__ import main
from bench.http_load import Asker, UnexpectedAnswer, get, request
from bench.measuring import Comparison, Contender, ContenderFailed, Plan, Sample, measure
from bench.pdfs import pdf_of
from bench.registry import BENCHMARKS, UnknownBenchmark, chosen
from bench.report import Measured, table, write
from bench.reporting.learning import Paced, Watched
from bench.summing_up import percentile, standings, timing
from services.documents.inspection import inspect

ONCE = Plan(rounds=2, seconds=0, warm_up=0)


@pytest.fixture(scope="module", autouse=True)
def little_to_collect() -> Iterator[None]:
    """Measuring collects garbage before each round: not that of all the tests that ran before."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


"""Rounds of one act for each asker."""


def noting(name: str, notes: list[str]) -> Contender:
    """A contender that only notes that it was asked."""

    async def ask(_: None) -> None:
        notes.append(name)

    return Contender(name, ask)


def measured(subject: list[float], baseline: list[float]) -> Measured:
    """Two rounds, in each of which every act took so many seconds."""
    contenders = noting("ours", []), noting("bare", [])
    comparison = Comparison("a thing", contenders[0], [contenders[1]])
    rounds = [[Sample("ours", subject, 1), Sample("bare", baseline, 1)]] * 2
    return Measured("some_benchmark", comparison, rounds, load=0.5)


# Choosing


def test_without_names_all_benchmarks_run() -> None:
    assert list(chosen([])) == list(BENCHMARKS)


def test_names_select_in_the_order_of_the_registry() -> None:
    assert [benchmark.name for benchmark in chosen(["main_job", "rpc_echo"])] == ["rpc_echo", "main_job"]


def test_an_unknown_name_is_told_with_those_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rpc_ecko"]) == 2
    told = capsys.readouterr().err
    assert "rpc_ecko" in told
    assert all(benchmark.name in told for benchmark in BENCHMARKS)


def test_a_known_name_beside_an_unknown_one_starts_nothing() -> None:
    with pytest.raises(UnknownBenchmark):
        chosen(["rpc_echo", "nothing"])


def test_every_benchmark_says_what_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--list"]) == 0
    listed = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in listed] == [benchmark.name for benchmark in BENCHMARKS]
    assert all(len(line.split()) > 3 for line in listed)


# Measuring


def test_contenders_take_turns_and_every_second_round_goes_backwards() -> None:
    notes: list[str] = []
    comparison = Comparison("turns", noting("a", notes), [noting("b", notes), noting("c", notes)])
    asyncio.run(measure(comparison, ONCE))
    warm_up, first, second = notes[:3], notes[3:6], notes[6:]
    assert (warm_up, first, second) == (["a", "b", "c"], ["a", "b", "c"], ["c", "b", "a"])


def test_the_warm_up_is_not_counted_and_the_subject_comes_first() -> None:
    comparison = Comparison("rounds", noting("subject", []), [noting("bare", [])])
    rounds = asyncio.run(measure(comparison, ONCE))
    assert [[(sample.contender, len(sample.latencies)) for sample in each] for each in rounds] == [
        [("subject", 1), ("bare", 1)],
        [("subject", 1), ("bare", 1)],
    ]


def test_what_is_done_before_an_act_is_not_timed() -> None:
    async def slow() -> str:
        await asyncio.sleep(0.1)
        return "made"

    async def act(made: str) -> None:
        assert made == "made"

    comparison = Comparison("preparation", Contender("prepared", act, before=slow), [])
    [[sample], *_] = asyncio.run(measure(comparison, ONCE))
    assert max(sample.latencies) < 0.05


def test_the_next_contender_waits_until_all_is_quiet() -> None:
    notes: list[str] = []

    async def quiet() -> None:
        await asyncio.sleep(0)
        notes.append("quiet")

    async def act(_: None) -> None:
        notes.append("act")

    comparison = Comparison("quiet", Contender("loud", act, after_round=quiet), [noting("next", notes)])
    asyncio.run(measure(comparison, Plan(rounds=1, seconds=0, warm_up=0)))
    assert notes == ["act", "quiet", "next"] * 2


def test_as_many_acts_as_asked_for_are_in_flight() -> None:
    running, most = 0, 0

    async def act(_: None) -> None:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0.001)
        running -= 1

    comparison = Comparison("crowd", Contender("crowd", act), [], in_flight=16)
    [[sample], *_] = asyncio.run(measure(comparison, ONCE))
    assert most == 16
    assert len(sample.latencies) == 16


def test_a_round_ends_early_at_its_most_acts() -> None:
    comparison = Comparison("few", noting("few", []), [], most_acts=3)
    [[sample]] = asyncio.run(measure(comparison, Plan(rounds=1, seconds=60, warm_up=60)))
    assert len(sample.latencies) == 3


def test_an_act_that_fails_ends_the_run() -> None:
    async def act(_: None) -> None:
        raise ConnectionError("gone away")

    comparison = Comparison("failing", noting("well", []), [Contender("ill", act)])
    with pytest.raises(ContenderFailed, match="ill failed: gone away"):
        asyncio.run(measure(comparison, ONCE))


# Summing up


def test_the_ratio_is_taken_round_by_round() -> None:
    rounds = [
        [Sample("ours", [0.004], 1), Sample("bare", [0.002], 1)],
        [Sample("ours", [0.030], 1), Sample("bare", [0.010], 1)],
        [Sample("ours", [0.008], 1), Sample("bare", [0.002], 1)],
    ]
    subject, bare = standings(rounds)
    assert subject.subject_takes is None
    assert bare.subject_takes is not None
    spread = bare.subject_takes
    assert (spread.median, spread.lowest, spread.highest) == pytest.approx((3, 2, 4))


def test_times_are_milliseconds_over_all_acts() -> None:
    figures = timing([Sample("ours", [0.001] * 50, 1), Sample("ours", [0.003] * 51, 1)])
    assert (figures.acts, figures.p50, figures.p95, figures.p99) == pytest.approx((101, 3, 3, 3))


def test_throughput_is_of_all_askers_together() -> None:
    assert Sample("ours", [0.01] * 80, in_flight=16).per_second == pytest.approx(1600)


@pytest.mark.parametrize(("acts", "percent", "value"), [(100, 95, 95), (100, 99, 99), (1000, 99, 990), (20, 95, 19)])
def test_a_percentile_is_the_value_that_so_many_do_not_exceed(acts: int, percent: int, value: int) -> None:
    assert percentile(range(1, acts + 1), percent) == value


@pytest.mark.parametrize(("acts", "percent"), [(19, 95), (99, 99)])
def test_too_few_acts_have_no_percentile(acts: int, percent: int) -> None:
    assert percentile(range(acts), percent) is None


# Showing


def test_the_table_shows_times_and_how_many_times_longer_the_subject_takes() -> None:
    title, _, ours, bare = table(measured([0.004] * 60, [0.002] * 10)).splitlines()
    assert title == "some_benchmark: a thing, 1 in flight"
    assert ours.split() == ["ours", "120", "4.00", "4.00", "4.00", "250"]
    assert bare.split() == ["bare", "20", "2.00", "2.00", "–", "500", "2.00x", "[2.00", "to", "2.00]"]


def test_the_results_file_has_every_round(tmp_path: Path) -> None:
    began = datetime(2025, 3, 1, 4, 5, 6, tzinfo=UTC)
    path = write(
        [measured([0.004], [0.002])],
        ONCE,
        quick=True,
        complete=True,
        began=began,
        machine={"cores": 2},
        directory=tmp_path / "results",
    )
    assert path.name == "2025-03-01T040506Z.json"
    results = json.loads(path.read_text(encoding="utf-8"))
    assert (results["quick"], results["complete"], results["machine"]) == (True, True, {"cores": 2})
    [comparison] = results["comparisons"]
    assert [each["ours"]["p50"] / each["bare"]["p50"] for each in comparison["rounds"]] == pytest.approx([2, 2])
    assert comparison["standings"][1]["subject_takes"]["median"] == pytest.approx(2)


# Asking over HTTP


@asynccontextmanager
async def answering(*pieces: bytes) -> AsyncIterator[tuple[Asker, list[str]]]:
    """A server that answers each request with these pieces, and the connections that it was asked on."""
    seen: list[str] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        seen.append("connection")
        while await reader.readline():
            while await reader.readline() != b"\r\n":
                pass
            for piece in pieces:
                writer.write(piece)
                await writer.drain()
                await asyncio.sleep(0.005)
            if not pieces:
                break
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        async with Asker(server.sockets[0].getsockname()[1]) as asker:
            yield asker, seen
    finally:
        server.close()


OK = b'HTTP/1.1 200 OK\r\nETag: "1"\r\ncontent-LENGTH: 5\r\n\r\nhello'


@pytest.mark.parametrize("pieces", [(OK,), (OK[:12], OK[12:-8], OK[-8:-2], OK[-2:])])
def test_an_answer_is_read_however_it_arrives(pieces: tuple[bytes, ...]) -> None:
    async def ask() -> None:
        async with answering(*pieces) as (asker, connections):
            for _ in range(3):
                answer = await asker.ask(get("/"), 200)
                assert (answer.status, answer.header("ETag"), answer.body) == (200, '"1"', b"hello")
            assert connections == ["connection"]

    asyncio.run(ask())


def test_a_304_has_no_body() -> None:
    async def ask() -> None:
        async with answering(b"HTTP/1.1 304 Not Modified\r\nContent-Length: 99\r\n\r\n") as (asker, _):
            assert (await asker.ask(get("/"), 304)).body == b""

    asyncio.run(ask())


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (OK.replace(b"200", b"503"), "status 503 instead of 200"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "without Content-Length"),
        (b"SSH-2.0-OpenSSH\r\n\r\n", "no HTTP/1.1 answer"),
    ],
)
def test_any_other_answer_is_an_error(answer: bytes, told: str) -> None:
    async def ask() -> None:
        async with answering(answer) as (asker, _):
            await asker.ask(get("/"), 200)

    with pytest.raises(UnexpectedAnswer, match=told):
        asyncio.run(ask())


def test_a_connection_that_is_lost_is_an_error() -> None:
    async def ask() -> None:
        async with answering() as (asker, _):
            await asker.ask(get("/"), 200)

    with pytest.raises(ConnectionError):
        asyncio.run(ask())


def test_a_request_says_how_long_its_body_is() -> None:
    wire = request("POST", "/uploads", {"Idempotency-Key": "abc"}, b"12345")
    assert wire.startswith(b"POST /uploads HTTP/1.1\r\nHost: localhost\r\n")
    assert wire.endswith(b"Idempotency-Key: abc\r\nContent-Length: 5\r\n\r\n12345")


# What is waited for, and at a fixed rate


def test_an_act_at_a_fixed_rate_waits_for_its_turn_and_for_nobody_else() -> None:
    begun: list[float] = []

    async def slow() -> int:
        begun.append(time.monotonic())
        await asyncio.sleep(0.2)
        return len(begun)

    async def three() -> None:
        paced = Paced(50, slow)
        await asyncio.gather(paced(), paced(), paced())

    asyncio.run(three())
    assert 0.03 < begun[2] - begun[0] < 0.2


def test_each_act_is_reached_when_the_number_that_is_looked_at_shows_it() -> None:
    shown = 40

    async def look() -> int:
        return shown

    async def act() -> int:
        return 1

    async def watch() -> None:
        nonlocal shown
        watched = Watched(look)
        await watched.beginning(act)()
        third, first, second = (asyncio.create_task(watched.reaches(acts)) for acts in (3, 1, 2))
        shown = 41
        await first
        assert not second.done()
        assert not third.done()
        shown = 43
        await asyncio.gather(second, third)

    asyncio.run(watch())


def test_what_goes_wrong_while_looking_reaches_those_who_wait() -> None:
    async def look() -> int:
        raise ConnectionError

    with pytest.raises(ConnectionError):
        asyncio.run(Watched(look).reaches(1))


def test_acts_of_minutes_are_not_warmed_up() -> None:
    notes: list[str] = []
    comparison = Comparison("a thing", noting("ours", notes), [noting("bare", notes)], is_warmed_up=False)

    asyncio.run(measure(comparison, ONCE))

    assert notes == ["ours", "bare", "bare", "ours"]


# What is uploaded


@pytest.mark.parametrize("size", [2_000, 9_999, 200_000])
def test_uploads_are_sound_pdfs_of_exactly_that_size_and_never_the_same(size: int) -> None:
    first, second = pdf_of(size), pdf_of(size)
    assert (inspect(first).size, inspect(first).pages) == (size, 1)
    assert first != second
