"""Anybody reads what an agency has published."""

from contracts.calls import Call
from contracts.errors import ErrorCode, Refusal
from contracts.rpc.documents import published
from services.documents.domain.document import DocumentUnknown
from services.documents.domain.inheritance import Shown, shown_on_page
from services.documents.domain.times import day_in_bangkok
from services.documents.usecases.ports import AgencyDirectory, Documents
from services.documents.usecases.views import for_the_public


def list_published(
    request: published.ListPublished, call: Call, directory: AgencyDirectory, documents: Documents
) -> published.PublishedDocuments:
    """The agency's own documents and those inherited from above, published last first.

    Takes the same number of queries however deep the agency lies and however much its ancestors have published.
    Raises AGENCY_UNKNOWN.
    """
    if directory.get(request.agency_id) is None:
        raise Refusal(ErrorCode.AGENCY_UNKNOWN)
    ancestors = directory.ancestors(request.agency_id, day_in_bangkok(call.now))
    shown = shown_on_page(request.agency_id, documents.published_for(request.agency_id, ancestors))
    return published.PublishedDocuments(items=tuple(for_the_public(one) for one in shown))


def get_published(request: published.GetPublished, documents: Documents) -> published.PublishedDocument:
    """Raises DocumentUnknown unless it is published now."""
    document = documents.get(request.document_id)
    if document is None:
        raise DocumentUnknown()
    return for_the_public(Shown(document, inherited_from=None))
