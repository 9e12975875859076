"""Ends the transactions that a killed process left open.

MongoDB keeps a transaction for a minute after its client's connection is gone, and with it the documents that it wrote:
the process that takes over the dead one's command would wait as long. Every process of a service therefore looks, each
second, for transactions of its own service whose connection does not exist any more.
"""

from __future__ import annotations

from typing import Any

import eventlet
import structlog
from bson import Binary
from pymongo.errors import OperationFailure, PyMongoError

from chassis.mongo import client

EVERY = 1.0  # seconds


def end_orphans(app_name: str) -> int:
    """End the orphaned transactions of connections that called themselves `app_name`. Returns how many.

    Raises OperationFailure when the database user may not look or end them (privileges `inprog`, `killAnySession`).
    """
    admin = client().admin
    everything = {"$currentOp": {"allUsers": True, "idleConnections": True, "idleSessions": True}}
    # What is told of a connection is long, and there are many.
    needed = {"$project": {"client": 1, "type": 1, "lsid": 1, "transaction.parameters": 1}}
    seen: list[dict[str, Any]] = list(admin.aggregate([everything, {"$match": {"appName": app_name}}, needed]))
    connected = {operation["client"] for operation in seen if operation.get("type") == "op" and "client" in operation}
    orphans = [
        {"id": Binary.from_uuid(operation["lsid"]["id"]), "uid": operation["lsid"]["uid"]}
        for operation in seen
        if operation.get("type") == "idleSession"
        and "transaction" in operation
        and operation["client"] not in connected
    ]
    if orphans:
        admin.command({"killAllSessionsByPattern": [{"lsid": lsid} for lsid in orphans]})
        structlog.get_logger().warning("orphaned_transactions_ended", count=len(orphans))
    return len(orphans)


def watch(app_name: str) -> None:
    """Look every second, for as long as the process lives."""
    while True:
        try:
            end_orphans(app_name)
        except OperationFailure as error:
            structlog.get_logger().warning("orphans_not_watched", error=error.code)
            return
        except PyMongoError as error:
            structlog.get_logger().debug("orphans_not_looked_for", error=type(error).__name__)
        eventlet.sleep(EVERY)
