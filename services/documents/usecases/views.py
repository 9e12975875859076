"""Documents and declarations in the words of the contract."""

from contracts import vocabulary as words
from contracts.events import documents as events
from contracts.rpc.documents import declaring, filing, published, verifying
from services.documents.domain.declaration import Declaration
from services.documents.domain.document import Document, DocumentUnknown
from services.documents.domain.inheritance import Shown
from services.documents.domain.pdf import Pdf


def for_officers(document: Document) -> filing.Document:
    return filing.Document(
        id=document.id,
        agency_id=document.agency_id,
        version=document.version,
        obligation=words.Obligation(document.obligation),
        scope=words.Scope(document.scope),
        status=words.PublicationStatus(document.status),
        document_date=document.document_date,
        file_name=document.file_name,
        sha256=document.pdf.sha256,
        size=document.pdf.size,
        pages=document.pdf.pages,
        uploaded_at=document.uploaded_at,
        saved_at=document.saved_at,
        saved_by=document.saved_by,
        migrated=document.migrated,
        signatures=signatures(document.pdf),
    )


def for_the_public(shown: Shown) -> published.PublishedDocument:
    """Raises DocumentUnknown for a document that is not published."""
    document = shown.document
    if document.published_since is None:
        raise DocumentUnknown()
    return published.PublishedDocument(
        id=document.id,
        agency_id=document.agency_id,
        inherited_from=shown.inherited_from,
        obligation=words.Obligation(document.obligation),
        document_date=document.document_date,
        file_name=document.file_name,
        sha256=document.pdf.sha256,
        size=document.pdf.size,
        pages=document.pdf.pages,
        published_since=document.published_since,
        signatures=signatures(document.pdf),
    )


def signatures(pdf: Pdf) -> tuple[verifying.Signature, ...]:
    return tuple(
        verifying.Signature(
            signer=each.signer, signed_at=each.signed_at, intact=each.intact, covers_all=each.covers_all
        )
        for each in pdf.signatures
    )


def as_state(document: Document) -> events.DocumentState:
    return events.DocumentState(
        id=document.id,
        agency_id=document.agency_id,
        version=document.version,
        obligation=words.Obligation(document.obligation),
        scope=words.Scope(document.scope),
        status=words.PublicationStatus(document.status),
        document_date=document.document_date,
        file_name=document.file_name,
        sha256=document.pdf.sha256,
        size=document.pdf.size,
        pages=document.pdf.pages,
        publications=tuple(events.Publication(since=p.since, until=p.until) for p in document.publications),
        recorded_at=document.recorded_at,
        migrated=document.migrated,
    )


def declaration_view(declaration: Declaration) -> declaring.IssuedDeclarationView:
    return declaring.IssuedDeclarationView(
        agency_id=declaration.agency_id,
        obligation=words.Obligation(declaration.obligation),
        version=declaration.version,
        issued_on=declaration.issued_on,
    )


def declaration_state(declaration: Declaration) -> events.IssuedDeclaration:
    return events.IssuedDeclaration(
        agency_id=declaration.agency_id,
        obligation=words.Obligation(declaration.obligation),
        version=declaration.version,
        issued_on=declaration.issued_on,
    )
