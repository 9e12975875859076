"""The documents service on a database and a bucket of its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from chassis import mongo
from chassis.config import Settings
from chassis.service import start
from tests.builders.filing_office import FilingOffice


@pytest.fixture
def office(settings: Settings) -> Iterator[FilingOffice]:
    yield FilingOffice(start(settings, "documents"))
    mongo.disconnect()
