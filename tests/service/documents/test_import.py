"""An operator carries over what an older system holds."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from chassis.mongo import database
from chassis.working import HeldWork
from contracts.errors import ErrorCode, Refusal
from contracts.events.agencies import AgencyState
from contracts.jobs import GetJob
from contracts.rpc.documents import carrying_over, declaring, filing, published, whole
from contracts.vocabulary import Obligation, PublicationStatus, Role
from services.documents.usecases.import_filings import import_filings
from tests.builders import pdfs
from tests.builders.filing_office import FilingOffice
from tests.builders.manifests import (
    a_document_row,
    a_licences_row,
    a_link_row,
    an_issued_row,
    archive,
    manifest,
    workbook,
    zipped,
)

pytestmark = pytest.mark.backing("mongo", "s3")

FILES = {f"files/{n}.pdf": pdfs.pdf(f"แฟ้มที่ {n}") for n in range(1, 4)}


def documents_of(office: FilingOffice, agency: AgencyState) -> tuple[filing.Document, ...]:
    return office.ask(filing.LIST_DOCUMENTS, filing.ListDocuments(agency_id=agency.id), at=agency).items


def test_documents_keep_their_dates_and_are_marked_as_carried_over(office: FilingOffice):
    agency = office.agency()
    row = a_document_row(agency_code=agency.code, published_from="2023-09-22T09:07:00Z")

    outcome = office.import_archive(archive([row], FILES))

    assert (outcome.created, outcome.problem_count) == (1, 0)
    [document] = documents_of(office, agency)
    assert document.migrated
    assert document.status is PublicationStatus.PUBLISHED
    assert document.uploaded_at == datetime(2023, 9, 22, 9, 7, tzinfo=UTC)
    assert document.document_date == date(2023, 9, 20)
    assert document.saved_at > document.uploaded_at
    [shown] = office.page(agency)
    assert shown.published_since == document.uploaded_at
    assert office.kept() == {document.sha256: FILES["files/1.pdf"]}
    assert office.in_quarantine() == set()


def test_a_publication_that_ended_is_carried_over_as_suspended_with_both_times(office: FilingOffice):
    agency = office.agency()
    row = a_document_row(agency_code=agency.code, published_until="2023-12-01T00:00:00Z")

    office.import_archive(archive([row], FILES))

    assert documents_of(office, agency)[0].status is PublicationStatus.SUSPENDED
    assert office.page(agency) == ()
    [recorded] = office.history()
    assert recorded.data["document"]["publications"] == [
        {"since": "2023-09-22T09:07:00Z", "until": "2023-12-01T00:00:00Z", "scope": "self", "note": None}
    ]
    assert recorded.data["document"]["migrated"]
    assert recorded.data["document"]["recorded_at"] > "2024"


def test_declarations_are_carried_over(office: FilingOffice):
    agency = office.agency()

    outcome = office.import_archive(archive([an_issued_row(agency_code=agency.code)], {}))

    assert outcome.created == 1
    [recorded] = office.history()
    assert recorded.data["declaration"] == {
        "agency_id": agency.id,
        "obligation": "s16_order",
        "version": 1,
        "kind": "issued",
        "issued_on": "2023-08-01",
        "migrated": True,
    }


def everything_of(agency: AgencyState) -> list[dict[str, str]]:
    """A row of each kind, and more of what may stand there several times."""
    code = agency.code
    return [
        a_document_row(agency_code=code),
        an_issued_row(agency_code=code),
        a_link_row(agency_code=code),
        a_link_row(
            agency_code=code,
            obligation="s13_1_notice",
            licence_name="",
            published_from="2023-08-01T00:00:00Z",
            published_until="2024-02-01T00:00:00Z",
        ),
        a_licences_row(agency_code=code, gazette="none"),
        a_licences_row(agency_code=code, has_licences="no", gazette="", published_from="2024-06-01T00:00:00Z"),
        a_licences_row(agency_code=code, gazette="complete", published_from="2025-01-01T00:00:00Z"),
    ]


def filing_of(office: FilingOffice, agency: AgencyState) -> whole.Filing:
    return office.ask(whole.GET_FILING, whole.GetFiling(agency_id=agency.id), at=agency)


def test_links_keep_their_times_and_are_marked_as_carried_over(office: FilingOffice):
    agency = office.agency()

    outcome = office.import_archive(archive(everything_of(agency)[2:4], {}))

    assert outcome.created == 2
    filing = filing_of(office, agency)
    [channel], [gazette] = filing.section_13_2.links, filing.section_13_1.links
    assert (channel.status, channel.migrated, channel.licence_name) == ("published", True, "ใบอนุญาตประกอบกิจการ")
    assert (gazette.status, gazette.migrated) == ("suspended", True)
    recorded = {entry.data["link"]["obligation"]: entry.data["link"] for entry in office.history()}
    assert all(link["migrated"] for link in recorded.values())
    assert recorded["s13_1_notice"]["publications"] == [
        {"since": "2023-08-01T00:00:00Z", "until": "2024-02-01T00:00:00Z", "scope": "self", "note": None}
    ]
    [shown] = office.ask(published.LIST_PUBLISHED, published.ListPublished(agency_id=agency.id)).links
    assert (shown.id, shown.published_since) == (channel.id, datetime(2023, 9, 21, 17, tzinfo=UTC))


def test_declarations_of_licences_keep_what_was_said_when(office: FilingOffice):
    agency = office.agency()

    outcome = office.import_archive(archive(everything_of(agency)[4:], {}))

    assert outcome.created == 1
    said = filing_of(office, agency).section_13_1.declaration
    assert (said.has_licences, said.gazette, said.version, said.migrated) == (True, "complete", 1, True)
    [recorded] = office.history()
    assert recorded.data["declaration"]["migrated"]
    assert recorded.data["declaration"]["held"] == [
        {"since": "2023-07-31T17:00:00Z", "until": "2024-06-01T00:00:00Z"},
        {"since": "2025-01-01T00:00:00Z", "until": None},
    ]


def test_a_workbook_says_the_same_as_a_csv(office: FilingOffice):
    agency = office.agency()
    rows = everything_of(agency)
    office.import_archive(archive(rows, FILES))
    typed: list[dict[str, object]] = [dict(row) for row in rows]
    typed[0]["document_date"] = date(2023, 9, 20)
    typed[0]["published_from"] = datetime(2023, 9, 22, 16, 7)
    typed[2]["published_from"] = date(2023, 9, 22)

    outcome = office.import_archive(zipped({"manifest.xlsx": workbook(*typed), **FILES}))

    assert (outcome.created, outcome.unchanged, outcome.problem_count) == (0, 5, 0)


def test_a_carried_over_document_can_be_suspended_like_any_other(office: FilingOffice):
    agency = office.agency()
    office.import_archive(archive([a_document_row(agency_code=agency.code)], FILES))

    office.turn(documents_of(office, agency)[0], "suspended", agency)

    assert office.page(agency) == ()


def test_a_dry_run_tells_what_would_happen_and_stores_nothing(office: FilingOffice):
    agency = office.agency()
    rows = [a_document_row(agency_code=agency.code), an_issued_row(agency_code=agency.code)]

    outcome = office.import_archive(archive(rows, FILES), dry_run=True)

    assert (outcome.created, outcome.unchanged) == (2, 0)
    assert documents_of(office, agency) == ()
    assert (office.kept(), office.history()) == ({}, [])


def test_the_same_archive_again_changes_nothing(office: FilingOffice):
    agency = office.agency()
    content = archive(everything_of(agency), FILES)
    office.import_archive(content)
    before = (filing_of(office, agency), len(office.history()))

    outcome = office.import_archive(content)

    assert (outcome.created, outcome.changed, outcome.unchanged) == (0, 0, 5)
    assert (filing_of(office, agency), len(office.history())) == before


def test_the_same_archive_again_leaves_alone_what_officers_did_since(office: FilingOffice):
    agency = office.agency()
    content = archive([a_document_row(agency_code=agency.code), an_issued_row(agency_code=agency.code)], FILES)
    office.import_archive(content)
    suspended = office.turn(documents_of(office, agency)[0], "suspended", agency)
    withdrawal = declaring.DeclareIssued(
        agency_id=agency.id, obligation=Obligation.S16_ORDER, version=1, issued_on=None
    )
    office.ask(declaring.DECLARE_ISSUED, withdrawal, at=agency)

    outcome = office.import_archive(content)

    assert outcome.unchanged == 2
    assert documents_of(office, agency) == (suspended,)


def test_every_problem_is_told_by_row_and_column_and_nothing_is_stored(office: FilingOffice):
    agency, another = office.agency(), office.agency()
    code = agency.code
    rows = [
        a_document_row(agency_code=code),
        a_document_row(agency_code="999999999999"),
        a_document_row(agency_code=code, obligation="s99_notice"),
        a_document_row(agency_code=code, document_date="1970-01-01", file="files/2.pdf"),
        a_document_row(agency_code=code, file="files/9.pdf"),
        a_document_row(agency_code=code, file="scripted.pdf"),
        a_document_row(agency_code=code, file="large.pdf"),
        a_document_row(agency_code=code),
        a_document_row(agency_code=code, obligation="s16_order", scope="subtree"),
        a_document_row(agency_code=code, file="files/3.pdf", published_from="2099-01-01T00:00:00Z"),
        a_document_row(agency_code=code, file="files/3.pdf", file_name=".."),
        an_issued_row(agency_code=another.code),
        an_issued_row(agency_code=another.code),
        an_issued_row(agency_code=code, document_date="2099-01-01"),
        a_link_row(agency_code=code, url="https://user@example.go.th"),
        a_link_row(agency_code=code, url="http://127.0.0.1/"),
        a_link_row(agency_code=code, obligation="s13_1_notice"),
        a_link_row(agency_code=code, published_until="2023-01-01"),
        a_link_row(agency_code=code, published_from="1970-01-01"),
        a_link_row(agency_code=another.code),
        a_link_row(agency_code=another.code, url="HTTPS://www.example.go.th/check"),
        a_licences_row(agency_code=code, has_licences="no"),
        a_licences_row(agency_code=code, published_from="2099-01-01"),
        a_licences_row(agency_code=another.code),
        a_licences_row(agency_code=another.code, gazette="none"),
    ]
    bad = {"scripted.pdf": pdfs.script_when_opened(), "large.pdf": bytes(5 * pdfs.MEBIBYTE + 1)}

    outcome = office.import_archive(archive(rows, FILES | bad))

    assert [(problem.row, problem.column) for problem in outcome.problems] == [
        (3, "agency_code"),
        (4, "obligation"),
        (5, "document_date"),
        (6, "file"),
        (7, "file"),
        (8, "file"),
        (9, "file"),
        (10, "scope"),
        (11, "published_from"),
        (12, "file_name"),
        (14, "obligation"),
        (15, "document_date"),
        (16, "url"),
        (17, "url"),
        (18, "licence_name"),
        (19, "published_from"),
        (20, "published_from"),
        (22, "url"),
        (23, "gazette"),
        (24, "published_from"),
        (26, "published_from"),
    ]
    assert outcome.problem_count == 21
    assert all(problem.message_th and problem.message_en for problem in outcome.problems)
    assert (office.kept(), office.history()) == ({}, [])


def test_at_most_500_problems_are_told_but_all_are_counted(office: FilingOffice):
    outcome = office.import_archive(archive([an_issued_row(agency_code="9")] * 501, {}))

    assert (len(outcome.problems), outcome.problem_count) == (500, 501)


def test_a_filing_carried_over_with_other_details_is_a_problem_not_a_silent_change(office: FilingOffice):
    agency = office.agency()
    row = a_document_row(agency_code=agency.code)
    office.import_archive(archive([row], FILES))

    outcome = office.import_archive(archive([row | {"document_date": "2023-09-21"}], FILES))

    assert [(problem.row, problem.column) for problem in outcome.problems] == [(2, "document_date")]


def test_a_link_carried_over_with_another_end_is_a_problem_not_a_silent_change(office: FilingOffice):
    agency = office.agency()
    row = a_link_row(agency_code=agency.code)
    office.import_archive(archive([row], {}))

    outcome = office.import_archive(archive([row | {"published_until": "2024-01-01"}], {}))

    assert [(problem.row, problem.column) for problem in outcome.problems] == [(2, "published_until")]


def test_licences_declared_by_an_officer_are_not_overwritten(office: FilingOffice):
    agency = office.agency()
    own = declaring.DeclareLicences(agency_id=agency.id, version=0, has_licences=False)
    office.ask(declaring.DECLARE_LICENCES, own, at=agency)

    outcome = office.import_archive(archive([a_licences_row(agency_code=agency.code)], {}))
    no_news = a_licences_row(agency_code=agency.code, has_licences="no", gazette="")

    assert [(problem.row, problem.column) for problem in outcome.problems] == [(2, "has_licences")]
    assert office.import_archive(archive([no_news], {})).unchanged == 1


@pytest.mark.parametrize(
    ("files", "row"),
    [
        ({"manifest.csv": manifest().encode() + "ประกาศ".encode("cp874")}, 2),
        ({"manifest.csv": manifest().encode() + b'document,"unclosed\n'}, 2),
        ({"manifest.xlsx": b"PK but no workbook"}, 1),
    ],
    ids=["not UTF-8", "no CSV", "no workbook"],
)
def test_a_manifest_that_is_no_table_is_a_problem_of_its_row(office: FilingOffice, files: dict[str, bytes], row: int):
    outcome = office.import_archive(zipped(files))

    assert [problem.row for problem in outcome.problems] == [row]


def test_a_declaration_made_by_an_officer_is_not_overwritten(office: FilingOffice):
    agency = office.agency()
    own = declaring.DeclareIssued(
        agency_id=agency.id, obligation=Obligation.S16_ORDER, version=0, issued_on=date(2023, 7, 1)
    )
    office.ask(declaring.DECLARE_ISSUED, own, at=agency)

    outcome = office.import_archive(archive([an_issued_row(agency_code=agency.code)], {}))

    assert [(problem.row, problem.column) for problem in outcome.problems] == [(2, "document_date")]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK but no zip",
        zipped({"other.csv": b""}),
        zipped({"manifest.csv": manifest().encode(), "manifest.xlsx": workbook()}),
        zipped({"manifest.csv": manifest().encode(), "../../evil.pdf": b""}),
        zipped({"manifest.csv": manifest().encode(), "/etc/evil.pdf": b""}),
    ],
    ids=["empty", "not a zip", "no manifest", "two manifests", "path outside", "absolute path"],
)
def test_an_archive_that_cannot_be_used_is_refused(office: FilingOffice, content: bytes):
    with pytest.raises(Refusal) as refused:
        office.import_archive(content)

    assert refused.value.code is ErrorCode.INVALID_REQUEST
    assert [problem.field for problem in refused.value.fields] == ["upload"]


def test_a_small_archive_that_unpacks_to_too_much_is_refused(office: FilingOffice):
    bomb = zipped({"manifest.csv": manifest().encode(), "bomb.pdf": b""}, claimed_size=900 * pdfs.MEBIBYTE)

    with pytest.raises(Refusal) as refused:
        office.import_archive(bomb)

    assert refused.value.code is ErrorCode.INVALID_REQUEST


def test_a_file_that_unpacks_to_more_than_it_says_is_refused(office: FilingOffice):
    agency = office.agency()
    rows = [a_document_row(agency_code=agency.code, file="liar.pdf")]
    liar = zipped({"manifest.csv": manifest(*rows).encode(), "liar.pdf": pdfs.pdf()}, claimed_size=100)

    outcome = office.import_archive(liar)

    assert [(problem.row, problem.column) for problem in outcome.problems] == [(2, "file")]


def test_all_problems_are_left_as_a_file_in_which_nothing_is_a_formula(office: FilingOffice):
    rows = [a_document_row(agency_code="9" * 12), a_document_row(agency_code=office.agency().code, file="=1+1.pdf")]

    outcome = office.import_archive(archive(rows, FILES))

    assert outcome.problem_count == 2
    lines = office.left_by_the_last_import().splitlines()
    assert [line.split(",")[:2] for line in lines[1:]] == [["2", "agency_code"], ["3", "file"]]
    assert not any(cell.startswith("=") for line in lines for cell in line.split(","))


def test_an_import_tells_who_ordered_it_and_how_far_it_came(office: FilingOffice):
    agency = office.agency()

    office.import_archive(archive([a_document_row(agency_code=agency.code)], FILES))

    job = office.last_import
    assert (job.state, job.progress.phase, job.progress.total) == ("done", "storing", 1)
    assert job.requested_by is not None
    assert office.in_quarantine() == set()


def test_an_import_begun_anew_by_another_process_comes_to_the_same(office: FilingOffice):
    """The first process dies when it has kept the files and stored nothing."""
    agency = office.agency()
    content = archive([a_document_row(agency_code=agency.code)], FILES)
    request = carrying_over.ImportFilings(upload=office.upload(content))
    ordered = office.ask(carrying_over.IMPORT_FILINGS, request, role=Role.DGA_ADMIN)
    held = office.process.jobs.take(carrying_over.FILING_IMPORT.name, timedelta(seconds=-1))
    assert held is not None
    work = HeldWork(office.process.jobs, held)
    prepared = import_filings(request, work, held.call, office.rooms.archives, office.rooms.books)
    assert callable(prepared) and len(office.kept()) == 1 and documents_of(office, agency) == ()

    office.work()

    job = office.ask(carrying_over.GET_FILING_IMPORT, GetJob(job_id=ordered.id), role=Role.DGA_ADMIN)
    assert (job.state, job.outcome.created if job.outcome else None) == ("done", 1)
    assert len(documents_of(office, agency)) == 1


def test_what_was_carried_over_while_an_import_was_prepared_is_not_carried_over_twice(office: FilingOffice):
    agency = office.agency()
    content = archive([a_document_row(agency_code=agency.code)], FILES)
    request = carrying_over.ImportFilings(upload=office.upload(content))
    office.ask(carrying_over.IMPORT_FILINGS, request, role=Role.DGA_ADMIN)
    held = office.process.jobs.take(carrying_over.FILING_IMPORT.name, timedelta(seconds=15))
    assert held is not None
    work = HeldWork(office.process.jobs, held)
    late = import_filings(request, work, held.call, office.rooms.archives, office.rooms.books)
    office.import_archive(content)

    with pytest.raises(Refusal) as refused:
        office.process.jobs.finish(held, late)

    assert refused.value.code is ErrorCode.CONFLICT
    assert len(documents_of(office, agency)) == 1


def test_only_those_with_the_right_for_the_whole_country_may_import(office: FilingOffice):
    agency = office.agency()
    request = carrying_over.ImportFilings(upload=office.upload(archive([], {})))

    with pytest.raises(Refusal) as refused:
        office.ask(carrying_over.IMPORT_FILINGS, request, at=agency, role=Role.CENTRAL_OFFICER)

    assert refused.value.code is ErrorCode.FORBIDDEN


def test_when_storing_fails_there_is_a_file_without_a_document_and_never_the_reverse(office: FilingOffice):
    agency = office.agency()
    in_the_way = {"_id": f"{agency.id}/s16_order", "agency_id": "somebody else's"}
    database()["declarations"].insert_one(in_the_way)
    rows = [a_document_row(agency_code=agency.code), an_issued_row(agency_code=agency.code)]

    with pytest.raises(Refusal) as refused:
        office.import_archive(archive(rows, FILES))

    assert refused.value.code is ErrorCode.INTERNAL
    assert documents_of(office, agency) == ()
    assert len(office.kept()) == 1
    assert len(office.in_quarantine()) == 1
