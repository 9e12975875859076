"""The real parts that tests talk to. A test declares what it uses: `pytestmark = pytest.mark.backing("mongo", "s3")`.

The parts are started once for the whole run (for each of its processes, when `make test` runs it in several), in a
directory and on ports of their own, the first time a test needs them; each test has databases, a bucket and queues of
its own.
"""

from __future__ import annotations

import gc
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

import hypothesis
import pytest
from pydantic import SecretStr
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from chassis import mongo
from chassis.config import Settings
from chassis.process import collect_less
from deploy.local.stack import Stack
from tests.running_system import system as system  # one for tests/e2e and tests/browser together
from tests.throwaway import throwaway_stack

# The same examples in every run: what a test finds, it finds today and not one run in fifty. HYPOTHESIS_PROFILE=explore
# looks for new ones.
hypothesis.settings.register_profile("steady", max_examples=40, derandomize=True, deadline=None, database=None)
hypothesis.settings.register_profile("explore", max_examples=1000, deadline=None)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))

OF_THE_SYSTEM = ("tests/e2e/", "tests/browser/")
PARTS = {"broker": "amqp_url", "mongo": "mongo_url", "s3": "s3_url"}


class ByWhatIsShared(LoadScopeScheduling):
    """Tests that share what is costly to set up go to the same process: a file's tests, and all that ask the running
    system. (A scheduler of our own, as the groups of `--dist loadgroup` silently do nothing with this pytest.)"""

    def _split_scope(self, nodeid: str) -> str:
        return "system" if nodeid.startswith(OF_THE_SYSTEM) else nodeid.partition("::")[0]


def pytest_collection() -> None:
    gc.disable()  # as in a service's start, and for the same reasons: much is made that is there to stay


def pytest_collection_finish() -> None:
    collect_less()


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> ByWhatIsShared:
    return ByWhatIsShared(config, log)


@pytest.fixture(scope="session")
def stack() -> Iterator[Stack]:
    """The backing services of this run, and the means to stop and start them."""
    with throwaway_stack() as running:
        yield running


@contextmanager
def settings_of_its_own(stack: Stack, *parts: str) -> Iterator[Settings]:
    """Settings with these parts alone, databases and a bucket that nobody else has; the databases go at the end."""
    name = f"t{secrets.token_hex(6)}"
    given = stack.settings.model_dump()
    for part, setting in PARTS.items():
        if part not in parts:
            given[setting] = None
    if given["s3_url"] is not None:
        given["s3_url"] = SecretStr(given["s3_url"].get_secret_value().rpartition("/")[0] + f"/{name}")
    yield Settings.model_validate({**given, "mongo_prefix": name})
    if "mongo" in parts:
        _drop_databases(stack, name)


@pytest.fixture
def settings(request: pytest.FixtureRequest) -> Iterator[Settings]:
    """Settings with the addresses of the parts that the test declares, and none of the others."""
    with settings_of_its_own(request.getfixturevalue("stack"), *declared(request)) as settings:
        yield settings


def declared(request: pytest.FixtureRequest) -> tuple[str, ...]:
    """The parts that the test, or the file of a fixture for all its tests, declares. Fails when it declares none."""
    marker = request.node.get_closest_marker("backing")
    if marker is None:
        pytest.fail("this test touches a backing part: declare it with @pytest.mark.backing(...)")
    parts: tuple[str, ...] = marker.args
    return parts


@pytest.fixture
def amqp_url(settings: Settings) -> str:
    return settings.need("amqp_url")


@pytest.fixture
def mongo_url(settings: Settings) -> str:
    return settings.need("mongo_url")


@pytest.fixture
def s3_url(settings: Settings) -> str:
    return settings.need("s3_url")


@pytest.fixture
def connected(settings: Settings) -> Iterator[Settings]:
    """This process connected to a database of its own."""
    mongo.connect(settings, "test")
    yield settings
    mongo.disconnect()


def _drop_databases(stack: Stack, prefix: str) -> None:
    import pymongo

    with pymongo.MongoClient(stack.settings.need("mongo_url")) as client:
        for database in client.list_database_names():
            if database.startswith(f"{prefix}_"):
                client.drop_database(database)
