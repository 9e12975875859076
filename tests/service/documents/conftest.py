"""The documents service on a real database and bucket. Making its collections takes longer than most of these tests, so
a module shares them; each test finds them empty."""

from __future__ import annotations

import secrets
from collections.abc import Iterator

import pytest
from minio.deleteobjects import DeleteObject
from pydantic import SecretStr

from chassis import mongo, s3
from chassis.service import Process, start
from deploy.local.stack import Stack
from tests.builders.arranged import empty
from tests.builders.filing_office import FilingOffice


@pytest.fixture(scope="module")
def shared(stack: Stack) -> Iterator[Process]:
    name = f"t{secrets.token_hex(6)}"
    bucket = SecretStr(stack.settings.need("s3_url").rpartition("/")[0] + f"/{name}")
    process = start(stack.settings.model_copy(update={"mongo_prefix": name, "s3_url": bucket}), "documents")
    yield process
    mongo.client().drop_database(mongo.database().name)
    mongo.disconnect()


@pytest.fixture
def office(shared: Process) -> Iterator[FilingOffice]:
    yield FilingOffice(shared)
    empty()
    store, bucket = s3.connect(shared.settings)
    left = [DeleteObject(found.object_name) for found in store.list_objects(bucket, recursive=True)]
    assert list(store.remove_objects(bucket, left)) == []
