"""The 15 digits of a token: how they are drawn, checked and read from what an officer typed.

The last digit is a check digit, so that a typing error is told from a wrong token without looking anything up: anybody
can compute it, hence telling helps nobody to guess. It is Damm's, not Luhn's, because Damm's catches every single wrong
digit and every swap of two neighbours; Luhn misses the swap of 0 and 9.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import ClassVar

DIGITS = 15

# H. M. Damm, "Total anti-symmetrische Quasigruppen" (2004): a totally anti-symmetric quasigroup of order 10.
_DAMM = (
    (0, 3, 1, 7, 5, 9, 8, 6, 4, 2),
    (7, 0, 9, 2, 1, 5, 4, 8, 6, 3),
    (4, 2, 0, 6, 8, 7, 1, 3, 5, 9),
    (1, 7, 5, 0, 9, 8, 3, 4, 2, 6),
    (6, 1, 2, 3, 0, 4, 5, 9, 7, 8),
    (3, 6, 7, 4, 2, 0, 9, 5, 8, 1),
    (5, 8, 6, 9, 7, 2, 0, 1, 3, 4),
    (8, 9, 4, 5, 3, 6, 2, 0, 1, 7),
    (9, 4, 3, 8, 6, 1, 7, 2, 0, 5),
    (2, 5, 8, 1, 4, 3, 6, 7, 9, 0),
)

_THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
# Hyphens as keyboards, office programs and phones write them, and the invisible marks that copying brings along.
_SEPARATORS = frozenset("-\u00ad\u2010\u2011\u2012\u2013\u2014\u2212\u200b\u200c\u200d\u2060\ufeff")
_ASCII_DIGITS = frozenset("0123456789")


class TokenMistyped(Exception):
    """What was typed cannot be a token: not 15 digits, or the check digit does not fit."""

    code: ClassVar[str] = "token_refused"
    details: ClassVar[Mapping[str, bool]] = {"typing_error": True}


def draw(below: Callable[[int], int]) -> str:
    """A new token number. `below(n)` is a source of chance for 0 ≤ x < n that nobody can predict."""
    number = f"{below(10 ** (DIGITS - 1)):0{DIGITS - 1}d}"
    return number + check_digit(number)


def read(typed: str) -> str:
    """The token number in what was typed: Thai digits, spaces and hyphens are accepted.

    Raises TokenMistyped.
    """
    number = "".join(
        character
        for character in typed.translate(_THAI_DIGITS)
        if not character.isspace() and character not in _SEPARATORS
    )
    if len(number) != DIGITS or not _ASCII_DIGITS.issuperset(number) or check_digit(number) != "0":
        raise TokenMistyped
    return number


def check_digit(number: str) -> str:
    """Damm's check digit of a string of ASCII digits; "0" for a string that ends with its own."""
    interim = 0
    for digit in number:
        interim = _DAMM[interim][int(digit)]
    return str(interim)
