"""Which backing services there are, and which of them are ours to start."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from pydantic import SecretStr

from chassis.config import Settings
from deploy.local import secrets
from deploy.local.ceph import Ceph
from deploy.local.data_directory import DataDirectory
from deploy.local.given import Given, amqp_answers, mongo_answers, s3_answers
from deploy.local.mongodb import MongoDB
from deploy.local.ports import BackingPorts, Port
from deploy.local.programs import Program
from deploy.local.rabbitmq import RabbitMQ


class BackingPart(Protocol):
    """A backing service, started by us or given."""

    @property
    def name(self) -> str: ...
    @property
    def setting(self) -> str:
        """The setting that gives its address."""

    @property
    def url(self) -> str: ...
    @property
    def ports(self) -> Sequence[Port]:
        """The ports that must be free before it can start."""

    def prepare(self) -> None:
        """Write what it needs to start; what it stores is left alone. Called only while it does not run."""

    def programs(self) -> Sequence[Program]: ...
    def is_ready(self) -> bool: ...


def backing_parts(settings: Settings, data: DataDirectory, values: Mapping[str, str]) -> Sequence[BackingPart]:
    """The broker, the database and the store: as given in the settings, else ours with passwords from `values`."""
    ports = BackingPorts(settings.backing_port)
    broker: BackingPart = RabbitMQ(data, ports, values[secrets.AMQP_PASSWORD])
    database: BackingPart = MongoDB(data, ports)
    store: BackingPart = Ceph(data, ports, values[secrets.S3_SECRET_KEY])
    if settings.amqp_url:
        broker = Given(broker.name, broker.setting, settings.amqp_url.get_secret_value(), amqp_answers)
    if settings.mongo_url:
        database = Given(database.name, database.setting, settings.mongo_url.get_secret_value(), mongo_answers)
    if settings.s3_url:
        store = Given(store.name, store.setting, settings.s3_url.get_secret_value(), s3_answers)
    return broker, database, store


def with_addresses(settings: Settings, parts: Sequence[BackingPart]) -> Settings:
    """The settings with the address of every backing service."""
    return settings.model_copy(update={part.setting: SecretStr(part.url) for part in parts})
