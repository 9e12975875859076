"""Under which name a document is shown and downloaded."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.documents.domain.file_name import FileNameInvalid, clean_file_name


@pytest.mark.parametrize(
    ("given_name", "shown"),
    [
        ("ประกาศช่องทาง ฉบับที่ ๑.pdf", "ประกาศช่องทาง ฉบับที่ ๑.pdf"),
        ("notice.PDF", "notice.pdf"),
        ("notice", "notice.pdf"),
        ("notice.pdf.exe", "notice.pdf.exe.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\officer\\notice.pdf", "notice.pdf"),
        ("no\x00ti\x1bce.pdf", "notice.pdf"),
        ("two\r\nlines\t.pdf", "two lines.pdf"),
        ("\u202efdp.exe", "fdp.exe.pdf"),
        ("  ..notice..  .pdf", "notice.pdf"),
        ("cafe\u0301.pdf", "caf\u00e9.pdf"),
        ("ก\u0e4d\u0e32หนด.pdf", "กำหนด.pdf"),
        ("น\u0e4d\u0e49\u0e32.pdf", "น\u0e49\u0e33.pdf"),
    ],
)
def test_names_are_cleaned(given_name: str, shown: str):
    assert clean_file_name(given_name) == shown


def test_a_long_name_keeps_its_ending():
    shown = clean_file_name("ก" * 400 + ".pdf")

    assert len(shown) == 255
    assert shown.endswith("ก.pdf")


@pytest.mark.parametrize("nothing", ["", " ", "/", "a/", "..", ".pdf", "\x00\x01", "\u200b.pdf"])
def test_a_name_of_which_nothing_is_left_is_refused(nothing: str):
    with pytest.raises(FileNameInvalid):
        clean_file_name(nothing)


@given(st.text(max_size=600))
def test_no_name_can_do_harm(given_name: str):
    try:
        shown = clean_file_name(given_name)
    except FileNameInvalid:
        return

    assert shown.endswith(".pdf")
    assert len(shown) <= 255
    assert not set(shown) & set("/\\\r\n\0")
    assert all(unicodedata.category(c)[0] != "C" for c in shown)
    assert clean_file_name(shown) == shown
