"""15-digit tokens: issued by those who may, redeemed by an officer for a role at an agency."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field, SecretStr

from contracts.errors import ErrorCode
from contracts.rpc.identity import ISSUE_TOKEN, REDEEM_TOKEN, GrantView, IssuedToken, IssueToken, RedeemToken
from contracts.vocabulary import Role
from gateway.api.fields import AgencyId
from gateway.api.resource import Resource
from gateway.asking import Ask
from gateway.auth.guards import SIGNED_IN

routes = Resource("tokens")


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


@routes.create(
    "/token-redemptions",
    guard=SIGNED_IN,
    reply=GrantView,
    refuses=(ErrorCode.TOKEN_REFUSED, ErrorCode.TOO_MANY_ATTEMPTS),
)
async def redeem_token(body: Redemption, ask: Ask) -> GrantView:
    """Redeem a token: the officer gets the role it stands for."""
    return await ask(REDEEM_TOKEN, RedeemToken(token=body.token))


@routes.create("/agencies/{agency_id}/tokens", guard=SIGNED_IN, reply=IssuedToken, refuses=(ErrorCode.AGENCY_UNKNOWN,))
async def issue_token(agency_id: AgencyId, body: TokenRole, ask: Ask) -> IssuedToken:
    """Issue the next token for a role at an agency; an unused earlier one stops working."""
    return await ask(ISSUE_TOKEN, IssueToken(agency_id=agency_id, role=body.role))


@routes.create("/national-tokens", guard=SIGNED_IN, reply=IssuedToken)
async def issue_national_token(body: TokenRole, ask: Ask) -> IssuedToken:
    """Issue a token for a role that reaches the whole country."""
    return await ask(ISSUE_TOKEN, IssueToken(agency_id=None, role=body.role))
