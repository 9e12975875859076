"""Which port each part listens on, and whether it is free."""

from __future__ import annotations

import random
import socket
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from chassis.config import Settings
from deploy.local.errors import LaunchError

BLOCK = 60
HEALTH_OFFSET = 30


@dataclass(frozen=True)
class Port:
    """A port, what listens on it, and the setting by which the operator moves it."""

    number: int
    purpose: str
    setting: str = "PRAKAT_BACKING_PORT"


@dataclass(frozen=True)
class BackingPorts:
    """The ports of the backing services: fixed offsets from PRAKAT_BACKING_PORT, so that all move together."""

    first: int

    @property
    def epmd(self) -> Port:
        return Port(self.first, "RabbitMQ's port mapper")

    @property
    def amqp(self) -> Port:
        return Port(self.first + 1, "RabbitMQ")

    @property
    def erlang(self) -> Port:
        return Port(self.first + 2, "RabbitMQ's command line tools")

    @property
    def mongo(self) -> Port:
        return Port(self.first + 5, "MongoDB")

    @property
    def s3(self) -> Port:
        return Port(self.first + 6, "the S3 store")

    @property
    def ceph_monitor(self) -> Port:
        return Port(self.first + 7, "the S3 store's monitor")

    @property
    def ceph_osd(self) -> tuple[int, int]:
        """First and last port from which the S3 store's disk process takes some by itself, skipping taken ones."""
        return self.first + 10, self.first + HEALTH_OFFSET - 1


def loopback_for(bind: str) -> str:
    """The address at which this machine reaches a server of ours that listens on `bind`."""
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(bind, bind)  # noqa: S104 - compared with, not listened on


def is_free(number: int, address: str = "127.0.0.1") -> bool:
    """Whether nobody listens on the port."""
    with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, number))
        except OSError:
            return False
    return True


def require_free(ports: Iterable[Port], address: str = "127.0.0.1") -> None:
    """Raises LaunchError with a sentence for each port that somebody else listens on."""
    taken = [
        f"Port {port.number} for {port.purpose} is taken: stop what listens there or change {port.setting}."
        for port in ports
        if not is_free(port.number, address)
    ]
    if taken:
        raise LaunchError("\n".join(taken))


def with_free_ports(settings: Settings) -> Settings:
    """The settings with every port replaced by a free one, for a stack beside others on the same machine.

    Nobody else is given these ports while this process lives. Raises LaunchError when no free block of ports is found.
    """
    # Below the range from which the kernel gives ports to outgoing connections.
    candidates = range(22000, 32000, BLOCK + 2)
    for first in random.sample(candidates, len(candidates)):
        gateway, digital_id = first + BLOCK, first + BLOCK + 1
        if _reserve(first) and all(is_free(number) for number in range(first, digital_id + 1)):
            return settings.model_copy(
                update={
                    "backing_port": first,
                    "gateway_port": gateway,
                    "digital_id_port": digital_id,
                    "gateway_url": f"http://localhost:{gateway}",
                    "digital_id_url": f"http://localhost:{digital_id}",
                }
            )
    raise LaunchError(f"No {BLOCK + 2} free consecutive ports were found between 22000 and 32000.")


@cache
def _reserve(first: int) -> socket.socket | None:
    """A mark, until this process ends, that it may start something on the block of ports; None if another one may.

    Free ports alone do not tell: two processes that look at the same moment would both find them free.
    """
    mark = socket.socket(socket.AF_UNIX)
    try:
        mark.bind(f"\0prakat-ports-{first}")
    except OSError:
        mark.close()
        return None
    return mark
