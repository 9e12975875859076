"""What an agency says of itself: its licences, its obstacles, its switches for what it inherits; and its filing's
version."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from mongoengine import (
    BooleanField,
    DateTimeField,
    DictField,
    EmbeddedDocument,
    EmbeddedDocumentListField,
    IntField,
    ListField,
    StringField,
)
from mongoengine import Document as Record
from pymongo import UpdateOne

from services.documents.domain.filing import Filing
from services.documents.domain.inheritance import Switch
from services.documents.domain.licences import LicenceDeclaration, Said
from services.documents.domain.obstacles import Obstacle, Obstacles
from services.documents.domain.vocabulary import GazetteProgress, ObstacleType
from services.documents.store.periods import PeriodRecord, period_records, periods_from
from services.documents.store.versions import replace_versions


class SaidRecord(EmbeddedDocument):
    since = DateTimeField(required=True)
    has_licences = BooleanField(required=True)
    gazette = StringField()


class LicenceRecord(Record):
    """The declaration of licences of one agency, whose id it has."""

    id = StringField(primary_key=True)
    version = IntField(required=True)
    has_licences = BooleanField(null=True)
    gazette = StringField()
    held = EmbeddedDocumentListField(PeriodRecord)
    carried_over = EmbeddedDocumentListField(SaidRecord)

    meta = {"collection": "licences", "auto_create_index": False}


class ObstaclesRecord(Record):
    """The obstacles of one agency, whose id it has."""

    id = StringField(primary_key=True)
    version = IntField(required=True)
    items = ListField(DictField())

    meta = {"collection": "obstacles", "auto_create_index": False}


class SwitchRecord(Record):
    """One agency's switch for one document; its id is the two together."""

    id = StringField(primary_key=True)
    agency_id = StringField(required=True)
    document_id = StringField(required=True)
    version = IntField(required=True)
    off = EmbeddedDocumentListField(PeriodRecord)

    meta = {
        "collection": "switches",
        "auto_create_index": False,
        "indexes": [
            # of_agency: all switches of one agency
            "agency_id",
        ],
    }


class FilingRecord(Record):
    """The version of an agency's whole filing, and who changed it last; its id is the agency's."""

    id = StringField(primary_key=True)
    version = IntField(required=True)
    created_at = DateTimeField(required=True)
    changed_at = DateTimeField(required=True)
    changed_by = StringField()

    meta = {"collection": "filings", "auto_create_index": False}


class LicenceStore:
    """Implements usecases.ports.LicenceDeclarations."""

    def get(self, agency_id: str) -> LicenceDeclaration:
        return self.of_agencies([agency_id]).get(agency_id) or LicenceDeclaration(agency_id)

    def of_agencies(self, agency_ids: Collection[str]) -> dict[str, LicenceDeclaration]:
        if not agency_ids:
            return {}
        return {record.id: _licences(record) for record in LicenceRecord.objects(id__in=list(agency_ids))}

    def save(self, declarations: Collection[LicenceDeclaration]) -> None:
        """Raises StaleWrite as the other declarations do."""
        replace_versions([_licence_record(declaration) for declaration in declarations])


class ObstacleStore:
    """Implements usecases.ports.ObstacleLists."""

    def get(self, agency_id: str) -> Obstacles:
        record = ObstaclesRecord.objects(id=agency_id).first()
        if record is None:
            return Obstacles(agency_id)
        items = (Obstacle(i["rank"], ObstacleType(i["type"]), i["detail"], i["active"]) for i in record.items)
        return Obstacles(agency_id, record.version, tuple(items))

    def save(self, obstacles: Obstacles) -> None:
        items = [
            {"rank": o.rank, "type": o.type.value, "detail": o.detail, "active": o.active} for o in obstacles.items
        ]
        replace_versions([ObstaclesRecord(id=obstacles.agency_id, version=obstacles.version, items=items)])


class SwitchStore:
    """Implements usecases.ports.Switches."""

    def get(self, agency_id: str, document_id: str) -> Switch:
        record = SwitchRecord.objects(id=f"{agency_id}/{document_id}").first()
        return _switch(record) if record else Switch(agency_id, document_id)

    def of_agency(self, agency_id: str) -> dict[str, Switch]:
        return {record.document_id: _switch(record) for record in SwitchRecord.objects(agency_id=agency_id)}

    def save(self, switch: Switch) -> None:
        record = SwitchRecord(
            id=f"{switch.agency_id}/{switch.document_id}",
            agency_id=switch.agency_id,
            document_id=switch.document_id,
            version=switch.version,
            off=period_records(switch.off),
        )
        replace_versions([record])


class FilingStore:
    """Implements usecases.ports.Filings."""

    def get(self, agency_id: str) -> Filing:
        record = FilingRecord.objects(id=agency_id).first()
        if record is None:
            return Filing(agency_id)
        return Filing(agency_id, record.version, record.created_at, record.changed_at, record.changed_by or "")

    def touch(self, agency_ids: Collection[str], at: datetime, by: str) -> None:
        # Two changes of one agency's filing at once are in each other's way: the second starts again.
        changed = {"$inc": {"version": 1}, "$set": {"changed_at": at, "changed_by": by}}
        writes = [
            UpdateOne({"_id": id}, {**changed, "$setOnInsert": {"created_at": at}}, upsert=True) for id in agency_ids
        ]
        if writes:
            FilingRecord._get_collection().bulk_write(writes, ordered=False)


def _switch(record: SwitchRecord) -> Switch:
    return Switch(record.agency_id, record.document_id, record.version, periods_from(record.off))


def _licence_record(declaration: LicenceDeclaration) -> LicenceRecord:
    return LicenceRecord(
        id=declaration.agency_id,
        version=declaration.version,
        has_licences=declaration.has_licences,
        gazette=_text(declaration.gazette),
        held=period_records(declaration.held),
        carried_over=[
            SaidRecord(since=said.since, has_licences=said.has_licences, gazette=_text(said.gazette))
            for said in declaration.carried_over
        ],
    )


def _licences(record: LicenceRecord) -> LicenceDeclaration:
    return LicenceDeclaration(
        agency_id=record.id,
        version=record.version,
        has_licences=record.has_licences,
        gazette=_gazette(record.gazette),
        held=periods_from(record.held),
        carried_over=tuple(Said(s.since, s.has_licences, _gazette(s.gazette)) for s in record.carried_over),
    )


def _text(gazette: GazetteProgress | None) -> str | None:
    return gazette.value if gazette else None


def _gazette(text: str | None) -> GazetteProgress | None:
    return GazetteProgress(text) if text else None
