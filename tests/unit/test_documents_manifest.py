"""Reading manifest.csv: what each row says, and every cell that says nothing sensible, by row and column."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from chassis.tables import ImportTables
from contracts.imports import ImportProblem
from services.documents.domain.vocabulary import GazetteProgress, Obligation, Scope
from services.documents.usecases.manifest import (
    MOST_ROWS,
    DocumentRow,
    IssuedRow,
    LicencesRow,
    LinkRow,
    Row,
    read_manifest,
)
from services.documents.usecases.manifest_cells import Problems
from tests.builders.manifests import a_document_row, a_licences_row, a_link_row, an_issued_row, manifest


def test_a_document_row_is_read():
    rows, problems = read(manifest(a_document_row()))

    assert problems == []
    assert rows == [
        DocumentRow(
            number=2,
            agency_code="011013900000",
            obligation=Obligation.S10_NOTICE,
            scope=Scope.SELF,
            document_date=date(2023, 9, 20),
            file="files/1.pdf",
            file_name="ประกาศ.pdf",
            published_from=datetime(2023, 9, 22, 9, 7, tzinfo=UTC),
            published_until=None,
        )
    ]


def test_an_issued_row_is_read():
    rows, problems = read(manifest(an_issued_row()))

    assert problems == []
    assert rows == [IssuedRow(2, "011013900000", Obligation.S16_ORDER, date(2023, 8, 1))]


def test_a_link_row_is_read():
    rows, problems = read(manifest(a_link_row(), a_link_row(obligation="s13_1_notice", licence_name="")))

    assert problems == []
    since = datetime(2023, 9, 21, 17, tzinfo=UTC)
    url, name, code = "https://www.example.go.th/check", "ใบอนุญาตประกอบกิจการ", "011013900000"
    assert rows == [
        LinkRow(2, code, Obligation.S13_2_CHANNEL, url, name, since, None),
        LinkRow(3, code, Obligation.S13_1_NOTICE, url, None, since, None),
    ]


def test_a_licences_row_is_read():
    rows, problems = read(manifest(a_licences_row(), a_licences_row(has_licences="ไม่มี", gazette="")))

    assert problems == []
    since = datetime(2023, 7, 31, 17, tzinfo=UTC)
    assert rows == [
        LicencesRow(2, "011013900000", True, GazetteProgress.PARTIAL, since),
        LicencesRow(3, "011013900000", False, None, since),
    ]


def test_a_manifest_of_documents_alone_needs_no_columns_of_links():
    rows, problems = read(
        "kind,agency_code,obligation,scope,document_date,file,file_name,published_from,published_until\n"
        "issued,011013900000,s16_order,,2023-08-01,,,,\n"
        "link,011013900000,s13_1_notice,,,,,2023-08-01,\n"
    )

    assert [row.number for row in rows] == [2]
    assert [(problem.row, problem.column) for problem in problems] == [(3, "url")]


def test_zeros_that_a_spreadsheet_took_from_a_code_are_put_back():
    rows, _ = read(manifest(an_issued_row(agency_code="11013900000"), an_issued_row(agency_code="๐๑๑-๐๑๓-๙๐๐๐๐๐")))

    assert {row.agency_code for row in rows} == {"011013900000"}


def test_blank_lines_and_other_columns_do_no_harm():
    rows, problems = read(manifest(a_document_row(note="x"), {}, an_issued_row(note="y")))

    assert problems == []
    assert [row.number for row in rows] == [2, 4]


def test_instants_may_be_in_any_zone_and_numerals_thai():
    typed = [
        a_document_row(published_from="2023-09-22T16:07:00+07:00", document_date="๒๐๒๓-๐๙-๒๐"),
        a_document_row(published_from="22/9/2566", document_date="๒๐/๙/๒๕๖๖"),
    ]
    first, second = read(manifest(*typed))[0]

    assert isinstance(first, DocumentRow) and isinstance(second, DocumentRow)
    assert first.published_from == datetime(2023, 9, 22, 9, 7, tzinfo=UTC)
    assert second.published_from == datetime(2023, 9, 21, 17, tzinfo=UTC)
    assert first.document_date == second.document_date == date(2023, 9, 20)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("kind", ""),
        ("kind", "obstacle"),
        ("agency_code", ""),
        ("obligation", "s99_notice"),
        ("obligation", "s13_2_channel"),
        ("scope", "everyone"),
        ("document_date", ""),
        ("document_date", "30/02/2566"),
        ("document_date", "2023-02-30"),
        ("document_date", "20230930"),
        ("file", ""),
        ("file_name", ""),
        ("published_from", ""),
        ("published_from", "2023-09-22T16:07:00"),
        ("published_until", "yesterday"),
        ("published_from", "2023-02-30"),
        ("published_from", "45191"),
        ("published_from", "0001-01-01T00:00:00+14:00"),
    ],
)
def test_a_cell_that_makes_no_sense_is_named_in_both_languages(column: str, value: str):
    rows, problems = read(manifest(a_document_row(), a_document_row(**{column: value})))

    assert [row.number for row in rows] == [2]
    assert [(problem.row, problem.column) for problem in problems] == [(3, column)]
    assert problems[0].message_th != problems[0].message_en


@pytest.mark.parametrize(
    ("row", "column", "value"),
    [
        (an_issued_row, "obligation", "s13_1_notice"),
        (an_issued_row, "file", "files/1.pdf"),
        (an_issued_row, "published_from", "2023-08-01"),
        (a_document_row, "url", "https://example.go.th"),
        (a_link_row, "obligation", "s10_notice"),
        (a_link_row, "licence_name", ""),
        (a_link_row, "url", ""),
        (a_link_row, "file", "files/1.pdf"),
        (a_licences_row, "has_licences", ""),
        (a_licences_row, "has_licences", "perhaps"),
        (a_licences_row, "gazette", "soon"),
        (a_licences_row, "published_from", ""),
        (a_licences_row, "obligation", "s13_1_notice"),
    ],
)
def test_what_a_row_of_its_kind_cannot_say_is_named(row: Callable[..., dict[str, str]], column: str, value: str):
    rows, problems = read(manifest(row(**{column: value})))

    assert rows == []
    assert [(problem.row, problem.column) for problem in problems] == [(2, column)]


def test_everything_that_is_wrong_with_a_row_is_told_at_once():
    _, problems = read(manifest(a_document_row(scope="", document_date="x", published_from="x")))

    assert [problem.column for problem in problems] == ["scope", "document_date", "published_from"]


def test_columns_that_lack_are_named_at_the_heading():
    _, problems = read("kind,agency_code,obligation,scope,document_date,file,file_name\n")

    assert [(problem.row, problem.column) for problem in problems] == [(1, "published_from"), (1, "published_until")]


def test_a_column_that_is_there_twice_is_named():
    heading, *rest = manifest(an_issued_row()).splitlines()

    _, problems = read("\n".join([f"{heading},scope", *rest]))

    assert [(problem.row, problem.column) for problem in problems] == [(1, "scope")]


def test_an_empty_manifest_lacks_every_column():
    assert len(read("")[1]) == 9


def test_more_rows_than_one_transaction_should_carry_are_refused():
    _, problems = read(manifest(*[an_issued_row()] * (MOST_ROWS + 1)))

    assert [problem.row for problem in problems] == [MOST_ROWS + 2]


def read(text: str) -> tuple[list[Row], list[ImportProblem]]:
    problems = Problems()
    return read_manifest(list(ImportTables().csv(text.encode())), problems), problems.found
