"""The directory that holds all local state, and the proof that it is ours."""

from __future__ import annotations

import fcntl
import json
import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from deploy.local.errors import LaunchError

MARKER = "prakat-data.json"
LONGEST_SOCKET = "run/ceph/client.admin.asok"
# The configuration files of the backing services have no common way to quote anything else.
PLAIN_PATH = re.compile(r"[\w/.+-]+")
SOCKET_PATH_LIMIT = 107  # bytes that fit in a Unix socket's address


class DataDirectory:
    """Paths below PRAKAT_DATA. Creates nothing until `create` is called."""

    def __init__(self, path: Path) -> None:
        self.path = path.absolute()
        self.logs = self.path / "log"
        self.run = self.path / "run"
        self.secrets = self.path / "secrets.env"
        self.supervisor_socket = self.run / "supervisor.sock"
        self.supervisor_conf = self.run / "supervisord.conf"
        self.demo_accounts = self.path / "demo-accounts.txt"

    @property
    def is_ours(self) -> bool:
        return (self.path / MARKER).is_file()

    def create(self, backing_port: int) -> None:
        """Make the directory, readable by its owner only, or check that the one there can be used.

        Raises LaunchError when the path is too long for sockets, is somebody else's directory, or belongs to a stack
        that was created elsewhere or with other ports (its databases remember both).
        """
        self._require_usable_path()
        if not self.is_ours:
            if self.path.exists() and (not self.path.is_dir() or any(self.path.iterdir())):
                raise LaunchError(f"{self.path} is not empty and not a data directory of Prakat: change PRAKAT_DATA.")
            try:
                self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            except OSError as error:
                raise LaunchError(f"{self.path} cannot be created ({error.strerror}): change PRAKAT_DATA.") from None
            marker = {"name": secrets.token_hex(4), "backing_port": backing_port, "path": str(self.path)}
            self.write(MARKER, json.dumps(marker) + "\n")
        created_at = self._marker()["path"]
        if created_at != str(self.path):
            raise LaunchError(
                f"{self.path} was created as {created_at}, and RabbitMQ's queues remember it: put it back there."
            )
        created_with = self._marker()["backing_port"]
        if created_with != backing_port:
            raise LaunchError(
                f"{self.path} was created with PRAKAT_BACKING_PORT={created_with}, and its databases remember it: "
                f"set that again, or choose another PRAKAT_DATA."
            )
        for directory in (self.logs, self.run):
            directory.mkdir(mode=0o700, exist_ok=True)

    @property
    def name(self) -> str:
        """A name of this directory's own, so that its broker is never confused with another on the machine."""
        return str(self._marker()["name"])

    def write(self, relative: str, text: str, mode: int = 0o600) -> Path:
        """Replace a file below the directory in one step, with these permissions from its first byte on."""
        target = self.path / relative
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        beside = target.with_name(f".{target.name}.new")
        beside.unlink(missing_ok=True)
        beside.touch(mode=mode)
        beside.write_text(text, encoding="utf-8")
        beside.replace(target)
        return target

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Hold the directory while starting or stopping it.

        Raises LaunchError when another command holds it.
        """
        with (self.path / ".lock").open("w") as handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise LaunchError(f"Another command is starting or stopping the stack in {self.path}.") from None
            yield

    def remove(self) -> None:
        """Delete the directory and all that is in it. Raises LaunchError when it is not ours."""
        if not self.is_ours:
            raise LaunchError(f"{self.path} is not a data directory of Prakat ({MARKER} is missing): nothing deleted.")
        shutil.rmtree(self.path)

    def _marker(self) -> dict[str, str | int]:
        marker: dict[str, str | int] = json.loads((self.path / MARKER).read_text(encoding="utf-8"))
        return marker

    def _require_usable_path(self) -> None:
        if not PLAIN_PATH.fullmatch(str(self.path)):
            raise LaunchError(
                f"The path {self.path} has characters other than letters, digits and /._+-: change PRAKAT_DATA."
            )
        longest = len(bytes(self.path / LONGEST_SOCKET))
        if longest > SOCKET_PATH_LIMIT:
            raise LaunchError(
                f"The path {self.path} is {longest - SOCKET_PATH_LIMIT} bytes too long for Unix sockets: "
                f"set PRAKAT_DATA to a shorter one."
            )
