"""What an agency says of itself: made but not yet uploaded, its licences, its obstacles, what it shows of what it
inherits."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, ConfigDict, Field

from contracts.errors import ErrorCode
from contracts.rpc.documents.declaring import (
    DECLARE_ISSUED,
    DECLARE_LICENCES,
    SAY_OBSTACLES,
    SWITCH_INHERITED,
    DeclareIssued,
    DeclareLicences,
    IssuedDeclarationView,
    LicencesView,
    ObstacleSaid,
    ObstaclesView,
    SayObstacles,
    SwitchInherited,
    SwitchView,
)
from contracts.vocabulary import GazetteProgress
from gateway.api.fields import AgencyId, DocumentId, ObligationInPath
from gateway.api.preconditions import SeenVersion
from gateway.api.resource import Resource
from gateway.asking import Ask
from gateway.auth.guards import SIGNED_IN

routes = Resource("filing")


class Declaration(BaseModel):
    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"issued_on": "2023-08-01"}]})

    issued_on: date | None = Field(description="The date on which it was made; null withdraws the declaration.")


@routes.change(
    "PUT",
    "/agencies/{agency_id}/issued-declarations/{obligation}",
    guard=SIGNED_IN,
    reply=IssuedDeclarationView,
    refuses=(ErrorCode.AGENCY_UNKNOWN, ErrorCode.DOCUMENT_DATE_INVALID),
)
async def declare_issued(
    agency_id: AgencyId, obligation: ObligationInPath, body: Declaration, seen: SeenVersion, ask: Ask
) -> IssuedDeclarationView:
    """Declare that something has been made but not yet uploaded. The first time with `If-None-Match: *`."""
    asked = DeclareIssued(agency_id=agency_id, obligation=obligation, version=seen, issued_on=body.issued_on)
    return await ask(DECLARE_ISSUED, asked)


class Licences(BaseModel):
    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"has_licences": True, "gazette": "partial"}]}
    )

    has_licences: bool | None = Field(description="Has it licences as section 13(1) means them? null: not said.")
    gazette: GazetteProgress | None = Field(None, description="How far they are announced in the Royal Gazette.")


class ObstacleList(BaseModel):
    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"items": [{"rank": 1, "type": "budget"}]}]}
    )

    items: tuple[ObstacleSaid, ...] = Field(max_length=3)


class InheritedShown(BaseModel):
    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"off": True}]})

    off: bool = Field(description="true: this agency does not show it, and is not covered by it.")


@routes.change(
    "PUT",
    "/agencies/{agency_id}/licence-declaration",
    guard=SIGNED_IN,
    reply=LicencesView,
    refuses=(ErrorCode.AGENCY_UNKNOWN,),
)
async def declare_licences(agency_id: AgencyId, body: Licences, seen: SeenVersion, ask: Ask) -> LicencesView:
    """Declare whether the agency has licences as section 13(1) means them. The first time with `If-None-Match: *`."""
    asked = DeclareLicences(agency_id=agency_id, version=seen, has_licences=body.has_licences, gazette=body.gazette)
    return await ask(DECLARE_LICENCES, asked)


@routes.change(
    "PUT",
    "/agencies/{agency_id}/obstacles",
    guard=SIGNED_IN,
    reply=ObstaclesView,
    refuses=(ErrorCode.AGENCY_UNKNOWN,),
)
async def say_obstacles(agency_id: AgencyId, body: ObstacleList, seen: SeenVersion, ask: Ask) -> ObstaclesView:
    """Say what keeps the agency from it: up to three, ranked. The first time with `If-None-Match: *`."""
    return await ask(SAY_OBSTACLES, SayObstacles(agency_id=agency_id, version=seen, items=body.items))


@routes.change(
    "PUT",
    "/agencies/{agency_id}/inherited-documents/{document_id}",
    guard=SIGNED_IN,
    reply=SwitchView,
    refuses=(ErrorCode.AGENCY_UNKNOWN, ErrorCode.DOCUMENT_UNKNOWN),
)
async def switch_inherited(
    agency_id: AgencyId, document_id: DocumentId, body: InheritedShown, seen: SeenVersion, ask: Ask
) -> SwitchView:
    """Show an inherited document, or do not. The first time with `If-None-Match: *`."""
    asked = SwitchInherited(agency_id=agency_id, document_id=document_id, version=seen, off=body.off)
    return await ask(SWITCH_INHERITED, asked)
