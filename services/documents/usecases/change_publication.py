"""An officer publishes or suspends a document (การใช้งาน on or off)."""

from contracts.calls import Call
from contracts.events.documents import PublicationChanged
from contracts.events.envelope import History
from contracts.rpc.documents import filing
from services.documents.domain.vocabulary import Status
from services.documents.usecases.actors import name_of
from services.documents.usecases.ports import Documents
from services.documents.usecases.refusals import stale
from services.documents.usecases.review_documents import document_of
from services.documents.usecases.views import as_state, for_officers


def change_publication(
    request: filing.ChangePublication, call: Call, documents: Documents, history: History
) -> filing.Document:
    """Publish or suspend. The status that it has already changes nothing and is not recorded.

    Raises DocumentUnknown when the document is not this agency's, STALE_VERSION with the document as it is now.
    """
    document = document_of(request.agency_id, request.document_id, documents)
    if document.version != request.version:
        raise stale(for_officers(document).model_dump(mode="json"))
    changed = document.turn(Status(request.status), call.now, name_of(call))
    if changed is not document:
        documents.replace(changed)
        event = PublicationChanged(document=as_state(changed))
        history.record(changed.agency_id, event, call, before=as_state(document))
    return for_officers(changed)
