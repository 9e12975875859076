"""Anybody reads what an agency has published; its officers also the files that are suspended."""

from contracts.calls import Call
from contracts.errors import ErrorCode, Refusal
from contracts.events.agencies import AgencyState
from contracts.rpc.documents import published
from services.documents.domain.document import DocumentUnknown
from services.documents.domain.inheritance import shown_on_page
from services.documents.domain.times import day_in_bangkok
from services.documents.domain.vocabulary import Status
from services.documents.usecases.books import Books
from services.documents.usecases.ports import Rights
from services.documents.usecases.views import for_the_public, link_for_the_public, withdrawn


def list_published(
    request: published.ListPublished, call: Call, books: Books, rights: Rights
) -> published.PublishedDocuments:
    """The agency's own documents and those inherited from above, published last first; its links; and why documents
    that were there are there no more. Those of agencies above that the public does not see are left out, as their files
    are.

    Takes the same number of queries however deep the agency lies and however much its ancestors have published.
    Raises AGENCY_UNKNOWN also when the agency is hidden from whoever asks.
    """
    now, today = call.now, day_in_bangkok(call.now)
    ancestors = books.directory.ancestors(request.agency_id, today)
    known = books.directory.many({request.agency_id, *ancestors})
    if request.agency_id not in known or _is_hidden(known[request.agency_id], call, rights):
        raise Refusal(ErrorCode.AGENCY_UNKNOWN)
    shown_from = [id for id in ancestors if id in known and known[id].shown_on(today).visible]
    off = {id for id, switch in books.switches.of_agency(request.agency_id).items() if switch.is_off(now)}
    documents = books.documents.published_for(request.agency_id, shown_from, now)
    told = (withdrawn(document, now) for document in books.documents.withdrawn_with_note(request.agency_id, now))
    return published.PublishedDocuments(
        items=tuple(for_the_public(one, now) for one in shown_on_page(request.agency_id, documents, off, now)),
        links=tuple(link_for_the_public(link, now) for link in books.links.published_by(request.agency_id, now)),
        withdrawn=tuple(one for one in told if one),
    )


def find_file(request: published.FindFile, call: Call, books: Books, rights: Rights) -> published.DocumentFile:
    """Raises DocumentUnknown when it is not public and whoever asks may not read what the agency has filed."""
    document = books.documents.get(request.document_id)
    agency = books.directory.get(document.agency_id) if document else None
    if document is None or agency is None:
        raise DocumentUnknown()
    today = day_in_bangkok(call.now)
    public = document.status_at(call.now) is Status.PUBLISHED and agency.shown_on(today).visible
    if not public and not rights.may_read(call.caller, agency.id, today):
        raise DocumentUnknown()
    return published.DocumentFile(
        file_name=document.file_name, sha256=document.pdf.sha256, size=document.pdf.size, public=public
    )


def _is_hidden(agency: AgencyState, call: Call, rights: Rights) -> bool:
    today = day_in_bangkok(call.now)
    return not agency.shown_on(today).visible and not rights.may_read(call.caller, agency.id, today)
