"""What happens to an account, for its owner to see: sign-ins, refusals, changes of how one signs in."""

from __future__ import annotations

from datetime import datetime

import structlog
from flask import has_request_context, request

from services.identity.digital_id.model import Happening
from services.identity.digital_id.store import history

log = structlog.get_logger()


def note(account_id: str, what: str, now: datetime) -> None:
    """Append to the account's history and to the log. `what` has a text `history.<what>`."""
    address = client_address() if has_request_context() else None
    history.append(account_id, Happening(now, what, address))
    log.info(what, account_id=account_id)


def client_address() -> str:
    """Where the request being served comes from; behind proxies, see the setting `trusted_proxies`."""
    return request.remote_addr or "unknown"
