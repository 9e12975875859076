"""RabbitMQ with a port mapper, a node name and a cookie of its own."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
from collections.abc import Sequence
from pathlib import Path

import amqp

from deploy.local.data_directory import DataDirectory
from deploy.local.ports import BackingPorts, Port
from deploy.local.programs import Program

# Not /usr/sbin: the scripts there change to the user `rabbitmq` and drop the environment.
BIN = Path("/usr/lib/rabbitmq/bin")
USER = "prakat"
VIRTUAL_HOST = "prakat"

CONFIGURATION = """\
listeners.tcp.1 = 127.0.0.1:{amqp_port}
distribution.listener.interface = 127.0.0.1
load_definitions = {definitions}
vm_memory_high_watermark.absolute = 512MB
disk_free_limit.absolute = 200MB
log.console = true
log.console.level = warning
log.file = false
"""


class RabbitMQ:
    """The broker. Keeps its state under <data>/rabbitmq."""

    name = "rabbitmq"
    setting = "amqp_url"

    def __init__(self, data: DataDirectory, ports: BackingPorts, password: str) -> None:
        self._data = data
        self._ports = ports
        self._password = password
        self._home = data.path / "rabbitmq"

    @property
    def url(self) -> str:
        return f"amqp://{USER}:{self._password}@127.0.0.1:{self._ports.amqp.number}/{VIRTUAL_HOST}"

    @property
    def ports(self) -> Sequence[Port]:
        return self._ports.epmd, self._ports.amqp, self._ports.erlang

    def prepare(self) -> None:
        """Write the broker's configuration; what it stores is left alone."""
        configuration = CONFIGURATION.format(
            amqp_port=self._ports.amqp.number, definitions=self._home / "definitions.json"
        )
        self._data.write("rabbitmq/rabbitmq.conf", configuration)
        self._data.write("rabbitmq/definitions.json", json.dumps(self._definitions()))
        self._data.write("rabbitmq/enabled_plugins", "[].\n")
        if not (self._home / "home/.erlang.cookie").exists():
            self._data.write("rabbitmq/home/.erlang.cookie", secrets.token_hex(32), 0o400)

    def programs(self) -> Sequence[Program]:
        port_mapper = Program(
            name="epmd",
            command=["epmd", "-port", str(self._ports.epmd.number), "-address", "127.0.0.1"],
            group="epmd",
            order=10,
            stop_seconds=5,
        )
        broker = Program(
            name=self.name,
            command=[str(BIN / "rabbitmq-server")],
            group=self.name,
            order=20,
            environment=self.environment(),
        )
        return port_mapper, broker

    def is_ready(self) -> bool:
        """Whether a client can sign in to the virtual host."""
        try:
            with amqp.Connection(
                host=f"127.0.0.1:{self._ports.amqp.number}",
                userid=USER,
                password=self._password,
                virtual_host=VIRTUAL_HOST,
                connect_timeout=2,
                read_timeout=2,
            ):
                return True
        except (OSError, amqp.AMQPError):
            return False

    def environment(self) -> dict[str, str]:
        """The environment of the broker and of its command line tools."""
        # Without -start_epmd false the broker would start a port mapper that nobody stops.
        erlang = "-kernel inet_dist_use_interface {127,0,0,1} -start_epmd false"
        # Its schedulers would wait for work by spinning: for the processors of a machine that the broker has to itself.
        erlang += " +sbwt none +sbwtdcpu none +sbwtdio none"
        return {
            "HOME": str(self._home / "home"),
            "LC_ALL": "C.UTF-8",
            "ERL_EPMD_ADDRESS": "127.0.0.1",
            "ERL_EPMD_PORT": str(self._ports.epmd.number),
            "RABBITMQ_CONF_ENV_FILE": "/dev/null",
            "RABBITMQ_NODENAME": f"prakat-{self._data.name}@localhost",
            "RABBITMQ_DIST_PORT": str(self._ports.erlang.number),
            "RABBITMQ_MNESIA_BASE": str(self._home / "mnesia"),
            "RABBITMQ_LOG_BASE": str(self._data.logs),
            "RABBITMQ_PID_FILE": str(self._data.run / "rabbitmq.pid"),
            "RABBITMQ_CONFIG_FILE": str(self._home / "rabbitmq.conf"),
            "RABBITMQ_ADVANCED_CONFIG_FILE": str(self._home / "advanced.config"),
            "RABBITMQ_ENABLED_PLUGINS_FILE": str(self._home / "enabled_plugins"),
            "RABBITMQ_GENERATED_CONFIG_DIR": str(self._home / "generated"),
            "RABBITMQ_FEATURE_FLAGS_FILE": str(self._home / "feature_flags"),
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": erlang,
            # With a value the start script becomes the broker instead of its parent, so that signals reach it.
            "NOTIFY_SOCKET": "/nonexistent",
        }

    def _definitions(self) -> dict[str, object]:
        salt = secrets.token_bytes(4)
        digest = hashlib.sha256(salt + self._password.encode()).digest()
        everything = {"configure": ".*", "write": ".*", "read": ".*"}
        return {
            "users": [
                {
                    "name": USER,
                    "password_hash": base64.b64encode(salt + digest).decode(),
                    "hashing_algorithm": "rabbit_password_hashing_sha256",
                    "tags": [],
                }
            ],
            "vhosts": [{"name": VIRTUAL_HOST}],
            "permissions": [{"user": USER, "vhost": VIRTUAL_HOST, **everything}],
        }
