"""Frozen figures at the desk of a test: frozen and verified to the end, altered behind the service's back."""

from __future__ import annotations

import gzip
import io
from datetime import timedelta
from typing import Any

from chassis import s3
from contracts.jobs import JobKind
from contracts.rpc.reporting.frozen import FREEZING, FROZEN_VERIFICATION, list_kept_as
from services.reporting.service import ReportingService
from tests.builders.reporting_desk import ReportingDesk

DAY = "2024-10-29"


def ordered(desk: ReportingDesk, **changed: Any) -> dict[str, Any]:
    """The job of freezing: section 10 as of a day, by category, in the whole country."""
    asked = {"title": "รายงานคณะรัฐมนตรี 29 ต.ค. 2567", "as_of": DAY, "obligations": ["s10_notice"]}
    job: dict[str, Any] = desk.ask("freeze_figures", **{**asked, **changed})
    return job


def frozen(desk: ReportingDesk, **changed: Any) -> dict[str, Any]:
    """A set that is frozen."""
    job = ordered(desk, **changed)
    work_off(desk, FREEZING)
    outcome: dict[str, Any] = _outcome(desk, "get_freezing", job["id"])
    return outcome


def verified(desk: ReportingDesk, frozen_id: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """What a verification finds, and all agencies that differ."""
    job = desk.ask("verify_frozen_figures", frozen_id=frozen_id)
    work_off(desk, FROZEN_VERIFICATION)
    found = _outcome(desk, "get_frozen_verification", job["id"])
    differing: list[dict[str, Any]] = []
    after = None
    while True:
        page = desk.ask("list_frozen_differences", verification_id=job["id"], page_size=2, after=after)
        differing.extend(page["items"])
        after = page["next"]
        if after is None:
            return found, differing


def work_off(desk: ReportingDesk, kind: JobKind[Any, Any, Any]) -> None:
    service = ReportingService()
    service.process, service.rooms = desk.process, desk.parts  # type: ignore[assignment]
    held = desk.process.jobs.take(kind.name, timedelta(seconds=15))
    assert held is not None
    doer = service.do_freezing if kind is FREEZING else service.do_frozen_verification
    doer(held)


def list_of(desk: ReportingDesk, frozen_id: str) -> bytes:
    """The list behind a set, as it is downloaded."""
    store, bucket = s3.connect(desk.process.settings)
    with store.get_object(bucket, list_kept_as(frozen_id)) as found:
        return gzip.decompress(bytes(found.read()))


def put_list(desk: ReportingDesk, frozen_id: str, packed: bytes) -> None:
    """Have the store hold another list."""
    store, bucket = s3.connect(desk.process.settings)
    store.put_object(bucket, list_kept_as(frozen_id), io.BytesIO(packed), len(packed))


def _outcome(desk: ReportingDesk, method: str, job_id: str) -> dict[str, Any]:
    job = desk.ask(method, job_id=job_id)
    assert job["state"] == "done", job
    outcome: dict[str, Any] = job["outcome"]
    return outcome
