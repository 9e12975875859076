"""Run benchmarks: `python -m bench [--quick] [name ...]`. Asserts nothing about the figures."""

from __future__ import annotations

import argparse
import asyncio
import sys
import warnings
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import structlog

from bench import machine, report
from bench.errors import CannotMeasure
from bench.ground import Ground
from bench.measuring import FULL, QUICK, Plan, measure
from bench.registry import BENCHMARKS, Benchmark, UnknownBenchmark, chosen
from bench.report import Measured
from contracts.errors import Refusal
from deploy.demo.visitor import Unexpected
from deploy.local.errors import LaunchError

Keep = Callable[[Measured], None]


def main(arguments: Sequence[str]) -> int:
    """0 when all was measured, 1 when it could not be, 2 for an unknown name, 130 when interrupted."""
    options = _options(arguments)
    try:
        benchmarks = chosen(options.names)
    except UnknownBenchmark as error:
        print(error, file=sys.stderr)
        return 2
    if options.list:
        print("\n".join(f"{benchmark.name:<14} {benchmark.about}" for benchmark in benchmarks))
        return 0
    # Eventlet says of itself that it is in maintenance; Nameko stands on it (docs/decisions/0001).
    warnings.filterwarnings("ignore", message=r"\s*Eventlet is deprecated")
    # This is a screen for a person: that a service which is just starting does not answer yet is no news.
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger("error"))
    return _run_and_write(benchmarks, quick=options.quick)


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description="What a part costs beside the bare thing.")
    names = ", ".join(benchmark.name for benchmark in BENCHMARKS)
    parser.add_argument("names", nargs="*", metavar="name", help=f"which benchmarks; all by default: {names}")
    parser.add_argument("--quick", action="store_true", help="short rounds, a small country: to see that it works")
    parser.add_argument("--list", action="store_true", help="only say what there is")
    return parser.parse_args(arguments)


def _run_and_write(benchmarks: Sequence[Benchmark], *, quick: bool) -> int:
    plan, began = QUICK if quick else FULL, datetime.now(UTC)
    measured: list[Measured] = []

    def keep(comparison: Measured) -> None:
        measured.append(comparison)
        _say("")
        print(f"{report.table(comparison)}\n", flush=True)

    if quick:
        print("A quick run: it shows that the benchmarks work; its figures are rough.\n")
    status = 1
    try:
        with Ground(small=quick, say=_say) as ground:
            for benchmark in benchmarks:
                _run(benchmark, ground, plan, keep)
        status = 0
    except (CannotMeasure, LaunchError, Unexpected, Refusal) as error:
        print(error, file=sys.stderr)
    except KeyboardInterrupt:
        status = 130
    if measured:
        facts = machine.facts()
        path = report.write(measured, plan, quick=quick, complete=status == 0, began=began, machine=facts)
        print(f"All rounds are in {path}.")
    return status


def _run(benchmark: Benchmark, ground: Ground, plan: Plan, keep: Keep) -> None:
    if benchmark.whole_system:
        _say(f"{ground.system.agencies} agencies are registered")
    asyncio.run(_measure(benchmark, ground, plan, keep))


async def _measure(benchmark: Benchmark, ground: Ground, plan: Plan, keep: Keep) -> None:
    async with benchmark.comparisons(ground) as comparisons:
        for comparison in comparisons:

            def tell(number: int, name: str = comparison.name) -> None:
                _say(f"{benchmark.name}: {name}, round {number} of {plan.rounds}")

            load = machine.load()
            rounds = await measure(comparison, plan, tell)
            keep(Measured(benchmark.name, comparison, rounds, load))


def _say(text: str) -> None:
    """Progress, on one line that is written over; only for a person at a terminal."""
    if sys.stderr.isatty():
        print(f"\r\x1b[K{text}", end="", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
