"""The agencies service on a real database and store. Making its collections takes longer than most of these tests, so a
module shares them; each test finds them empty."""

from __future__ import annotations

import secrets
from collections.abc import Iterator

import pytest
from pydantic import SecretStr

from chassis import mongo
from chassis.service import Process, start
from deploy.local.stack import Stack
from services.agencies.wiring import Parts, wire
from tests.builders.arranged import empty
from tests.builders.registry_office import RegistryOffice


@pytest.fixture(scope="module")
def prepared(stack: Stack) -> Iterator[tuple[Process, Parts]]:
    name = f"t{secrets.token_hex(6)}"
    bucket = SecretStr(stack.settings.need("s3_url").rpartition("/")[0] + f"/{name}")
    process = start(stack.settings.model_copy(update={"mongo_prefix": name, "s3_url": bucket}), "agencies")
    yield process, wire(process)
    mongo.client().drop_database(mongo.database().name)
    mongo.disconnect()


@pytest.fixture
def office(prepared: tuple[Process, Parts]) -> Iterator[RegistryOffice]:
    yield RegistryOffice(*prepared)
    empty()
