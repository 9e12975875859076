"""The filed documents."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from mongoengine import (
    BooleanField,
    DateTimeField,
    EmbeddedDocument,
    EmbeddedDocumentListField,
    IntField,
    Q,
    StringField,
)
from mongoengine import Document as Record

from services.documents.domain.document import Document
from services.documents.domain.pdf import Pdf
from services.documents.domain.signature import Signature
from services.documents.domain.vocabulary import INHERITABLE, Obligation, Scope, Status
from services.documents.store.kept_files import KeptFiles
from services.documents.store.periods import PeriodRecord, due_at, last_until, period_records, periods_from
from services.documents.store.searching import keep_findable, make_findable
from services.documents.store.versions import StaleWrite


class SignatureRecord(EmbeddedDocument):
    signer = StringField()
    signed_at = DateTimeField()
    intact = BooleanField(required=True)
    covers_all = BooleanField(required=True)


class DocumentRecord(Record):
    """A filed document. Dates are ISO text: a day has no time zone. `last_until` and `due_at` are derived, and kept to
    be asked for."""

    id = StringField(primary_key=True)
    agency_id = StringField(required=True)
    version = IntField(required=True)
    obligation = StringField(required=True)
    scope = StringField(required=True)
    last_until = DateTimeField(required=True)
    due_at = DateTimeField()
    told_at = DateTimeField(required=True)
    document_date = StringField(required=True)
    file_name = StringField(required=True)
    sha256 = StringField(required=True)
    size = IntField(required=True)
    pages = IntField(required=True)
    title = StringField()
    signatures = EmbeddedDocumentListField(SignatureRecord)
    publications = EmbeddedDocumentListField(PeriodRecord)
    uploaded_at = DateTimeField(required=True)
    recorded_at = DateTimeField(required=True)
    saved_at = DateTimeField(required=True)
    saved_by = StringField()
    migrated = BooleanField(required=True)

    meta = {
        "collection": "documents",
        "auto_create_index": False,
        "indexes": [
            # of_agency: all of one agency's, uploaded last first
            ("agency_id", "-uploaded_at", "-id"),
            # swept: whether any document has the file
            ("sha256",),
            # published_for: what one agency may have in effect, and what several may have for their subtrees
            ("agency_id", "scope", "obligation", "last_until"),
            # due: what took or lost effect by itself and has not been told yet
            {"fields": ["due_at"], "sparse": True},
        ],
    }


class DocumentStore:
    """The filed documents. Implements usecases.ports.Documents."""

    def add(self, documents: Collection[Document]) -> None:
        """Raises FilesUnavailable when one of their files is being swept away."""
        KeptFiles().claim([document.pdf.sha256 for document in documents])
        if documents:
            DocumentRecord.objects.insert([_document_record(document) for document in documents], load_bulk=False)
            make_findable(documents)

    def replace(self, document: Document) -> None:
        """Raises StaleWrite unless the version before is the one that is stored."""
        before = {"_id": document.id, "version": document.version - 1}
        record = _document_record(document).to_mongo()
        if not DocumentRecord._get_collection().replace_one(before, record).matched_count:
            raise StaleWrite()
        keep_findable([document])

    def get(self, document_id: str) -> Document | None:
        record = DocumentRecord.objects(id=document_id).first()
        return _document(record) if record else None

    def many(self, document_ids: Collection[str]) -> dict[str, Document]:
        if not document_ids:
            return {}
        return {record.id: _document(record) for record in DocumentRecord.objects(id__in=list(document_ids))}

    def without(self, sha256s: Collection[str]) -> set[str]:
        """Those of the files that no document has. One query."""
        return set(sha256s) - set(DocumentRecord.objects(sha256__in=list(sha256s)).distinct("sha256"))

    def of_agency(self, agency_id: str) -> list[Document]:
        records = DocumentRecord.objects(agency_id=agency_id).order_by("-uploaded_at", "-id")
        return [_document(record) for record in records]

    def published_for(self, agency_id: str, ancestor_ids: Collection[str], at: datetime) -> list[Document]:
        wanted = Q(agency_id=agency_id, last_until__gt=at)
        if ancestor_ids:
            wanted |= Q(
                agency_id__in=list(ancestor_ids),
                scope=Scope.SUBTREE.value,
                obligation__in=sorted(INHERITABLE),
                last_until__gt=at,
            )
        found = map(_document, DocumentRecord.objects(wanted))
        return [document for document in found if document.status_at(at) is Status.PUBLISHED]

    def withdrawn_with_note(self, agency_id: str, at: datetime) -> list[Document]:
        # index: (agency_id, -uploaded_at, -id); one agency has few
        found = map(_document, DocumentRecord.objects(agency_id=agency_id, publications__note__exists=True))
        return [document for document in found if (ended := document.withdrawal(at)) and ended.note]

    def due(self, at: datetime, limit: int) -> list[str]:
        return [record.id for record in DocumentRecord.objects(due_at__lte=at).only("id").limit(limit)]


def _document_record(document: Document) -> DocumentRecord:
    return DocumentRecord(
        id=document.id,
        agency_id=document.agency_id,
        version=document.version,
        obligation=document.obligation.value,
        scope=document.scope.value,
        last_until=last_until(document.publications),
        due_at=due_at(document.publications, document.told_at),
        told_at=document.told_at,
        document_date=document.document_date.isoformat(),
        file_name=document.file_name,
        sha256=document.pdf.sha256,
        size=document.pdf.size,
        pages=document.pdf.pages,
        title=document.pdf.title,
        signatures=[SignatureRecord(**vars(signature)) for signature in document.pdf.signatures],
        publications=period_records(document.publications),
        uploaded_at=document.uploaded_at,
        recorded_at=document.recorded_at,
        saved_at=document.saved_at,
        saved_by=document.saved_by,
        migrated=document.migrated,
    )


def _document(record: DocumentRecord) -> Document:
    return Document(
        id=record.id,
        agency_id=record.agency_id,
        version=record.version,
        obligation=Obligation(record.obligation),
        scope=Scope(record.scope),
        document_date=date.fromisoformat(record.document_date),
        file_name=record.file_name,
        pdf=Pdf(
            sha256=record.sha256,
            size=record.size,
            pages=record.pages,
            title=record.title,
            signatures=tuple(Signature(s.signer, s.signed_at, s.intact, s.covers_all) for s in record.signatures),
        ),
        publications=periods_from(record.publications),
        uploaded_at=record.uploaded_at,
        recorded_at=record.recorded_at,
        saved_at=record.saved_at,
        saved_by=record.saved_by or "",
        migrated=record.migrated,
        told_at=record.told_at,
    )
