"""Open sessions."""

from __future__ import annotations

from datetime import datetime

from mongoengine import DateTimeField, Document, StringField

from services.identity.domain.sessions import IDLE, Session


class SessionRecord(Document):
    """`id` is the fingerprint of the session's secret; the secret itself is not kept."""

    id = StringField(primary_key=True)
    officer_id = StringField(required=True)
    opened_at = DateTimeField(required=True)
    last_seen_at = DateTimeField(required=True)
    ends_at = DateTimeField(required=True)
    acr = StringField()
    auth_time = DateTimeField()

    meta = {
        "collection": "sessions",
        "auto_create_index": False,
        "indexes": [
            # the database sweeps away what is over; Sessions.touch does not rely on when it does
            {"fields": ["ends_at"], "expireAfterSeconds": 0},
        ],
    }


class Sessions:
    def open(self, fingerprint: str, session: Session) -> None:
        SessionRecord(
            id=fingerprint,
            officer_id=session.officer_id,
            opened_at=session.opened_at,
            last_seen_at=session.last_seen_at,
            ends_at=session.ends_at,
            acr=session.acr,
            auth_time=session.auth_time,
        ).save(force_insert=True)

    def touch(self, fingerprint: str, now: datetime) -> Session | None:
        # $max: of two requests at the same moment the earlier one must not move the idle end back.
        record = SessionRecord.objects(id=fingerprint, ends_at__gt=now, last_seen_at__gt=now - IDLE).modify(
            max__last_seen_at=now, new=True
        )
        if record is None:
            return None
        return Session(
            record.officer_id, record.opened_at, record.last_seen_at, record.ends_at, record.acr, record.auth_time
        )

    def close(self, fingerprint: str) -> None:
        SessionRecord.objects(id=fingerprint).delete()
