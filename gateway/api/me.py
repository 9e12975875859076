"""The officer who is signed in: profile, acting grant, sessions, history, and why something is allowed or not."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Query
from pydantic import BaseModel, ConfigDict, Field, SecretStr
from starlette.requests import Request

from contracts.errors import ErrorCode, Refusal
from contracts.rpc.identity.account_history import READ_MY_HISTORY, AccountEntry, ReadMyHistory
from contracts.rpc.identity.profile import EXPLAIN_RIGHT, SWITCH_GRANT, ExplainRight, RightExplained, SwitchGrant
from contracts.rpc.identity.sessions import (
    CLOSE_OTHER_SESSIONS,
    LIST_SESSIONS,
    CloseOtherSessions,
    GrantView,
    ListSessions,
    OpenSessions,
    Profile,
)
from contracts.vocabulary import Action
from gateway.api.fields import SessionId
from gateway.api.paging import Page, PageAsked
from gateway.api.preconditions import SeenTag, etag_of_reply
from gateway.api.resource import Resource
from gateway.asking import Ask
from gateway.auth.callers import access_of, session_of
from gateway.auth.guards import OFFICER
from gateway.parts import parts_of

routes = Resource("sign-in")


class Me(Profile):
    """Role at agency null: in the whole country."""

    csrf_token: str = Field(description="For the header X-CSRF-Token.")


class ActingGrant(BaseModel):
    model_config = ConfigDict(frozen=True)

    acting: GrantView | None = Field(description="The grant whose rights hold now; null: the officer has none.")


class Choice(BaseModel):
    model_config = ConfigDict(extra="forbid")

    grant_id: str = Field(max_length=64, description="One of `grants` of /me.", examples=["0a6f3a0e-3f6c-4d0e-8a4e"])


def _handle(request: Request) -> SecretStr:
    return SecretStr(session_of(request))


Session = Annotated[SecretStr, Depends(_handle)]


@routes.read("/me", guard=OFFICER, reply=Me)
async def show_me(request: Request) -> Me:
    """Who is signed in, and their rights."""
    profile = (await access_of(request)).profile
    csrf_token = parts_of(request).cookies.csrf_token(session_of(request))
    return Me(**profile.model_dump(), csrf_token=csrf_token)


@routes.read("/me/acting-grant", guard=OFFICER, reply=ActingGrant)
async def show_acting_grant(request: Request) -> ActingGrant:
    """By which of their grants the officer acts."""
    return ActingGrant(acting=(await access_of(request)).profile.acting)


@routes.change("PUT", "/me/acting-grant", guard=OFFICER, reply=ActingGrant, refuses=(ErrorCode.NOT_FOUND,))
async def switch_grant(body: Choice, request: Request, session: Session, seen: SeenTag, ask: Ask) -> ActingGrant:
    """Act by another of one's grants, from the next request on."""
    present = await show_acting_grant(request)
    if seen != etag_of_reply(present):
        raise Refusal(ErrorCode.STALE_VERSION, current=present.model_dump(mode="json"))
    access = await ask(SWITCH_GRANT, SwitchGrant(session=session, grant_id=body.grant_id))
    return ActingGrant(acting=access.profile.acting)


@routes.read("/me/sessions", guard=OFFICER, reply=OpenSessions)
async def list_sessions(session: Session, ask: Ask) -> OpenSessions:
    """Where the officer is signed in, the latest first."""
    return await ask(LIST_SESSIONS, ListSessions(session=session))


@routes.remove("/me/sessions/{session_id}", guard=OFFICER, refuses=(ErrorCode.NOT_FOUND,))
async def close_session(session_id: SessionId, session: Session, ask: Ask) -> None:
    """Sign out in one other place. (This session itself ends at /auth/sign-out.)"""
    await ask(CLOSE_OTHER_SESSIONS, CloseOtherSessions(session=session, session_id=session_id))


@routes.remove("/me/sessions", guard=OFFICER)
async def close_other_sessions(session: Session, ask: Ask) -> None:
    """Sign out everywhere else."""
    await ask(CLOSE_OTHER_SESSIONS, CloseOtherSessions(session=session))


@routes.read("/me/history", guard=OFFICER, reply=Page[AccountEntry])
async def read_my_history(page: PageAsked, ask: Ask) -> Page[AccountEntry]:
    """What happened to the officer's own account, the latest first."""
    found = await ask(READ_MY_HISTORY, ReadMyHistory(page_size=page.page_size, after=page.after))
    return Page(items=found.items, next=page.next(found.next))


@routes.read("/me/rights", guard=OFFICER, reply=RightExplained)
async def explain_right(
    right: Annotated[Action, Query(description="What the officer wants to do.")],
    ask: Ask,
    agency_id: Annotated[str | None, Query(max_length=64, description="Where; absent: in the whole country.")] = None,
) -> RightExplained:
    """Whether the officer may do something at an agency, and why."""
    return await ask(EXPLAIN_RIGHT, ExplainRight(right=right, at_agency_id=agency_id))
