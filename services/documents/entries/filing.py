"""Documents: filed, published and suspended, and looked at by officers."""

from __future__ import annotations

from chassis.bus.serving import serves
from contracts.calls import Call
from contracts.rpc.documents import filing
from services.documents.entries.base import Entries
from services.documents.usecases.change_publication import change_publication
from services.documents.usecases.file_document import file_document
from services.documents.usecases.review_documents import get_document, list_documents


class FilingEntries(Entries):
    @serves(filing.FILE_DOCUMENT)
    def file_document(self, request: filing.FileDocument, call: Call) -> filing.Document:
        rooms = self.rooms
        return file_document(request, call, rooms.directory, rooms.uploads, rooms.documents, rooms.history)

    @serves(filing.CHANGE_PUBLICATION)
    def change_publication(self, request: filing.ChangePublication, call: Call) -> filing.Document:
        return change_publication(request, call, self.rooms.documents, self.rooms.history)

    @serves(filing.GET_DOCUMENT)
    def get_document(self, request: filing.GetDocument, call: Call) -> filing.Document:
        return get_document(request, self.rooms.documents)

    @serves(filing.LIST_DOCUMENTS)
    def list_documents(self, request: filing.ListDocuments, call: Call) -> filing.Documents:
        return list_documents(request, self.rooms.documents)
