"""What reporting keeps in its database, each book with its documents and indexes."""

from services.reporting.store.cabinet import CabinetReportDocument
from services.reporting.store.campaigns import CampaignDocument
from services.reporting.store.editions import LEDGER, Edition, EditionDocument, current, prepare_editions, taken
from services.reporting.store.frozen import DifferingDocument, FrozenDocument
from services.reporting.store.ledger import AccountDocument, EntryDocument
from services.reporting.store.obstacles import ObstaclesDocument
from services.reporting.store.reminders import ReminderDocument, RoundDocument
from services.reporting.store.reports import ReportDocument
from services.reporting.store.returns import ReturnDocument, SubmissionDocument
from services.reporting.store.tallies import TallyDocument
from services.reporting.store.unsaid import UnsaidDocument

# The ledger's own collections are made edition by edition.
DOCUMENTS = (
    EditionDocument,
    ReportDocument,
    ObstaclesDocument,
    CampaignDocument,
    ReturnDocument,
    SubmissionDocument,
    RoundDocument,
    ReminderDocument,
    CabinetReportDocument,
    FrozenDocument,
    DifferingDocument,
    UnsaidDocument,
)

__all__ = [
    "DOCUMENTS",
    "LEDGER",
    "AccountDocument",
    "Edition",
    "EditionDocument",
    "EntryDocument",
    "ReportDocument",
    "TallyDocument",
    "current",
    "prepare_editions",
    "taken",
]
