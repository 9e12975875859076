"""A program under the supervisor, and the script that starts it."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from deploy.local.data_directory import DataDirectory


@dataclass(frozen=True)
class Program:
    """What the supervisor runs.

    Programs of one group are stopped together; groups are started in rising `order` and stopped in falling order,
    each only when the one after it is gone.
    """

    name: str
    command: Sequence[str]
    group: str
    order: int
    environment: Mapping[str, str] = field(default_factory=dict)
    before: str = ""
    """Shell commands that must succeed before the command."""
    starts_by_itself: bool = True
    """Started with the supervisor; otherwise on demand, when what it needs is ready."""
    settled_after: int = 1
    """Seconds after which a start counts as successful; a program that ends sooner is restarted ever more slowly."""
    stop_seconds: int = 30
    """Seconds it may take to end on SIGTERM before it is killed."""


def start_script(program: Program) -> str:
    """A shell script that becomes the program.

    The environment is in the script and not in the supervisor's configuration or on a command line: the script is
    readable by its owner only, and read anew at every start of the program.
    """
    exports = "".join(f"export {name}={shlex.quote(value)}\n" for name, value in sorted(program.environment.items()))
    before = f"{program.before.strip()}\n" if program.before else ""
    return f"#!/bin/sh -e\n{exports}{before}exec {shlex.join(program.command)}\n"


def read_start_script(data: DataDirectory, program: Program) -> str:
    """The script that is there now; empty when there is none."""
    path = data.path / script_path(program.name)
    return path.read_text(encoding="utf-8") if path.exists() else ""


def write_start_script(data: DataDirectory, program: Program) -> bool:
    """Write the script where the supervisor finds it. Returns whether it differs from the one before."""
    changed = start_script(program) != read_start_script(data, program)
    if changed:
        data.write(script_path(program.name), start_script(program))
    return changed


def script_path(name: str) -> str:
    """Path of a program's start script below the data directory."""
    return f"run/start/{name}.sh"
