"""Which key signs and which are published, at every moment of a rotation."""

from datetime import UTC, datetime, timedelta

from services.identity.digital_id.key_rotation import KeyTimes, at_once, is_due, next_key, published_keys, signing_key

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)
FIRST = KeyTimes("first", 1, NOON)


def at(keys: list[KeyTimes], after: timedelta) -> tuple[str | None, list[str]]:
    """Which key signs so long after noon, and which are published then."""
    signs = signing_key(keys, NOON + after)
    return signs and signs.id, [key.id for key in published_keys(keys, NOON + after)]


def test_the_first_key_signs_at_once():
    assert next_key([], "first", NOON) == FIRST
    assert at([FIRST], timedelta()) == ("first", ["first"])


def test_a_new_key_is_published_before_it_signs_and_the_old_one_for_as_long_as_its_tokens_are_used():
    keys = [FIRST, next_key([FIRST], "second", NOON)]
    assert at(keys, timedelta()) == ("first", ["second", "first"])
    assert at(keys, timedelta(minutes=59)) == ("first", ["second", "first"])
    assert at(keys, timedelta(hours=1)) == ("second", ["second", "first"])
    assert at(keys, timedelta(hours=24, minutes=59)) == ("second", ["second", "first"])
    assert at(keys, timedelta(hours=25)) == ("second", ["second"])


def test_rotations_in_quick_succession_take_no_key_away_that_is_still_needed():
    keys = [FIRST, next_key([FIRST], "second", NOON)]
    keys.append(next_key(keys, "third", NOON + timedelta(minutes=10)))
    assert at(keys, timedelta(minutes=30)) == ("first", ["third", "second", "first"])
    assert at(keys, timedelta(minutes=65)) == ("second", ["third", "second", "first"])
    assert at(keys, timedelta(minutes=70)) == ("third", ["third", "second", "first"])
    assert at(keys, timedelta(hours=25, minutes=5)) == ("third", ["third", "second"])
    assert at(keys, timedelta(hours=25, minutes=10)) == ("third", ["third"])


def test_a_key_is_due_to_be_followed_after_ninety_days():
    assert is_due([], NOON)
    assert not is_due([FIRST], NOON + timedelta(days=89, hours=23))
    assert is_due([FIRST], NOON + timedelta(days=90))
    followed = [FIRST, next_key([FIRST], "second", NOON + timedelta(days=90))]
    assert not is_due(followed, NOON + timedelta(days=90))


def test_a_withdrawn_key_neither_signs_nor_is_published():
    withdrawn = KeyTimes("first", 1, NOON, withdrawn=True)
    keys = [withdrawn, at_once([FIRST], "second", NOON)]
    assert keys[1].number == 2
    assert at(keys, timedelta()) == ("second", ["second"])
    assert at([withdrawn], timedelta()) == (None, [])
    assert is_due([withdrawn], NOON)
