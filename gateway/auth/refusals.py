"""Sign-ins that were turned away: why, as one word of ours, logged and told to identity for the history.

Telling is done beside the request and never stands in its way. Nobody can fill the history by failing on purpose: what
comes faster than `MOST` a minute is logged only.
"""

from __future__ import annotations

import asyncio

import structlog

from contracts.errors import ErrorCode, Refusal
from contracts.rpc.identity.sessions import NOTE_SIGN_IN_REFUSED, SignInRefused
from gateway.clients import Bus, Context
from gateway.limits import RateLimiter

log = structlog.get_logger()

MOST = 120
PATIENCE = 5.0


class SignInTurnedAway(Refusal):
    """`reason` is for the history and the log; whoever tried is told the code's text alone."""

    def __init__(self, reason: str, code: ErrorCode = ErrorCode.SIGN_IN_FAILED) -> None:
        super().__init__(code)
        self.reason = reason


class Refusals:
    def __init__(self, bus: Bus, most: int = MOST) -> None:
        self._bus = bus
        self._limiter = RateLimiter(most)
        self._telling: set[asyncio.Task[None]] = set()

    def note(self, turned_away: SignInTurnedAway, issuer: str | None) -> None:
        """`issuer` is the one at which the sign-in was begun, None when that is not known."""
        log.warning("sign_in_refused", reason=turned_away.reason, issuer=issuer)
        if self._limiter.take("all").wait:
            return
        task = asyncio.create_task(self._tell(SignInRefused(reason=turned_away.reason, issuer=issuer)))
        self._telling.add(task)
        task.add_done_callback(self._telling.discard)

    async def stop(self) -> None:
        """Wait for what is being told."""
        await asyncio.gather(*self._telling)

    async def _tell(self, refused: SignInRefused) -> None:
        try:
            await self._bus.call(NOTE_SIGN_IN_REFUSED, refused, Context(seconds=PATIENCE))
        except Refusal as refusal:
            log.warning("sign_in_refusal_not_noted", code=refusal.code)
