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
from tests.builders import arranged as arranging
from tests.builders.reporting_desk import Fact, ReportingDesk


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
    arranging.empty(FURNITURE)


def arrange(prepared: tuple[Process, ReportingRooms], *heard: Fact) -> arranging.Contents:
    """What is there once that has been heard, to be put back for each test of a file. Leaves nothing there."""
    ReportingDesk(*prepared).hears(*heard)
    kept = arranging.contents(FURNITURE)
    empty()
    return kept


@pytest.fixture
def country(reporting: ReportingDesk, arranged: arranging.Contents) -> ReportingDesk:
    """What the file has `arranged`."""
    arranging.put_back(arranged)
    return reporting
