"""All benchmarks, in the order in which they run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from types import ModuleType

from bench import (
    agency_import,
    agency_search,
    bulk_tokens,
    gateway_echo,
    main_job,
    public_page,
    reporting,
    rpc_echo,
    sign_in,
    uploads,
)
from bench.ground import Ground
from bench.measuring import Comparison
from bench.reporting import agreement

Open = Callable[[Ground], AbstractAsyncContextManager[Sequence[Comparison]]]


class UnknownBenchmark(Exception):
    """There is none of that name. The message says which there are."""


@dataclass(frozen=True)
class Benchmark:
    """One module of this package.

    `comparisons(ground)` starts what the benchmark needs and gives what is to be measured. With `whole_system` the
    system is started and filled before.
    """

    name: str
    about: str
    whole_system: bool
    comparisons: Open


def _of(module: ModuleType) -> Benchmark:
    name = module.__name__.rpartition(".")[2]
    return Benchmark(name, (module.__doc__ or "").strip().splitlines()[0], module.WHOLE_SYSTEM, module.comparisons)


BENCHMARKS: Sequence[Benchmark] = tuple(
    map(
        _of,
        (
            rpc_echo,
            gateway_echo,
            bulk_tokens,
            agency_import,
            agency_search,
            public_page,
            sign_in,
            main_job,
            uploads,
            reporting,
            agreement,
        ),
    )
)


def chosen(names: Sequence[str]) -> Sequence[Benchmark]:
    """The benchmarks of these names in the order of the registry; all when no name is given.

    Raises UnknownBenchmark.
    """
    known = {benchmark.name for benchmark in BENCHMARKS}
    unknown = [name for name in names if name not in known]
    if unknown:
        raise UnknownBenchmark(f"No benchmark is called {', '.join(unknown)}. There are: {', '.join(sorted(known))}.")
    return [benchmark for benchmark in BENCHMARKS if not names or benchmark.name in names]
