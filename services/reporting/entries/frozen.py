"""Frozen figures: kept for ever in the background, and verified."""

from __future__ import annotations

from chassis.bus.serving import serves
from chassis.working import does
from contracts.calls import Call
from contracts.errors import ErrorCode, Refusal
from contracts.jobs import CancelJob, Commit, GetJob, Work
from contracts.rpc.reporting import frozen as rpc
from services.reporting.entries.base import Entries
from services.reporting.usecases.freeze_figures import freeze_figures, freezing_asked_for
from services.reporting.usecases.frozen import need_set
from services.reporting.usecases.frozen_figures import (
    get_frozen_figures,
    list_frozen_figures,
    publish_frozen_figures,
    read_frozen_file,
)
from services.reporting.usecases.verify_frozen_figures import list_frozen_differences, verify_frozen_figures


class FrozenEntries(Entries):
    @serves(rpc.FREEZE_FIGURES)
    def freeze_figures(self, request: rpc.FreezeFigures, call: Call) -> rpc.Freezing:
        asked = freezing_asked_for(request, call, self.rooms.reader)
        return self.rooms.follow_up.jobs.order(rpc.FREEZING, asked, call)

    @does(rpc.FREEZING)
    def do_freezing(self, request: rpc.FreezeFigures, work: Work, call: Call) -> Commit[rpc.FrozenSet]:
        return freeze_figures(request, work, call, self.rooms.follow_up.frozen_desk)

    @serves(rpc.GET_FREEZING)
    def get_freezing(self, request: GetJob, call: Call) -> rpc.Freezing:
        job = self.rooms.follow_up.jobs.show(rpc.FREEZING, request.job_id)
        return _need_own(job, call)

    @serves(rpc.CANCEL_FREEZING)
    def cancel_freezing(self, request: CancelJob, call: Call) -> rpc.Freezing:
        _need_own(self.rooms.follow_up.jobs.show(rpc.FREEZING, request.job_id), call)
        return self.rooms.follow_up.jobs.cancel(rpc.FREEZING, request.job_id, call.now)

    @serves(rpc.LIST_FROZEN_FIGURES)
    def list_frozen_figures(self, request: rpc.ListFrozenFigures, call: Call) -> rpc.FrozenSets:
        return list_frozen_figures(request, call, self.rooms.follow_up.frozen_desk)

    @serves(rpc.GET_FROZEN_FIGURES)
    def get_frozen_figures(self, request: rpc.GetFrozenFigures, call: Call) -> rpc.FrozenFigures:
        return get_frozen_figures(request, call, self.rooms.follow_up.frozen_desk)

    @serves(rpc.READ_FROZEN_FILE)
    def read_frozen_file(self, request: rpc.GetFrozenFigures, call: Call) -> rpc.FrozenFile:
        return read_frozen_file(request, call, self.rooms.follow_up.frozen_desk)

    @serves(rpc.PUBLISH_FROZEN_FIGURES)
    def publish_frozen_figures(self, request: rpc.PublishFrozenFigures, call: Call) -> rpc.FrozenSet:
        return publish_frozen_figures(request, call, self.rooms.follow_up.frozen_desk)

    @serves(rpc.VERIFY_FROZEN_FIGURES)
    def verify_frozen_figures(self, request: rpc.VerifyFrozenFigures, call: Call) -> rpc.FrozenVerificationJob:
        need_set(request.frozen_id, call, self.rooms.follow_up.frozen_desk)
        return self.rooms.follow_up.jobs.order(rpc.FROZEN_VERIFICATION, request, call)

    @does(rpc.FROZEN_VERIFICATION)
    def do_frozen_verification(
        self, request: rpc.VerifyFrozenFigures, work: Work, call: Call
    ) -> Commit[rpc.FrozenVerification]:
        return verify_frozen_figures(request, work, call, self.rooms.follow_up.frozen_desk)

    @serves(rpc.GET_FROZEN_VERIFICATION)
    def get_frozen_verification(self, request: GetJob, call: Call) -> rpc.FrozenVerificationJob:
        return self.rooms.follow_up.jobs.show(rpc.FROZEN_VERIFICATION, request.job_id)

    @serves(rpc.LIST_FROZEN_DIFFERENCES)
    def list_frozen_differences(self, request: rpc.ListFrozenDifferences, call: Call) -> rpc.FrozenDifferences:
        return list_frozen_differences(request, self.rooms.follow_up.frozen_desk)


def _need_own(job: rpc.Freezing, call: Call) -> rpc.Freezing:
    """What somebody freezes is nobody else's business until it is there. Raises Refusal JOB_UNKNOWN."""
    if call.caller is None or job.requested_by != call.caller.subject:
        raise Refusal(ErrorCode.JOB_UNKNOWN)
    return job
