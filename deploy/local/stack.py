"""Everything that runs, as one object: for the operator's commands, the tests and the benchmarks.

settings = with_free_ports(Settings(data=directory))
with Stack(settings, tied_to_caller=True) as stack:
    stack.start_backing()
    ...  # stack.settings has the addresses and the secrets
"""

from __future__ import annotations

import http.client
import os
import signal
import urllib.request
from collections.abc import Collection, Mapping, Sequence
from types import TracebackType
from typing import Self

from chassis.config import PREFIX, Settings
from deploy.local import processes, secrets
from deploy.local.backing import BackingPart, backing_parts, with_addresses
from deploy.local.data_directory import DataDirectory
from deploy.local.errors import LaunchError
from deploy.local.ports import loopback_for, require_free
from deploy.local.processes import Process
from deploy.local.programs import Program, read_start_script, start_script, write_start_script
from deploy.local.rabbitmq import RabbitMQ
from deploy.local.readiness import Check, Report, wait_until_ready
from deploy.local.supervisor import State, Supervisor, configuration


class Stack:
    """The backing services and all processes over one data directory.

    `settings` are the operator's until a start; from then on they also have the secrets and the addresses of what
    was started. Everything may be called again: what runs already is left alone.
    """

    def __init__(self, settings: Settings, *, tied_to_caller: bool = False, report: Report = lambda line: None) -> None:
        """With `tied_to_caller` all stops when the calling thread ends; otherwise it runs until `stop`."""
        self.settings = settings
        self._given = settings
        self.data = DataDirectory(settings.data)
        self._tied = tied_to_caller
        self._report = report
        self._supervisor = Supervisor(self.data)
        self._backing: Sequence[BackingPart] = ()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def processes(self) -> Sequence[Process]:
        """Prakat's own processes."""
        return processes.processes(self.settings)

    def is_up(self) -> bool:
        return self._supervisor.is_running()

    def prepare(self) -> None:
        """Make the data directory and the secrets, and complete `settings`. Starts nothing.

        Raises LaunchError, and SettingsError when the secrets do not fit together.
        """
        self.data.create(self._given.backing_port)
        stored = secrets.parse(self.data.secrets.read_text(encoding="utf-8")) if self.data.secrets.exists() else {}
        values = secrets.completed(self._given, stored)
        if values != stored:
            self.data.write(self.data.secrets.name, secrets.render(values))
        self._backing = backing_parts(self._given, self.data, values)
        complete = with_addresses(secrets.with_secrets(self._given, values), self._backing)
        of_this_machine = {**_public_addresses(self._given), "demo_pages": shows_demo_pages(self._given)}
        self.settings = complete.model_copy(update={"data": self.data.path, **of_this_machine})

    def start_backing(self) -> None:
        """Start those backing services that are not given; return when all of them answer.

        Raises what `prepare` raises, and LaunchError when a port is taken or a service does not start.
        """
        self.prepare()
        programs = self._programs()
        if self.is_up():
            self._require_unchanged(programs)
        else:
            require_free([port for part in self._backing for port in part.ports])
            require_free(processes.ports(self.settings), self.settings.bind)
            for part in self._backing:
                part.prepare()
            for program in programs:
                write_start_script(self.data, program)
            self._supervisor.start(programs, processes.ROOT, self._tied)
        self.wait_for_backing()

    def start_processes(self) -> None:
        """Start all processes; restart those whose settings have changed. Does not wait for them.

        The backing services must have been started.
        """
        programs = [processes.program(process, self.settings) for process in self.processes]
        changed = [program for program in programs if write_start_script(self.data, program)]
        running = self.pids()
        outdated = [program for program in changed if program.name in running]
        if outdated:
            self._report(f"  restarting, as settings have changed: {', '.join(program.name for program in outdated)}")
            self._supervisor.stop_programs(outdated)
        for group in processes.GROUPS:
            self._supervisor.start_group(group)

    def restart_processes(self) -> None:
        """Stop all processes and start them again, with the code and settings of now."""
        for group in reversed(processes.GROUPS):
            self._supervisor.stop_group(group)
        self.start_processes()

    def wait_for_backing(self) -> None:
        """Return when all backing services answer. Raises LaunchError when one does not."""
        self._wait([self._backing_check(part) for part in self._backing])

    def wait_ready(self) -> None:
        """Return when all processes say that they are ready. Raises LaunchError when one does not."""
        self._wait([self._process_check(process) for process in self.processes])

    def readiness(self, names: Collection[str] = ()) -> dict[str, bool]:
        """Which backing services and processes answer right now: of those named, or of all."""
        checks = [self._backing_check(part) for part in self._backing]
        checks += [self._process_check(process) for process in self.processes]
        return {check.name: check.is_ready() for check in checks if not names or check.name in names}

    def environment(self, name: str) -> dict[str, str]:
        """The PRAKAT_* variables that a process gets, and no more: "identity-1", "gateway-2", ..."""
        return processes.environment(self.settings, self._process(name))

    def operator_environment(self) -> dict[str, str]:
        """The PRAKAT_* variables with every secret, for the operator's own commands."""
        return processes.environment(self.settings)

    def broker_environment(self) -> dict[str, str]:
        """The environment in which `rabbitmqctl` reaches our broker. Raises LaunchError when the broker is given."""
        for part in self._backing:
            if isinstance(part, RabbitMQ):
                return part.environment()
        raise LaunchError("The broker is one that PRAKAT_AMQP_URL names: use the tools of the machine it runs on.")

    def states(self) -> Mapping[str, State]:
        """What runs, by name; empty when nothing does."""
        return self._supervisor.states() if self.is_up() else {}

    def pids(self) -> dict[str, int]:
        """The process ids of all that runs, by name."""
        return {name: state.pid for name, state in self.states().items() if state.pid}

    def kill(self, name: str, with_signal: signal.Signals = signal.SIGKILL) -> int:
        """Send a signal to a running program, which the supervisor then starts again. Returns its process id."""
        pid = self.pids()[name]
        os.kill(pid, with_signal)
        return pid

    def stop_program(self, name: str) -> None:
        """Stop one program and leave it stopped."""
        self._supervisor.stop_programs([self._program(name)])

    def start_program(self, name: str) -> None:
        """Start one program that was stopped. Does not wait for it."""
        self._supervisor.start_program(self._program(name))

    def stop(self) -> None:
        """Stop the web processes, then the services, then the backing services. Nothing is left running."""
        self._supervisor.shut_down(within=self.settings.stop_timeout + 60)

    def log(self, name: str) -> str:
        """Path of the file with what a program has printed."""
        return str(self.data.logs / f"{name}.log")

    def _programs(self) -> Sequence[Program]:
        backing = [program for part in self._backing for program in part.programs()]
        return [*backing, *(processes.program(process, self.settings) for process in self.processes)]

    def _require_unchanged(self, programs: Sequence[Program]) -> None:
        """Raises LaunchError when what runs was started with other settings that only a new start can change."""
        same = configuration(self.data, programs) == self.data.supervisor_conf.read_text(encoding="utf-8")
        backing = [program for part in self._backing for program in part.programs()]
        if not same or any(start_script(program) != read_start_script(self.data, program) for program in backing):
            raise LaunchError("The settings have changed since the backing services started: run make down first.")

    def _backing_check(self, part: BackingPart) -> Check:
        programs = [program.name for program in part.programs()]
        if programs:
            return Check(part.name, part.is_ready, programs, f"Look into {self.log(programs[-1])}.")
        setting = PREFIX + part.setting.upper()
        return Check(part.name, part.is_ready, (), f"Nobody answers as {setting} says: check it.", within=10.0)

    def _process_check(self, process: Process) -> Check:
        url = f"http://{loopback_for(self.settings.bind)}:{process.health_port}/readyz"
        return Check(process.name, lambda: _says_ready(url), [process.name], f"Look into {self.log(process.name)}.")

    def _wait(self, checks: Sequence[Check]) -> None:
        wait_until_ready(checks, self._supervisor.states, self.data.logs, self._report)

    def _process(self, name: str) -> Process:
        return next(process for process in self.processes if process.name == name)

    def _program(self, name: str) -> Program:
        return next(program for program in self._programs() if program.name == name)


def _public_addresses(settings: Settings) -> dict[str, str]:
    """The addresses for browsers that the operator has not given: on this machine, at the ports of the settings."""
    ports = {"gateway_url": settings.gateway_port, "digital_id_url": settings.digital_id_port}
    return {name: f"http://localhost:{port}" for name, port in ports.items() if name not in settings.model_fields_set}


def shows_demo_pages(settings: Settings) -> bool:
    """Whether the Digital ID shows the mails that it could not send.

    As the operator says; otherwise only where nobody but this machine can look: no mail server and no address is set,
    and everything listens on the loopback address.
    """
    if "demo_pages" in settings.model_fields_set:
        return settings.demo_pages
    is_reachable = bool({"digital_id_url", "gateway_url"} & settings.model_fields_set) or settings.bind != "127.0.0.1"
    return settings.smtp_url is None and not is_reachable


def _says_ready(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2) as response:  # noqa: S310 - our own http address
            return bool(response.status == 200)
    except (OSError, http.client.HTTPException):
        return False
