"""The book of background jobs: ordered in a command's transaction, held by one process at a time, finished once.

A process holds a job by a lease that it renews. The transaction in which a job is committed begins by marking the job,
so that the database itself keeps everybody else off it until then; a process that has lost the job finds out there, and
everything that it did in that transaction is undone. Leases are measured by the database's clock alone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from pymongo import ASCENDING, IndexModel, ReturnDocument

from chassis.mongo import Record, after_commit, database, ensure_collection, in_transaction
from chassis.tracing import current_traceparent
from contracts.calls import Call, Caller, CallerKind, Grant
from contracts.errors import ErrorCode, Refusal, WireError
from contracts.jobs import FINISHED, JobKind, JobState, JobT, OutcomeT, Progress
from contracts.operations import Reply, RequestT
from contracts.vocabulary import Role

JOBS = "jobs"
# Apart from the job, which is locked while its transaction runs.
PROGRESS = "job_progress"
# A job that has been begun so often without an end (it kills its processes) is not begun again.
MOST_ATTEMPTS = 5
_AT_A_TIME = 500


class NotOurs(Exception):
    """The job was cancelled, or another process has taken it over."""


@dataclass(frozen=True)
class Held:
    """A job in this process's hands. `holder` is new each time that anybody takes it."""

    id: str
    kind: str
    request: Record
    call: Call
    holder: str
    attempts: int
    traceparent: str | None


class JobBook:
    """The jobs of one service. `ordered` is called after the commit of each order: it wakes those who work."""

    def __init__(self, ordered: Callable[[str], None] = lambda kind: None) -> None:
        self.ordered = ordered
        self.stopping = False  # this process begins nothing more, and gives back what it has in hand

    def prepare(self) -> None:
        ensure_collection(JOBS)
        ensure_collection(PROGRESS)
        database()[JOBS].create_indexes(
            [
                # take: the oldest of a kind that waits, or whose process has died
                IndexModel([("kind", ASCENDING), ("state", ASCENDING), ("requested_at", ASCENDING)]),
                # forget: what was finished long ago
                IndexModel([("finished_at", ASCENDING)], sparse=True),
            ]
        )

    def order(self, kind: JobKind[RequestT, OutcomeT, JobT], request: RequestT, call: Call) -> JobT:
        """Record the order, in the command's transaction. The work begins after its commit."""
        entry: Record = {
            "_id": str(uuid4()),
            "kind": kind.name,
            "state": JobState.WAITING.value,
            "request": request.model_dump(mode="json"),
            "call": _kept(call),
            "traceparent": current_traceparent(),
            "requested_at": call.now,
            "requested_by": call.caller.subject if call.caller else None,
            "attempts": 0,
        }
        database()[JOBS].insert_one(entry)
        after_commit(lambda: self.ordered(kind.name))
        return _told(kind, entry)

    def show(self, kind: JobKind[RequestT, OutcomeT, JobT], job_id: str) -> JobT:
        """The job as it stands. Raises Refusal JOB_UNKNOWN when there is none of that kind (any more)."""
        return _told(kind, _of_kind(kind, job_id))

    def cancel(self, kind: JobKind[RequestT, OutcomeT, JobT], job_id: str, now: datetime) -> JobT:
        """Cancel what is not finished; a cancelled one stays so. Raises Refusal JOB_UNKNOWN, JOB_FINISHED."""
        entry = database()[JOBS].find_one_and_update(
            {"_id": job_id, "kind": kind.name, "state": {"$nin": list(FINISHED)}},
            {"$set": {"state": JobState.CANCELLED.value, "finished_at": now}, "$unset": {"holder": ""}},
            return_document=ReturnDocument.AFTER,
        )
        if entry is None:
            entry = _of_kind(kind, job_id)
            if entry["state"] != JobState.CANCELLED:
                raise Refusal(ErrorCode.JOB_FINISHED)
        return _told(kind, entry)

    def take(self, kind: str, lease: timedelta) -> Held | None:
        """The oldest job of the kind that waits, or whose process has not renewed its lease; None if there is none."""
        jobs = database()[JOBS]
        left = {"state": JobState.RUNNING.value, "$expr": {"$lt": ["$lease_until", "$$NOW"]}}
        free = {"kind": kind, "$or": [{"state": JobState.WAITING.value}, left]}
        # Looked for first: taking would wait for the transaction that is about to finish a job.
        if jobs.find_one(free, {"_id": 1}) is None:
            return None
        entry = jobs.find_one_and_update(
            free,
            [
                {
                    "$set": {
                        "state": JobState.RUNNING.value,
                        "holder": uuid4().hex,
                        "attempts": {"$add": ["$attempts", 1]},
                        "lease_until": {"$add": ["$$NOW", _milliseconds(lease)]},
                    }
                }
            ],
            sort=[("requested_at", ASCENDING)],
            return_document=ReturnDocument.AFTER,
        )
        return _held(entry) if entry is not None else None

    def renew(self, held: Held, lease: timedelta) -> None:
        """Keep the job for another `lease`. Raises NotOurs."""
        until = {"$set": {"lease_until": {"$add": ["$$NOW", _milliseconds(lease)]}}}
        if not database()[JOBS].update_one(_mine(held), [until]).matched_count:
            raise NotOurs

    def tell(self, held: Held, progress: Progress) -> None:
        database()[PROGRESS].replace_one({"_id": held.id}, progress.model_dump(), upsert=True)

    def finish(self, held: Held, commit: Callable[[], Reply]) -> None:
        """Commit the work and mark the job done, in one transaction. Raises NotOurs, and what `commit` raises."""

        def done() -> None:
            self._mark(held, {"state": JobState.DONE.value})
            outcome = commit()
            self._mark(held, {"outcome": outcome.model_dump(mode="json"), "finished_at": _now()}, JobState.DONE)

        in_transaction(done)

    def fail(self, held: Held, problem: WireError) -> None:
        """Raises NotOurs."""
        failed = {"state": JobState.FAILED.value, "problem": problem.model_dump(mode="json"), "finished_at": _now()}
        self._mark(held, failed)

    def give_back(self, held: Held, counted: bool) -> None:
        """Let another process begin it anew. `counted`: as one of the attempts that may be made."""
        attempts = held.attempts if counted else held.attempts - 1
        self._mark(held, {"state": JobState.WAITING.value, "holder": None, "attempts": attempts})

    def step(self, held: Held, function: Callable[[], None]) -> None:
        """Do a part of the work in a transaction of its own, only while the job is ours. Raises NotOurs."""

        def ours() -> None:
            self._mark(held, {"stepped_at": _now()})
            function()

        in_transaction(ours)

    def forget(self, before: datetime, remove_files: Callable[[str], None]) -> None:
        """Remove what was finished before then, its files first: whoever dies in between begins again here."""
        for entry in list(database()[JOBS].find({"finished_at": {"$lt": before}}, {"_id": 1}).limit(_AT_A_TIME)):
            remove_files(entry["_id"])
            for name in (PROGRESS, JOBS):
                database()[name].delete_one({"_id": entry["_id"]})

    def _mark(self, held: Held, values: Record, state: JobState = JobState.RUNNING) -> None:
        if not database()[JOBS].update_one({**_mine(held), "state": state.value}, {"$set": values}).matched_count:
            raise NotOurs


