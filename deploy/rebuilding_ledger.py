"""The ledger of reporting is calculated anew from the event logs of its producers, while the system is in use."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from chassis import mongo
from chassis.config import Settings
from chassis.event_log import EventLog
from chassis.reading_logs import LogReader
from services.reporting.rebuild import SAID, TYPES, Rebuild
from services.reporting.store import DOCUMENTS, prepare_editions


def rebuild_ledger(settings: Settings, tell: Callable[[str], None]) -> str:
    """Returns what there is to say of it. Raises Superseded (a ValueError) when another rebuild has begun since."""
    mongo.connect(settings, "reporting")
    try:
        history = EventLog()
        history.prepare()
        mongo.prepare(*DOCUMENTS)
        prepare_editions()
        told = {kind.source_service(): tuple(TYPES) for kind in TYPES.values()} | {"reporting": (SAID,)}
        logs = [
            LogReader(mongo.client()[f"{settings.mongo_prefix}_{service}"], types) for service, types in told.items()
        ]
        rebuilt = Rebuild(logs, history, lambda: datetime.now(UTC), tell).run()
    finally:
        mongo.disconnect()
    return (
        f"{rebuilt.accounts} agencies from {rebuilt.events} events in {rebuilt.seconds:.1f} s; "
        f"{rebuilt.said} states had not been said and are now."
    )
