"""Reporting on a real database. Making its collections takes longer than most of these tests, so a module shares one;
each test finds it empty."""

from __future__ import annotations

import secrets
from collections.abc import Iterator

import pytest

from chassis import mongo
from chassis.service import Process, start
from deploy.local.stack import Stack
from services.reporting.wiring import ReportingRooms, wire
from tests.builders import arranged
from tests.builders.reporting_desk import ReportingDesk


@pytest.fixture(scope="module")
def prepared(stack: Stack) -> Iterator[tuple[Process, ReportingRooms]]:
    settings = stack.settings.model_copy(update={"mongo_prefix": f"t{secrets.token_hex(6)}"})
    process = start(settings, "reporting")
    yield process, wire(process)
    mongo.client().drop_database(mongo.database().name)
    mongo.disconnect()


@pytest.fixture
def reporting(prepared: tuple[Process, ReportingRooms]) -> Iterator[ReportingDesk]:
    yield ReportingDesk(*prepared)
    empty()


FURNITURE = ["editions"]  # which edition of the ledger is the current one


def empty() -> None:
    """Forget all that was heard."""
    arranged.empty(FURNITURE)


def contents() -> arranged.Contents:
    """All that was heard, and what follows from it."""
    return arranged.contents(FURNITURE)
