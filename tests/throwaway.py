"""Backing services for tests: in a directory and on ports of their own, and gone in the end with all that they hold."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from chassis.config import Settings
from deploy.local.ports import with_free_ports
from deploy.local.stack import Stack
from tests.waiting import until


@contextmanager
def throwaway_stack(**settings: object) -> Iterator[Stack]:
    """Running backing services, with these settings. Nothing of them is kept, so they need not stop in good order."""
    with throwaway_directory() as data:
        stack = Stack(with_free_ports(Settings.model_validate({**settings, "data": data})), tied_to_caller=True)
        stack.start_backing()
        yield stack


@contextmanager
def throwaway_directory() -> Iterator[Path]:
    """A directory for data; what still runs there in the end is killed."""
    directory = Path(tempfile.mkdtemp(prefix="pk-"))  # short: unix sockets live below it
    try:
        yield directory
    finally:
        until(lambda: _kill(living_below(directory)), f"nothing lives below {directory}")
        shutil.rmtree(directory, ignore_errors=True)


def living_below(data: Path, except_for: int = 0) -> Mapping[int, str]:
    """The command lines of all processes that were started for this data directory, by process id."""
    found = {}
    for directory in Path("/proc").iterdir():
        if not directory.name.isdigit() or int(directory.name) in (os.getpid(), except_for):
            continue
        try:
            words = (directory / "cmdline").read_bytes() + (directory / "environ").read_bytes()
            command = (directory / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue
        if os.fsencode(data) in words and command:
            found[int(directory.name)] = command
    return found


def _kill(processes: Mapping[int, str]) -> bool:
    """Whether there are none."""
    for pid in processes:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    return not processes
