"""The demonstration country: its numbers, its tree, and that its filings give the published figures."""

from __future__ import annotations

import csv
import io
import zipfile
from collections import Counter
from datetime import date, datetime, timedelta, timezone

import pytest

from contracts.vocabulary import Category, GazetteProgress, LaoType, Level, Measure, Obligation, Scope
from deploy.demo.agency import AgencyRow
from deploy.demo.archive import agencies_csv, filings_archive, in_chunks
from deploy.demo.country import Country, make_country
from deploy.demo.filings import Declaration, Document, Filing, make_filings
from deploy.demo.licences import Licences, Link
from deploy.demo.notice import Notice
from deploy.demo.published import (
    LOCAL_UPLOADS,
    PERCENT_OF_LOCAL_UPLOADS,
    REPORTING_AGENCIES,
    S10,
    S16,
    SNAPSHOTS,
    Snapshot,
)
from services.reporting.domain.counting import percent
from services.reporting.domain.terms import State

BANGKOK = timezone(timedelta(hours=7))
SURVEYS = [snapshot for snapshot in SNAPSHOTS if snapshot.measure is Measure.ISSUED]
FIGURES = [(snapshot, obligation) for snapshot in SNAPSHOTS for obligation in (S10, S16)]


@pytest.fixture(scope="module")
def country() -> Country:
    return make_country()


@pytest.fixture(scope="module")
def filings(country: Country) -> list[Filing]:
    return make_filings(country)


def documents_in(filings: list[Filing]) -> list[Document]:
    return [filing for filing in filings if isinstance(filing, Document)]


def no_pdf(notice: Notice) -> bytes:
    return notice.title.encode()


def bangkok_day(instant: datetime) -> date:
    return instant.astimezone(BANGKOK).date()


# The definitions, read plainly: what the ledger calculates cleverly is counted here row by row.


def declared_by(filings: list[Filing], obligation: Obligation, day: date) -> set[AgencyRow]:
    return {
        filing.agency
        for filing in filings
        if isinstance(filing, Declaration) and filing.obligation is obligation and filing.made_on <= day
    }


def first_published_by(filings: list[Filing], obligation: Obligation, day: date) -> set[AgencyRow]:
    return {
        filing.agency
        for filing in documents_in(filings)
        if filing.obligation is obligation and bangkok_day(filing.published_from) <= day
    }


def published_on(filings: list[Filing], obligation: Obligation, day: date, *, at_its_end: bool) -> set[AgencyRow]:
    """Agencies with a document in effect at the end of the day, or at any moment of it."""
    return {
        filing.agency
        for filing in documents_in(filings)
        if filing.obligation is obligation
        and bangkok_day(filing.published_from) <= day
        and (
            filing.published_until is None
            or bangkok_day(filing.published_until) > day
            or (not at_its_end and bangkok_day(filing.published_until) == day)
        )
    }


def by_category(agencies: set[AgencyRow]) -> Counter[Category]:
    return Counter(agency.category for agency in agencies if agency.reporting_unit and agency.category)


def only(counts: Counter[Category], snapshot: Snapshot, obligation: Obligation) -> dict[Category, int]:
    return {category: counts[category] for category in snapshot.complying[obligation]}


def test_every_category_has_as_many_agencies_as_on_the_published_lists(country: Country) -> None:
    assert Counter(agency.category for agency in country.reporting) == REPORTING_AGENCIES
    assert len(country.reporting) == 8294


def test_local_bodies_are_of_each_kind_in_their_real_numbers(country: Country) -> None:
    kinds = Counter(agency.lao_type for agency in country.reporting if agency.category is Category.LOCAL)

    assert kinds == {
        LaoType.PROVINCIAL: 76,
        LaoType.CITY: 30,
        LaoType.TOWN: 195,
        LaoType.SUBDISTRICT_MUNICIPALITY: 2247,
        LaoType.SUBDISTRICT: 5300,
        LaoType.SPECIAL: 2,
    }


