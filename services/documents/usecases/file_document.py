"""An officer files a PDF for an agency, published or not yet."""

from uuid import uuid4

from contracts.calls import Call
from contracts.rpc.documents import filing
from services.documents.domain.document import Document
from services.documents.domain.vocabulary import Obligation, Scope, Status
from services.documents.usecases.actors import name_of
from services.documents.usecases.books import Books
from services.documents.usecases.refusals import told_by_field
from services.documents.usecases.views import for_officers


def file_document(request: filing.FileDocument, call: Call, books: Books) -> filing.Document:
    """File the upload. The file is kept before the document exists, so that no document is ever without its file.

    Raises AGENCY_UNKNOWN, INVALID_REQUEST (by field), DocumentDateInvalid, UploadRefused, FilesUnavailable.
    """
    books.need_agency(request.agency_id)
    upload = books.uploads.take(request.upload)
    with told_by_field():
        document = Document.file(
            id=str(uuid4()),
            agency_id=request.agency_id,
            obligation=Obligation(request.obligation),
            scope=Scope(request.scope),
            document_date=request.document_date,
            file_name=request.file_name,
            pdf=upload.pdf,
            status=Status(request.status),
            at=call.now,
            by=name_of(call),
        )
    upload.keep()
    books.add_document(document, call)
    upload.discard_after_commit()
    return for_officers(document, call.now)
