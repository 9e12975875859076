"""What cannot be filed. Whatever is wrong: a clear refusal, nothing shown, nothing kept, nothing recorded."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid1, uuid4

import pytest

from contracts.errors import ErrorCode, Refusal
from contracts.events.agencies import AgencyState
from contracts.rpc.documents import filing
from contracts.vocabulary import Role
from tests.builders import pdfs
from tests.builders.filing_office import FilingOffice

pytestmark = pytest.mark.backing("mongo", "s3")

LIMIT = 5 * pdfs.MEBIBYTE

BAD_CONTENT = {
    "empty": (lambda: b"", ErrorCode.UPLOAD_EMPTY),
    "renamed image": (pdfs.png, ErrorCode.UPLOAD_NOT_PDF),
    "renamed Word document": (pdfs.word_document, ErrorCode.UPLOAD_NOT_PDF),
    "truncated": (pdfs.truncated, ErrorCode.UPLOAD_UNREADABLE),
    "header only": (pdfs.only_a_header, ErrorCode.UPLOAD_UNREADABLE),
    "no pages": (pdfs.without_pages, ErrorCode.UPLOAD_UNREADABLE),
    "bomb": (pdfs.bomb_in_the_table, ErrorCode.UPLOAD_UNREADABLE),
    "password": (lambda: pdfs.encrypted("secret"), ErrorCode.UPLOAD_ENCRYPTED),
    "encrypted": (lambda: pdfs.encrypted(""), ErrorCode.UPLOAD_ENCRYPTED),
    "script": (pdfs.script_when_opened, ErrorCode.UPLOAD_ACTIVE_CONTENT),
    "launcher": (pdfs.program_launcher, ErrorCode.UPLOAD_ACTIVE_CONTENT),
    "attachment": (pdfs.attachment, ErrorCode.UPLOAD_ACTIVE_CONTENT),
    "launcher's page": (pdfs.script_on_a_page, ErrorCode.UPLOAD_ACTIVE_CONTENT),
    "script in an object stream": (pdfs.script_in_an_object_stream, ErrorCode.UPLOAD_ACTIVE_CONTENT),
    "script with a disguised name": (pdfs.script_with_a_disguised_name, ErrorCode.UPLOAD_ACTIVE_CONTENT),
    "form with a program": (pdfs.dynamic_form, ErrorCode.UPLOAD_ACTIVE_CONTENT),
    "bomb in an object stream": (pdfs.bomb_in_an_object_stream, ErrorCode.UPLOAD_UNREADABLE),
    "nested without end": (pdfs.deeply_nested, ErrorCode.UPLOAD_UNREADABLE),
    "damaged table": (pdfs.damaged_table, ErrorCode.UPLOAD_UNREADABLE),
    "also a web page": (pdfs.web_page_before, ErrorCode.UPLOAD_NOT_PDF),
    "also a picture": (pdfs.picture_before, ErrorCode.UPLOAD_NOT_PDF),
    "also a program": (pdfs.program_before, ErrorCode.UPLOAD_NOT_PDF),
    "also an archive": (pdfs.archive_behind, ErrorCode.UPLOAD_ACTIVE_CONTENT),
    "5 MB and a byte": (lambda: pdfs.pdf_of_size(LIMIT + 1), ErrorCode.UPLOAD_TOO_LARGE),
}

BAD_DETAILS: dict[str, tuple[dict[str, Any], ErrorCode, str | None]] = {
    "unset date of old systems": ({"document_date": "1970-01-01"}, ErrorCode.DOCUMENT_DATE_INVALID, None),
    "date before 2540": ({"document_date": "1996-12-31"}, ErrorCode.DOCUMENT_DATE_INVALID, None),
    "Buddhist year": ({"document_date": "2566-09-22"}, ErrorCode.DOCUMENT_DATE_INVALID, None),
    "date in the future": (
        {"document_date": (datetime.now(UTC) + timedelta(days=4)).date()},
        ErrorCode.DOCUMENT_DATE_INVALID,
        None,
    ),
    "section 13(2)": ({"obligation": "s13_2_channel"}, ErrorCode.INVALID_REQUEST, "obligation"),
    "order for a subtree": ({"obligation": "s16_order", "scope": "subtree"}, ErrorCode.INVALID_REQUEST, "scope"),
    "name of a path alone": ({"file_name": "..\\..\\/"}, ErrorCode.INVALID_REQUEST, "file_name"),
    "name of control characters": ({"file_name": "\x00\x1b\u202e"}, ErrorCode.INVALID_REQUEST, "file_name"),
    "name of a suffix": ({"file_name": ".pdf"}, ErrorCode.INVALID_REQUEST, "file_name"),
    "name of nothing": ({"file_name": "../\u200b"}, ErrorCode.INVALID_REQUEST, "file_name"),
}

BAD_REQUESTS: dict[str, tuple[dict[str, Any], str]] = {
    "no day": ({"document_date": "today"}, "document_date"),
    "unset day": ({"document_date": ""}, "document_date"),
    "unknown scope": ({"scope": "world"}, "scope"),
    "unknown status": ({"status": "deleted"}, "status"),
    "30 February": ({"document_date": "2024-02-30"}, "document_date"),
    "no date": ({"document_date": None}, "document_date"),
    "unknown section": ({"obligation": "s99_notice"}, "obligation"),
    "very long name": ({"file_name": "ก" * 256}, "file_name"),
    "unknown field": ({"saved_by": "somebody else"}, "saved_by"),
}


@contextmanager
def refused_with_nothing_stored(office: FilingOffice, agency: AgencyState, code: ErrorCode) -> Iterator[Refusal]:
    with pytest.raises(Refusal) as refused:
        yield refused  # type: ignore[misc]
    assert refused.value.code is code
    assert office.page(agency) == ()
    assert office.kept() == {}
    assert office.history() == []


@pytest.mark.parametrize("what", BAD_CONTENT)
def test_a_bad_file_is_refused(office: FilingOffice, what: str):
    make, code = BAD_CONTENT[what]
    agency = office.agency()

    with refused_with_nothing_stored(office, agency, code):
        office.file(agency, upload=office.upload(make()))


def test_exactly_5_mb_is_accepted(office: FilingOffice):
    agency, content = office.agency(), pdfs.pdf_of_size(LIMIT)

    assert office.file(agency, upload=office.upload(content)).size == LIMIT


def test_a_refusal_says_what_was_found_and_what_is_allowed(office: FilingOffice):
    agency = office.agency()

    with pytest.raises(Refusal) as scripted:
        office.file(agency, upload=office.upload(pdfs.script_when_opened()))
    with pytest.raises(Refusal) as large:
        office.file(agency, upload=office.upload(bytes(LIMIT + 1)))

    assert "javascript" in scripted.value.on_the_wire().message_th
    assert str(LIMIT) in large.value.on_the_wire().message_en


@pytest.mark.parametrize("what", BAD_DETAILS)
def test_bad_details_are_refused(office: FilingOffice, what: str):
    details, code, field = BAD_DETAILS[what]
    agency = office.agency()

    with refused_with_nothing_stored(office, agency, code) as refused:
        office.file(agency, **details)

    assert [problem.field for problem in refused.value.fields] == ([field] if field else [])  # type: ignore[attr-defined]


@pytest.mark.parametrize("what", BAD_REQUESTS)
def test_a_malformed_request_is_refused_by_field(office: FilingOffice, what: str):
    changed, field = BAD_REQUESTS[what]
    agency = office.agency()
    malformed = office.filing(agency).model_dump(mode="json") | changed

    with refused_with_nothing_stored(office, agency, ErrorCode.INVALID_REQUEST) as refused:
        office.send_malformed(filing.FILE_DOCUMENT, malformed, at=agency)

    assert [problem.field for problem in refused.value.fields] == [field]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "upload",
    [str(uuid4()), str(uuid1()), "", "../documents/x", f"{uuid4()}/../x", str(uuid4()).upper(), "ก"],
    ids=["random", "not random", "empty", "path", "path behind a name", "capitals", "Thai"],
)
def test_an_upload_that_is_not_there_is_refused(office: FilingOffice, upload: str):
    agency = office.agency()

    with refused_with_nothing_stored(office, agency, ErrorCode.UPLOAD_UNKNOWN):
        office.file(agency, upload=upload)


def test_bytes_other_than_those_announced_are_refused(office: FilingOffice):
    agency = office.agency()

    with refused_with_nothing_stored(office, agency, ErrorCode.UPLOAD_INTERRUPTED):
        office.file(agency, upload=office.upload(pdfs.pdf(), sha256="0" * 64))


def test_a_refused_upload_stays_in_quarantine_until_it_is_swept(office: FilingOffice):
    agency, upload = office.agency(), office.upload(pdfs.png())

    with pytest.raises(Refusal):
        office.file(agency, upload=upload)

    assert office.in_quarantine() == {upload}


def test_filing_for_an_agency_that_does_not_exist_is_refused(office: FilingOffice):
    nowhere = office.agency().model_copy(update={"id": str(uuid4())})

    with refused_with_nothing_stored(office, office.agency(), ErrorCode.AGENCY_UNKNOWN):
        office.ask(filing.FILE_DOCUMENT, office.filing(nowhere), role=Role.DGA_ADMIN)


def test_filing_for_an_agency_that_is_not_under_ones_own_is_refused(office: FilingOffice):
    agency, other = office.agency(), office.agency()

    with refused_with_nothing_stored(office, other, ErrorCode.FORBIDDEN):
        office.ask(filing.FILE_DOCUMENT, office.filing(other), at=agency)


def test_the_document_of_another_agency_is_not_switched(office: FilingOffice):
    agency, other = office.agency(), office.agency()
    document = office.file(other)

    with pytest.raises(Refusal) as refused:
        office.turn(document, "suspended", agency)

    assert refused.value.code is ErrorCode.DOCUMENT_UNKNOWN
    assert [shown.id for shown in office.page(other)] == [document.id]


def test_a_change_of_a_state_that_has_passed_is_refused(office: FilingOffice):
    agency = office.agency()
    document = office.file(agency)
    office.turn(document, "suspended", agency)

    with pytest.raises(Refusal) as refused:
        office.turn(document, "published", agency, version=document.version)

    assert refused.value.code is ErrorCode.STALE_VERSION
    assert office.page(agency) == ()


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/ประกาศ.pdf", "ประกาศ.pdf"),
        ("C:\\งาน\\ประกาศ.pdf", "ประกาศ.pdf"),
        ("ประ\x00กาศ\u202e.pdf", "ประกาศ.pdf"),
        ("ประกาศ.exe", "ประกาศ.exe.pdf"),
        ("ก" * 255, "ก" * 251 + ".pdf"),
        ("ประกาศ\r\nSet-Cookie: x.pdf", "ประกาศ Set-Cookie: x.pdf"),
    ],
    ids=["path", "path of Windows", "control characters", "program", "255 Thai letters", "lines"],
)
def test_a_name_keeps_what_belongs_into_a_name(office: FilingOffice, given: str, kept: str):
    assert office.file(office.agency(), file_name=given).file_name == kept


def test_the_same_key_with_another_request_is_refused(office: FilingOffice):
    agency = office.agency()
    office.ask(filing.FILE_DOCUMENT, office.filing(agency), at=agency, key="the-same-key")

    with pytest.raises(Refusal) as refused:
        office.ask(filing.FILE_DOCUMENT, office.filing(agency), at=agency, key="the-same-key")

    assert refused.value.code is ErrorCode.IDEMPOTENCY_KEY_REUSED
    assert len(office.page(agency)) == 1
