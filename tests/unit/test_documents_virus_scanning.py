"""Files are scanned by whatever speaks clamd's protocol; what is not called clean in time is not clean."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from services.documents.domain.pdf import ScannerUnavailable, UploadInfected
from services.documents.virus_scanning import Clamd
from tests.fakes.clamd import EICAR, FakeClamd

LARGE = bytes(5 * 1024 * 1024)


@pytest.fixture
def clamd() -> Iterator[FakeClamd]:
    with FakeClamd() as clamd:
        yield clamd


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", LARGE], ids=["nothing", "little", "the most"])
def test_a_clean_file_passes_and_was_sent_whole(clamd: FakeClamd, content: bytes):
    Clamd(clamd.socket).scan(content)

    assert clamd.scanned == [len(content)]


def test_an_infected_file_is_refused_with_the_scanners_name_for_it(clamd: FakeClamd):
    with pytest.raises(UploadInfected) as refused:
        Clamd(clamd.socket).scan(LARGE + EICAR)

    assert refused.value.details == {"found": "Eicar-Test-Signature"}


def test_a_strange_name_does_no_harm(clamd: FakeClamd):
    clamd.says = b"stream: <b>{found}</b> FOUND\0"

    with pytest.raises(UploadInfected) as refused:
        Clamd(clamd.socket).scan(b"%PDF-1.7")

    assert refused.value.details == {"found": "_b__found___b_"}


@pytest.mark.parametrize(
    "says",
    [b"stream: Can't allocate memory ERROR\0", b"stream: OK", b"OK\0", b"stream: OK FOUND OK\0", b"\0", b"x" * 10000],
)
def test_any_other_answer_is_no_word_of_a_clean_file(clamd: FakeClamd, says: bytes):
    clamd.says = says

    with pytest.raises(ScannerUnavailable):
        Clamd(clamd.socket).scan(b"%PDF-1.7")


def test_a_file_larger_than_the_scanner_takes_is_not_let_through(clamd: FakeClamd):
    clamd.limit = 1024 * 1024

    with pytest.raises(ScannerUnavailable):
        Clamd(clamd.socket).scan(LARGE)


def test_a_scanner_that_does_not_answer_in_time_is_away(clamd: FakeClamd):
    clamd.says = None

    with pytest.raises(ScannerUnavailable):
        Clamd(clamd.socket, within=0.2).scan(b"%PDF-1.7")


def test_a_scanner_that_is_not_there_is_away(tmp_path: Path):
    with pytest.raises(ScannerUnavailable):
        Clamd(tmp_path / "clamd.sock").scan(b"%PDF-1.7")
