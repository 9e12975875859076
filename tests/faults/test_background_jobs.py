"""Background jobs are done exactly once, whatever happens to the process that does them."""

from __future__ import annotations

import pytest

from chassis.jobs import MOST_ATTEMPTS
from contracts.errors import ErrorCode, Refusal
from contracts.jobs import CancelJob, GetJob, JobState
from tests.faults.probe_service import CANCEL_TOIL, ECHO, GET_TOIL, ORDER_TOIL, Text, Toil
from tests.waiting import until

pytestmark = pytest.mark.backing("broker", "mongo")


def order(asker, text, seconds=0.0, **context) -> Toil:
    return asker.call(ORDER_TOIL, Text(text=text, seconds=seconds), **context)


def finished(asker, job: Toil, seconds=30) -> Toil:
    def look() -> Toil | None:
        seen = asker.call(GET_TOIL, GetJob(job_id=job.id))
        return seen if seen.finished_at else None

    return until(look, "the job is finished", seconds=seconds)


def test_an_order_is_answered_at_once_and_done_once_under_its_key(probe, asker, rows):
    first = order(asker, "once", seconds=0.3, idempotency_key="the-key")
    again = order(asker, "once", seconds=0.3, idempotency_key="the-key")

    assert (first.state, first.progress.done, first.outcome) == (JobState.WAITING, 0, None)
    assert again == first
    done = finished(asker, first)
    assert (done.state, done.outcome.text, done.problem) == (JobState.DONE, "once", None)
    assert [row["text"] for row in rows("notes")] == ["once"]
    until(lambda: [row["text"] for row in rows("heard")] == ["once"], "its event is heard of")


def test_how_far_it_is_can_be_asked_and_the_process_answers_others_meanwhile(probe, asker):
    job = order(asker, "long", seconds=2)

    def look() -> Toil | None:
        seen = asker.call(GET_TOIL, GetJob(job_id=job.id))
        return seen if seen.progress.done else None

    seen = until(look, "it tells how far it is")
    assert (seen.state, seen.progress.phase, seen.progress.total) == (JobState.RUNNING, "toiling", 40)
    assert asker.call(ECHO, Text(text="meanwhile")).text == "meanwhile"
    assert finished(asker, job).state is JobState.DONE


@pytest.mark.parametrize("text", ["long", "slow to commit"])
def test_a_job_whose_process_is_killed_is_completed_by_another_exactly_once(start_probe, asker, rows, text):
    probes = [start_probe(), start_probe()]
    job = order(asker, text, seconds=3)
    begun = until(lambda: rows("started"), "somebody is at it")[0]
    if text == "slow to commit":
        until(lambda: any(row["text"] == "committing" for row in rows("started")), "it commits")
    worker = next(each for each in probes if each.process.pid == begun["process"])
    worker.kill()

    done = finished(asker, job, seconds=60)
    assert done.state is JobState.DONE
    assert [row["text"] for row in rows("notes")] == [text]
    assert {row["process"] for row in rows("started") if "process" in row} == {each.process.pid for each in probes}


def test_two_processes_do_each_job_once(start_probe, asker, rows):
    start_probe(), start_probe()
    jobs = [order(asker, f"job {number}", seconds=0.1) for number in range(12)]

    for job in jobs:
        assert finished(asker, job).state is JobState.DONE
    assert sorted(row["text"] for row in rows("notes")) == sorted(f"job {number}" for number in range(12))
    assert len(rows("started")) == 12


def test_a_process_that_stops_gives_its_job_to_another_at_once(start_probe, asker, rows):
    worker = start_probe()
    job = order(asker, "handed over", seconds=2)
    until(lambda: rows("started"), "somebody is at it")
    start_probe()
    assert worker.terminate() == 0

    assert finished(asker, job).state is JobState.DONE
    assert [row["text"] for row in rows("notes")] == ["handed over"]


def test_a_job_that_is_cancelled_in_time_leaves_nothing_and_one_that_is_done_cannot_be(probe, asker, rows):
    job = order(asker, "never mind", seconds=20)
    until(lambda: rows("started"), "somebody is at it")
    assert asker.call(CANCEL_TOIL, CancelJob(job_id=job.id)).state is JobState.CANCELLED
    assert asker.call(CANCEL_TOIL, CancelJob(job_id=job.id)).state is JobState.CANCELLED

    another = finished(asker, order(asker, "another"))
    assert [row["text"] for row in rows("notes")] == ["another"]
    with pytest.raises(Refusal) as refused:
        asker.call(CANCEL_TOIL, CancelJob(job_id=another.id))
    assert refused.value.code is ErrorCode.JOB_FINISHED


def test_a_job_that_is_refused_tells_why_in_both_languages(probe, asker, rows):
    failed = finished(asker, order(asker, "refused"))

    assert (failed.state, failed.outcome) == (JobState.FAILED, None)
    assert failed.problem.code is ErrorCode.AGENCY_CODE_TAKEN
    assert failed.problem.message_th and failed.problem.message_en
    assert len(rows("started")) == 1


def test_a_job_in_which_we_are_at_fault_is_tried_again_but_not_for_ever(probe, asker, rows):
    failed = finished(asker, order(asker, "at fault"))

    assert failed.problem.code is ErrorCode.INTERNAL
    assert len(rows("started")) == MOST_ATTEMPTS


def test_what_nobody_ordered_is_unknown(probe, asker):
    with pytest.raises(Refusal) as refused:
        asker.call(GET_TOIL, GetJob(job_id="no such job"))
    assert refused.value.code is ErrorCode.JOB_UNKNOWN
