"""Which dates a document may bear."""

from datetime import date, datetime, timedelta

from services.documents.domain.times import day_in_bangkok

EARLIEST = date(1997, 1, 1)
"""1 January B.E. 2540. Old systems wrote 1 January B.E. 2513 where no date had been given."""


class DocumentDateInvalid(Exception):
    """The date in a document is before B.E. 2540 or later than tomorrow."""

    code = "document_date_invalid"

    def __init__(self, latest: date) -> None:
        super().__init__(self.code)
        self.details = {"earliest": EARLIEST.isoformat(), "latest": latest.isoformat()}


def check_document_date(document_date: date, now: datetime) -> None:
    """Raises DocumentDateInvalid. Tomorrow (in Bangkok) is allowed: a notice is often uploaded the evening before."""
    latest = day_in_bangkok(now) + timedelta(days=1)
    if not EARLIEST <= document_date <= latest:
        raise DocumentDateInvalid(latest)