def test_around_them_stand_twenty_ministries_and_an_office_for_each_of_76_provinces(country: Country) -> None:
    ministries = [row for row in country.rows if row.level is Level.MINISTRY]
    offices = {row.province_code for row in country.rows if row.parent == country.dla and row.province_code}

    assert len(ministries) == 20
    assert not any(ministry.reporting_unit for ministry in ministries)
    assert len(offices) == 76
    assert any(row.level is Level.SERVICE_POINT for row in country.rows)


def test_local_bodies_hang_under_their_provincial_office_and_only_bangkok_does_not(country: Country) -> None:
    strays = [
        row.name_th
        for row in country.reporting
        if row.category is Category.LOCAL
        and not (row.parent and row.parent.parent == country.dla and row.parent.province_code == row.province_code)
    ]

    assert strays == ["กรุงเทพมหานคร"]


def test_codes_are_unique_and_have_the_right_number_of_digits(country: Country) -> None:
    codes = [row.code for row in country.rows]
    lao_codes = [row.lao_code for row in country.rows if row.lao_code]

    assert len(set(codes)) == len(codes)
    assert all(len(code) == 12 and code.isdigit() for code in codes)
    assert len(set(lao_codes)) == len(lao_codes) == 7850
    assert all(len(code) == 8 and code.isdigit() for code in lao_codes)
    assert all(row.lao_code[2:4] == row.province_code for row in country.rows if row.lao_code)


def test_no_two_local_bodies_of_a_province_have_the_same_name(country: Country) -> None:
    names = Counter((row.province_code, row.name_th) for row in country.reporting if row.category is Category.LOCAL)

    assert [name for name, times in names.items() if times > 1] == []


def test_the_same_country_comes_out_each_time(country: Country, filings: list[Filing]) -> None:
    again = make_country()

    assert agencies_csv(again.rows) == agencies_csv(country.rows)
    assert filings_archive(make_filings(again), no_pdf) == filings_archive(filings, no_pdf)


@pytest.mark.parametrize(("snapshot", "obligation"), [(s, o) for s, o in FIGURES if s in SURVEYS])
def test_the_surveys_come_out_from_declarations_alone_and_from_declarations_or_documents(
    filings: list[Filing], snapshot: Snapshot, obligation: Obligation
) -> None:
    declared = declared_by(filings, obligation, snapshot.as_of)
    with_documents = declared | first_published_by(filings, obligation, snapshot.as_of)

    assert by_category(declared) == snapshot.complying[obligation]
    assert by_category(with_documents) == snapshot.complying[obligation]


def test_the_first_survey_counts_6782_notices_and_6631_orders(filings: list[Filing]) -> None:
    day = SURVEYS[0].as_of

    assert by_category(declared_by(filings, S10, day)).total() == 6782
    assert by_category(declared_by(filings, S16, day)).total() == 6631


@pytest.mark.parametrize("obligation", [S10, S16])
@pytest.mark.parametrize("at_its_end", [True, False])
def test_the_uploads_of_local_bodies_come_out_with_their_percentages(
    filings: list[Filing], obligation: Obligation, at_its_end: bool
) -> None:
    uploaded = published_on(filings, obligation, LOCAL_UPLOADS.as_of, at_its_end=at_its_end)
    local = by_category(uploaded)[Category.LOCAL]

    assert {Category.LOCAL: local} == LOCAL_UPLOADS.complying[obligation]
    assert percent({State.DONE: local, State.MISSING: 7850 - local}) == PERCENT_OF_LOCAL_UPLOADS[obligation]


@pytest.mark.parametrize("obligation", [S10, S16])
def test_since_then_local_bodies_went_on_uploading_and_many_still_have_not(
    filings: list[Filing], obligation: Obligation
) -> None:
    today = by_category(published_on(filings, obligation, date(2026, 1, 1), at_its_end=True))[Category.LOCAL]

    assert LOCAL_UPLOADS.complying[obligation][Category.LOCAL] < today < 6500


def test_nothing_is_filed_for_the_agency_of_the_main_job(country: Country, filings: list[Filing]) -> None:
    assert country.demo_agency.reporting_unit
    assert country.demo_agency not in {filing.agency for filing in filings}


