"""Anybody asks whether a document is what it seems: whose it is, its fingerprint, and whether it is in effect."""

from contracts import vocabulary as words
from contracts.calls import Call
from contracts.rpc.documents import verifying
from services.documents.domain.document import DocumentUnknown
from services.documents.domain.publication import Period
from services.documents.domain.times import day_in_bangkok
from services.documents.domain.vocabulary import Status
from services.documents.usecases.ports import AgencyDirectory, Documents
from services.documents.usecases.views import signatures


def verify_document(
    request: verifying.VerifyDocument, call: Call, directory: AgencyDirectory, documents: Documents
) -> verifying.Verification:
    """What is publicly known of it. One that was suspended is told to be, so that nobody goes on relying on a copy.

    Raises DocumentUnknown for one that was never published, or whose agency the public does not see.
    """
    document = documents.get(request.document_id)
    begun = [period for period in document.publications if period.since <= call.now] if document else []
    agency = directory.get(document.agency_id) if document else None
    if document is None or agency is None or not begun:
        raise DocumentUnknown()
    facts = agency.shown_on(day_in_bangkok(call.now))
    if not facts.visible:
        raise DocumentUnknown()
    status = document.status_at(call.now)
    return verifying.Verification(
        id=document.id,
        agency_id=document.agency_id,
        agency_name_th=facts.name_th,
        agency_name_en=facts.name_en,
        obligation=words.Obligation(document.obligation),
        document_date=document.document_date,
        status=words.PublicationStatus(status),
        published=tuple(_in_effect(period, call) for period in begun),
        file_name=document.file_name if status is Status.PUBLISHED else None,
        sha256=document.pdf.sha256,
        size=document.pdf.size,
        pages=document.pdf.pages,
        signatures=signatures(document.pdf),
    )


def _in_effect(period: Period, call: Call) -> verifying.InEffect:
    """What is still to come is told when it has come."""
    if period.until is None or period.until > call.now:
        return verifying.InEffect(since=period.since)
    return verifying.InEffect(since=period.since, until=period.until, note=period.note)
