"""The 15 digits of a token as officers type them."""

import secrets

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.identity.domain import token_numbers
from services.identity.domain.token_numbers import TokenMistyped

numbers = st.integers(0, 10**14 - 1).map(lambda drawn: token_numbers.draw(lambda _: drawn))


def test_a_number_is_drawn_from_all_14_digit_numbers_and_ends_with_its_check_digit():
    asked = []
    number = token_numbers.draw(lambda below: asked.append(below) or 572)
    assert asked == [10**14]
    # 572 with check digit 4 is the usual worked example of Damm's algorithm; leading zeros change nothing
    assert number == "000000000005724"


def test_drawn_numbers_are_all_different_and_readable():
    drawn = {token_numbers.draw(secrets.randbelow) for _ in range(1000)}
    assert len(drawn) == 1000
    assert {token_numbers.read(number) for number in drawn} == drawn


@pytest.mark.parametrize(
    "typed",
    [
        "000000000005724",
        "๐๐๐๐๐๐๐๐๐๐๐๕๗๒๔",
        " 00000 00000 05724\n",
        "00000-00000-05724",
        "00000–00000—0๕724",
        "\ufeff00000\u200b00000\u00a005724",
    ],
)
def test_thai_digits_spaces_and_hyphens_are_accepted(typed):
    assert token_numbers.read(typed) == "000000000005724"


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "00000000000572",
        "0000000000005724",
        "000000000005725",
        "00000000000572x",
        "٠٠٠٠٠٠٠٠٠٠٠٥٧٢٤",
        "00000000000572²",
        "00000/00000/05724",
    ],
)
def test_what_cannot_be_a_token_is_called_a_typing_error(typed):
    with pytest.raises(TokenMistyped) as refused:
        token_numbers.read(typed)
    assert refused.value.code == "token_refused"
    assert refused.value.details == {"typing_error": True}


@given(numbers, st.integers(0, 14), st.integers(1, 9))
def test_every_wrong_digit_is_noticed(number, place, off_by):
    wrong = str((int(number[place]) + off_by) % 10)
    with pytest.raises(TokenMistyped):
        token_numbers.read(number[:place] + wrong + number[place + 1 :])


@given(numbers, st.integers(0, 13))
def test_every_swap_of_neighbours_is_noticed(number, place):
    first, second = number[place], number[place + 1]
    swapped = number[:place] + second + first + number[place + 2 :]
    if first == second:
        assert token_numbers.read(swapped) == number
    else:
        with pytest.raises(TokenMistyped):
            token_numbers.read(swapped)
