"""What anybody may know of a document that they hold."""

from __future__ import annotations

import pytest

from contracts.errors import ErrorCode, Refusal
from contracts.rpc.documents.verifying import VERIFY_DOCUMENT, Verification, VerifyDocument
from tests.builders.filing_office import FilingOffice, sha256
from tests.builders.signed_pdfs import signed

pytestmark = pytest.mark.backing("mongo", "s3")


def verified(office: FilingOffice, document_id: str) -> Verification:
    return office.ask(VERIFY_DOCUMENT, VerifyDocument(document_id=document_id))


def test_a_published_document_is_told_with_its_agency_its_fingerprint_and_who_signed(office: FilingOffice):
    agency = office.agency()
    content = signed(by="ปลัดกระทรวง")
    document = office.file(agency, upload=office.upload(content))

    told = verified(office, document.id)

    assert (told.agency_id, told.agency_name_th) == (agency.id, agency.timeline[0].name_th)
    assert (told.status, told.file_name, told.sha256) == ("published", document.file_name, sha256(content))
    assert [period.until for period in told.published] == [None]
    assert [(each.signer, each.intact) for each in told.signatures] == [("ปลัดกระทรวง", True)]


def test_officers_see_who_signed_and_the_public_sees_it_on_the_agencys_page(office: FilingOffice):
    agency = office.agency()
    document = office.file(agency, upload=office.upload(signed(by="อธิบดี")))

    (shown,) = office.page(agency)

    assert [each.signer for each in document.signatures] == [each.signer for each in shown.signatures] == ["อธิบดี"]


def test_of_a_suspended_document_it_is_told_that_it_is_and_no_way_to_the_file(office: FilingOffice):
    agency = office.agency()
    document = office.file(agency)
    office.turn(document, "suspended", agency)

    told = verified(office, document.id)

    assert (told.status, told.file_name) == ("suspended", None)
    assert all(period.until is not None for period in told.published)


def test_what_was_never_published_nobody_hears_of(office: FilingOffice):
    document = office.file(office.agency(), status="suspended")

    with pytest.raises(Refusal) as refused:
        verified(office, document.id)

    assert refused.value.code is ErrorCode.DOCUMENT_UNKNOWN


def test_a_document_of_an_agency_that_the_public_does_not_see_is_not_told_of(office: FilingOffice):
    document = office.file(office.agency(visible=False))

    with pytest.raises(Refusal) as refused:
        verified(office, document.id)

    assert refused.value.code is ErrorCode.DOCUMENT_UNKNOWN


def test_no_document_of_that_name(office: FilingOffice):
    with pytest.raises(Refusal) as refused:
        verified(office, "0a6f3a0e-3f6c-4d0e-8a4e-00000000000f")

    assert refused.value.code is ErrorCode.DOCUMENT_UNKNOWN
