"""Filings are carried over: by an operator from a directory, in parts, and by an administrator who sends an archive."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from anyio import to_thread

from chassis.tables import ImportTables
from contracts.events.agencies import AgencyState
from contracts.rpc.documents import filing
from contracts.vocabulary import Role
from deploy.migration import carrying_over
from deploy.migration.carrying_over import NotCarriedOver, carry_over
from tests.builders import pdfs
from tests.builders.filing_counter import ORIGIN, FilingCounter
from tests.builders.manifests import (
    a_document_row,
    a_licences_row,
    a_link_row,
    an_issued_row,
    archive,
    manifest,
    workbook,
)
from tests.service.filing_over_http.ground import problem_of

pytestmark = pytest.mark.anyio


class Disk:
    """What lies on the operator's disk, and what the command said."""

    def __init__(self, root: Path, counter: FilingCounter) -> None:
        self.directory = root / "files"
        self.directory.mkdir()
        self.manifest = root / "manifest.csv"
        self.said: list[str] = []
        self.listen: Callable[[str], None] = lambda said: None
        self._settings = counter.office.process.settings

    def write(self, *rows: dict[str, str]) -> None:
        self.manifest.write_text(manifest(*rows), encoding="utf-8")

    def pdf(self, name: str) -> None:
        (self.directory / name).write_bytes(pdfs.pdf(name))

    def say(self, said: str) -> None:
        self.listen(said)
        self.said.append(said)

    async def carry_over(self, dry_run: bool = False) -> None:
        self.said.clear()
        await to_thread.run_sync(carry_over, self._settings, self.manifest, self.directory, dry_run, self.say)


@pytest.fixture
def disk(tmp_path: Path, counter: FilingCounter) -> Disk:
    return Disk(tmp_path, counter)


def filed_by(counter: FilingCounter, agency: AgencyState) -> tuple[filing.Document, ...]:
    return counter.office.ask(filing.LIST_DOCUMENTS, filing.ListDocuments(agency_id=agency.id), at=agency).items


async def test_everything_is_carried_over_in_the_operators_name(disk: Disk, counter: FilingCounter):
    agency, another = counter.office.agency(), counter.office.agency()
    disk.pdf("ประกาศ.pdf")
    disk.write(
        a_document_row(agency_code=agency.code, file="ประกาศ.pdf"),
        an_issued_row(agency_code=agency.code),
        a_link_row(agency_code=another.code),
        a_licences_row(agency_code=another.code),
    )

    await disk.carry_over()

    [document] = filed_by(counter, agency)
    assert (document.migrated, document.saved_by) == (True, "operator")
    recorded = [entry for entry in counter.office.history() if entry.subject in (agency.id, another.id)]
    assert len(recorded) == 4
    assert {entry.actor for entry in recorded} == {"operator"}
    assert disk.said[-1] == "Everything is carried over."
    assert counter.office.in_quarantine() == set()


async def test_a_workbook_is_as_good_and_a_dry_run_stores_nothing(disk: Disk, counter: FilingCounter):
    agency = counter.office.agency()
    disk.pdf("1.pdf")
    disk.manifest = disk.manifest.with_suffix(".xlsx")
    disk.manifest.write_bytes(workbook(a_document_row(agency_code=agency.code, file="1.pdf")))

    await disk.carry_over(dry_run=True)
    nothing_yet = filed_by(counter, agency)
    await disk.carry_over()

    assert nothing_yet == ()
    assert len(filed_by(counter, agency)) == 1


