"""How one agency stands, and which agencies may be named."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from services.reporting.domain.asking import Found
from services.reporting.domain.terms import Measure, Obligation, State
from services.reporting.ledger.selecting import holding
from services.reporting.store.days import day_from, stored_day
from services.reporting.store.editions import current
from services.reporting.store.records import THAI, Record


class MongoReader:
    """Questions to the ledger, a constant number of queries each."""

    def of_agency(self, agency_id: str, day: date) -> Sequence[Found]:
        """What holds of an agency on a day, for each obligation and measure that it owes."""
        # index "agency"
        found = current().entries.find({"agency_id": agency_id, **holding(day)}).collation(THAI)
        return [
            Found(
                Obligation(entry["obligation"]),
                Measure(entry["measure"]),
                State(entry["state"]),
                day_from(entry["since"]),
            )
            for entry in found
        ]

    def known(self, agency_ids: Collection[str], today: date) -> Mapping[str, bool]:
        """Those of these agencies that figures and lists may name, each with whether the public sees a page of it
        today: those that it sees, and those that count on some day (docs/decisions/0044)."""
        # by _id
        found = current().accounts.find(
            {"_id": {"$in": list(agency_ids)}, "version": {"$gt": 0}}, {"standings": 1}, batch_size=10_000
        )
        known = {}
        for record in found:
            standings = record["standings"]
            seen = bool(standings) and _shown_on(standings, stored_day(today))["visible"]
            if seen or any(standing["reporting_unit"] for standing in standings):
                known[record["_id"]] = seen
        return known


def _shown_on(standings: Sequence[Record], day: int) -> Record:
    """What holds, of an agency that has ended what held last, before its time what will hold first."""
    return next((standing for standing in reversed(standings) if standing["first"] <= day), standings[0])
