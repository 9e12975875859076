"""Offices' returns as they are kept."""

from __future__ import annotations

from collections.abc import Sequence

from mongoengine import DateTimeField, DictField, Document, IntField, ListField, StringField

from services.reporting.domain.returns import Draft, Mark, OfficeReturn, Reopening, Status, Submission
from services.reporting.store.days import day_from, stored_day
from services.reporting.store.records import Record
from services.reporting.store.versions import replace_version


class ReturnDocument(Document):
    """domain.returns.OfficeReturn. Its id is campaign/office."""

    id = StringField(primary_key=True)
    campaign_id = StringField()
    office_id = StringField()
    version = IntField()
    status = StringField()
    as_of = IntField(null=True)
    marks = ListField(DictField())
    obstacles = StringField(null=True)
    suggestions = StringField(null=True)
    signer_name = StringField(null=True)
    signer_position = StringField(null=True)
    submission = DictField(null=True)
    first_submitted_on = IntField(null=True)
    reopening = DictField(null=True)

    meta = {
        "collection": "returns",
        "auto_create_index": False,
        "indexes": [
            # all of a campaign, to be rolled up
            {"name": "campaign", "fields": ["campaign_id"]},
        ],
    }


class SubmissionDocument(Document):
    """Every submission there ever was, under its hash; the content of a return is found here when another has taken its
    place. Its id is campaign/office/version."""

    id = StringField(primary_key=True)
    at = DateTimeField()
    by = StringField()
    content = StringField()
    sha256 = StringField()

    meta = {"collection": "submissions", "auto_create_index": False}


class Returns:
    """Implements usecases.returns.ReturnBook."""

    def __init__(self) -> None:
        self._returns = ReturnDocument._get_collection()
        self._submissions = SubmissionDocument._get_collection()

    def get(self, campaign_id: str, office_id: str) -> OfficeReturn:
        record = self._returns.find_one({"_id": f"{campaign_id}/{office_id}"})
        return _return(record) if record else OfficeReturn(campaign_id, office_id)

    def of_campaign(self, campaign_id: str) -> Sequence[OfficeReturn]:
        # index "campaign"
        return [_return(record) for record in self._returns.find({"campaign_id": campaign_id})]

    def save(self, made: OfficeReturn) -> None:
        """The next version. Raises StaleWrite."""
        replace_version(self._returns, _record(made))

    def keep(self, made: OfficeReturn, submission: Submission) -> None:
        """Keep what was submitted with this version of the return, for good."""
        self._submissions.insert_one(
            {
                "_id": f"{made.campaign_id}/{made.office_id}/{made.version}",
                "at": submission.at,
                "by": submission.by,
                "content": submission.content,
                "sha256": submission.sha256,
            }
        )


def _record(made: OfficeReturn) -> Record:
    draft, submission, reopening = made.draft, made.submission, made.reopening
    return {
        "_id": f"{made.campaign_id}/{made.office_id}",
        "campaign_id": made.campaign_id,
        "office_id": made.office_id,
        "version": made.version,
        "status": made.status.value,
        "as_of": stored_day(draft.as_of) if draft.as_of else None,
        "marks": [mark._asdict() for mark in draft.marks],
        "obstacles": draft.obstacles,
        "suggestions": draft.suggestions,
        "signer_name": draft.signer_name,
        "signer_position": draft.signer_position,
        "submission": {
            "at": submission.at,
            "on": stored_day(submission.on),
            "by": submission.by,
            "content": submission.content,
            "sha256": submission.sha256,
        }
        if submission
        else None,
        "first_submitted_on": stored_day(made.first_submitted_on) if made.first_submitted_on else None,
        "reopening": {"at": reopening.at, "by": reopening.by, "reason": reopening.reason} if reopening else None,
    }


def _return(record: Record) -> OfficeReturn:
    submission, reopening = record["submission"], record["reopening"]
    return OfficeReturn(
        campaign_id=record["campaign_id"],
        office_id=record["office_id"],
        version=record["version"],
        status=Status(record["status"]),
        draft=Draft(
            as_of=day_from(record["as_of"]) if record["as_of"] else None,
            marks=tuple(Mark(**mark) for mark in record["marks"]),
            obstacles=record["obstacles"],
            suggestions=record["suggestions"],
            signer_name=record["signer_name"],
            signer_position=record["signer_position"],
        ),
        submission=Submission(**{**submission, "on": day_from(submission["on"])}) if submission else None,
        first_submitted_on=day_from(record["first_submitted_on"]) if record["first_submitted_on"] else None,
        reopening=Reopening(**reopening) if reopening else None,
    )
