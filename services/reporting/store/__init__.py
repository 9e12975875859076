"""What reporting keeps in its database, each book with its documents and indexes."""

from services.reporting.store.ledger import AccountDocument, EntryDocument, GateDocument, prepare_gates
from services.reporting.store.reports import ReportDocument

DOCUMENTS = (AccountDocument, EntryDocument, GateDocument, ReportDocument)

__all__ = ["DOCUMENTS", "AccountDocument", "EntryDocument", "GateDocument", "ReportDocument", "prepare_gates"]
