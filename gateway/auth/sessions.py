"""Sessions of officers and access of machine clients, as identity sees them at this moment. Nothing of it is kept
(docs/decisions/0011)."""

from __future__ import annotations

from pydantic import SecretStr

from contracts.rpc.identity.clients import CLIENT_ACCESS, ClientAccess, ClientHandle
from contracts.rpc.identity.sessions import (
    CLOSE_SESSION,
    OPEN_SESSION,
    RENEW_ACCESS,
    Access,
    OpenedSession,
    OpenSession,
    SessionHandle,
)
from gateway.clients import Bus


class Sessions:
    """Opens, renews and closes at identity."""

    def __init__(self, bus: Bus) -> None:
        self._bus = bus

    async def open(self, who: OpenSession) -> OpenedSession:
        """Sign a verified person in, always with a new session: one that was there before is none of theirs."""
        return await self._bus.call(OPEN_SESSION, who)

    async def access(self, session: str) -> Access:
        """Access for one request. Raises Refusal UNAUTHENTICATED when the session has ended."""
        return await self._bus.call(RENEW_ACCESS, SessionHandle(session=SecretStr(session)))

    async def client_access(self, token: str, address: str) -> ClientAccess:
        """Access for one request of a machine client. Raises Refusal when the token does not open any from there."""
        return await self._bus.call(CLIENT_ACCESS, ClientHandle(token=SecretStr(token), address=address))

    async def close(self, session: str) -> None:
        await self._bus.call(CLOSE_SESSION, SessionHandle(session=SecretStr(session)))
