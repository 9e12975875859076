"""'Made but not yet uploaded': what an agency declares of an obligation."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, ConfigDict, Field

from contracts.errors import ErrorCode
from contracts.rpc.documents.declaring import DECLARE_ISSUED, DeclareIssued, IssuedDeclarationView
from gateway.api.fields import AgencyId, ObligationInPath
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
