"""What is left of filings that never came to be goes; what a document stands on stays, whatever happens at once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from chassis.mongo import in_transaction
from contracts.errors import ErrorCode, Refusal
from services.documents.domain.pdf import Pdf
from services.documents.usecases.sweep_files import sweep_files
from tests.builders.filing_office import FilingOffice, sha256
from tests.builders.pdfs import pdf

pytestmark = pytest.mark.backing("mongo", "s3")

IN_TWO_DAYS = timedelta(days=2)


def sweep(office: FilingOffice, later: timedelta = IN_TWO_DAYS) -> int:
    """As the service will do it in two days: what is stored now is old then."""
    rooms = office.rooms
    return sweep_files(datetime.now(UTC) + later, rooms.files, rooms.kept_files, rooms.books.documents)


def orphan(office: FilingOffice) -> bytes:
    """A file that was kept by a process that died before its document came to be."""
    content = pdf("no document")
    office.rooms.files.put(Pdf(sha256(content), len(content), 1), content)
    return content


def test_uploads_and_files_without_a_document_go(office: FilingOffice):
    office.upload()
    orphan(office)

    assert sweep(office) == 2
    assert (office.in_quarantine(), office.kept()) == (set(), {})


def test_what_was_stored_within_the_day_may_still_be_filed(office: FilingOffice):
    office.upload()
    orphan(office)

    assert sweep(office, later=timedelta(hours=23)) == 0


def test_the_file_of_a_document_stays_also_when_it_is_suspended(office: FilingOffice):
    agency = office.agency()
    document = office.file(agency)
    office.turn(document, "suspended", agency)

    assert sweep(office) == 0
    assert len(office.kept()) == 1


def test_a_file_that_documents_of_an_older_version_stand_on_stays(office: FilingOffice):
    document = office.file(office.agency())
    office.forget_claims()

    assert sweep(office) == 0
    assert list(office.kept()) == [document.sha256]


def test_whoever_files_what_is_just_being_swept_is_told_to_try_again(office: FilingOffice):
    content = orphan(office)
    office.rooms.kept_files.condemn(sha256(content), datetime.now(UTC))

    with pytest.raises(Refusal) as refused:
        office.file(office.agency(), upload=office.upload(content))

    assert refused.value.code is ErrorCode.SERVICE_UNAVAILABLE


def test_what_is_being_filed_is_not_swept(office: FilingOffice):
    content = orphan(office)

    def filing_meanwhile() -> None:
        office.rooms.kept_files.claim([sha256(content)])

    in_transaction(filing_meanwhile)

    assert not office.rooms.kept_files.condemn(sha256(content), datetime.now(UTC))
    assert sweep(office) == 0


def test_a_file_stored_anew_while_the_sweep_looked_is_not_removed(office: FilingOffice):
    content = orphan(office)

    assert not office.rooms.files.remove(sha256(content), older_than=datetime.now(UTC) - timedelta(hours=1))
    assert len(office.kept()) == 1
