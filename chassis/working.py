"""How a service does background jobs: in each process a loop that takes one job of a kind at a time.

    @does(AGENCY_IMPORT)
    def do_agency_import(self, request: ImportAgencies, work: Work, call: Call) -> Commit[ImportOutcome]:
        ...  # read and prepare, outside of any transaction, telling `work` now and then
        return commit  # run in the transaction that marks the job done

When the process dies, another begins the job anew once the lease has run out; when it stops, at once.
"""

from __future__ import annotations

import functools
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import eventlet
import structlog
from eventlet.event import Event
from nameko.extensions import Entrypoint

from chassis import metrics
from chassis.bus.serving import as_wire_error
from chassis.jobs import MOST_ATTEMPTS, Held, JobBook, NotOurs
from chassis.tracing import tracing
from contracts.errors import ErrorCode, wire_error
from contracts.jobs import JobKind, JobT, OutcomeT, Progress
from contracts.operations import RequestT

BETWEEN_LOOKS = 1.0  # seconds; an order in the same process is begun at once
BETWEEN_TOLD = 0.25  # seconds: progress is written no more often
_AFTER_A_FAULT = 1.0

Method = Callable[..., Any]


class Stopping(Exception):
    """The process stops: another is to begin the job anew."""


class HeldWork:
    """Implements contracts.jobs.Work."""

    def __init__(self, book: JobBook, held: Held) -> None:
        self._book = book
        self._held = held
        self._told_at = 0.0
        self._phase = ""
        self.lost = False

    @property
    def job_id(self) -> str:
        return self._held.id

    def tell(self, phase: str, done: int = 0, total: int | None = None) -> None:
        eventlet.sleep(0)
        if self.lost:
            raise NotOurs
        if self._book.stopping:
            raise Stopping
        now = time.monotonic()
        if phase != self._phase or now - self._told_at > BETWEEN_TOLD:
            self._book.tell(self._held, Progress(phase=phase, done=done, total=total))
            self._phase, self._told_at = phase, now

    def step(self, function: Callable[[], None]) -> None:
        """Do a part of the work in a transaction of its own. Raises NotOurs."""
        self._book.step(self._held, function)


def do(kind: JobKind[Any, Any, Any], method: Method, book: JobBook, held: Held, lease: timedelta) -> None:
    """Do a job that was taken, to its end: done, failed, given back, or lost to somebody else. Never raises."""
    work = HeldWork(book, held)
    with tracing(held.traceparent):
        log = structlog.get_logger().bind(job=held.id, kind=held.kind, attempt=held.attempts)
        renewing = eventlet.spawn(_renew, book, held, lease, work)
        started = time.monotonic()
        outcome = "done"
        try:
            if held.attempts > MOST_ATTEMPTS:
                book.fail(held, wire_error(ErrorCode.INTERNAL))
                outcome = "failed"
            else:
                commit = method(kind.request.model_validate(held.request), work, held.call)
                # From here the transaction itself keeps others off the job.
                renewing.kill()
                book.finish(held, commit)
        except NotOurs:
            outcome = "lost"
        except Stopping:
            outcome = "given_back"
            _quietly(lambda: book.give_back(held, counted=False))
        except Exception as error:
            outcome = _failed(book, held, error, log)
        finally:
            renewing.kill()
        metrics.JOBS.labels(held.kind, outcome).observe(time.monotonic() - started)
        log.info("job_worked_on", outcome=outcome, ms=round((time.monotonic() - started) * 1000, 1))


def _failed(book: JobBook, held: Held, error: Exception, log: Any) -> str:
    problem = as_wire_error(error)
    if problem.code is ErrorCode.INTERNAL:
        log.exception("job_failed")
        if held.attempts < MOST_ATTEMPTS:
            # Perhaps the database was away, or we were at fault in a way that passes.
            eventlet.sleep(_AFTER_A_FAULT)
            _quietly(lambda: book.give_back(held, counted=True))
            return "to_be_tried_again"
    _quietly(lambda: book.fail(held, problem))
    return "failed"


def _quietly(action: Callable[[], None]) -> None:
    # What cannot be said now is found out by whoever takes the job once its lease has run out.
    try:
        action()
    except Exception as error:
        structlog.get_logger().warning("job_not_marked", error=type(error).__name__)


def _renew(book: JobBook, held: Held, lease: timedelta, work: HeldWork) -> None:
    while True:
        eventlet.sleep(lease.total_seconds() / 4)
        try:
            book.renew(held, lease)
        except NotOurs:
            work.lost = True
            return
        except Exception as error:
            structlog.get_logger().warning("lease_not_renewed", error=type(error).__name__)


class JobWorker(Entrypoint):  # type: ignore[misc]  # Nameko has no types
    """Takes jobs of one kind, one at a time, for as long as the service runs."""

    def __init__(self, kind: JobKind[Any, Any, Any], **options: Any) -> None:
        self.kind = kind
        self._woken = Event()
        super().__init__(**options)

    def setup(self) -> None:
        process = self.container.config["process"]
        self.book: JobBook = process.jobs
        self.lease = timedelta(seconds=process.settings.job_lease_seconds)
        others, name = self.book.ordered, self.kind.name

        def ordered(kind: str) -> None:
            others(kind)
            if kind == name:
                self._wake()

        self.book.ordered = ordered

    def start(self) -> None:
        self._thread = self.container.spawn_managed_thread(self._run, identifier=f"jobs {self.kind.name}")

    def stop(self) -> None:
        self.book.stopping = True
        self._wake()
        self._thread.wait()

    def kill(self) -> None:
        self._thread.kill()

    def _wake(self) -> None:
        if not self._woken.ready():
            self._woken.send(True)

    def _run(self) -> None:
        while not self.book.stopping:
            self._woken = Event()
            held = self._take()
            if held is not None:
                finished = Event()
                self.container.spawn_worker(
                    self, (held,), {}, handle_result=functools.partial(_note_finished, finished)
                )
                finished.wait()
                continue
            with eventlet.Timeout(BETWEEN_LOOKS, False):
                self._woken.wait()

    def _take(self) -> Held | None:
        try:
            return self.book.take(self.kind.name, self.lease)
        except Exception as error:
            structlog.get_logger().warning("jobs_not_looked_for", error=type(error).__name__)
            return None


def _note_finished(finished: Event, worker_ctx: object, result: object, exc_info: object) -> tuple[object, object]:
    finished.send(True)
    return result, exc_info


def does(kind: JobKind[RequestT, OutcomeT, JobT]) -> Callable[[Method], Method]:
    """Make a service's method `(self, request, work, call) -> commit` the doer of a kind of job."""

    def decorate(method: Method) -> Method:
        @functools.wraps(method)
        def entry(self: Any, held: Held) -> None:
            lease = timedelta(seconds=self.process.settings.job_lease_seconds)
            do(kind, functools.partial(method, self), self.process.jobs, held, lease)

        decorated: Method = JobWorker.decorator(kind)(entry)
        return decorated

    return decorate
