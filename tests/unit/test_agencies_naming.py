"""Thai text is kept in one spelling, however it was typed."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from services.agencies.domain.naming import arabic_digits, tidy

THAI_MARKS = "\u0e31\u0e34\u0e35\u0e38\u0e39\u0e3a\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e4d\u0e4e"
TYPED = st.text(
    st.one_of(st.characters(), st.sampled_from(THAI_MARKS + "กนเแาำ \u00a0\u200b\u200d\u0301\u0323")), max_size=20
)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("ก\u0e4dา", "กำ"),  # nikhahit and sara aa for sara am
        ("น\u0e49\u0e4dา", "น้ำ"),  # with the tone mark before them
        ("น\u0e4d\u0e49า", "น้ำ"),  # between them
        ("นำ\u0e49", "น้ำ"),  # after sara am
        ("ท\u0e48\u0e35", "ที่"),  # tone mark before the vowel
        ("ท\u0e35\u0e48\u0e48", "ที่"),  # tone mark typed twice
        ("เเม่น้ำ", "แม่น้ำ"),  # two sara e for one sara ae
        ("บาง\u200bพลี", "บางพลี"),  # zero-width space
        ("\ufeffบางพลี ", "บางพลี"),  # byte order mark
        ("อบต.\u00a0 บางพลี\n", "อบต. บางพลี"),  # no-break space, line break
        ("Cafe\u0301", "Café"),
    ],
)
def test_the_same_word_is_the_same_characters(typed: str, kept: str) -> None:
    assert tidy(typed) == kept


@pytest.mark.parametrize("name", ["องค์การบริหารส่วนตำบลน้ำพุ", "สิทธิ์", "พันธุ์", "ผู้ว่าฯ", "กฺ", "พุทฺธํ", "Bang Phli"])
def test_right_spelling_stays_as_it_is(name: str) -> None:
    assert tidy(name) == name


@given(TYPED)
@example("ำ\u0e4c\u0e49")
@example("\u0e4d\u0301\u0e38")
def test_tidying_twice_changes_nothing(text: str) -> None:
    once = tidy(text)
    assert tidy(once) == once


@given(TYPED)
def test_what_is_kept_is_composed_and_has_nothing_invisible(text: str) -> None:
    kept = tidy(text)
    assert unicodedata.is_normalized("NFC", kept)
    assert kept == kept.strip()
    assert "  " not in kept
    assert not {unicodedata.category(c) for c in kept} & {"Cc", "Cf", "Cs"}


def test_thai_digits_become_arabic() -> None:
    assert arabic_digits("เทศบาล ๑๐ แห่ง") == "เทศบาล 10 แห่ง"
