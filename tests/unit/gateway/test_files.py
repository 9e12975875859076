"""Which bytes of a file are asked for, and what it is called."""

import pytest

from gateway.api.files import disposition, part_of


@pytest.mark.parametrize(
    ("asked", "part"),
    [
        (None, None),
        ("bytes=0-0", range(0, 1)),
        ("bytes=2-5", range(2, 6)),
        ("bytes=7-", range(7, 10)),
        ("bytes=-3", range(7, 10)),
        ("bytes=-30", range(0, 10)),
        ("bytes=5-300", range(5, 10)),
        ("bytes=5-2", None),
        ("bytes=-", None),
        ("bytes=0-1,4-5", None),
        ("lines=1-2", None),
    ],
)
def test_the_part_of_ten_bytes_that_is_asked_for(asked: str | None, part: range | None) -> None:
    assert part_of(asked, 10) == part


@pytest.mark.parametrize("asked", ["bytes=10-", "bytes=10-12", "bytes=-0"])
def test_a_part_that_the_file_does_not_reach_is_empty(asked: str) -> None:
    part = part_of(asked, 10)

    assert part is not None
    assert not part


def test_a_thai_name_is_given_in_full_and_a_plain_one_beside_it() -> None:
    assert disposition("ประกาศ.pdf", download=False) == (
        "inline; filename=\"document.pdf\"; filename*=UTF-8''%E0%B8%9B%E0%B8%A3%E0%B8%B0%E0%B8%81%E0%B8%B2%E0%B8%A8.pdf"
    )


def test_a_name_cannot_break_out_of_its_header() -> None:
    named = disposition('x"; filename=evil.exe\r\nSet-Cookie: a=b.pdf', download=True)

    assert "\r" not in named
    assert "\n" not in named
    assert named.count('"') == 2
