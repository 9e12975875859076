"""Anybody reads what an agency has published."""

from contracts.calls import Call
from contracts.errors import ErrorCode, Refusal
from contracts.events.agencies import AgencyState
from contracts.rpc.documents import published
from services.documents.domain.document import DocumentUnknown
from services.documents.domain.inheritance import Shown, shown_on_page
from services.documents.domain.times import day_in_bangkok
from services.documents.usecases.ports import AgencyDirectory, Documents, Rights
from services.documents.usecases.views import for_the_public


def list_published(
    request: published.ListPublished, call: Call, directory: AgencyDirectory, documents: Documents, rights: Rights
) -> published.PublishedDocuments:
    """The agency's own documents and those inherited from above, published last first. Those of agencies above that the
    public does not see are left out, as their files are.

    Takes the same number of queries however deep the agency lies and however much its ancestors have published.
    Raises AGENCY_UNKNOWN also when the agency is hidden from whoever asks.
    """
    today = day_in_bangkok(call.now)
    ancestors = directory.ancestors(request.agency_id, today)
    known = directory.many({request.agency_id, *ancestors})
    if request.agency_id not in known or _is_hidden(known[request.agency_id], call, rights):
        raise Refusal(ErrorCode.AGENCY_UNKNOWN)
    shown_from = [id for id in ancestors if id in known and known[id].shown_on(today).visible]
    shown = shown_on_page(request.agency_id, documents.published_for(request.agency_id, shown_from))
    return published.PublishedDocuments(items=tuple(for_the_public(one) for one in shown))


def get_published(
    request: published.GetPublished, call: Call, directory: AgencyDirectory, documents: Documents, rights: Rights
) -> published.PublishedDocument:
    """Raises DocumentUnknown unless it is published now, by an agency that whoever asks may see."""
    document = documents.get(request.document_id)
    agency = directory.get(document.agency_id) if document else None
    if document is None or agency is None or _is_hidden(agency, call, rights):
        raise DocumentUnknown()
    return for_the_public(Shown(document, inherited_from=None))


def _is_hidden(agency: AgencyState, call: Call, rights: Rights) -> bool:
    today = day_in_bangkok(call.now)
    return not agency.shown_on(today).visible and not rights.may_read(call.caller, agency.id, today)
