"""Anybody finds what is published, wherever in the country."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from contracts.errors import ErrorCode, Refusal
from contracts.events.agencies import AgencyState
from contracts.rpc.documents import filing, searching
from tests.builders import pdfs
from tests.builders.filing_office import FilingOffice

pytestmark = pytest.mark.backing("mongo", "s3")


def named(office: FilingOffice, name_th: str, **facts: Any) -> AgencyState:
    return office.renamed(office.agency(), name_th, **facts)


def search(office: FilingOffice, search: str | None = None, **asked: Any) -> searching.FoundDocuments:
    return office.ask(searching.SEARCH_PUBLISHED, searching.SearchPublished(search=search, **asked))


def found(office: FilingOffice, text: str | None = None, **asked: Any) -> list[str]:
    return [item.id for item in search(office, text, **asked).items]


def test_a_document_is_found_by_its_title_its_file_name_and_its_agency(office: FilingOffice):
    agency = named(office, "องค์การบริหารส่วนตำบลวังน้ำเขียว", name_en="Wang Nam Khiao")
    upload = office.upload(pdfs.pdf(title="วิธีการแสดงใบอนุญาตโดยวิธีการทางอิเล็กทรอนิกส์"))
    document = office.file(agency, upload=upload, file_name="ช่องทางติดต่อ ๒๕๖๖.pdf")
    office.file(named(office, "กรมศุลกากร"))

    for text in ("ใบอนุญาต", "ติดต่อ 2566", "อบต.วังน้ำเขียว", "nam khiao", "วังน้ำเขียว ใบอนุญาต ๒๕๖๖"):
        assert found(office, text) == [document.id], text
    (item,) = search(office, "ใบอนุญาต").items
    assert (item.title, item.agency_name_th, item.agency_name_en, item.agency_id) == (
        "วิธีการแสดงใบอนุญาตโดยวิธีการทางอิเล็กทรอนิกส์",
        "องค์การบริหารส่วนตำบลวังน้ำเขียว",
        "Wang Nam Khiao",
        agency.id,
    )


def test_after_a_new_name_it_is_found_by_both(office: FilingOffice):
    agency = named(office, "กรมเก่า")
    document = office.file(agency)
    office.renamed(agency, "กรมใหม่", since=date(2020, 1, 1))

    assert found(office, "กรมเก่า") == found(office, "กรมใหม่") == [document.id]
    assert search(office, "กรมเก่า").items[0].agency_name_th == "กรมใหม่"


def test_only_what_is_published_is_found(office: FilingOffice):
    agency = office.agency()
    document = office.file(agency)
    office.file(agency, status="suspended")
    assert found(office) == [document.id]

    office.turn(document, "suspended", agency)

    assert found(office) == []


def test_documents_of_a_hidden_agency_are_not_found_until_it_is_shown(office: FilingOffice):
    hidden = office.agency(visible=False)
    document = office.file(hidden)
    seen = office.file(office.agency())
    assert found(office) == [seen.id]
    assert found(office, agency_id=hidden.id) == []

    office.renamed(hidden, "หน่วยงาน", since=date(2020, 1, 1), visible=True)

    assert set(found(office)) == {document.id, seen.id}


def test_it_is_narrowed_by_agency_section_and_the_days_in_the_documents(office: FilingOffice):
    agency, other = office.agency(), office.agency()
    notice = office.file(agency, document_date="2023-05-22")
    order = office.file(agency, obligation="s16_order", document_date="2023-06-01")
    elsewhere = office.file(other, document_date="2023-06-02")

    assert found(office, agency_id=agency.id) == [order.id, notice.id]
    assert found(office, obligation="s10_notice") == [elsewhere.id, notice.id]
    assert found(office, dated_from="2023-06-01", dated_to="2023-06-01") == [order.id]
    assert found(office, dated_to="2023-05-31") == [notice.id]


def test_pages_follow_one_another_without_a_gap_or_a_repetition(office: FilingOffice):
    agency = office.agency()
    filed = [office.file(agency, document_date=f"2023-05-{1 + number // 3:02}") for number in range(7)]
    in_order = [d.id for d in sorted(filed, key=lambda d: (d.document_date, d.id), reverse=True)]

    pages, after = [], None
    while not pages or after:
        page = search(office, "ประกาศ", page_size=2, after=after)
        pages.append([item.id for item in page.items])
        after = page.next

    assert [id for page in pages for id in page] == in_order
    assert [len(page) for page in pages] == [2, 2, 2, 1]


def test_a_search_that_holds_no_letter_finds_nothing(office: FilingOffice):
    office.file(office.agency())

    assert found(office, " .* ") == []
    assert len(found(office, None)) == 1


@pytest.mark.parametrize("after", ["x", "W10", "WyIyMDIzLTAyLTMwIiwieCJd", "é"])
def test_a_cursor_of_nobody_is_refused(office: FilingOffice, after: str):
    with pytest.raises(Refusal) as refused:
        search(office, after=after)

    assert (refused.value.code, refused.value.fields[0].field) == (ErrorCode.INVALID_REQUEST, "after")


def test_a_document_published_again_is_found_again(office: FilingOffice):
    agency = office.agency()
    document: filing.Document = office.file(agency)
    suspended = office.turn(document, "suspended", agency)
    office.turn(suspended, "published", agency)

    assert found(office) == [document.id]
