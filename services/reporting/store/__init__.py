"""What reporting keeps in its database, each book with its documents and indexes."""

from services.reporting.store.campaigns import CampaignDocument
from services.reporting.store.ledger import AccountDocument, EntryDocument, GateDocument, prepare_gates
from services.reporting.store.obstacles import ObstaclesDocument
from services.reporting.store.reports import ReportDocument
from services.reporting.store.returns import ReturnDocument, SubmissionDocument

DOCUMENTS = (
    AccountDocument,
    EntryDocument,
    GateDocument,
    ReportDocument,
    ObstaclesDocument,
    CampaignDocument,
    ReturnDocument,
    SubmissionDocument,
)

__all__ = ["DOCUMENTS", "AccountDocument", "EntryDocument", "GateDocument", "ReportDocument", "prepare_gates"]
