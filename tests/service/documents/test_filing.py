"""An officer files a PDF."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from eventlet import GreenPool

from contracts.errors import ErrorCode, Refusal
from contracts.rpc.documents import filing
from contracts.vocabulary import Obligation, PublicationStatus, Scope
from tests.builders import pdfs
from tests.builders.filing_office import FilingOffice, sha256

pytestmark = pytest.mark.backing("mongo", "s3")


def test_a_filed_pdf_is_kept_byte_for_byte_and_shown_at_once(office: FilingOffice):
    agency = office.agency()
    content = pdfs.pdf(pages=2)
    upload = office.upload(content, sha256=sha256(content), size=str(len(content)))

    document = office.file(agency, upload=upload, file_name="C:\\งาน\\ประกาศ.pdf")

    assert (document.status, document.scope, document.version) == (PublicationStatus.PUBLISHED, Scope.SELF, 1)
    assert (document.file_name, document.pages, document.size) == ("ประกาศ.pdf", 2, len(content))
    assert document.saved_by == "สมชาย ใจดี"
    assert not document.migrated
    assert office.kept() == {document.sha256: content}
    assert [shown.id for shown in office.page(agency)] == [document.id]
    assert office.in_quarantine() == set()


def test_what_the_officer_is_told_is_what_is_read_back(office: FilingOffice):
    agency = office.agency()

    document = office.file(agency)

    request = filing.GetDocument(agency_id=agency.id, document_id=document.id)
    assert office.ask(filing.GET_DOCUMENT, request, at=agency) == document


def test_filing_is_recorded_with_the_documents_whole_state(office: FilingOffice):
    agency = office.agency()

    document = office.file(agency)

    [recorded] = office.history()
    assert (recorded.subject, recorded.type) == (agency.id, "prakat.documents.document_filed.v1")
    assert recorded.actor == "สมชาย ใจดี"
    assert recorded.before is None
    state = recorded.data["document"]
    assert (state["id"], state["version"], state["status"]) == (document.id, 1, "published")
    assert [period["until"] for period in state["publications"]] == [None]


def test_a_document_filed_as_suspended_is_seen_by_officers_only(office: FilingOffice):
    agency = office.agency()

    document = office.file(agency, status="suspended")

    assert office.page(agency) == ()
    listed = office.ask(filing.LIST_DOCUMENTS, filing.ListDocuments(agency_id=agency.id), at=agency)
    assert listed.items == (document,)


def test_the_same_bytes_filed_twice_are_two_documents_and_one_file(office: FilingOffice):
    agency, content = office.agency(), pdfs.pdf()

    first = office.file(agency, upload=office.upload(content))
    second = office.file(agency, upload=office.upload(content), obligation="s16_order")

    assert first.id != second.id
    assert list(office.kept()) == [first.sha256] == [second.sha256]


def test_a_repeated_command_files_once_though_the_upload_is_gone(office: FilingOffice):
    agency = office.agency()
    request = office.filing(agency)

    first = office.ask(filing.FILE_DOCUMENT, request, at=agency, key="the-same-key")
    again = office.ask(filing.FILE_DOCUMENT, request, at=agency, key="the-same-key")

    assert again == first
    assert len(office.history()) == 1


def test_an_upload_can_be_filed_once_only(office: FilingOffice):
    agency = office.agency()
    request = office.filing(agency)
    office.ask(filing.FILE_DOCUMENT, request, at=agency)

    with pytest.raises(Refusal) as refused:
        office.ask(filing.FILE_DOCUMENT, request, at=agency)

    assert refused.value.code is ErrorCode.UPLOAD_UNKNOWN


def test_the_officers_table_has_the_last_uploaded_first(office: FilingOffice):
    agency = office.agency()
    filed = [office.file(agency) for _ in range(3)]

    listed = office.ask(filing.LIST_DOCUMENTS, filing.ListDocuments(agency_id=agency.id), at=agency)

    uploaded = [document.uploaded_at for document in listed.items]
    assert uploaded == sorted(uploaded, reverse=True)
    assert {document.id for document in listed.items} == {document.id for document in filed}


def test_officers_who_file_for_one_agency_at_the_same_moment_all_succeed(office: FilingOffice):
    agency = office.agency()

    filed = list(GreenPool(6).imap(lambda _: office.file(agency), range(12)))

    assert {shown.id for shown in office.page(agency)} == {document.id for document in filed}
    assert len(office.history()) == len(office.kept()) == 12
    assert office.in_quarantine() == set()


@pytest.mark.parametrize("obligation", [Obligation.S10_NOTICE, Obligation.S13_1_NOTICE, Obligation.S16_ORDER])
def test_each_section_that_asks_for_a_pdf_takes_one(office: FilingOffice, obligation: Obligation):
    agency = office.agency()

    assert office.file(agency, obligation=obligation).obligation is obligation


def test_uploads_that_nobody_filed_are_swept_and_younger_ones_are_not(office: FilingOffice):
    abandoned = office.upload()

    assert office.rooms.files.sweep_quarantine(datetime.now(UTC) - timedelta(hours=1)) == 0
    assert office.in_quarantine() == {abandoned}
    assert office.rooms.files.sweep_quarantine(datetime.now(UTC) + timedelta(hours=1)) == 1
    assert office.in_quarantine() == set()