def test_no_document_for_a_subtree_reaches_what_was_counted_as_the_agencies_own(
    country: Country, filings: list[Filing]
) -> None:
    publishers = {filing.agency for filing in documents_in(filings) if filing.scope is Scope.SUBTREE}
    reached = {row.category for row in country.reporting if publishers & set(row.ancestors)}

    assert publishers
    assert not reached & {Category.LOCAL, Category.UNIVERSITY, Category.NEW_FORM}


def test_nobody_uploads_before_the_document_is_made_or_on_another_day_in_utc_than_in_bangkok(
    filings: list[Filing],
) -> None:
    for document in documents_in(filings):
        assert document.document_date <= bangkok_day(document.published_from)
        assert bangkok_day(document.published_from) == document.published_from.date()
        assert document.published_until is None or document.published_from < document.published_until


def test_some_documents_were_suspended_and_replaced(filings: list[Filing]) -> None:
    ended = [document for document in documents_in(filings) if document.published_until]
    times = Counter((document.agency, document.obligation) for document in documents_in(filings))

    assert 50 < len(ended) < 200
    assert any(times[document.agency, document.obligation] > 1 for document in ended)


def test_the_csv_states_every_agency_with_its_parent(country: Country) -> None:
    rows = list(csv.DictReader(io.StringIO(agencies_csv(country.rows).decode("utf-8-sig"))))
    by_code = {row["code"]: row for row in rows}
    demo = by_code[country.demo_agency.code]

    assert len(rows) == len(country.rows)
    assert demo["name_th"] == "เทศบาลตำบลบ้านสาธิต"
    assert (demo["level"], demo["category"], demo["lao_type"]) == ("agency", "local", "subdistrict_municipality")
    assert by_code[demo["parent_code"]]["name_th"] == "สำนักงานส่งเสริมการปกครองท้องถิ่นจังหวัดเชียงใหม่"


def test_departments_say_whether_they_have_licences_and_those_with_some_where_to_check_them(
    filings: list[Filing],
) -> None:
    said = [filing for filing in filings if isinstance(filing, Licences)]
    links = [filing for filing in filings if isinstance(filing, Link)]
    having = {each.agency for each in said if each.has_licences}
    announced = {each.agency for each in said if each.gazette in (GazetteProgress.PARTIAL, GazetteProgress.COMPLETE)}

    assert (len(having), len({each.agency for each in said} - having)) == (60, 80)
    assert {each.agency for each in links if each.obligation is Obligation.S13_2_CHANNEL} == having
    assert {each.agency for each in links if each.obligation is Obligation.S13_1_NOTICE} == announced
    notices = [document for document in documents_in(filings) if document.obligation is Obligation.S13_1_NOTICE]
    assert {notice.agency for notice in notices} == announced
    assert all(each.agency.category is Category.GOVERNMENT for each in said)


def test_archives_hold_every_filing_once_and_those_of_an_agency_together(filings: list[Filing]) -> None:
    chunks = in_chunks(filings, 500)
    agencies = [{filing.agency.code for filing in chunk} for chunk in chunks]

    assert [filing for chunk in chunks for filing in chunk] == filings
    assert sum(map(len, agencies)) == len(set().union(*agencies))
    assert all(500 <= len(chunk) < 520 for chunk in chunks[:-1])


def test_an_archive_has_a_file_for_each_document_and_is_the_same_bytes_each_time(filings: list[Filing]) -> None:
    chunk = filings[:40]

    archive = filings_archive(chunk, no_pdf)

    with zipfile.ZipFile(io.BytesIO(archive)) as zipped:
        manifest = list(csv.DictReader(io.StringIO(zipped.read("manifest.csv").decode())))
        files = [row["file"] for row in manifest if row["kind"] == "document"]
        assert sorted(zipped.namelist()) == sorted(["manifest.csv", *files])
    assert len(manifest) == len(chunk)
    assert all(row["file"] == row["scope"] == "" for row in manifest if row["kind"] == "issued")
    assert archive == filings_archive(chunk, no_pdf)
