"""What benchmarks stand on: real parts of their own, beside whatever else runs on the machine, started when needed."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from functools import cached_property
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import Self

from bench.system import System, fill
from chassis.config import Settings
from deploy.local import processes
from deploy.local.ports import HEALTH_OFFSET, with_free_ports
from deploy.local.stack import Stack

HIGHEST_RATE = 1_000_000  # requests a minute: what is measured must not be the rate limit


class Ground:
    """The backing services and the whole system; all stop, and their data goes, when the block ends.

    `small` makes do with a part of the demonstration country.
    """

    def __init__(self, *, small: bool, say: Callable[[str], None] = lambda text: None) -> None:
        self.small = small
        self.say = say
        self._open = ExitStack()
        self._numbers = count()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.say("stopping")
        self._open.close()
        self.say("")

    @cached_property
    def stack(self) -> Stack:
        """The running backing services. Raises LaunchError."""
        self.say("starting the backing services")
        data = Path(tempfile.mkdtemp(prefix="pb-"))  # short: unix sockets live below it
        self._open.callback(shutil.rmtree, data, ignore_errors=True)
        settings = with_free_ports(Settings(data=data, rate_limit=HIGHEST_RATE))
        stack = self._open.enter_context(Stack(settings, tied_to_caller=True))
        stack.start_backing()
        return stack

    @property
    def settings(self) -> Settings:
        return self.stack.settings

    @cached_property
    def system(self) -> System:
        """The whole system as `make start` runs it, with agencies, an officer and filings in it.

        Not to be asked for first where an event loop runs: the operator's tools have one of their own. Raises
        LaunchError, Unexpected and Refusal when it answers otherwise than it should, NeverQuiet.
        """
        stack = self.stack
        self.say("starting the processes")
        stack.start_processes()
        stack.wait_ready()
        self.say("filling the system")
        return fill(stack, small=self.small)

    def free_port(self) -> int:
        """A port for a process of a benchmark's own: in the stack's block, behind those that its processes have."""
        taken = HEALTH_OFFSET + len(processes.processes(self.settings))
        return self.settings.backing_port + taken + next(self._numbers)
