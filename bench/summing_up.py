"""From rounds to figures: percentiles, throughput, and how many times the baseline's time the subject takes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from bench.measuring import Round, Sample

MILLISECONDS = 1000.0


@dataclass(frozen=True)
class Timing:
    """Times in milliseconds. A percentile is None when there are too few acts to tell it (p99: fewer than 100)."""

    acts: int
    p50: float
    p95: float | None
    p99: float | None
    per_second: float


@dataclass(frozen=True)
class Spread:
    """A figure of every round: the median of the rounds, the lowest and the highest."""

    median: float
    lowest: float
    highest: float


@dataclass(frozen=True)
class Standing:
    """One contender over all rounds.

    `subject_takes` is the subject's median time divided by this contender's, round by round: 2.0 means that the subject
    takes twice as long. None for the subject itself.
    """

    contender: str
    timing: Timing
    subject_takes: Spread | None


def timing(samples: Sequence[Sample]) -> Timing:
    """Percentiles over all acts of the samples together; throughput as the median of the samples'."""
    latencies = sorted(latency * MILLISECONDS for sample in samples for latency in sample.latencies)
    return Timing(
        acts=len(latencies),
        p50=median(latencies),
        p95=percentile(latencies, 95),
        p99=percentile(latencies, 99),
        per_second=median(sample.per_second for sample in samples),
    )


def percentile(ordered: Sequence[float], percent: float) -> float | None:
    """The value that `percent` of the values do not exceed (nearest rank); None when only the largest could be it."""
    if len(ordered) * (100 - percent) < 100:
        return None
    return ordered[math.ceil(len(ordered) * percent / 100) - 1]


def standings(rounds: Sequence[Round]) -> Sequence[Standing]:
    """Every contender, the subject first."""
    by_contender = list(zip(*rounds, strict=True))
    subject = by_contender[0]
    return [
        Standing(
            contender=samples[0].contender,
            timing=timing(samples),
            subject_takes=None if samples is subject else _subject_takes(subject, samples),
        )
        for samples in by_contender
    ]


def _subject_takes(subject: Sequence[Sample], baseline: Sequence[Sample]) -> Spread:
    ratios = [median(ours.latencies) / median(bare.latencies) for ours, bare in zip(subject, baseline, strict=True)]
    return Spread(median(ratios), min(ratios), max(ratios))
