"""What reporting keeps in its database, each book with its documents and indexes."""

from services.reporting.store.ledger import AccountDocument, EntryDocument, GateDocument, prepare_gates

DOCUMENTS = (AccountDocument, EntryDocument, GateDocument)

__all__ = ["DOCUMENTS", "AccountDocument", "EntryDocument", "GateDocument", "prepare_gates"]
