"""What happened to an account: appended to, never changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from mongoengine import DateTimeField, Document, StringField

from services.identity.digital_id.model import Happening
from services.identity.digital_id.store.forgetting import forgotten_after

# Longer than the 90 days for which the Computer Crime Act B.E. 2550 section 26 wants traffic data kept.
HISTORY_KEPT = timedelta(days=730)


class HistoryDocument(Document):
    meta = {
        "collection": "account_history",
        "auto_create_index": False,
        "strict": False,
        # the first: history_of reads an account's latest
        "indexes": [["account_id", "-at"], forgotten_after("forget_at")],
    }
    account_id = StringField(required=True)
    at = DateTimeField(required=True)
    what = StringField(required=True)
    address = StringField()
    forget_at = DateTimeField(required=True)


def append(account_id: str, happening: Happening) -> None:
    HistoryDocument(account_id=account_id, forget_at=happening.at + HISTORY_KEPT, **vars(happening)).save(
        force_insert=True
    )


def history_of(account_id: str, most: int) -> Sequence[Happening]:
    """The latest happenings, the newest first."""
    latest = HistoryDocument.objects(account_id=account_id).order_by("-at", "-id").limit(most)
    return [Happening(found.at, found.what, found.address) for found in latest]
