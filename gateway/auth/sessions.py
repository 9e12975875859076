"""Access tokens for sessions: obtained from identity, kept in memory until shortly before they end.

Forgotten at once when a grant of the officer changes, when a service calls the token stale, or at sign-out. A token
obtained while such news arrived is used for the request that asked for it and not kept.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from pydantic import SecretStr

from contracts.rpc.identity import (
    CLOSE_SESSION,
    OPEN_SESSION,
    RENEW_ACCESS,
    Access,
    OpenedSession,
    OpenSession,
    SessionHandle,
)
from gateway.clients import Bus

MARGIN = timedelta(seconds=60)
ROOM = 20_000


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Sessions:
    """Opens, renews and closes sessions at identity."""

    def __init__(self, bus: Bus, clock: Callable[[], datetime] = _utc_now) -> None:
        self._bus = bus
        self._clock = clock
        self._kept: OrderedDict[str, Access] = OrderedDict()
        self._generation = 0

    async def open(self, who: OpenSession) -> OpenedSession:
        """Sign a verified person in."""
        opened = await self._bus.call(OPEN_SESSION, who)
        self._keep(opened.session, opened, self._generation)
        return opened

    async def access(self, session: str) -> Access:
        """A current access token. Raises Refusal UNAUTHENTICATED when the session has ended."""
        kept = self._kept.get(session)
        if kept is not None:
            if self._clock() < kept.expires_at - MARGIN:
                return kept
            self.forget(session)
        generation = self._generation
        access = await self._bus.call(RENEW_ACCESS, SessionHandle(session=SecretStr(session)))
        self._keep(session, access, generation)
        return access

    async def close(self, session: str) -> None:
        """Sign out: here at once, and at identity."""
        self.forget(session)
        await self._bus.call(CLOSE_SESSION, SessionHandle(session=SecretStr(session)))

    def forget(self, session: str) -> None:
        self._kept.pop(session, None)
        self._generation += 1

    def forget_officer(self, officer_id: str) -> None:
        theirs = [session for session, access in self._kept.items() if access.profile.officer_id == officer_id]
        for session in theirs:
            del self._kept[session]
        self._generation += 1

    def forget_all(self) -> None:
        self._kept.clear()
        self._generation += 1

    def _keep(self, session: str, access: Access, generation: int) -> None:
        if generation != self._generation:
            return
        self._kept[session] = access
        while len(self._kept) > ROOM:
            self._kept.popitem(last=False)
