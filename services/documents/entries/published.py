"""What the public sees."""

from __future__ import annotations

from chassis.bus.serving import serves
from contracts.calls import Call
from contracts.rpc.documents import published, verifying
from services.documents.entries.base import Entries
from services.documents.usecases.read_published import find_file, list_published
from services.documents.usecases.verify_document import verify_document


class PublishedEntries(Entries):
    @serves(published.LIST_PUBLISHED)
    def list_published(self, request: published.ListPublished, call: Call) -> published.PublishedDocuments:
        return list_published(request, call, self.rooms.books, self.rooms.rights)

    @serves(published.FIND_FILE)
    def find_file(self, request: published.FindFile, call: Call) -> published.DocumentFile:
        return find_file(request, call, self.rooms.books, self.rooms.rights)

    @serves(verifying.VERIFY_DOCUMENT)
    def verify_document(self, request: verifying.VerifyDocument, call: Call) -> verifying.Verification:
        return verify_document(request, call, self.rooms.books.directory, self.rooms.books.documents)
