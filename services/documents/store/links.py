"""The saved links."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from mongoengine import BooleanField, DateTimeField, EmbeddedDocumentListField, IntField, StringField
from mongoengine import Document as Record

from services.documents.domain.link import Link
from services.documents.domain.vocabulary import Obligation, Status
from services.documents.store.link_checks import keep_due
from services.documents.store.periods import PeriodRecord, due_at, last_until, period_records, periods_from
from services.documents.store.versions import StaleWrite


class LinkRecord(Record):
    """A saved link. `last_until` and `due_at` are derived, and kept to be asked for."""

    id = StringField(primary_key=True)
    agency_id = StringField(required=True)
    version = IntField(required=True)
    obligation = StringField(required=True)
    url = StringField(required=True)
    licence_name = StringField()
    publications = EmbeddedDocumentListField(PeriodRecord)
    last_until = DateTimeField(required=True)
    due_at = DateTimeField()
    told_at = DateTimeField(required=True)
    recorded_at = DateTimeField(required=True)
    saved_at = DateTimeField(required=True)
    saved_by = StringField()
    migrated = BooleanField(default=False)

    meta = {
        "collection": "links",
        "auto_create_index": False,
        "indexes": [
            # of_agency: all of one agency's, saved last first
            ("agency_id", "-recorded_at", "-id"),
            # published_by: what one agency may have in effect
            ("agency_id", "last_until"),
            # due: what took or lost effect by itself and has not been told yet
            {"fields": ["due_at"], "sparse": True},
        ],
    }


class LinkStore:
    """Implements usecases.ports.Links."""

    def add(self, links: Collection[Link]) -> None:
        if links:
            LinkRecord.objects.insert([_record(link) for link in links], load_bulk=False)
            keep_due(links)

    def replace(self, link: Link) -> None:
        """Raises StaleWrite unless the version before is the one that is stored."""
        before = {"_id": link.id, "version": link.version - 1}
        if not LinkRecord._get_collection().replace_one(before, _record(link).to_mongo()).matched_count:
            raise StaleWrite()
        keep_due([link])

    def get(self, link_id: str) -> Link | None:
        record = LinkRecord.objects(id=link_id).first()
        return _link(record) if record else None

    def many(self, link_ids: Collection[str]) -> dict[str, Link]:
        if not link_ids:
            return {}
        return {record.id: _link(record) for record in LinkRecord.objects(id__in=list(link_ids))}

    def of_agency(self, agency_id: str) -> list[Link]:
        return [_link(record) for record in LinkRecord.objects(agency_id=agency_id).order_by("-recorded_at", "-id")]

    def published_by(self, agency_id: str, at: datetime) -> list[Link]:
        found = map(_link, LinkRecord.objects(agency_id=agency_id, last_until__gt=at))
        return [link for link in found if link.status_at(at) is Status.PUBLISHED]

    def due(self, at: datetime, limit: int) -> list[str]:
        return [record.id for record in LinkRecord.objects(due_at__lte=at).only("id").limit(limit)]


def _record(link: Link) -> LinkRecord:
    return LinkRecord(
        id=link.id,
        agency_id=link.agency_id,
        version=link.version,
        obligation=link.obligation.value,
        url=link.url,
        licence_name=link.licence_name,
        publications=period_records(link.publications),
        last_until=last_until(link.publications),
        due_at=due_at(link.publications, link.told_at),
        told_at=link.told_at,
        recorded_at=link.recorded_at,
        saved_at=link.saved_at,
        saved_by=link.saved_by,
        migrated=link.migrated,
    )


def _link(record: LinkRecord) -> Link:
    return Link(
        id=record.id,
        agency_id=record.agency_id,
        version=record.version,
        obligation=Obligation(record.obligation),
        url=record.url,
        licence_name=record.licence_name,
        publications=periods_from(record.publications),
        recorded_at=record.recorded_at,
        saved_at=record.saved_at,
        saved_by=record.saved_by or "",
        told_at=record.told_at,
        migrated=bool(record.migrated),
    )
