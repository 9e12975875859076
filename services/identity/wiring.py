"""What the identity service is put together from, once in each process."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from chassis import access_tokens
from chassis.directory import AgencyDirectory
from chassis.mongo import prepare
from chassis.service import Process
from contracts.calls import Caller
from contracts.events.envelope import History
from services.identity.store import DOCUMENTS, Attempts, Grants, Officers, Sessions, Tokens, TokenSafe


@dataclass(frozen=True)
class Identity:
    officers: Officers
    sessions: Sessions
    tokens: Tokens
    grants: Grants
    attempts: Attempts
    agencies: AgencyDirectory
    history: History
    sign: Callable[[Caller, datetime, datetime], str]


def wire(process: Process) -> Identity:
    """Raises SettingsError when a secret of identity's is not set."""
    safe = TokenSafe(process.settings.need("token_secret"))
    private_key = process.settings.need("access_token_private_key")

    def sign(caller: Caller, now: datetime, until: datetime) -> str:
        return access_tokens.sign(private_key, caller, now, until - now)

    prepare(*DOCUMENTS)
    return Identity(
        officers=Officers(),
        sessions=Sessions(),
        tokens=Tokens(safe),
        grants=Grants(),
        attempts=Attempts(),
        agencies=process.directory,
        history=process.history,
        sign=sign,
    )
