"""Background jobs: work that takes longer than anybody waits. A command orders it and is answered at once with the job.

A kind of job is declared once, beside the operations that order, show and cancel it. The service does it in a method
marked `@does(KIND)` (`chassis.working`); whoever ordered it asks for it by its id until it is finished.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Generic, Protocol, TypeVar

from contracts.errors import WireError
from contracts.operations import Reply, Request, RequestT


class JobState(StrEnum):
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


FINISHED = frozenset({JobState.DONE, JobState.FAILED, JobState.CANCELLED})

OutcomeT = TypeVar("OutcomeT", bound=Reply)


class Progress(Reply):
    """How far it is: `done` of `total` pieces of the `phase` at hand (a word of the kind's own). None: not known."""

    phase: str | None = None
    done: int = 0
    total: int | None = None


class Job(Reply, Generic[OutcomeT]):
    """A job as it is told to whoever may order it. Times are UTC.

    `requested_by` is the officer's id. `outcome` is there when it is DONE, `problem` when it FAILED.
    """

    id: str
    kind: str
    state: JobState
    progress: Progress
    requested_at: datetime
    requested_by: str | None
    finished_at: datetime | None = None
    outcome: OutcomeT | None = None
    problem: WireError | None = None


class GetJob(Request):
    job_id: str


class CancelJob(Request):
    """Only before it commits: what is done is done."""

    job_id: str


JobT = TypeVar("JobT", bound=Job[Any])


@dataclass(frozen=True)
class JobKind(Generic[RequestT, OutcomeT, JobT]):
    """`request` is what is kept of the order until the work is done; `job` is Job with the kind's own outcome."""

    name: str
    request: type[RequestT]
    outcome: type[OutcomeT]
    job: type[JobT]


# What is left when everything is prepared: run in the transaction that marks the job done, perhaps more than once.
Commit = Callable[[], OutcomeT]


class Work(Protocol):
    """The job at hand, as those who do it see it."""

    @property
    def job_id(self) -> str: ...

    def tell(self, phase: str, done: int = 0, total: int | None = None) -> None:
        """Say how far it is, and let the process's other work go on; to be called now and then in a long loop.

        Raises when the job is not this process's to do any more: it was cancelled, or the process stops.
        """
