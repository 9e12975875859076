"""The supervisor that keeps programs running, and the wire to it."""

from __future__ import annotations

import http.client
import os
import select
import signal
import socket
import subprocess
import sys
import time
import xmlrpc.client
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from chassis.config import PREFIX
from deploy.local.data_directory import DataDirectory
from deploy.local.errors import LaunchError
from deploy.local.programs import Program, script_path

POLL_SECONDS = 0.05
# The kernel sends the signal to a program whose parent is gone.
DIES_WITH_PARENT = ("setpriv", "--pdeathsig", "KILL", "--")
STOPS_WITH_PARENT = ("setpriv", "--pdeathsig", "TERM", "--")

HEAD = """\
[supervisord]
nodaemon = true
silent = true
logfile = {logs}/supervisord.log
pidfile = {run}/supervisord.pid
childlogdir = {logs}
umask = 077
minfds = 4096
[unix_http_server]
file = {socket}
chmod = 0600
[rpcinterface:supervisor]
supervisor.rpcinterface_factory = supervisor.rpcinterface:make_main_rpcinterface
[supervisorctl]
serverurl = unix://{socket}
"""

PROGRAM = """\
[program:{name}]
command = {dies_with_parent} /bin/sh -e {script}
priority = {order}
autostart = {autostart}
autorestart = true
startsecs = {settled_after}
startretries = 1000000
stopwaitsecs = {stop_seconds}
killasgroup = true
redirect_stderr = true
stdout_logfile = {logs}/{name}.log
stdout_logfile_maxbytes = 20MB
stdout_logfile_backups = 2
"""


@dataclass(frozen=True)
class State:
    """What the supervisor knows about a program."""

    name: str
    status: str
    """The supervisor's word: STOPPED, STARTING, RUNNING, BACKOFF, STOPPING, EXITED or FATAL."""
    pid: int
    """0 when it does not run."""
    started: int
    """Seconds since 1970 of the last start; 0 before the first."""


class Supervisor:
    """One supervisord per data directory. Reached through its socket, never through a process id in a file."""

    def __init__(self, data: DataDirectory) -> None:
        self._data = data
        self._child: subprocess.Popen[bytes] | None = None

    def is_running(self) -> bool:
        try:
            self._call("getPID")
        except OSError:
            return False
        return True

    def start(self, programs: Sequence[Program], working_directory: Path, tied_to_caller: bool) -> None:
        """Start it, and with it the programs that start by themselves; return when it answers.

        When tied, it stops everything and ends as soon as the calling thread is gone, however that came about.
        Raises LaunchError when it does not start.
        """
        self._data.write("run/supervisord.conf", configuration(self._data, programs))
        command = [sys.executable, "-m", "supervisor.supervisord", "-c", str(self._data.supervisor_conf)]
        # Our settings are given to each program in its start script, and to none that should not have them.
        environment = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
        with (self._data.logs / "supervisord.out").open("wb") as output:
            self._child = subprocess.Popen(
                [*STOPS_WITH_PARENT, *command] if tied_to_caller else command,
                cwd=working_directory,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                # Of its own session, so that Ctrl-C in the terminal does not stop it in the middle of a start.
                start_new_session=True,
            )
        while not self.is_running():
            if self._child.poll() is not None:
                said = (self._data.logs / "supervisord.out").read_text(encoding="utf-8").strip()
                raise LaunchError(f"The supervisor did not start: {said}")
            time.sleep(POLL_SECONDS)

    def states(self) -> dict[str, State]:
        """The state of every program, by name."""
        return {
            info["name"]: State(
                name=info["name"],
                status=info["statename"],
                pid=info["pid"],
                started=info["start"],
            )
            for info in self._call("getAllProcessInfo")
        }

    def start_group(self, group: str) -> None:
        """Start the programs of a group that do not run; return at once."""
        self._call("startProcessGroup", group, False)

    def stop_group(self, group: str) -> None:
        """Stop the programs of a group together; return when all have ended."""
        self._call("stopProcessGroup", group, True)

    def start_program(self, program: Program) -> None:
        """Start a program; return at once."""
        self._call("startProcess", f"{program.group}:{program.name}", False)

    def stop_programs(self, programs: Sequence[Program]) -> None:
        """Stop programs side by side and leave them stopped; return when all have ended."""
        for program in programs:
            self._call("stopProcess", f"{program.group}:{program.name}", False)
        while any(self.states()[program.name].pid for program in programs):
            time.sleep(POLL_SECONDS)

    def shut_down(self, within: float) -> None:
        """Stop every program in order, then the supervisor. After `within` seconds it is killed, and they with it."""
        try:
            pid = int(self._call("getPID"))
            # The end is watched through a handle: the number may be another process's by the time it is gone.
            handle = os.pidfd_open(pid)
        except OSError:
            return
        try:
            self._call("shutdown")
            if not _ended(handle, within):
                signal.pidfd_send_signal(handle, signal.SIGKILL)
                _ended(handle, within)
        finally:
            os.close(handle)
            if self._child is not None:
                self._child.wait()
                self._child = None

    def _call(self, method: str, *arguments: object) -> Any:
        """Raises OSError when no supervisor answers, xmlrpc.client.Fault when it refuses."""
        with xmlrpc.client.ServerProxy("http://supervisor", _UnixTransport(self._data.supervisor_socket)) as proxy:
            return getattr(proxy.supervisor, method)(*arguments)


class _UnixTransport(xmlrpc.client.Transport):
    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path

    def make_connection(self, host: object) -> http.client.HTTPConnection:
        return _UnixConnection(self._path)


class _UnixConnection(http.client.HTTPConnection):
    def __init__(self, path: Path) -> None:
        super().__init__("localhost")
        self._path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.connect(str(self._path))


def configuration(data: DataDirectory, programs: Sequence[Program]) -> str:
    """The supervisor's configuration file. Holds no secrets."""
    parts = [HEAD.format(logs=data.logs, run=data.run, socket=data.supervisor_socket)]
    by_group = sorted(programs, key=lambda program: (program.order, program.group))
    for group, grouped in groupby(by_group, key=lambda program: program.group):
        members = list(grouped)
        names = ",".join(program.name for program in members)
        parts.append(f"[group:{group}]\nprograms = {names}\npriority = {members[0].order}\n")
        parts.extend(_program_section(data, program) for program in members)
    return "".join(parts)


def _program_section(data: DataDirectory, program: Program) -> str:
    return PROGRAM.format(
        name=program.name,
        dies_with_parent=" ".join(DIES_WITH_PARENT),
        script=data.path / script_path(program.name),
        order=program.order,
        autostart=str(program.starts_by_itself).lower(),
        settled_after=program.settled_after,
        stop_seconds=program.stop_seconds,
        logs=data.logs,
    )


def _ended(handle: int, within: float) -> bool:
    """Whether the process behind the handle ends within so many seconds."""
    readable, _, _ = select.select([handle], [], [], within)
    return bool(readable)
