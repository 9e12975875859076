"""Who is signed in."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request

from contracts.rpc.identity import GrantView
from gateway.api.resource import Resource
from gateway.auth.guards import SIGNED_IN, access_of, session_of
from gateway.parts import parts_of

routes = Resource("sign-in")


class Me(BaseModel):
    model_config = ConfigDict(frozen=True)

    officer_id: str
    name: str
    grants: tuple[GrantView, ...] = Field(description="Which role at which agency; null: in the whole country.")
    csrf_token: str = Field(description="For the header X-CSRF-Token.")


@routes.read("/me", guard=SIGNED_IN, reply=Me)
async def show_me(request: Request) -> Me:
    """Who is signed in, and their rights."""
    profile = (await access_of(request)).profile
    csrf_token = parts_of(request).cookies.csrf_token(session_of(request))
    return Me(officer_id=profile.officer_id, name=profile.name, grants=profile.grants, csrf_token=csrf_token)
