"""How a comparison is measured: contenders take turns in short rounds, so that whatever drifts hits all of them."""

from __future__ import annotations

import asyncio
import gc
import math
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bench.errors import CannotMeasure


class ContenderFailed(CannotMeasure):
    """An act did not succeed. What fails is never counted as fast: the whole run ends."""


async def nothing() -> None:
    """What most contenders have to do before an act and after a round."""


@dataclass(frozen=True)
class Contender:
    """Something that can be asked again and again.

    Only `act` is timed. It gets what `before` made just before it, for instance an upload to be filed; what that is
    is between the two. `after_round` waits until nothing that the acts have set off goes on any more, so that the next
    contender does not pay for it.
    """

    name: str
    act: Callable[[Any], Awaitable[object]]
    before: Callable[[], Awaitable[Any]] = nothing
    after_round: Callable[[], Awaitable[None]] = nothing


@dataclass(frozen=True)
class Comparison:
    """A subject and what it is held against. `in_flight` askers ask each of them, one question after the other."""

    name: str
    subject: Contender
    baselines: Sequence[Contender]
    in_flight: int = 1
    most_acts: int | None = None
    """How many acts at which a contender's round ends before its time; for acts whose traces pile up."""
    most_rounds: int | None = None
    """At how many rounds to leave it; for acts that take a minute each."""
    is_warmed_up: bool = True
    """False for acts that take minutes, of which the first is like any other."""
    facts: Mapping[str, object] = field(default_factory=dict)
    """What else describes it (sizes, counts), for the results file."""

    @property
    def contenders(self) -> Sequence[Contender]:
        return (self.subject, *self.baselines)


@dataclass(frozen=True)
class Plan:
    """How long to measure. `seconds` is one round of one contender; before the first, each warms up."""

    rounds: int
    seconds: float
    warm_up: float


FULL = Plan(rounds=10, seconds=2.0, warm_up=1.0)
QUICK = Plan(rounds=3, seconds=0.4, warm_up=0.2)


@dataclass(frozen=True)
class Sample:
    """One round of one contender: how long each act took, in seconds, and how many askers there were."""

    contender: str
    latencies: Sequence[float]
    in_flight: int

    @property
    def per_second(self) -> float:
        """Acts per second of all askers together, without the time that they spent on `before`."""
        return self.in_flight * len(self.latencies) / math.fsum(self.latencies)


Round = Sequence[Sample]
"""One sample for each contender, the subject's first."""


async def measure(
    comparison: Comparison, plan: Plan, tell: Callable[[int], None] = lambda number: None
) -> Sequence[Round]:
    """All rounds of a comparison; `tell` hears the number of each one, from 1, as it begins.

    Every second round goes through the contenders backwards: neither always comes after the other.
    Raises ContenderFailed.
    """
    contenders = comparison.contenders
    for contender in contenders if comparison.is_warmed_up else ():
        await _sample(contender, comparison, plan.warm_up)
    rounds: list[Round] = []
    for number in range(1, min(plan.rounds, comparison.most_rounds or plan.rounds) + 1):
        tell(number)
        order = contenders if number % 2 else contenders[::-1]
        samples = {contender.name: await _sample(contender, comparison, plan.seconds) for contender in order}
        rounds.append([samples[contender.name] for contender in contenders])
    return rounds


async def _sample(contender: Contender, comparison: Comparison, seconds: float) -> Sample:
    latencies: list[float] = []
    gc.collect()
    gc.disable()  # a collection in the asker would count as time of whoever is asked
    try:
        ends = time.perf_counter() + seconds
        askers = (_ask(contender, ends, comparison.most_acts, latencies) for _ in range(comparison.in_flight))
        await asyncio.gather(*askers)
    except Exception as error:
        raise ContenderFailed(f"{comparison.name}: {contender.name} failed: {error or type(error).__name__}") from error
    finally:
        gc.enable()
    await contender.after_round()
    return Sample(contender.name, latencies, comparison.in_flight)


async def _ask(contender: Contender, ends: float, most: int | None, latencies: list[float]) -> None:
    # An act that has begun is finished and counted, also the first one of a round that is too short for it.
    while True:
        made = await contender.before()
        began = time.perf_counter()
        await contender.act(made)
        now = time.perf_counter()
        latencies.append(now - began)
        if now >= ends or (most is not None and len(latencies) >= most):
            return
