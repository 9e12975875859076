"""How a fact travels: a CloudEvents 1.0 envelope around the state after the fact.

Every event carries the whole state of what it is about and that state's version, so a consumer that keeps the highest
version it has seen is right whatever the order and however often events arrive.
"""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Literal, Protocol

from pydantic import BaseModel, ConfigDict, JsonValue

from contracts.calls import Call
from contracts.vocabulary import Role


class State(BaseModel):
    """Base of what events carry. Unknown fields are ignored, so that a producer may be newer than its consumer."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class Event(State):
    """Base of every event's data.

    `TYPE` is its CloudEvents type (`prakat.<service>.<fact>.v<n>`), also its routing key. `PUBLIC` says why no service
    of ours needs to consume it (it is for other agencies' systems, or only for the history).
    """

    TYPE: ClassVar[str]
    PUBLIC: ClassVar[str | None] = None

    @classmethod
    def source_service(cls) -> str:
        return cls.TYPE.split(".")[1]

    def concerns(self) -> tuple[str, ...]:
        """Ids of officers, besides the one who did it, in whose account history it stands."""
        return ()


class Actor(State):
    """Who did it: officer, client or operator; the grant by which, and who issued the token behind that grant."""

    id: str
    name: str
    grant_id: str | None = None
    role: Role | None = None
    issuer: str | None = None


class Envelope(State):
    """CloudEvents 1.0 in JSON, with extension attributes `sequence` (position in the subject's history, from 1) and
    `traceparent` (W3C trace context of the request that caused it). `time` is when it was recorded, UTC."""

    specversion: Literal["1.0"] = "1.0"
    id: str
    source: str
    type: str
    subject: str
    time: datetime
    datacontenttype: Literal["application/json"] = "application/json"
    dataschema: str
    sequence: int
    traceparent: str | None = None
    data: dict[str, JsonValue]


class History(Protocol):
    """Where a use case records facts. Recording is part of the transaction that makes them true."""

    def record(self, subject: str, event: Event, call: Call, before: State | None = None) -> None:
        """Append `event` to the history of `subject` (an agency's or officer's id) and have it published."""


class HistoryOfRefusals(History, Protocol):
    """A history that also keeps what was tried in vain."""

    def record_refused(self, subject: str, event: Event, call: Call) -> None:
        """Append `event` although the command is about to be refused, which undoes everything else that it did.

        Only right before refusing.
        """
