"""A document is found however its title is written and however one asks."""

from __future__ import annotations

import pytest

from services.documents.domain.searching import asked_words, fold, kept_text

TITLE = "ประกาศองค์การบริหารส่วนตำบลวังน้ำเขียว เรื่อง วิธีการแสดงใบอนุญาตโดยวิธีการทางอิเล็กทรอนิกส์ พ.ศ. ๒๕๖๖"


def finds(search: str, *texts: str) -> bool:
    kept, words = kept_text(*texts), asked_words(search)
    return bool(words) and all(word in kept for word in words)


@pytest.mark.parametrize(
    "search",
    [
        "วังน้ำเขียว",
        "วังน\u0e4d\u0e49าเขียว",  # nikhahit, tone mark, sara aa
        "วังนำ\u0e49เขียว",  # the tone mark typed after sara am
        "อบต.วังน้ำเขียว",
        "อบต. วังน้ำเขียว",
        "อบต วังน้ำเขียว",
        "องค์การบริหารส่วนตำบล วังน้ำเขียว",
        "อิเล็กทรอนิกส์",
        "อิเล็กทรอนิกส์ เขียว",
        "พ.ศ. 2566",
        "พศ ๒๕๖๖",
        "(2566)",
    ],
)
def test_one_title_many_ways_to_ask_for_it(search: str):
    assert finds(search, TITLE)


@pytest.mark.parametrize("search", ["วังน้ำลัด", "2567", "อบจ.วังน้ำเขียว", "วังน้ำเขียว 2567", "", " ", "...", "\u200b"])
def test_what_is_not_in_it_does_not_find_it(search: str):
    assert not finds(search, TITLE)


def test_no_word_is_found_across_two_texts():
    assert finds("กขค", "กขค", "ง")
    assert not finds("ขคง", "กขค", "ง")


def test_capital_letters_make_no_difference():
    assert finds("PHLI notice", "Notice of Bang Phli")


def test_a_search_is_bounded():
    assert len(asked_words("ก" * 10_000)[0]) == 100
    assert len(asked_words(" ".join(map(str, range(100))))) == 8


def test_folding_twice_changes_nothing():
    assert fold(fold(TITLE)) == fold(TITLE)
