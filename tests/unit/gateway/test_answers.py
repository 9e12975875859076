"""What several officers did to one form, put together."""

from __future__ import annotations

import pytest

from contracts.errors import Refusal
from gateway.portal.answers import changed, packed, together, unpacked

SEEN = {"mine": "on", "theirs": "on", "both": "on", "agreed": "on", "untouched": "on"}
MINE = {"mine": "off", "theirs": "on", "both": "mine", "agreed": "off", "untouched": "on"}
NOW = {"mine": "on", "theirs": "off", "both": "theirs", "agreed": "off", "untouched": "on", "new": "on"}


def test_what_i_changed_stands_on_top_of_what_others_changed() -> None:
    assert together(SEEN, MINE, NOW) == {
        "mine": "off",
        "theirs": "off",
        "both": "mine",
        "agreed": "off",
        "untouched": "on",
        "new": "on",
    }


def test_after_that_only_my_changes_are_left_to_be_saved() -> None:
    assert changed(NOW, together(SEEN, MINE, NOW)) == ["mine", "both"]


def test_what_is_not_there_any_more_is_left_out() -> None:
    assert together({"gone": "on"}, {"gone": "off"}, {}) == {}


def test_the_answers_survive_the_page() -> None:
    assert unpacked(packed(SEEN)) == SEEN


@pytest.mark.parametrize("text", ["", "[]", '{"a": 1}', "{", '{"a": null}'])
def test_what_no_page_of_ours_holds_is_refused(text: str) -> None:
    with pytest.raises(Refusal):
        unpacked(text)
