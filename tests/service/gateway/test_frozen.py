"""Frozen figures over HTTP: ordered, shown, had as the very bytes that were hashed, verified."""

from __future__ import annotations

import gzip
import hashlib
import io

import httpx
import pytest

from chassis import s3
from chassis.config import Settings
from contracts.rpc.reporting.frozen import (
    FREEZE_FIGURES,
    GET_FROZEN_FIGURES,
    GET_FROZEN_VERIFICATION,
    LIST_FROZEN_DIFFERENCES,
    LIST_FROZEN_FIGURES,
    PUBLISH_FROZEN_FIGURES,
    READ_FROZEN_FILE,
    VERIFY_FROZEN_FIGURES,
    Freezing,
    FrozenDifferences,
    FrozenFile,
    FrozenSets,
    FrozenVerificationJob,
    list_kept_as,
)
from tests.builders.frozen_figures import FROZEN, a_frozen_set, a_job, a_set_shown
from tests.fakes.responder import Responder

pytestmark = [pytest.mark.backing("broker", "s3"), pytest.mark.anyio]

API, KEY = "/api/v1/frozen-figures", {"Idempotency-Key": "key-of-the-test-1"}
ONE = f"{API}/{FROZEN}"


async def test_figures_are_frozen_in_the_background_by_officers(
    officer: httpx.AsyncClient, citizen: httpx.AsyncClient, services: Responder
) -> None:
    services.answers(FREEZE_FIGURES, a_job(Freezing))
    body = {"title": "ครม.", "as_of": "2024-10-29", "obligations": ["s10_notice"], "below": "department"}

    ordered = await officer.post(API, json=body, headers=KEY)

    assert (ordered.status_code, ordered.headers["location"]) == (202, f"/api/v1/freezing-jobs/{FROZEN}")
    (asked,) = services.requests(FREEZE_FIGURES)
    assert (asked["agency_id"], asked["measure"], asked["public"]) == ("department", "uploaded", False)
    assert (await officer.post(API, json=body)).json()["code"] == "idempotency_key_required"
    assert (await citizen.post(API, json=body, headers=KEY)).status_code == 401


async def test_anybody_sees_what_was_frozen_beside_what_is_counted_now(
    citizen: httpx.AsyncClient, services: Responder
) -> None:
    services.answers(GET_FROZEN_FIGURES, a_set_shown())
    services.answers(LIST_FROZEN_FIGURES, FrozenSets(items=(a_frozen_set(),), next="n"))

    shown = await citizen.get(ONE)
    listed = await citizen.get(API, params={"page_size": 1})

    assert shown.json()["figures"][0]["total"]["percent"] == "74.42"
    assert shown.json()["now"][0]["total"]["percent"] == "74.43"
    assert [each["id"] for each in listed.json()["items"]] == [FROZEN]
    assert listed.json()["next"].startswith(f"{API}?page_size=1&cursor=")
    assert (await citizen.get(f"{API}/none")).status_code == 422


async def test_the_files_are_the_very_bytes_that_were_hashed(
    citizen: httpx.AsyncClient, services: Responder, gateway_settings: Settings
) -> None:
    content = '{"as_of":"2024-10-29","title":"ไทย"}'
    table = "\ufeffagency_id\r\n".encode() + b"".join(f"agency-{n}\r\n".encode() for n in range(100_000))
    hashes = {"sha256": sha256(content.encode()), "list_sha256": sha256(table)}
    services.answers(READ_FROZEN_FILE, FrozenFile.model_validate({"as_of": "2024-10-29", "content": content, **hashes}))
    store, bucket = s3.connect(gateway_settings)
    packed = gzip.compress(table)
    store.put_object(bucket, list_kept_as(FROZEN), io.BytesIO(packed), len(packed))

    figures, agencies = await citizen.get(f"{ONE}/content"), await citizen.get(f"{ONE}/agencies")
    again = await citizen.get(f"{ONE}/agencies", headers={"If-None-Match": agencies.headers["etag"]})

    assert (sha256(figures.content), sha256(agencies.content)) == tuple(hashes.values())
    assert (figures.headers["etag"], agencies.headers["etag"]) == tuple(f'"{each}"' for each in hashes.values())
    assert 'filename="agencies-2024-10-29.csv"' in agencies.headers["content-disposition"]
    assert again.status_code == 304

    store.remove_object(bucket, list_kept_as(FROZEN))
    assert (await citizen.get(f"{ONE}/agencies")).json()["code"] == "not_found"


async def test_officers_publish_and_verify_and_read_who_differs(
    officer: httpx.AsyncClient, citizen: httpx.AsyncClient, services: Responder
) -> None:
    outcome = {
        "frozen_id": FROZEN,
        "verified_at": "2024-12-28T03:00:00Z",
        "altered": ["agencies"],
        "same_numbers": False,
        "differing": None,
    }
    change = {"obligation": "s10_notice", "was": "missing", "became": "done"}
    differing = {"items": [{"agency_id": "a", "name_th": "ก", "changes": [change]}], "next": "n"}
    services.answers(PUBLISH_FROZEN_FIGURES, a_frozen_set())
    services.answers(VERIFY_FROZEN_FIGURES, a_job(FrozenVerificationJob))
    services.answers(GET_FROZEN_VERIFICATION, a_job(FrozenVerificationJob, state="done", outcome=outcome))
    services.answers(LIST_FROZEN_DIFFERENCES, FrozenDifferences.model_validate(differing))

    published = await officer.post(f"{ONE}/publication", headers=KEY)
    begun = await officer.post(f"{ONE}/verifications", headers={"Idempotency-Key": "key-of-the-test-2"})
    found = await officer.get(begun.headers["location"])
    agencies = await officer.get(f"{begun.headers['location']}/agencies", params={"page_size": 1})

    assert published.status_code == 200
    assert (begun.status_code, begun.headers["location"]) == (202, f"/api/v1/frozen-verifications/{FROZEN}")
    assert found.json()["outcome"]["altered"] == ["agencies"]
    assert agencies.json()["items"][0]["changes"] == [change]
    for path in (f"{ONE}/publication", f"{ONE}/verifications"):
        assert (await citizen.post(path, headers=KEY)).status_code == 401


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
