"""The words on the pages."""

from __future__ import annotations

import pytest

from contracts.places import PROVINCES
from contracts.vocabulary import Category, LaoType, Level
from gateway.portal.words import AREAS, WORDS, Words, all_of


def test_every_word_is_there_in_thai_and_english():
    for key, (thai, english) in WORDS.items():
        assert thai.strip() and english.strip(), key


def test_the_areas_share_no_key():
    assert len(WORDS) == sum(len(area.WORDS) for area in AREAS)
    with pytest.raises(ValueError, match="words of two areas: home"):
        all_of([{"home": ("หน้าแรก", "Home")}, {"home": ("บ้าน", "House")}])


@pytest.mark.parametrize("language", ["th", "en"])
def test_every_code_has_a_name(language):
    words = Words(language)

    names = [words.category(code) for code in Category]
    names += [words.lao_type(code) for code in LaoType]
    names += [words.level(code) for code in Level]
    names += [words.province(code) for code in PROVINCES]

    assert all(names)
    assert len(PROVINCES) == 77
