"""What is carried over from older systems: when an archive cannot be used, and by what its filings are known again."""

from datetime import datetime
from uuid import UUID, uuid5

from services.documents.domain.vocabulary import Obligation

_CARRIED_OVER = UUID("6d1a1c0e-9f0b-5b8e-8b1f-0f5d5c8f2a10")


class ArchiveInvalid(Exception):
    """The archive as a whole cannot be used. `reason` is a word of usecases.import_texts.ARCHIVE."""

    code = "invalid_request"

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.details = {"reason": reason}


def carried_over_link_id(
    agency_id: str, obligation: Obligation, url: str, licence_name: str | None, published_from: datetime
) -> str:
    """The id of a carried-over link, likewise. `url` and `licence_name` as they are kept."""
    parts = ("link", agency_id, obligation.value, url, licence_name or "", published_from.isoformat())
    return str(uuid5(_CARRIED_OVER, "\n".join(parts)))


def carried_over_id(
    agency_id: str, obligation: Obligation, sha256: str, published_from: datetime, file_name: str
) -> str:
    """The id of a carried-over document: the same for the same filing, so that importing it again is no change."""
    parts = (agency_id, obligation.value, sha256, published_from.isoformat(), file_name)
    return str(uuid5(_CARRIED_OVER, "\n".join(parts)))
