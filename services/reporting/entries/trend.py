"""How figures went over time, and why one is another than before."""

from __future__ import annotations

from chassis.bus.serving import serves
from contracts.calls import Call
from contracts.rpc.reporting import comparison, trend
from services.reporting.entries.base import Entries
from services.reporting.usecases.compare_days import compare_days
from services.reporting.usecases.get_trend import get_trend


class TrendEntries(Entries):
    @serves(trend.GET_TREND)
    def get_trend(self, request: trend.GetTrend, call: Call) -> trend.Trend:
        return get_trend(request, call, self.rooms.reader, self.rooms.numbers)

    @serves(comparison.COMPARE_DAYS)
    def compare_days(self, request: comparison.CompareDays, call: Call) -> comparison.Comparison:
        return compare_days(request, call, self.rooms.reader, self.rooms.numbers, self.rooms.comparer)
