"""An officer looks at what an agency has filed (รายการประวัติเอกสาร)."""

from contracts.calls import Call
from contracts.rpc.documents import filing
from services.documents.usecases.books import Books
from services.documents.usecases.views import for_officers


def get_document(request: filing.GetDocument, call: Call, books: Books) -> filing.Document:
    """Raises DocumentUnknown when the document is not this agency's."""
    return for_officers(books.document_of(request.agency_id, request.document_id), call.now)


def list_documents(request: filing.ListDocuments, call: Call, books: Books) -> filing.Documents:
    """All of them, published or not, uploaded last first."""
    documents = books.documents.of_agency(request.agency_id)
    return filing.Documents(items=tuple(for_officers(document, call.now) for document in documents))
