"""One request's way to the services: as whom, from what is kept or anew, and what follows from the answer."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends
from starlette.requests import Request

from contracts.errors import ErrorCode, Refusal
from contracts.operations import Operation, ReplyT, RequestT
from contracts.rpc.identity import RENEW_ACCESS
from gateway.auth.guards import access_if_any, access_of, session_of
from gateway.clients import Context
from gateway.metrics import CACHE_ANSWERS
from gateway.parts import Parts, parts_of

IDENTITY = RENEW_ACCESS.service


class Asking:
    """`await ask(OPERATION, request)`, in the name of whoever is signed in.

    What nobody in particular asks of the public is answered from what is kept. An officer may be told more than the
    public (an agency that is not shown yet), so their questions are always asked.
    """

    def __init__(self, request: Request) -> None:
        self._request = request
        self._parts: Parts = parts_of(request)

    async def __call__(self, operation: Operation[RequestT, ReplyT], request: RequestT) -> ReplyT:
        """The service's reply. A command goes out under the idempotency key of the HTTP request, if that has one.

        Raises Refusal as Bus.call does, and UNAUTHENTICATED when it takes an officer and nobody is signed in.
        """
        if self._parts.cache.may_keep(operation) and await access_if_any(self._request) is None:
            return await self._public(operation, request)
        reply = await self._as_officer(operation, request)
        if operation.changes:
            self._forget(operation)
        return reply

    def _forget(self, operation: Operation[RequestT, ReplyT]) -> None:
        """What a change of our own has made untrue, without waiting for the event to come round."""
        if operation.service == IDENTITY:
            self._parts.sessions.forget_all()
        else:
            self._parts.cache.drop()

    async def _public(self, operation: Operation[RequestT, ReplyT], request: RequestT) -> ReplyT:
        cache = self._parts.cache
        kept = cache.recall(operation, request)
        CACHE_ANSWERS.labels("kept" if kept is not None else "asked").inc()
        if kept is not None:
            return kept
        generation = cache.generation
        reply = await self._parts.bus.call(operation, request)
        cache.keep(operation, request, reply, generation)
        return reply

    async def _as_officer(self, operation: Operation[RequestT, ReplyT], request: RequestT) -> ReplyT:
        try:
            return await self._parts.bus.call(operation, request, await self._context())
        except Refusal as refusal:
            if refusal.code is not ErrorCode.ACCESS_TOKEN_STALE:
                raise
        self._parts.sessions.forget(session_of(self._request))
        return await self._parts.bus.call(operation, request, await self._context())

    async def _context(self) -> Context:
        access = await access_of(self._request)
        return Context(access.access_token, getattr(self._request.state, "idempotency_key", None))


async def _asking(request: Request) -> Asking:
    return Asking(request)


Ask = Annotated[Asking, Depends(_asking)]
