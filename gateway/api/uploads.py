"""Uploads: the bytes of a PDF, sent before the filing that names them."""

from __future__ import annotations

from starlette.requests import Request

from contracts.errors import ErrorCode
from gateway.api import raw_body
from gateway.api.resource import Resource
from gateway.auth.guards import SIGNED_IN
from gateway.incoming import PDF
from gateway.parts import parts_of
from gateway.routes import Body
from gateway.uploads import Upload

routes = Resource("filing")


@routes.create(
    "/uploads",
    guard=SIGNED_IN,
    reply=Upload,
    body=Body.UPLOAD,
    takes=PDF,
    refuses=(
        ErrorCode.UPLOAD_EMPTY,
        ErrorCode.UPLOAD_TOO_LARGE,
        ErrorCode.UPLOAD_NOT_PDF,
        ErrorCode.UPLOAD_INTERRUPTED,
        ErrorCode.UNSUPPORTED_MEDIA_TYPE,
    ),
)
async def upload_file(request: Request) -> Upload:
    """Upload a PDF, which a filing then names. It becomes a document only when it is filed."""
    return await raw_body.take(request, PDF, parts_of(request).settings.max_upload_bytes)
