"""500 documents are filed while the documents service, the gateway and the S3 store are killed at any moment.

What was acknowledged is there and intact, half a document is never seen, and what the killed left behind goes with the
next sweep.
"""

from __future__ import annotations

import hashlib
import itertools
import random
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from chassis import mongo, s3
from chassis.service import start
from deploy.demo.officers import id_of
from deploy.demo.visitor import Unexpected, Visitor
from services.documents.usecases.sweep_files import sweep_files
from services.documents.wiring import wire
from tests.builders.pdfs import pdf
from tests.running_system import System
from tests.waiting import until

pytestmark = [pytest.mark.system, pytest.mark.timeout(600)]

DOCUMENTS = 500
OFFICERS_AT_WORK = 8
SEED = 20230809
# Together: all processes of a kind, so that nobody is left to answer for a moment.
VICTIMS = (
    ("documents-1",),
    ("gateway-1",),
    ("s3",),
    ("documents-1", "documents-2"),
    ("gateway-2",),
    ("s3",),
    ("documents-2",),
    ("gateway-1", "gateway-2"),
    ("s3", "documents-1"),
)
HOPELESS = 20  # of so many officers one gives up at the first trouble, and leaves behind what there is


@dataclass
class Told:
    """What the system has acknowledged: the SHA-256 by the id of the document."""

    documents: dict[str, str] = field(default_factory=dict)
    finished: int = 0


def test_nothing_acknowledged_is_lost_and_nothing_half_done_is_seen(system: System, administrator: Visitor):
    # Not the main job's, which withdraws whatever it finds published.
    row = next(row for row in reversed(system.rows) if row != system.country.demo_agency)
    agency = id_of(administrator, row.code)
    told, chance = Told(), random.Random(SEED)
    moments = sorted(chance.sample(range(10, DOCUMENTS - 40), len(VICTIMS)))

    with watching(system, agency) as seen, ThreadPoolExecutor(OFFICERS_AT_WORK) as officers:
        work = [officers.submit(file, administrator, agency, number, told) for number in range(DOCUMENTS)]
        for moment, victims in zip(moments, VICTIMS, strict=True):
            until(lambda m=moment: told.finished >= m, f"{moment} are filed", seconds=120)  # type: ignore[misc]
            until(lambda v=victims: set(v) <= system.stack.pids().keys(), f"{victims} run", seconds=60)  # type: ignore[misc]
            for victim in victims:
                system.stack.kill(victim)
        for each in work:
            each.result(240)

    # Whoever gave up did not hear; all others were told.
    assert len(told.documents) > DOCUMENTS * 0.9
    until(lambda: all(system.stack.readiness().values()), "all are back", seconds=120)
    shown = published(administrator, agency)
    assert told.documents.items() <= shown.items()
    assert seen <= shown.keys()
    for document_id, sha256 in shown.items():
        assert sha256_of(administrator.get(f"/api/v1/documents/{document_id}/file").content) == sha256

    kept_and_waiting = sweep_as_tomorrow(system)

    assert kept_and_waiting == {f"documents/{sha256}.pdf" for sha256 in every_sha256(system)}
    assert set(shown.values()) <= every_sha256(system)


def file(officer: Visitor, agency: str, number: int, told: Told) -> None:
    """One PDF of its own, uploaded and filed, with all patience; or, now and then, with none."""
    content, keys = pdf(f"{SEED} {number}"), (f"upload-{SEED}-{number:04}", f"filing-{SEED}-{number:04}")
    try:
        if number % HOPELESS == 0:
            document = impatiently(officer, agency, content, keys)
        else:
            upload = officer.post("/api/v1/uploads", content=content, media_type="application/pdf", key=keys[0]).json()
            body = filing(upload["upload"], number)
            document = officer.post(f"/api/v1/agencies/{agency}/documents", body, key=keys[1]).json()
        if document is not None:
            assert document["sha256"] == sha256_of(content)
            told.documents[document["id"]] = document["sha256"]
    finally:
        told.finished += 1


def impatiently(officer: Visitor, agency: str, content: bytes, keys: tuple[str, str]) -> dict[str, str] | None:
    try:
        headers = {"Content-Type": "application/pdf", "Idempotency-Key": keys[0]}
        upload = officer.ask("POST", "/api/v1/uploads", content=content, headers=headers)
        if upload.status_code != 201:
            return None
        body = filing(upload.json()["upload"], 0)
        answer = officer.ask("POST", f"/api/v1/agencies/{agency}/documents", body, headers={"Idempotency-Key": keys[1]})
    except httpx.TransportError:
        return None
    document: dict[str, str] | None = answer.json() if answer.status_code == 201 else None
    return document


def filing(upload: str, number: int) -> dict[str, str]:
    return {
        "upload": upload,
        "obligation": "s10_notice",
        "document_date": "2023-08-09",
        "file_name": f"ประกาศฉบับที่ {number}.pdf",
    }


@contextmanager
def watching(system: System, agency: str) -> Iterator[set[str]]:
    """Citizens who look at the page all the time, and open what it shows: each is whole, or not to be had right now.

    Gives the ids of what they saw. Fails when they saw anything else.
    """
    seen: set[str] = set()
    wrong: list[str] = []
    over = threading.Event()

    def look() -> None:
        with system.visitor("203.0.113.9") as citizen:
            while not over.is_set():
                try:
                    fresh = {i: sha for i, sha in published(citizen, agency).items() if i not in seen}
                    for document_id, sha256 in itertools.islice(fresh.items(), 10):
                        answer = citizen.ask("GET", f"/api/v1/documents/{document_id}/file")
                        if answer.status_code == 200:
                            seen.add(document_id)
                            if sha256_of(answer.content) != sha256:
                                wrong.append(document_id)
                        elif answer.status_code not in (429, 502, 503, 504):
                            wrong.append(f"{document_id}: {answer.status_code}")
                except (httpx.TransportError, Unexpected):
                    continue  # the gateway was killed while it answered, which whoever asked is told

    citizens = threading.Thread(target=look)
    citizens.start()
    try:
        yield seen
    finally:
        over.set()
        citizens.join()
    assert wrong == []
    assert seen


def published(visitor: Visitor, agency: str) -> dict[str, str]:
    items = visitor.get(f"/api/v1/agencies/{agency}/documents").json()["items"]
    return {item["id"]: item["sha256"] for item in items if item["document_date"] == "2023-08-09"}


def sweep_as_tomorrow(system: System) -> set[str]:
    """What the store holds once the sweep of the day after tomorrow has been made."""
    try:
        rooms = wire(start(system.settings, "documents"))
        sweep_files(datetime.now(UTC) + timedelta(days=2), rooms.files, rooms.kept_files, rooms.books.documents)
    finally:
        mongo.disconnect()
    store, bucket = s3.connect(system.settings)
    found = (item.object_name or "" for item in store.list_objects(bucket, recursive=True))
    return {name for name in found if name.startswith(("documents/", "quarantine/"))}


def every_sha256(system: System) -> set[str]:
    """Of everything that anybody ever filed in this system."""
    mongo.connect(system.settings, "documents")
    try:
        return set(mongo.database()["documents"].distinct("sha256"))
    finally:
        mongo.disconnect()


def sha256_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
