"""Backing services that are there already: looked at, never started or stopped."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

import amqp
import minio
import urllib3
from pymongo import MongoClient
from pymongo.errors import PyMongoError

from deploy.local.ports import Port
from deploy.local.programs import Program

TIMEOUT = 3.0


@dataclass(frozen=True)
class Given:
    """A backing service whose address the operator has set."""

    name: str
    setting: str
    url: str
    answers: Callable[[str], bool]
    ports: Sequence[Port] = ()

    def prepare(self) -> None:
        """There is nothing of ours to prepare."""

    def programs(self) -> Sequence[Program]:
        return ()

    def is_ready(self) -> bool:
        return self.answers(self.url)


def amqp_answers(url: str) -> bool:
    """Whether the broker lets us in."""
    parts = urlsplit(url)
    try:
        with amqp.Connection(
            host=f"{parts.hostname}:{parts.port or 5672}",
            userid=unquote(parts.username or "guest"),
            password=unquote(parts.password or "guest"),
            virtual_host=unquote(parts.path[1:]) or "/",
            ssl=parts.scheme == "amqps",
            connect_timeout=TIMEOUT,
            read_timeout=TIMEOUT,
        ):
            return True
    except (OSError, amqp.AMQPError):
        return False


def mongo_answers(url: str) -> bool:
    """Whether the replica set has a primary that we reach."""
    try:
        client: MongoClient[dict[str, object]] = MongoClient(url, serverSelectionTimeoutMS=int(TIMEOUT * 1000))
        with client:
            client.admin.command("ping")
    except PyMongoError:
        return False
    return True


def s3_answers(url: str) -> bool:
    """Whether the store knows our key. The bucket may still be missing."""
    parts = urlsplit(url)
    client = minio.Minio(
        parts.netloc.rpartition("@")[2],
        unquote(parts.username or ""),
        unquote(parts.password or ""),
        secure=parts.scheme == "https",
        region="us-east-1",
        http_client=urllib3.PoolManager(retries=False, timeout=TIMEOUT),
    )
    try:
        client.bucket_exists(parts.path.strip("/"))
    except (minio.error.MinioException, urllib3.exceptions.HTTPError):
        return False
    return True
