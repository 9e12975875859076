"""One filing office and one gateway for all tests of a file: each test has agencies of its own."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest

from chassis import mongo
from chassis.service import start
from deploy.local.stack import Stack
from tests.builders.filing_counter import FilingCounter
from tests.builders.filing_office import FilingOffice
from tests.conftest import settings_of_its_own


@pytest.fixture(scope="module")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="module")
def office(stack: Stack) -> Iterator[FilingOffice]:
    with settings_of_its_own(stack, "broker", "mongo", "s3") as settings:
        yield FilingOffice(start(settings, "documents"))
        mongo.disconnect()


@pytest.fixture(scope="module")
async def counter(office: FilingOffice) -> AsyncIterator[FilingCounter]:
    async with FilingCounter.opened(office) as opened:
        yield opened
