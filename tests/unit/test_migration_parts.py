"""A manifest and its files in parts: what stays together, and how large a part gets."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from chassis.tables import ImportTables
from deploy.migration.carrying_over import Files
from deploy.migration.parts import Part, in_parts
from tests.builders.manifests import COLUMNS, a_document_row, a_licences_row, an_issued_row

LARGE = 1_000_000


def table(*rows: dict[str, str]) -> list[list[str]]:
    return [list(COLUMNS), *([row.get(column, "") for column in COLUMNS] for row in rows)]


def parts(*rows: dict[str, str], file_size: int = 1000, most_bytes: int = LARGE, most_rows: int = 100) -> list[Part]:
    return in_parts(table(*rows), lambda name: file_size, most_bytes, most_rows)


def numbers(found: list[Part]) -> list[list[int]]:
    return [[line.number for line in part.lines] for part in found]


def test_rows_of_an_agency_stay_together_wherever_they_stand():
    found = parts(
        an_issued_row(agency_code="1"),
        an_issued_row(agency_code="2"),
        an_issued_row(agency_code="3"),
        an_issued_row(agency_code="1"),
        most_rows=3,
    )

    assert numbers(found) == [[2, 5, 3], [4]]


def test_an_agency_with_too_many_rows_has_its_documents_spread_and_its_declarations_together():
    documents = [a_document_row(file=f"{n}.pdf") for n in range(5)]

    found = parts(*documents, a_licences_row(), a_licences_row(published_from="2024-01-01"), most_rows=3)

    assert numbers(found) == [[7, 8, 2], [3, 4, 5], [6]]


def test_a_part_holds_no_more_bytes_than_the_system_takes_and_a_file_only_once():
    files = [a_document_row(agency_code=str(n), file=f"{n // 2}.pdf") for n in range(8)]

    found = parts(*files, file_size=100_000, most_bytes=250_000)

    assert [part.files for part in found] == [("0.pdf", "1.pdf"), ("2.pdf", "3.pdf")]


@pytest.mark.parametrize("rows", [[], [list(COLUMNS)], [["", ""], ["kind"]]])
def test_a_manifest_without_a_row_is_one_part_for_the_system_to_judge(rows: list[list[str]]):
    assert len(in_parts(rows, lambda name: 1, LARGE, 10)) == 1


def test_a_packed_part_is_the_same_bytes_each_time_and_within_its_size(tmp_path: Path):
    names = ("a.pdf", "ประกาศ/ข.pdf")
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(name.encode() * 1000)
    files = Files(tmp_path / "manifest.csv", tmp_path)
    rows = table(*(a_document_row(file=name) for name in (*names, "absent.pdf")))
    [part] = in_parts(rows, files.size_of, LARGE, 100)

    packed = [packed_bytes(part, tmp_path, LARGE) for _ in range(2)]

    assert packed[0] == packed[1]
    assert len(packed[0]) <= part.size + 4096
    with zipfile.ZipFile(io.BytesIO(packed[0])) as archive:
        assert sorted(archive.namelist()) == sorted([*names, "manifest.csv"])
        assert list(ImportTables().csv(archive.read("manifest.csv"))) == rows
        assert archive.read(names[1]) == names[1].encode() * 1000


def test_of_a_file_that_is_too_large_only_as_much_is_packed_as_shows_it(tmp_path: Path):
    (tmp_path / "large.pdf").write_bytes(bytes(5000))
    [part] = in_parts(table(a_document_row(file="large.pdf")), lambda name: 1001, LARGE, 100)

    with zipfile.ZipFile(io.BytesIO(packed_bytes(part, tmp_path, 1000))) as archive:
        assert archive.getinfo("large.pdf").file_size == 1001


@pytest.mark.parametrize("name", ["../outside.pdf", "/etc/passwd", "link.pdf", "dir", "absent.pdf", "x" * 5000, ""])
def test_files_outside_of_the_directory_are_not_there(tmp_path: Path, name: str):
    inside = tmp_path / "inside"
    (inside / "dir").mkdir(parents=True)
    (tmp_path / "outside.pdf").write_bytes(b"%PDF-")
    (inside / "link.pdf").symlink_to(tmp_path / "outside.pdf")

    assert Files(tmp_path / "manifest.csv", inside).size_of(name) is None


def test_a_part_is_another_when_a_file_of_it_changes(tmp_path: Path):
    (tmp_path / "a.pdf").write_bytes(b"one")
    [part] = in_parts(table(a_document_row(file="a.pdf")), lambda name: 3, LARGE, 100)
    before = part.fingerprint(tmp_path)

    assert part.fingerprint(tmp_path) == before
    (tmp_path / "a.pdf").write_bytes(b"three")
    assert part.fingerprint(tmp_path) != before


def packed_bytes(part: Part, directory: Path, most: int) -> bytes:
    archive = io.BytesIO()
    part.pack(directory, archive, most)
    return archive.getvalue()
