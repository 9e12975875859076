"""What agencies keeps in its database, each book with its documents and indexes."""

from services.agencies.store.agencies import AgencyStore
from services.agencies.store.periods import PeriodRecord, Tree
from services.agencies.store.records import AGENCIES, AgencyRecord
from services.agencies.store.reorganisations import (
    GateRecord,
    MoveRequestRecord,
    MoveRequests,
    ReorganisationRecord,
    Reorganisations,
)

DOCUMENTS = (AgencyRecord, ReorganisationRecord, MoveRequestRecord, GateRecord, PeriodRecord)

__all__ = ["AGENCIES", "DOCUMENTS", "AgencyRecord", "AgencyStore", "MoveRequests", "Reorganisations", "Tree"]
