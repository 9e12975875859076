"""With object lock the store itself refuses to delete what a document stands on; all else is swept as ever."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from minio.error import S3Error

from chassis import mongo, s3
from chassis.config import Settings, SettingsError
from chassis.service import start
from services.documents.domain.pdf import Pdf
from services.documents.usecases.hold_files import hold_files
from services.documents.usecases.sweep_files import sweep_files
from tests.builders.filing_office import FilingOffice, sha256
from tests.builders.pdfs import pdf

pytestmark = pytest.mark.backing("mongo", "s3")


@pytest.fixture
def office(settings: Settings) -> Iterator[FilingOffice]:
    locking = settings.model_copy(update={"s3_object_lock": True})
    yield FilingOffice(replace(start(locking, "documents"), settings=locking))
    mongo.disconnect()


def locked(office: FilingOffice) -> list[tuple[str, str]]:
    """Name and version of every object there is, hidden or not, in the bucket with object lock."""
    found = office.store.list_objects(f"{office.bucket}-documents", recursive=True, include_version=True)
    return [(each.object_name or "", each.version_id or "") for each in found if not each.is_delete_marker]


def hold(office: FilingOffice) -> int:
    return hold_files(office.rooms.files, office.rooms.kept_files)


def test_what_a_document_stands_on_cannot_be_deleted_by_anybody(office: FilingOffice):
    document = office.file(office.agency())

    assert (hold(office), hold(office)) == (1, 0)

    [(name, version)] = locked(office)
    assert name == f"documents/{document.sha256}.pdf"
    with pytest.raises(S3Error) as refused:
        office.store.remove_object(f"{office.bucket}-documents", name, version_id=version)
    assert refused.value.code == "AccessDenied"


def test_the_same_file_filed_again_is_one_file_and_held_once(office: FilingOffice):
    agency, content = office.agency(), pdf("same")
    office.file(agency, upload=office.upload(content))
    office.rooms.files.put(Pdf(sha256(content), len(content), 1), content)
    hold(office)
    office.file(agency, upload=office.upload(content))

    assert hold(office) == 0
    assert len(locked(office)) == 1


def test_uploads_and_files_without_a_document_are_swept_and_no_version_of_them_stays(office: FilingOffice):
    document = office.file(office.agency())
    office.upload()
    orphan = pdf("no document")
    office.rooms.files.put(Pdf(sha256(orphan), len(orphan), 1), orphan)
    hold(office)

    rooms = office.rooms
    in_two_days = datetime.now(UTC) + timedelta(days=2)

    assert sweep_files(in_two_days, rooms.files, rooms.kept_files, rooms.books.documents) == 2
    assert office.in_quarantine() == set()
    assert [name for name, _ in locked(office)] == [f"documents/{document.sha256}.pdf"]


def test_a_file_that_is_not_there_keeps_no_other_from_being_held(office: FilingOffice):
    agency = office.agency()
    for _ in range(2):
        office.file(agency)
    name, version = locked(office)[0]
    office.store.remove_object(f"{office.bucket}-documents", name, version_id=version)

    assert hold(office) == 1


def test_a_bucket_that_was_made_without_object_lock_is_not_taken(settings: Settings):
    store, bucket = s3.connect(settings)
    store.make_bucket(f"{bucket}-documents")

    with pytest.raises(SettingsError, match=f"{bucket}-documents"):
        s3.bucket_of_documents(settings.model_copy(update={"s3_object_lock": True}), store, bucket)
