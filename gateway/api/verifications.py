"""Verification of a document: what anybody who holds one, or its QR code, may know of it."""

from __future__ import annotations

import hashlib
import io
from enum import StrEnum
from typing import Annotated

import segno
from fastapi import Query
from starlette.requests import Request
from starlette.responses import Response

from contracts.errors import ErrorCode
from contracts.rpc.documents.verifying import VERIFY_DOCUMENT, Verification, VerifyDocument
from gateway.api.fields import DocumentId
from gateway.api.preconditions import has_already
from gateway.api.resource import Resource
from gateway.asking import Ask
from gateway.auth.guards import PUBLIC
from gateway.parts import parts_of
from gateway.verification_pages import address_of

routes = Resource("published documents")

SVG, PNG = "image/svg+xml", "image/png"
# Pixels for each module of the code: about 3 cm on paper at 300 dpi.
SCALE = 10
# Modules of white around it, below which readers may miss it (ISO/IEC 18004).
QUIET = 4


class Picture(StrEnum):
    SVG = "svg"
    PNG = "png"


AsPicture = Annotated[Picture, Query(alias="format", description="svg for screens and print, png for word processors.")]


@routes.read(
    "/documents/{document_id}/verification",
    guard=PUBLIC,
    reply=Verification,
    refuses=(ErrorCode.DOCUMENT_UNKNOWN,),
)
async def verify_document(document_id: DocumentId, ask: Ask) -> Verification:
    """Whose document it is, its SHA-256, who signed it, and when it was and whether it still is published."""
    return await ask(VERIFY_DOCUMENT, VerifyDocument(document_id=document_id))


@routes.bytes(
    "/documents/{document_id}/verification/qr",
    guard=PUBLIC,
    media_types=(SVG,),
    refuses=(ErrorCode.DOCUMENT_UNKNOWN,),
)
async def show_qr(document_id: DocumentId, request: Request, ask: Ask, form: AsPicture = Picture.SVG) -> Response:
    """A QR code that leads to the document's verification page, for posters and printed copies."""
    await ask(VERIFY_DOCUMENT, VerifyDocument(document_id=document_id))
    content = qr_picture(address_of(parts_of(request).settings, document_id), form)
    headers = {"ETag": f'"{hashlib.sha256(content).hexdigest()[:20]}"', "Cache-Control": "public, max-age=86400"}
    if has_already(request, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    return Response(content, 200, headers, SVG if form is Picture.SVG else PNG)


def qr_picture(text: str, form: Picture) -> bytes:
    """Readable with a seventh of it dirty or torn (error correction M)."""
    picture = io.BytesIO()
    segno.make(text, error="m", micro=False).save(picture, kind=form.value, scale=SCALE, border=QUIET)
    return picture.getvalue()
