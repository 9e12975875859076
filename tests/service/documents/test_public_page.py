"""What anybody sees of an agency."""

from __future__ import annotations

import pytest

from contracts.errors import ErrorCode, Refusal
from contracts.rpc.documents import published
from tests.builders.filing_office import FilingOffice

pytestmark = pytest.mark.backing("mongo", "s3")


def test_the_page_shows_own_and_inherited_documents_the_latest_first(office: FilingOffice):
    ministry = office.agency()
    department = office.agency(parent=ministry)
    division = office.agency(parent=department)
    own = office.file(division)
    inherited = office.file(ministry, scope="subtree")

    page = office.page(division)

    assert [(shown.id, shown.inherited_from) for shown in page] == [(inherited.id, ministry.id), (own.id, None)]


def test_what_is_above_for_itself_beside_or_below_is_not_shown(office: FilingOffice):
    ministry = office.agency()
    agency = office.agency(parent=ministry)
    office.file(ministry, scope="self")
    office.file(ministry, scope="subtree", status="suspended")
    office.file(office.agency(parent=ministry), scope="subtree")
    office.file(office.agency(parent=agency), scope="subtree")

    assert office.page(agency) == ()


def test_suspending_above_takes_it_off_every_page_below(office: FilingOffice):
    ministry = office.agency()
    agency = office.agency(parent=ministry)
    document = office.file(ministry, scope="subtree")
    assert len(office.page(agency)) == 1

    office.turn(document, "suspended", ministry)

    assert office.page(agency) == ()


def test_the_documents_of_a_hidden_agency_are_hidden_but_not_from_its_officers(office: FilingOffice):
    agency = office.agency(visible=False)
    document = office.file(agency)
    asked = published.FindFile(document_id=document.id)

    for refusal, ask in (
        (ErrorCode.AGENCY_UNKNOWN, lambda: office.page(agency)),
        (ErrorCode.DOCUMENT_UNKNOWN, lambda: office.ask(published.FIND_FILE, asked)),
    ):
        with pytest.raises(Refusal) as refused:
            ask()
        assert refused.value.code is refusal
    assert office.ask(published.FIND_FILE, asked, at=agency).public is False


def test_what_a_hidden_agency_publishes_for_those_below_is_not_shown_there(office: FilingOffice):
    hidden = office.agency(visible=False)
    office.file(hidden, scope="subtree")

    assert office.page(office.agency(parent=hidden)) == ()


def test_the_file_of_a_published_document_is_anybodys(office: FilingOffice):
    document = office.file(office.agency())

    file = office.ask(published.FIND_FILE, published.FindFile(document_id=document.id))

    assert (file.sha256, file.size, file.file_name) == (document.sha256, document.size, document.file_name)
    assert file.public


def test_an_agency_that_does_not_exist_has_no_page(office: FilingOffice):
    with pytest.raises(Refusal) as refused:
        office.ask(published.LIST_PUBLISHED, published.ListPublished(agency_id="nowhere"))

    assert refused.value.code is ErrorCode.AGENCY_UNKNOWN
