"""Reminders: sent by the clock, looked at before and after."""

from __future__ import annotations

from datetime import datetime

from chassis.bus.serving import serves
from chassis.schedule import every
from chassis.tracing import current_trace_id
from contracts.calls import Call
from contracts.rpc.reporting import reminders as rpc
from services.reporting.entries.base import Entries
from services.reporting.usecases.reminders import list_planned_reminders, list_reminders, preview_reminders

EVERY = 60.0  # seconds: how long a mail waits for its turn


class ReminderEntries(Entries):
    @every(EVERY)
    def remind(self, now: datetime) -> None:
        self.rooms.follow_up.reminding.remind(current_trace_id() or "")

    @serves(rpc.PREVIEW_REMINDERS)
    def preview_reminders(self, request: rpc.PreviewReminders, call: Call) -> rpc.ReminderPreview:
        return preview_reminders(request, call, self.rooms.follow_up.reminding)

    @serves(rpc.LIST_PLANNED_REMINDERS)
    def list_planned_reminders(self, request: rpc.ListPlannedReminders, call: Call) -> rpc.PlannedReminders:
        return list_planned_reminders(request, call, self.rooms.follow_up.reminding)

    @serves(rpc.LIST_REMINDERS)
    def list_reminders(self, request: rpc.ListReminders, call: Call) -> rpc.Reminders:
        return list_reminders(request, self.rooms.follow_up.reminding)
