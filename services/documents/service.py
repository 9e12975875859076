"""The entry points of the documents service."""

from chassis.bus.serving import serves
from chassis.service import Rooms, Service
from contracts.calls import Call
from contracts.rpc import documents as rpc
from contracts.rpc.agencies import ImportOutcome
from services.documents.usecases.change_publication import change_publication
from services.documents.usecases.declare_issued import declare_issued
from services.documents.usecases.file_document import file_document
from services.documents.usecases.import_filings import import_filings
from services.documents.usecases.read_published import get_published, list_published
from services.documents.usecases.review_documents import get_document, list_documents
from services.documents.wiring import wire


class DocumentsService(Service):
    """What agencies file and publish."""

    name = "documents"
    rooms = Rooms(wire)

    @serves(rpc.FILE_DOCUMENT)
    def file_document(self, request: rpc.FileDocument, call: Call) -> rpc.Document:
        rooms = self.rooms
        return file_document(request, call, rooms.directory, rooms.uploads, rooms.documents, rooms.history)

    @serves(rpc.CHANGE_PUBLICATION)
    def change_publication(self, request: rpc.ChangePublication, call: Call) -> rpc.Document:
        return change_publication(request, call, self.rooms.documents, self.rooms.history)

    @serves(rpc.DECLARE_ISSUED)
    def declare_issued(self, request: rpc.DeclareIssued, call: Call) -> rpc.IssuedDeclarationView:
        rooms = self.rooms
        return declare_issued(request, call, rooms.directory, rooms.declarations, rooms.history)

    @serves(rpc.GET_DOCUMENT)
    def get_document(self, request: rpc.GetDocument, call: Call) -> rpc.Document:
        return get_document(request, self.rooms.documents)

    @serves(rpc.LIST_DOCUMENTS)
    def list_documents(self, request: rpc.ListDocuments, call: Call) -> rpc.Documents:
        return list_documents(request, self.rooms.documents)

    @serves(rpc.LIST_PUBLISHED)
    def list_published(self, request: rpc.ListPublished, call: Call) -> rpc.PublishedDocuments:
        return list_published(request, call, self.rooms.directory, self.rooms.documents)

    @serves(rpc.GET_PUBLISHED)
    def get_published(self, request: rpc.GetPublished, call: Call) -> rpc.PublishedDocument:
        return get_published(request, self.rooms.documents)

    @serves(rpc.IMPORT_FILINGS)
    def import_filings(self, request: rpc.ImportFilings, call: Call) -> ImportOutcome:
        rooms = self.rooms
        return import_filings(
            request,
            call,
            rooms.archives,
            rooms.directory,
            rooms.documents,
            rooms.declarations,
            rooms.history,
        )
