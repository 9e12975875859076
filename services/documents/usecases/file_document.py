"""An officer files a PDF for an agency, published or not yet."""

from uuid import uuid4

from contracts.calls import Call
from contracts.errors import ErrorCode, Refusal
from contracts.events.documents import DocumentFiled
from contracts.events.envelope import History
from contracts.rpc.documents import filing
from services.documents.domain.document import Document
from services.documents.domain.vocabulary import Obligation, Scope, Status
from services.documents.usecases.actors import name_of
from services.documents.usecases.ports import AgencyDirectory, Documents, Uploads
from services.documents.usecases.refusals import told_by_field
from services.documents.usecases.views import as_state, for_officers


def file_document(
    request: filing.FileDocument,
    call: Call,
    directory: AgencyDirectory,
    uploads: Uploads,
    documents: Documents,
    history: History,
) -> filing.Document:
    """File the upload. The file is kept before the document exists, so that no document is ever without its file.

    Raises AGENCY_UNKNOWN, INVALID_REQUEST (by field), DocumentDateInvalid, UploadRefused, FilesUnavailable.
    """
    if directory.get(request.agency_id) is None:
        raise Refusal(ErrorCode.AGENCY_UNKNOWN)
    upload = uploads.take(request.upload)
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
    documents.add([document])
    history.record(document.agency_id, DocumentFiled(document=as_state(document)), call)
    upload.discard_after_commit()
    return for_officers(document)
