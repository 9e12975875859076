"""What an uploaded PDF may be, and what it may not."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from services.documents.domain.pdf import (
    UploadActiveContent,
    UploadEmpty,
    UploadEncrypted,
    UploadNotPdf,
    UploadUnreadable,
)
from services.documents.inspection import inspect, limit_decompression
from tests.builders import pdfs

PEAK_OF_INSPECTION = """
import contextlib, pathlib, re, sys
from services.documents.domain.pdf import UploadUnreadable
from services.documents.inspection import inspect, limit_decompression
limit_decompression()
with contextlib.suppress(UploadUnreadable):
    inspect(pathlib.Path(sys.argv[1]).read_bytes())
print(int(re.search(r"VmHWM:\\s+(\\d+) kB", pathlib.Path("/proc/self/status").read_text())[1]) // 1024)
"""


@pytest.fixture(autouse=True)
def limited() -> None:
    limit_decompression()


def test_a_sound_pdf_is_described():
    content = pdfs.pdf(pages=3, title="ประกาศ  ช่องทาง")

    found = inspect(content)

    assert (found.pages, found.size, found.title) == (3, len(content), "ประกาศ ช่องทาง")
    assert found.sha256 == hashlib.sha256(content).hexdigest()


def test_a_pdf_without_a_title_has_none():
    assert inspect(pdfs.pdf()).title is None


@pytest.mark.parametrize("content", [pdfs.pdf_with_object_streams(), pdfs.pdf_after_other_bytes(1019)])
def test_unusual_but_sound_pdfs_are_accepted(content: bytes):
    assert inspect(content).pages >= 1


@pytest.mark.parametrize("make", [pdfs.web_page_before, pdfs.picture_before, pdfs.program_before])
def test_what_is_something_else_to_other_programs_is_no_pdf(make: Callable[[], bytes]):
    with pytest.raises(UploadNotPdf):
        inspect(make())


@pytest.mark.parametrize("make", [pdfs.archive_behind, pdfs.archive_behind_that_says_it_is_the_end])
def test_what_is_an_archive_too_is_refused(make: Callable[[], bytes]):
    with pytest.raises(UploadActiveContent) as refused:
        inspect(make())

    assert "archive" in str(refused.value.details)


def test_words_of_scripts_in_texts_and_names_are_no_active_content():
    assert inspect(pdfs.pdf_mentioning_scripts()).pages == 1


def test_an_empty_file_is_refused():
    with pytest.raises(UploadEmpty):
        inspect(b"")


@pytest.mark.parametrize("make", pdfs.NOT_PDFS)
def test_what_is_not_a_pdf_by_content_is_refused(make: Callable[[], bytes]):
    with pytest.raises(UploadNotPdf):
        inspect(make())


def test_a_header_further_in_than_readers_look_is_none():
    with pytest.raises(UploadNotPdf):
        inspect(pdfs.pdf_after_other_bytes(1020))


@pytest.mark.parametrize("make", pdfs.UNREADABLE)
def test_what_cannot_be_opened_whole_is_refused(make: Callable[[], bytes]):
    with pytest.raises(UploadUnreadable):
        inspect(make())


@pytest.mark.parametrize("make", [pdfs.bomb_in_an_object_stream, pdfs.bomb_in_the_table])
def test_a_bomb_is_refused_before_it_fills_the_memory(make: Callable[[], bytes], tmp_path: Path):
    bomb = tmp_path / "bomb.pdf"
    bomb.write_bytes(make())

    megabytes = subprocess.run([sys.executable, "-c", PEAK_OF_INSPECTION, bomb], capture_output=True, check=True).stdout

    assert int(megabytes) < 300  # it unpacks to 512


@pytest.mark.parametrize("password", ["", "secret"])
def test_an_encrypted_file_is_refused_whether_or_not_it_asks_for_a_password(password: str):
    with pytest.raises(UploadEncrypted):
        inspect(pdfs.encrypted(user=password))


@pytest.mark.parametrize(("make", "what"), pdfs.ACTIVE)
def test_active_content_is_refused_and_named(make: Callable[[], bytes], what: str):
    with pytest.raises(UploadActiveContent) as refused:
        inspect(make())

    assert refused.value.details == {"found": what}
