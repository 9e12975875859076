"""15-digit tokens (จัดการ Token): issued, shown and withdrawn by those who may, redeemed by an officer for a role.

Whoever is shown a number has asked for it by POST: each time is in the history, and nothing on the way keeps it.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import Query
from pydantic import BaseModel, ConfigDict, Field, SecretStr
from starlette.requests import Request

from contracts.errors import ErrorCode
from contracts.rpc.identity.sessions import GrantView
from contracts.rpc.identity.tokens import (
    ISSUE_TOKEN,
    ISSUE_TOKENS,
    LIST_TOKENS,
    REDEEM_TOKEN,
    REVOKE_TOKEN,
    SHOW_TOKEN,
    IssuedToken,
    IssuedTokens,
    IssueToken,
    IssueTokens,
    ListTokens,
    RedeemToken,
    ShownToken,
    TokenAt,
    TokenRow,
    TokenState,
)
from contracts.vocabulary import Role
from gateway.api.fields import AgencyId, TokenId, Under
from gateway.api.paging import Page, PageAsked, Paging
from gateway.api.resource import Resource
from gateway.asking import Ask, Asking
from gateway.auth.callers import address_of
from gateway.auth.guards import OFFICER, SIGNED_IN

routes = Resource("tokens")

RoleAsked = Annotated[Role | None, Query(description="Only tokens for this role.")]
StateAsked = Annotated[TokenState | None, Query(description="Only where the latest token is in this state.")]


class Redemption(BaseModel):
    model_config = ConfigDict(extra="forbid")

    token: SecretStr = Field(
        max_length=60,
        description="15 digits; Thai digits, spaces and hyphens are accepted.",
        examples=["123-456-789-012-345"],
    )


class TokenRole(BaseModel):
    model_config = ConfigDict(extra="forbid")

    role: Role = Field(description="The role that the token gives.", examples=["central_officer"])


class Batch(TokenRole):
    refresh: bool = Field(False, description="Also where there is a live one, which stops working.", examples=[False])


@routes.create(
    "/token-redemptions",
    guard=OFFICER,
    reply=GrantView,
    refuses=(ErrorCode.TOKEN_REFUSED, ErrorCode.TOO_MANY_ATTEMPTS),
)
async def redeem_token(body: Redemption, request: Request, ask: Ask) -> GrantView:
    """Redeem a token: the officer gets the role it stands for."""
    return await ask(REDEEM_TOKEN, RedeemToken(token=body.token, address=address_of(request) or None))


@routes.read("/agencies/{agency_id}/tokens", guard=SIGNED_IN, reply=Page[TokenRow], refuses=(ErrorCode.AGENCY_UNKNOWN,))
async def list_tokens(
    agency_id: AgencyId,
    page: PageAsked,
    ask: Ask,
    under: Under = False,
    role: RoleAsked = None,
    state: StateAsked = None,
) -> Page[TokenRow]:
    """How the latest token stands, by agency and role, for those that the caller may issue."""
    return await _listed(ask, agency_id, page, under, role, state)


@routes.create("/agencies/{agency_id}/tokens", guard=SIGNED_IN, reply=IssuedToken, refuses=(ErrorCode.AGENCY_UNKNOWN,))
async def issue_token(agency_id: AgencyId, body: TokenRole, ask: Ask) -> IssuedToken:
    """Issue the next token for a role at an agency; an unused earlier one stops working."""
    return await ask(ISSUE_TOKEN, IssueToken(agency_id=agency_id, role=body.role))


@routes.create(
    "/agencies/{agency_id}/tokens/{token_id}/disclosures",
    guard=SIGNED_IN,
    reply=ShownToken,
    success=200,
    refuses=(ErrorCode.NOT_FOUND,),
)
async def show_token(agency_id: AgencyId, token_id: TokenId, ask: Ask) -> ShownToken:
    """Show the number of a live token."""
    return await ask(SHOW_TOKEN, TokenAt(agency_id=agency_id, token_id=token_id))


@routes.remove("/agencies/{agency_id}/tokens/{token_id}", guard=SIGNED_IN, refuses=(ErrorCode.NOT_FOUND,))
async def revoke_token(agency_id: AgencyId, token_id: TokenId, ask: Ask) -> None:
    """Withdraw a live token."""
    await ask(REVOKE_TOKEN, TokenAt(agency_id=agency_id, token_id=token_id))


@routes.create(
    "/agencies/{agency_id}/token-batches", guard=SIGNED_IN, reply=IssuedTokens, refuses=(ErrorCode.AGENCY_UNKNOWN,)
)
async def issue_tokens(agency_id: AgencyId, body: Batch, ask: Ask) -> IssuedTokens:
    """Issue a token for a role at each agency below this one that has no live one."""
    return await ask(ISSUE_TOKENS, IssueTokens(agency_id=agency_id, role=body.role, refresh=body.refresh))


@routes.read("/national-tokens", guard=SIGNED_IN, reply=Page[TokenRow])
async def list_national_tokens(
    page: PageAsked, ask: Ask, under: Under = False, role: RoleAsked = None, state: StateAsked = None
) -> Page[TokenRow]:
    """How the latest tokens for roles in the whole country stand."""
    return await _listed(ask, None, page, under, role, state)


@routes.create("/national-tokens", guard=SIGNED_IN, reply=IssuedToken)
async def issue_national_token(body: TokenRole, ask: Ask) -> IssuedToken:
    """Issue a token for a role that reaches the whole country."""
    return await ask(ISSUE_TOKEN, IssueToken(agency_id=None, role=body.role))


@routes.create(
    "/national-tokens/{token_id}/disclosures",
    guard=SIGNED_IN,
    reply=ShownToken,
    success=200,
    refuses=(ErrorCode.NOT_FOUND,),
)
async def show_national_token(token_id: TokenId, ask: Ask) -> ShownToken:
    """Show the number of a live token for a role in the whole country."""
    return await ask(SHOW_TOKEN, TokenAt(agency_id=None, token_id=token_id))


@routes.remove("/national-tokens/{token_id}", guard=SIGNED_IN, refuses=(ErrorCode.NOT_FOUND,))
async def revoke_national_token(token_id: TokenId, ask: Ask) -> None:
    """Withdraw a live token for a role in the whole country."""
    await ask(REVOKE_TOKEN, TokenAt(agency_id=None, token_id=token_id))


async def _listed(
    ask: Asking, agency_id: str | None, page: Paging, under: bool, role: Role | None, state: TokenState | None
) -> Page[TokenRow]:
    asked = ListTokens(
        agency_id=agency_id, under=under, role=role, state=state, page_size=page.page_size, after=page.after
    )
    found = await ask(LIST_TOKENS, asked)
    return Page(items=found.items, next=page.next(found.next))
