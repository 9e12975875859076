"""Who calls, and under what circumstances: what accompanies a request besides its contents."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from contracts.vocabulary import ClientScope, Role


class CallerKind(StrEnum):
    OFFICER = "officer"
    CLIENT = "client"
    OPERATOR = "operator"


@dataclass(frozen=True)
class Grant:
    """A right: an officer has a role at an agency. `agency_id` is None for a role that reaches the whole country.

    `issuer` names the officer whose token it came from, for the history.
    """

    id: str
    role: Role
    agency_id: str | None
    issuer: str | None = None


@dataclass(frozen=True)
class Caller:
    """The verified holder of an access token. `name` is for the history and screens, never for logs.

    `grants` are those that hold for this call: an officer acts by one of theirs at a time. `scopes` narrow further what
    a machine client may do; None: no narrowing.
    """

    subject: str
    name: str
    kind: CallerKind = CallerKind.OFFICER
    grants: tuple[Grant, ...] = ()
    grants_version: int = 0
    scopes: frozenset[ClientScope] | None = None


@dataclass(frozen=True)
class Call:
    """One call: who, by which of their grants it is allowed, when it arrived (UTC), and its thread of traces."""

    now: datetime
    trace_id: str
    caller: Caller | None = None
    grant: Grant | None = None
    idempotency_key: str | None = None
