"""One request's way to the services: as whom, from what is kept or anew, and what follows from the answer."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends
from starlette.requests import Request

from contracts.errors import ErrorCode, Refusal
from contracts.operations import Operation, ReplyT, RequestT
from contracts.rpc.identity.sessions import RENEW_ACCESS
from gateway.auth.callers import caller_anew, caller_if_any, caller_of
from gateway.clients import Context
from gateway.metrics import CACHE_ANSWERS
from gateway.parts import Parts, parts_of

IDENTITY = RENEW_ACCESS.service


class Asking:
    """`await ask(OPERATION, request)`, in the name of whoever is signed in.

    What nobody in particular asks of the public is answered from what is kept. An officer may be told more than the
    public (an agency that is not shown yet), so their questions are always asked.
    """

    def __init__(self, request: Request, seconds: float | None = None) -> None:
        """`seconds`: how long to wait for a service; None: as long as the operation or the settings allow."""
        self._request = request
        self._seconds = seconds
        self._parts: Parts = parts_of(request)

    def within(self, seconds: float) -> Asking:
        """The same, for what is not worth waiting for any longer."""
        return Asking(self._request, seconds)

    async def __call__(self, operation: Operation[RequestT, ReplyT], request: RequestT) -> ReplyT:
        """The service's reply. A command goes out under the idempotency key of the HTTP request, if that has one.

        Raises Refusal as Bus.call does, and UNAUTHENTICATED when it takes an officer and nobody is signed in.
        """
        if self._parts.cache.may_keep(operation) and await caller_if_any(self._request) is None:
            return await self._public(operation, request)
        reply = await self._as_caller(operation, request)
        if operation.changes and operation.service != IDENTITY:
            # What a change of our own has made untrue, without waiting for the event to come round.
            self._parts.cache.drop()
        return reply

    async def _public(self, operation: Operation[RequestT, ReplyT], request: RequestT) -> ReplyT:
        cache = self._parts.cache
        kept = cache.recall(operation, request)
        CACHE_ANSWERS.labels("kept" if kept is not None else "asked").inc()
        if kept is not None:
            return kept
        generation = cache.generation
        reply = await self._parts.bus.call(operation, request, Context(seconds=self._seconds))
        cache.keep(operation, request, reply, generation)
        return reply

    async def _as_caller(self, operation: Operation[RequestT, ReplyT], request: RequestT) -> ReplyT:
        caller = await caller_of(self._request)
        try:
            return await self._parts.bus.call(operation, request, self._context(caller.access_token))
        except Refusal as refusal:
            if refusal.code is not ErrorCode.ACCESS_TOKEN_STALE:
                raise
        caller = await caller_anew(self._request)
        return await self._parts.bus.call(operation, request, self._context(caller.access_token))

    def _context(self, access_token: str) -> Context:
        return Context(access_token, getattr(self._request.state, "idempotency_key", None), self._seconds)


async def _asking(request: Request) -> Asking:
    return Asking(request)


Ask = Annotated[Asking, Depends(_asking)]
