"""How many agencies comply, which, and how one agency stands."""

from __future__ import annotations

from chassis.bus.serving import serves
from contracts.calls import Call
from contracts.rpc.reporting import figures
from services.reporting.entries.base import Entries
from services.reporting.usecases.get_compliance import get_compliance
from services.reporting.usecases.get_figures import get_figures
from services.reporting.usecases.list_by_state import list_by_state


class FigureEntries(Entries):
    @serves(figures.GET_FIGURES)
    def get_figures(self, request: figures.GetFigures, call: Call) -> figures.Figures:
        return get_figures(request, call, self.rooms.reader, self.rooms.numbers)

    @serves(figures.LIST_BY_STATE)
    def list_by_state(self, request: figures.ListByState, call: Call) -> figures.AgenciesInState:
        return list_by_state(request, call, self.rooms.list_desk)

    @serves(figures.GET_COMPLIANCE)
    def get_compliance(self, request: figures.GetCompliance, call: Call) -> figures.AgencyCompliance:
        return get_compliance(request, call, self.rooms.reader)
