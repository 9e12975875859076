"""Waiting until every part answers, with a line for each that does and a clear end when one never will."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path

from deploy.local.errors import LaunchError
from deploy.local.supervisor import POLL_SECONDS, State

STARTS_TOLERATED = 3
BETWEEN_LOOKS = 0.5  # seconds: the supervisor works for its answer, on the processors that the parts start with
LINES_OF_LOG = 20

Report = Callable[[str], None]
"""Takes a line about progress."""


@dataclass(frozen=True)
class Check:
    """How to see that a part is ready."""

    name: str
    is_ready: Callable[[], bool]
    programs: Sequence[str]
    """Programs under the supervisor without which it never is; empty for a service that is not ours."""
    otherwise: str
    """What the operator should look at when it does not get ready."""
    within: float = 120.0
    """Seconds that it may take."""


def wait_until_ready(
    checks: Sequence[Check], states: Callable[[], Mapping[str, State]], logs: Path, report: Report
) -> None:
    """Return when all are ready.

    Raises LaunchError when a part takes too long or a program it needs keeps ending.
    """
    begun = looked = time.monotonic()
    starts: dict[str, set[int]] = {}
    # Asked side by side: one that hangs must not hold up the news of the others.
    with ThreadPoolExecutor(max_workers=max(1, len(checks))) as pool:
        asked = {pool.submit(check.is_ready): check for check in checks}
        while asked:
            answered, _ = wait(asked, timeout=POLL_SECONDS, return_when=FIRST_COMPLETED)
            seconds = time.monotonic() - begun
            for answer in answered:
                check = asked.pop(answer)
                if answer.result():
                    report(f"  {check.name:<14} ready after {seconds:5.1f} s")
                elif seconds > check.within:
                    raise LaunchError(f"{check.name} is not ready after {seconds:.0f} s. {check.otherwise}")
                else:
                    asked[pool.submit(_ask_again, check)] = check
            if time.monotonic() - looked >= BETWEEN_LOOKS:
                _require_lasting([name for check in asked.values() for name in check.programs], states(), starts, logs)
                looked = time.monotonic()


def _ask_again(check: Check) -> bool:
    time.sleep(POLL_SECONDS)
    return check.is_ready()


def _require_lasting(
    programs: Sequence[str], states: Mapping[str, State], starts: dict[str, set[int]], logs: Path
) -> None:
    """Note when each program was last started. Raises LaunchError when one has been started too often."""
    for name in programs:
        seen = starts.setdefault(name, set())
        seen.add(states[name].started)
        if len(seen) > STARTS_TOLERATED:
            raise LaunchError(_why_ended(name, logs))


def _why_ended(name: str, logs: Path) -> str:
    log = logs / f"{name}.log"
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()[-LINES_OF_LOG:]
    tail = "\n".join(f"    {line}" for line in lines)
    return f"{name} does not stay up. The end of {log}:\n{tail}"
