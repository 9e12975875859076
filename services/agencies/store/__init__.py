"""What agencies keeps in its database, each book with its documents and indexes."""

from services.agencies.store.agencies import AgencyStore
from services.agencies.store.records import AGENCIES, AgencyRecord

DOCUMENTS = (AgencyRecord,)

__all__ = ["AGENCIES", "DOCUMENTS", "AgencyRecord", "AgencyStore"]
