"""An officer looks at what an agency has filed (รายการประวัติเอกสาร)."""

from contracts.rpc.documents import filing
from services.documents.domain.document import Document, DocumentUnknown
from services.documents.usecases.ports import Documents
from services.documents.usecases.views import for_officers


def get_document(request: filing.GetDocument, documents: Documents) -> filing.Document:
    """Raises DocumentUnknown when the document is not this agency's."""
    return for_officers(document_of(request.agency_id, request.document_id, documents))


def list_documents(request: filing.ListDocuments, documents: Documents) -> filing.Documents:
    """All of them, published or not, uploaded last first."""
    return filing.Documents(items=tuple(for_officers(document) for document in documents.of_agency(request.agency_id)))


def document_of(agency_id: str, document_id: str, documents: Documents) -> Document:
    """The agency's own document. Whether another agency has one by that id is nobody's business."""
    document = documents.get(document_id)
    if document is None or document.agency_id != agency_id:
        raise DocumentUnknown()
    return document
