"""Uploads from quarantine to being kept: few are in memory at once, and nothing is kept but what was inspected."""

from __future__ import annotations

import io
from collections.abc import Callable

import eventlet
import pytest

from chassis.mongo import in_transaction
from services.documents.domain.pdf import FilesUnavailable, Pdf
from services.documents.inspection import inspect
from services.documents.uploads import INSPECTED_AT_ONCE, Uploads
from tests.builders.filing_office import FilingOffice
from tests.builders.pdfs import MEBIBYTE, pdf, pdf_of_size

pytestmark = pytest.mark.backing("mongo", "s3")


class Counting:
    """Inspects, and knows how many inspections there were at the same time at most."""

    def __init__(self) -> None:
        self.now = self.most = 0

    def __call__(self, content: bytes) -> Pdf:
        self.now += 1
        self.most = max(self.most, self.now)
        eventlet.sleep(0.01)  # as when it is done in a thread: others go on meanwhile
        self.now -= 1
        return inspect(content)


def test_however_many_are_filed_at_once_few_files_are_in_memory(office: FilingOffice):
    counting = Counting()
    uploads = Uploads(office.rooms.files, counting)
    waiting = [office.upload() for _ in range(3 * INSPECTED_AT_ONCE)]

    taken = list(eventlet.GreenPool().imap(uploads.take, waiting))

    assert len(taken) == len(waiting)
    assert counting.most == INSPECTED_AT_ONCE


def test_a_file_that_takes_several_pieces_in_the_store_outlives_its_upload(office: FilingOffice):
    content = pdf_of_size(5 * MEBIBYTE)

    document = office.file(office.agency(), upload=office.upload(content))

    assert office.in_quarantine() == set()
    assert office.kept() == {document.sha256: content}


def test_bytes_that_were_exchanged_after_their_inspection_are_not_kept(office: FilingOffice):
    name = office.upload(pdf("sound"))
    upload = office.rooms.books.uploads.take(name)
    other = pdf("other")
    office.store.put_object(office.bucket, f"quarantine/{name}", io.BytesIO(other), len(other))

    with pytest.raises(FilesUnavailable):
        upload.keep()

    assert office.kept() == {}


def test_a_command_that_is_run_again_fetches_and_inspects_nothing_twice(office: FilingOffice):
    inspected: list[int] = []

    def counted(content: bytes) -> Pdf:
        inspected.append(len(content))
        return inspect(content)

    uploads, name = Uploads(office.rooms.files, counted), office.upload()

    def command() -> None:
        upload = uploads.take(name)
        upload.keep()
        upload.discard_after_commit()

    def interrupted(command: Callable[[], None]) -> None:
        command()
        raise InterruptedError

    with pytest.raises(InterruptedError):
        in_transaction(lambda: interrupted(command))
    in_transaction(command)

    assert len(inspected) == 1
    assert office.in_quarantine() == set()
