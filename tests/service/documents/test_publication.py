"""An officer publishes and suspends (การใช้งาน)."""

from __future__ import annotations

import pytest

from contracts.errors import ErrorCode, Refusal
from contracts.rpc.documents import filing, published
from contracts.vocabulary import PublicationStatus, Role
from tests.builders.filing_office import FilingOffice

pytestmark = pytest.mark.backing("mongo", "s3")


def test_suspending_takes_the_document_off_the_page_at_once_and_keeps_it_for_officers(office: FilingOffice):
    agency = office.agency()
    document = office.file(agency)

    suspended = office.turn(document, "suspended", agency)

    assert (suspended.status, suspended.version) == (PublicationStatus.SUSPENDED, 2)
    assert office.page(agency) == ()
    request = filing.GetDocument(agency_id=agency.id, document_id=document.id)
    assert office.ask(filing.GET_DOCUMENT, request, at=agency) == suspended
    assert len(office.kept()) == 1


def test_the_file_of_what_is_suspended_is_for_those_who_may_read_the_filing_and_for_nobody_else(office: FilingOffice):
    ministry = office.agency()
    agency, other = office.agency(parent=ministry), office.agency()
    document = office.file(agency, status="suspended")
    asked = published.FindFile(document_id=document.id)

    for entitled in (
        {"at": agency},
        {"at": ministry},
        {"at": ministry, "role": Role.MONITOR},
        {"role": Role.DGA_ADMIN},
    ):
        file = office.ask(published.FIND_FILE, asked, **entitled)  # type: ignore[arg-type]
        assert (file.sha256, file.public) == (document.sha256, False)
    for stranger in ({}, {"at": other}, {"at": agency, "role": Role.GUIDE_AUTHOR}):
        with pytest.raises(Refusal) as refused:
            office.ask(published.FIND_FILE, asked, **stranger)  # type: ignore[arg-type]
        assert refused.value.code is ErrorCode.DOCUMENT_UNKNOWN


def test_publishing_again_shows_it_since_then(office: FilingOffice):
    agency = office.agency()
    document = office.file(agency)

    again = office.turn(office.turn(document, "suspended", agency), "published", agency)

    [shown] = office.page(agency)
    assert shown.id == document.id
    assert shown.published_since == again.saved_at


def test_each_change_is_recorded_with_what_was_before(office: FilingOffice):
    agency = office.agency()
    office.turn(office.file(agency), "suspended", agency)

    recorded = office.history()[-1]
    assert recorded.type == "prakat.documents.publication_changed.v1"
    assert recorded.before is not None
    assert (recorded.before["status"], recorded.before["version"]) == ("published", 1)
    after = recorded.data["document"]
    assert (after["status"], after["version"]) == ("suspended", 2)
    assert after["publications"][0]["until"] is not None


def test_the_status_it_has_already_is_no_change(office: FilingOffice):
    agency = office.agency()
    document = office.file(agency)

    assert office.turn(document, "published", agency) == document
    assert len(office.history()) == 1


def test_the_second_of_two_officers_is_shown_what_the_first_did(office: FilingOffice):
    agency = office.agency()
    document = office.file(agency)
    suspended = office.turn(document, "suspended", agency)

    with pytest.raises(Refusal) as refused:
        office.turn(document, "published", agency, version=1)

    assert refused.value.code is ErrorCode.STALE_VERSION
    assert filing.Document.model_validate(refused.value.details["current"]) == suspended
    assert office.page(agency) == ()


def test_another_agencys_document_is_unknown(office: FilingOffice):
    agency, other = office.agency(), office.agency()
    document = office.file(other)

    with pytest.raises(Refusal) as refused:
        office.turn(document, "suspended", agency)

    assert refused.value.code is ErrorCode.DOCUMENT_UNKNOWN
    assert len(office.page(other)) == 1


def test_an_officer_above_may_do_it_for_an_agency_below(office: FilingOffice):
    above = office.agency()
    below = office.agency(parent=above)
    document = office.file(below)
    request = filing.ChangePublication(
        agency_id=below.id, document_id=document.id, version=1, status=PublicationStatus.SUSPENDED
    )

    suspended = office.ask(filing.CHANGE_PUBLICATION, request, at=above, name="สมหญิง")

    assert suspended.saved_by == "สมหญิง"
