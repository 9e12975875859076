"""Open sessions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

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
    session_id = StringField(required=True)
    device = StringField()
    issuer_session = StringField()
    acting = StringField()

    meta = {
        "collection": "sessions",
        "auto_create_index": False,
        "indexes": [
            # Sessions.of, Sessions.close_others: an officer has a handful
            {"fields": ["officer_id"]},
            # the database sweeps away what is over; Sessions.touch does not rely on when it does
            {"fields": ["ends_at"], "expireAfterSeconds": 0},
        ],
    }


class Sessions:
    def open(self, fingerprint: str, session: Session) -> None:
        SessionRecord(
            id=fingerprint,
            session_id=session.id,
            officer_id=session.officer_id,
            opened_at=session.opened_at,
            last_seen_at=session.last_seen_at,
            ends_at=session.ends_at,
            acr=session.acr,
            auth_time=session.auth_time,
            device=session.device,
            issuer_session=session.issuer_session,
            acting=session.acting,
        ).save(force_insert=True)

    def find(self, fingerprint: str, now: datetime) -> Session | None:
        return _session(_open(now, id=fingerprint).first())

    def touch(self, fingerprint: str, now: datetime) -> Session | None:
        # $max: of two requests at the same moment the earlier one must not move the idle end back.
        return _session(_open(now, id=fingerprint).modify(max__last_seen_at=now, new=True))

    def act_by(self, fingerprint: str, grant_id: str) -> None:
        SessionRecord.objects(id=fingerprint).update_one(set__acting=grant_id)

    def of(self, officer_id: str, now: datetime, limit: int) -> Sequence[Session]:
        found = _open(now, officer_id=officer_id).order_by("-last_seen_at", "id").limit(limit)
        return [session for record in found if (session := _session(record))]

    def close(self, fingerprint: str, now: datetime) -> Session | None:
        record = SessionRecord.objects(id=fingerprint).modify(remove=True)
        session = _session(record)
        return session if session is not None and session.expires_at > now else None

    def close_others(
        self, officer_id: str, fingerprint: str, now: datetime, session_id: str | None
    ) -> Sequence[Session]:
        which = {"session_id": session_id} if session_id is not None else {}
        others = SessionRecord.objects(officer_id=officer_id, id__ne=fingerprint, **which)
        closed = [session for record in others if (session := _session(record)) and session.expires_at > now]
        others.delete()
        return closed


def _open(now: datetime, **which: str) -> Any:
    return SessionRecord.objects(ends_at__gt=now, last_seen_at__gt=now - IDLE, **which)


def _session(record: SessionRecord | None) -> Session | None:
    if record is None:
        return None
    return Session(
        id=record.session_id,
        officer_id=record.officer_id,
        opened_at=record.opened_at,
        last_seen_at=record.last_seen_at,
        ends_at=record.ends_at,
        acr=record.acr,
        auth_time=record.auth_time,
        device=record.device,
        issuer_session=record.issuer_session,
        acting=record.acting,
    )
