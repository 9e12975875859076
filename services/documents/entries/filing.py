"""Documents: filed, published, suspended and scheduled, and looked at by officers."""

from __future__ import annotations

from chassis.bus.serving import serves
from contracts.calls import Call
from contracts.rpc.documents import filing
from services.documents.entries.base import Entries
from services.documents.usecases.change_publication import change_publication, change_scope, schedule_document
from services.documents.usecases.file_document import file_document
from services.documents.usecases.review_documents import get_document, list_documents


class FilingEntries(Entries):
    @serves(filing.FILE_DOCUMENT)
    def file_document(self, request: filing.FileDocument, call: Call) -> filing.Document:
        return file_document(request, call, self.rooms.books)

    @serves(filing.CHANGE_PUBLICATION)
    def change_publication(self, request: filing.ChangePublication, call: Call) -> filing.Document:
        return change_publication(request, call, self.rooms.books)

    @serves(filing.CHANGE_SCOPE)
    def change_scope(self, request: filing.ChangeScope, call: Call) -> filing.Document:
        return change_scope(request, call, self.rooms.books)

    @serves(filing.SCHEDULE_DOCUMENT)
    def schedule_document(self, request: filing.ScheduleDocument, call: Call) -> filing.Document:
        return schedule_document(request, call, self.rooms.books)

    @serves(filing.GET_DOCUMENT)
    def get_document(self, request: filing.GetDocument, call: Call) -> filing.Document:
        return get_document(request, call, self.rooms.books)

    @serves(filing.LIST_DOCUMENTS)
    def list_documents(self, request: filing.ListDocuments, call: Call) -> filing.Documents:
        return list_documents(request, call, self.rooms.books)
