"""Cabinet reports as they are listed; their files are in the S3 store."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from mongoengine import DateTimeField, DictField, Document, IntField, StringField

from services.reporting.domain.cabinet import CabinetReport
from services.reporting.store.days import day_from, stored_day
from services.reporting.store.records import Record

# Six a year.
MOST = 500


class CabinetReportDocument(Document):
    """domain.cabinet.CabinetReport."""

    id = StringField(primary_key=True)
    as_of = IntField()
    previous_as_of = IntField(null=True)
    made_at = DateTimeField()
    made_by = StringField()
    sha256 = StringField()
    non_compliers = IntField()
    percents = DictField()

    meta = {
        "collection": "cabinet_reports",
        "auto_create_index": False,
        "indexes": [
            # the list, the latest day first; the one before a day
            {"name": "list", "fields": ["-as_of", "-made_at"]},
        ],
    }


class CabinetReports:
    """Implements usecases.cabinet.CabinetBook."""

    def __init__(self) -> None:
        self._reports = CabinetReportDocument._get_collection()

    def add(self, report: CabinetReport) -> None:
        self._reports.insert_one(
            {
                "_id": report.id,
                "as_of": stored_day(report.as_of),
                "previous_as_of": stored_day(report.previous_as_of) if report.previous_as_of else None,
                "made_at": report.made_at,
                "made_by": report.made_by,
                "sha256": report.sha256,
                "non_compliers": report.non_compliers,
                "percents": dict(report.percents),
            }
        )

    def get(self, report_id: str) -> CabinetReport | None:
        record = self._reports.find_one({"_id": report_id})
        return _report(record) if record else None

    def before(self, day: date) -> CabinetReport | None:
        """The latest report of an earlier day."""
        record = self._reports.find_one({"as_of": {"$lt": stored_day(day)}}, sort=[("as_of", -1), ("made_at", -1)])
        return _report(record) if record else None

    def all(self) -> Sequence[CabinetReport]:
        found = self._reports.find().sort([("as_of", -1), ("made_at", -1)]).limit(MOST)
        return [_report(record) for record in found]


def _report(record: Record) -> CabinetReport:
    return CabinetReport(
        id=record["_id"],
        as_of=day_from(record["as_of"]),
        previous_as_of=day_from(record["previous_as_of"]) if record["previous_as_of"] else None,
        made_at=record["made_at"],
        made_by=record["made_by"],
        sha256=record["sha256"],
        non_compliers=record["non_compliers"],
        percents=record["percents"],
    )
