"""The live tokens below an agency, with their numbers, as a file to hand out (one QR code for each agency)."""

from __future__ import annotations

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from chassis import csv_table, paper, xlsx_table
from contracts.errors import ErrorCode
from gateway.api.fields import AgencyId
from gateway.api.resource import Resource
from gateway.api.tokens import TokenRole
from gateway.asking import Ask
from gateway.auth.guards import SIGNED_IN
from gateway.exports.token_list import TokenListFormat, token_list
from gateway.languages import language_of
from gateway.parts import parts_of

routes = Resource("tokens")


class TokenList(TokenRole):
    format: TokenListFormat = Field(
        TokenListFormat.CSV, description="CSV and XLSX for offices, PDF to print.", examples=["pdf"]
    )


@routes.produce(
    "/agencies/{agency_id}/token-lists",
    guard=SIGNED_IN,
    media_types=(csv_table.MEDIA_TYPE, xlsx_table.MEDIA_TYPE, paper.MEDIA_TYPE),
    refuses=(ErrorCode.AGENCY_UNKNOWN,),
)
async def export_tokens(agency_id: AgencyId, body: TokenList, request: Request, ask: Ask) -> Response:
    """Export the live tokens for a role below an agency. In the language of Accept-Language."""
    gateway_url = parts_of(request).settings.gateway_url
    return await token_list(ask, agency_id, body.role, body.format, gateway_url, language_of(request))
