"""MongoDB as a replica set of one node: the smallest one that knows transactions."""

from __future__ import annotations

import importlib.util
import os
import shutil
from collections.abc import Sequence
from pathlib import Path

from pymongo import MongoClient
from pymongo.errors import OperationFailure, PyMongoError

from deploy.local.data_directory import DataDirectory
from deploy.local.errors import LaunchError
from deploy.local.ports import BackingPorts, Port
from deploy.local.programs import Program

REPLICA_SET = "rs0"
ALREADY_INITIALIZED = 23


class MongoDB:
    """The database. Keeps its state under <data>/mongodb."""

    name = "mongodb"
    setting = "mongo_url"

    def __init__(self, data: DataDirectory, ports: BackingPorts) -> None:
        self._data = data
        self._port = ports.mongo
        self._home = data.path / "mongodb"

    @property
    def url(self) -> str:
        return f"mongodb://127.0.0.1:{self._port.number}/?replicaSet={REPLICA_SET}"

    @property
    def ports(self) -> Sequence[Port]:
        return (self._port,)

    def prepare(self) -> None:
        self._home.mkdir(mode=0o700, exist_ok=True)

    def programs(self) -> Sequence[Program]:
        command = [
            str(find_mongod()),
            *("--dbpath", str(self._home)),
            *("--bind_ip", "127.0.0.1", "--port", str(self._port.number), "--nounixsocket"),
            *("--replSet", REPLICA_SET, "--oplogSize", "512"),
            # The cache has MongoDB's own size, half of the memory: a bulk import is one transaction, and what that
            # changes must fit into a fifth of it, and be done in the time given here (seconds; the default is 60).
            *("--setParameter", "transactionLifetimeLimitSeconds=300"),
            *("--setParameter", "diagnosticDataCollectionEnabled=false"),
            # Nobody reads the past. Kept for the default five minutes, what was deleted is walked over by every look
            # into an outbox.
            *("--setParameter", "minSnapshotHistoryWindowInSeconds=5"),
        ]
        return (Program(name=self.name, command=command, group=self.name, order=20),)

    def is_ready(self) -> bool:
        """Whether the node takes writes. Forms the replica set at the first start."""
        client: MongoClient[dict[str, object]] = MongoClient(
            "127.0.0.1", self._port.number, directConnection=True, serverSelectionTimeoutMS=500
        )
        try:
            with client:
                hello = client.admin.command("hello")
                if not hello.get("setName"):
                    self._form_replica_set(client)
                return bool(hello.get("isWritablePrimary"))
        except PyMongoError:
            return False

    def _form_replica_set(self, client: MongoClient[dict[str, object]]) -> None:
        member = {"_id": 0, "host": f"127.0.0.1:{self._port.number}"}
        try:
            client.admin.command("replSetInitiate", {"_id": REPLICA_SET, "members": [member]})
        except OperationFailure as error:
            if error.code != ALREADY_INITIALIZED:
                raise


def find_mongod() -> Path:
    """The database server: the machine's own, else the one that a Python package carries.

    Raises LaunchError when there is neither.
    """
    on_path = shutil.which("mongod")
    if on_path:
        return Path(on_path)
    package = importlib.util.find_spec("fiftyone")
    for location in (package.submodule_search_locations or []) if package else []:
        carried = Path(location, "db/bin/mongod")
        if carried.is_file():
            if not os.access(carried, os.X_OK):
                carried.chmod(0o755)
            return carried
    raise LaunchError(
        "No mongod was found: install MongoDB 6 or newer so that mongod is on PATH, or set PRAKAT_MONGO_URL."
    )
