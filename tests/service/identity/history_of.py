"""What the history says, as an auditor reads it."""

from __future__ import annotations

from chassis.event_log import LOG
from chassis.mongo import Record, database


def history_of(subject: str) -> list[Record]:
    """The entries of an agency's history (or "national"), oldest first."""
    return list(database()[LOG].find({"subject": subject}).sort("sequence", 1))


def facts(subject: str) -> list[str]:
    """Their kinds: "token_issued", "grant_given", ..."""
    return [entry["type"].split(".")[2] for entry in history_of(subject)]
