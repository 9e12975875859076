"""What an agency is called."""

from __future__ import annotations

from datetime import date

from contracts.events.agencies import AgencyState


def name_on(agency: AgencyState, day: date) -> str | None:
    """Its Thai name on that day; None when it did not exist."""
    facts = agency.facts_on(day)
    return facts.name_th if facts else None


def last_name(agency: AgencyState, day: date) -> str:
    """Its Thai name on that day, or the nearest that it had before or has after: lists of what was go on naming it."""
    held = [facts.name_th for facts in agency.timeline if facts.effective_on <= day]
    return held[-1] if held else agency.timeline[0].name_th
