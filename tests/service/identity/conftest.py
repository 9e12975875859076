"""Identity on a real database. Making its collections takes longer than most of these tests, so a module shares one;
each test finds it empty."""

from __future__ import annotations

import secrets
from collections.abc import Iterator

import pytest

from chassis import mongo
from chassis.service import Process, start
from deploy.local.stack import Stack
from services.identity.wiring import Identity, wire
from tests.builders.arranged import empty
from tests.builders.identity import Desk


@pytest.fixture(scope="module")
def prepared(stack: Stack) -> Iterator[tuple[Process, Identity]]:
    settings = stack.settings.model_copy(update={"mongo_prefix": f"t{secrets.token_hex(6)}"})
    process = start(settings, "identity")
    yield process, wire(process)
    mongo.client().drop_database(mongo.database().name)
    mongo.disconnect()


@pytest.fixture
def process(prepared: tuple[Process, Identity]) -> Iterator[Process]:
    yield prepared[0]
    empty()
    prepared[1].attendances.begin()


@pytest.fixture
def desk(process: Process, prepared: tuple[Process, Identity]) -> Desk:
    return Desk(process, prepared[1])
