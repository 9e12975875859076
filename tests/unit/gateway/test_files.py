"""Which bytes of a file are asked for, and under which name it is saved."""

from __future__ import annotations

from email.message import Message
from urllib.parse import unquote

import pytest

from gateway.api.byte_ranges import part_of
from gateway.api.files import disposition

SIZE = 1000
ALL, NONE_OF_IT = None, range(0)
TOO_LONG = "9" * 5000  # more digits than Python makes a number of


@pytest.mark.parametrize(
    ("asked", "part"),
    [
        (None, ALL), ("", ALL), ("bytes=-", ALL), ("bytes=x-y", ALL), ("lines=0-1", ALL), ("bytes=5-2", ALL),
        ("bytes=0-1,5-9", ALL), ("bytes=-5,-2", ALL), (f"bytes=0-{TOO_LONG}", ALL), (f"bytes={TOO_LONG}-", ALL),
        ("bytes=0-0", range(0, 1)), ("bytes=0-99", range(0, 100)), ("Bytes=10-", range(10, 1000)),
        ("bytes=999-", range(999, 1000)), ("bytes=0-5000", range(0, 1000)), (" bytes=0-99 ", range(0, 100)),
        ("bytes=-1", range(999, 1000)), ("bytes=-5000", range(0, 1000)),
        ("bytes=1000-", NONE_OF_IT), ("bytes=1000-2000", NONE_OF_IT), ("bytes=-0", NONE_OF_IT),
    ],
)  # fmt: skip
def test_a_range_is_taken_up_as_the_standard_says(asked: str | None, part: range | None):
    found = part_of(asked, SIZE)

    assert (found is None, list(found or ())) == (part is None, list(part or ()))


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("notice.pdf", "notice.pdf"),
        ("ประกาศ.pdf", "document.pdf"),
        ("ประกาศ 2566.pdf", "2566.pdf"),
        ('a "quoted" name; x=1.pdf', "a _quoted_ name_ x_1.pdf"),
        ("100% จริง*'.pdf", "100_ _.pdf"),
        ("naïve.pdf", "na_ve.pdf"),
        ("a\\b.pdf", "a_b.pdf"),
        ('x"; filename=evil.exe\r\nSet-Cookie: a=b.pdf', "x_ filename_evil.exe_Set-Cookie_ a_b.pdf"),
    ],
)
@pytest.mark.parametrize("download", [True, False])
def test_a_name_is_told_in_full_and_once_in_ascii(name: str, plain: str, download: bool):
    header = disposition(name, download)

    read = Message()
    read["Content-Disposition"] = header
    assert header.isascii() and header.isprintable()
    assert read.get_content_disposition() == ("attachment" if download else "inline")
    assert f'filename="{plain}"' in header
    charset, _, encoded = header.partition("filename*=")[2].split("'")
    assert (charset, unquote(encoded)) == ("UTF-8", name)
