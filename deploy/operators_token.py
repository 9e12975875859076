"""As whom an operator's command asks the services: whoever holds the system's signing key."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from chassis import access_tokens
from chassis.config import Settings
from contracts.calls import Caller, CallerKind, Grant


def operator_token(settings: Settings, *grants: Grant) -> str:
    """An access token of the operator, good for one minute. With `grants` it may do what an officer who holds them may;
    the history names the operator all the same."""
    key = settings.need("access_token_private_key")
    caller = Caller(subject="operator", name="operator", kind=CallerKind.OPERATOR, grants=grants)
    return access_tokens.sign(key, caller, datetime.now(UTC), timedelta(minutes=1))
