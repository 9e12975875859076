"""What a service can be asked to do, as data: name, request, reply, and the right that it takes.

An operation is declared once, in contracts/rpc/<service>/. The service serves it (`chassis.bus.serving.serves`), the
gateway calls it (`gateway.clients`), the architecture tests hold both against the declaration.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from pydantic import BaseModel, ConfigDict

from contracts.vocabulary import Action


class Request(BaseModel):
    """Base of every request. Unknown fields are refused: a typing error must not be silently ignored."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Reply(BaseModel):
    """Base of every reply. Unknown fields are ignored, so that a service may be newer than its caller."""

    model_config = ConfigDict(extra="ignore", frozen=True)


RequestT = TypeVar("RequestT", bound=Request)
ReplyT = TypeVar("ReplyT", bound=Reply)

NO_AGENCY = frozenset({Action.PUBLIC, Action.SIGN_IN, Action.SIGNED_IN, Action.OPERATE})


@dataclass(frozen=True)
class Operation(Generic[RequestT, ReplyT]):
    """One RPC method.

    `changes` marks a command: it runs in one transaction, once per idempotency key. `repeatable`: its reply holds a
    secret, so it is not kept for repetitions under the same key; doing it again is harmless and gives a new one.
    `action` is the right that it takes at `request.agency_id`; outside NO_AGENCY, None or no such field means the whole
    country. `somewhere`: which agencies it concerns follows from more than the request, so the caller must hold the
    right at some agency, and the use case asks for each agency concerned (docs/decisions/0018).
    `seconds` is the longest it may take when that differs from the setting rpc_timeout.
    """

    service: str
    method: str
    request: type[RequestT]
    reply: type[ReplyT]
    action: Action
    changes: bool = False
    repeatable: bool = False
    somewhere: bool = False
    seconds: float | None = None

    @property
    def routing_key(self) -> str:
        return f"{self.service}.{self.method}"
