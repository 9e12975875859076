"""An officer publishes, suspends or schedules a document, or has it hold for others."""

from contracts.calls import Call
from contracts.events.documents import PublicationChanged, ScopeChanged
from contracts.rpc.documents import filing
from services.documents.domain.document import Document
from services.documents.domain.vocabulary import Scope, Status
from services.documents.usecases.actors import name_of
from services.documents.usecases.books import Books
from services.documents.usecases.refusals import stale, told_by_field
from services.documents.usecases.views import for_officers


def change_publication(request: filing.ChangePublication, call: Call, books: Books) -> filing.Document:
    """Publish or suspend. The status that it has already changes nothing and is not recorded.

    Raises DocumentUnknown when the document is not this agency's, STALE_VERSION with the document as it is now.
    """
    document = _as_seen(request.agency_id, request.document_id, request.version, call, books)
    with told_by_field():
        changed = document.turn(Status(request.status), call.now, name_of(call), request.note)
    books.change_document(document, changed, PublicationChanged, call)
    return for_officers(changed, call.now)


def schedule_document(request: filing.ScheduleDocument, call: Call, books: Books) -> filing.Document:
    """Raises what `change_publication` raises, and INVALID_REQUEST (by field)."""
    document = _as_seen(request.agency_id, request.document_id, request.version, call, books)
    with told_by_field():
        changed = document.schedule(request.publish_at, request.suspend_at, request.note, call.now, name_of(call))
    books.change_document(document, changed, PublicationChanged, call)
    return for_officers(changed, call.now)


def change_scope(request: filing.ChangeScope, call: Call, books: Books) -> filing.Document:
    """Raises what `change_publication` raises, and INVALID_REQUEST (by field)."""
    document = _as_seen(request.agency_id, request.document_id, request.version, call, books)
    with told_by_field():
        changed = document.rescope(Scope(request.scope), call.now, name_of(call))
    books.change_document(document, changed, ScopeChanged, call)
    return for_officers(changed, call.now)


def _as_seen(agency_id: str, document_id: str, version: int, call: Call, books: Books) -> Document:
    document = books.document_of(agency_id, document_id)
    if document.version != version:
        raise stale(for_officers(document, call.now).model_dump(mode="json"))
    return document
