"""What a run shows: a table for the reader, JSON for whoever compares runs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from bench.measuring import Comparison, Plan, Round
from bench.summing_up import Spread, Standing, standings, timing

RESULTS = Path(__file__).parent / "results"

_WIDTH = 44
_HEADINGS = ("acts", "p50 ms", "p95 ms", "p99 ms", "per s")


@dataclass(frozen=True)
class Measured:
    """A comparison with all its rounds. `load` is the machine's load average just before it."""

    benchmark: str
    comparison: Comparison
    rounds: Sequence[Round]
    load: float

    @property
    def standings(self) -> Sequence[Standing]:
        return standings(self.rounds)


def table(measured: Measured) -> str:
    """A few lines: the subject, each baseline, and how many times the baseline's time the subject takes."""
    title = f"{measured.benchmark}: {measured.comparison.name}, {measured.comparison.in_flight} in flight"
    headings = "".join(f"{heading:>10}" for heading in _HEADINGS)
    return "\n".join([title, f"  {'':<{_WIDTH}}{headings}   subject takes", *_rows(measured.standings)])


def _rows(all_standings: Sequence[Standing]) -> Iterator[str]:
    for standing in all_standings:
        figures = standing.timing
        times = "".join(_number(value) for value in (figures.p50, figures.p95, figures.p99))
        row = f"  {standing.contender:<{_WIDTH}}{figures.acts:>10}{times}{figures.per_second:>10.0f}"
        yield f"{row}   {_ratio(standing.subject_takes)}".rstrip()


def _number(milliseconds: float | None) -> str:
    return f"{'–' if milliseconds is None else format(milliseconds, '.2f'):>10}"


def _ratio(spread: Spread | None) -> str:
    return "" if spread is None else f"{spread.median:.2f}x  [{spread.lowest:.2f} to {spread.highest:.2f}]"


def write(
    all_measured: Sequence[Measured],
    plan: Plan,
    *,
    quick: bool,
    complete: bool,
    began: datetime,
    machine: dict[str, object],
    directory: Path = RESULTS,
) -> Path:
    """Write the results of a run that began at that instant (UTC) and return where they are.

    `complete` is False for a run that ended before all was measured.
    """
    directory.mkdir(parents=True, exist_ok=True)
    path = directory / f"{began:%Y-%m-%dT%H%M%SZ}.json"
    content = {
        "began": began.isoformat(),
        "quick": quick,
        "complete": complete,
        "plan": asdict(plan),
        "machine": machine,
        "times_are": "milliseconds; subject_takes is subject p50 / baseline p50, over rounds",
        "comparisons": [_as_json(measured) for measured in all_measured],
    }
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return path


def _as_json(measured: Measured) -> dict[str, object]:
    comparison = measured.comparison
    return {
        "benchmark": measured.benchmark,
        "comparison": comparison.name,
        "in_flight": comparison.in_flight,
        "most_acts": comparison.most_acts,
        "facts": dict(comparison.facts),
        "load_before": measured.load,
        "subject": comparison.subject.name,
        "standings": [asdict(standing) for standing in measured.standings],
        "rounds": [{sample.contender: asdict(timing([sample])) for sample in each} for each in measured.rounds],
    }