async def test_problems_in_any_part_are_told_by_the_rows_of_the_manifest_before_anything_is_stored(
    disk: Disk, counter: FilingCounter, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(carrying_over, "ROWS_IN_A_PART", 2)
    agencies = [counter.office.agency() for _ in range(3)]
    disk.pdf("1.pdf")
    (disk.directory / "large.pdf").write_bytes(pdfs.pdf() + bytes(5 * pdfs.MEBIBYTE))
    disk.write(
        a_document_row(agency_code=agencies[0].code, file="1.pdf"),
        a_document_row(agency_code=agencies[1].code, file="../1.pdf"),
        {},
        a_document_row(agency_code=agencies[2].code, file="large.pdf"),
        an_issued_row(agency_code=agencies[0].code),
        an_issued_row(agency_code=agencies[1].code, document_date="soon"),
    )

    with pytest.raises(NotCarriedOver, match="Problems: 3"):
        await disk.carry_over()

    assert [line.split(":")[0] for line in disk.said if line.startswith("row")] == [
        "row 3, file",
        "row 5, file",
        "row 7, document_date",
    ]
    written = list(ImportTables().csv((disk.manifest.parent / "manifest.csv.problems.csv").read_bytes()))
    assert [cells[:2] for cells in written[1:]] == [["3", "file"], ["5", "file"], ["7", "document_date"]]
    assert all(filed_by(counter, agency) == () for agency in agencies)


async def test_what_is_no_table_is_told_without_asking_the_system(disk: Disk):
    disk.manifest.write_bytes("ประกาศ".encode("cp874"))

    with pytest.raises(NotCarriedOver, match="Problems: 1"):
        await disk.carry_over()

    assert disk.said[0].startswith("row 1, the row: The file is not UTF-8.")


async def test_a_run_that_was_cut_off_is_gone_on_with(
    disk: Disk, counter: FilingCounter, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(carrying_over, "ROWS_IN_A_PART", 1)
    agencies = [counter.office.agency() for _ in range(3)]
    for number in range(3):
        disk.pdf(f"{number}.pdf")
    disk.write(*(a_document_row(agency_code=agency.code, file=f"{n}.pdf") for n, agency in enumerate(agencies)))

    def cut_off(said: str) -> None:
        if said.startswith("Part 2"):
            raise OSError("the machine is going down")

    disk.listen = cut_off
    with pytest.raises(OSError, match="going down"):
        await disk.carry_over()
    disk.listen = lambda said: None
    before = [len(filed_by(counter, agency)) for agency in agencies]
    history = len(counter.office.history())
    await disk.carry_over()

    assert before == [1, 1, 0]
    assert "2 of 3 parts are stored already." in disk.said
    assert [len(filed_by(counter, agency)) for agency in agencies] == [1, 1, 1]
    assert len(counter.office.history()) == history + 1


async def test_an_archive_that_was_swept_away_before_it_was_stored_is_sent_again(disk: Disk, counter: FilingCounter):
    agency, office = counter.office.agency(), counter.office
    disk.pdf("1.pdf")
    disk.write(a_document_row(agency_code=agency.code, file="1.pdf"))

    def sweep(said: str) -> None:
        if said.startswith("Nothing is wrong"):
            for upload in office.in_quarantine():
                office.store.remove_object(office.bucket, f"quarantine/{upload}")

    disk.listen = sweep
    await disk.carry_over()

    assert len(filed_by(counter, agency)) == 1


async def test_run_again_after_all_it_has_nothing_to_do_and_without_its_notes_changes_nothing(
    disk: Disk, counter: FilingCounter
):
    agency = counter.office.agency()
    disk.pdf("1.pdf")
    disk.write(a_document_row(agency_code=agency.code, file="1.pdf"), a_link_row(agency_code=agency.code))
    await disk.carry_over()
    history = len(counter.office.history())

    await disk.carry_over()
    again = list(disk.said)
    (disk.manifest.parent / "manifest.csv.carried-over").write_text('{"part": "cut o', encoding="utf-8")
    await disk.carry_over()

    assert again[-1] == "Everything is carried over already."
    assert "Nothing is wrong. New: 0, there already: 2." in disk.said
    assert len(counter.office.history()) == history


async def test_a_directory_that_is_none_is_told(disk: Disk, tmp_path: Path):
    disk.write()
    disk.directory = tmp_path / "nothing"

    with pytest.raises(NotCarriedOver, match="is no directory"):
        await disk.carry_over()


async def sent(counter: FilingCounter, client: httpx.AsyncClient, content: bytes, **query: str) -> httpx.Response:
    headers = {**counter.key(), "Content-Type": "application/zip"}
    return await client.post("/filing-imports", content=content, params=query, headers=headers)


async def test_an_administrator_sends_an_archive_and_is_told_what_is_wrong_or_came_of_it(counter: FilingCounter):
    agency = counter.office.agency()
    files = {"files/1.pdf": pdfs.pdf()}
    good, bad = a_document_row(agency_code=agency.code), a_link_row(agency_code=agency.code, url="javascript:alert(1)")

    async with counter.officer(None, Role.DGA_ADMIN) as administrator:
        looked = await sent(counter, administrator, archive([good, bad], files), dry_run="true")
        looked_at = (await administrator.get(f"{ORIGIN}{looked.headers['location']}")).json()
        told = await administrator.get(f"{ORIGIN}{looked.headers['location']}/problems/file")
        ordered = await sent(counter, administrator, archive([good], files))
        done = (await administrator.get(f"{ORIGIN}{ordered.headers['location']}")).json()
        too_late = await administrator.delete(f"{ORIGIN}{ordered.headers['location']}")

    assert (looked.status_code, looked_at["state"], looked_at["outcome"]["problem_count"]) == (202, "done", 1)
    assert [cells[:2] for cells in ImportTables().csv(told.content)][1:] == [["3", "url"]]
    assert (done["state"], done["outcome"]["created"]) == ("done", 1)
    assert (too_late.status_code, problem_of(too_late)["code"]) == (409, "job_finished")
    assert len(filed_by(counter, agency)) == 1


async def test_nobody_else_carries_anything_over_or_looks_at_what_was(counter: FilingCounter):
    content = archive([], {})
    async with counter.officer(None, Role.DGA_ADMIN) as administrator:
        job = (await sent(counter, administrator, content)).headers["location"]
    async with (
        counter.officer(counter.office.agency()) as officer,
        counter.officer(None, Role.OPDC_ADMIN) as opdc,
        counter.citizen() as citizen,
    ):
        for who in (officer, opdc, citizen):
            answers = [
                await sent(counter, who, content),
                *[await who.get(f"{ORIGIN}{job}{path}") for path in ("", "/problems/file")],
                await who.delete(f"{ORIGIN}{job}"),
            ]
            assert {problem_of(answer)["code"] for answer in answers} == {
                "unauthenticated" if who is citizen else "forbidden"
            }