def _mine(held: Held) -> Record:
    return {"_id": held.id, "holder": held.holder, "state": JobState.RUNNING.value}


def _of_kind(kind: JobKind[Any, Any, Any], job_id: str) -> Record:
    entry = database()[JOBS].find_one({"_id": job_id, "kind": kind.name})
    if entry is None:
        raise Refusal(ErrorCode.JOB_UNKNOWN)
    return entry


def _told(kind: JobKind[RequestT, OutcomeT, JobT], entry: Record) -> JobT:
    progress = database()[PROGRESS].find_one({"_id": entry["_id"]}) or {}
    return kind.job.model_validate({**entry, "id": entry["_id"], "progress": progress})


def _milliseconds(time: timedelta) -> int:
    return int(time.total_seconds() * 1000)


def _now() -> datetime:
    now = datetime.now(UTC)
    return now.replace(microsecond=now.microsecond // 1000 * 1000)


def _kept(call: Call) -> Record:
    """On whose behalf and by which grant it is done, which the history will name."""
    caller, grant = call.caller, call.grant
    return {
        "trace_id": call.trace_id,
        "caller": {"subject": caller.subject, "name": caller.name, "kind": caller.kind.value} if caller else None,
        "grant": {**asdict(grant), "role": grant.role.value} if grant else None,
    }


def _held(entry: Record) -> Held:
    kept = entry["call"]
    caller, grant = kept["caller"], kept["grant"]
    return Held(
        id=entry["_id"],
        kind=entry["kind"],
        request=entry["request"],
        call=Call(
            now=_now(),
            trace_id=kept["trace_id"],
            caller=Caller(**{**caller, "kind": CallerKind(caller["kind"])}) if caller else None,
            grant=Grant(**{**grant, "role": Role(grant["role"])}) if grant else None,
        ),
        holder=entry["holder"],
        attempts=entry["attempts"],
        traceparent=entry["traceparent"],
    )
