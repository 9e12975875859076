"""What documents keeps in its database, each book with its documents and indexes.

Days are ISO text (a day has no time zone); instants are UTC, as precise as the database keeps them (milliseconds).
"""

from services.documents.store.declarations import DeclarationRecord, DeclarationStore
from services.documents.store.documents import DocumentRecord, DocumentStore
from services.documents.store.history import FilingHistory
from services.documents.store.kept_files import KeptFileRecord, KeptFiles
from services.documents.store.link_checks import LinkCheckRecord, LinkChecks
from services.documents.store.links import LinkRecord, LinkStore
from services.documents.store.rebuilding import Rebuilt, rebuild_search
from services.documents.store.said import (
    FilingRecord,
    FilingStore,
    LicenceRecord,
    LicenceStore,
    ObstaclesRecord,
    ObstacleStore,
    SwitchRecord,
    SwitchStore,
)
from services.documents.store.searching import AgencyNamesRecord, FindableRecord, Search
from services.documents.store.versions import StaleWrite

DOCUMENTS = (
    DocumentRecord,
    LinkRecord,
    LinkCheckRecord,
    DeclarationRecord,
    LicenceRecord,
    ObstaclesRecord,
    SwitchRecord,
    FilingRecord,
    KeptFileRecord,
    FindableRecord,
    AgencyNamesRecord,
)

__all__ = [
    "DOCUMENTS",
    "AgencyNamesRecord",
    "DeclarationRecord",
    "DeclarationStore",
    "DocumentRecord",
    "DocumentStore",
    "FindableRecord",
    "KeptFileRecord",
    "KeptFiles",
    "Search",
    "FilingHistory",
    "FilingRecord",
    "FilingStore",
    "LicenceRecord",
    "LicenceStore",
    "LinkCheckRecord",
    "LinkChecks",
    "LinkRecord",
    "LinkStore",
    "ObstacleStore",
    "ObstaclesRecord",
    "Rebuilt",
    "StaleWrite",
    "SwitchRecord",
    "SwitchStore",
    "rebuild_search",
]
