"""Thai text as it is kept: the same word is always the same characters, however it was typed.

Unicode's NFC is not enough (domain page, section 9): กํา (nikhahit and sara aa) and กำ (sara am) look the same and stay
different, marks over a consonant can be typed in any order, and word processors leave characters of no width behind.
"""

from __future__ import annotations

import re
import unicodedata

_NIKHAHIT, _SARA_AA, _SARA_AM = "\u0e4d", "\u0e32", "\u0e33"
# In the order in which they are kept: below the consonant, above it, tone marks, then thanthakhat and yamakkan.
_MARKS = "\u0e3a\u0e38\u0e39\u0e31\u0e34\u0e35\u0e36\u0e37\u0e47\u0e4d\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e4e"
_RANK = {mark: rank for rank, mark in enumerate(_MARKS)}
_TONES = "\u0e48\u0e49\u0e4a\u0e4b"

_SPACES = re.compile(r"\s+")
_DOUBLE_E = re.compile("\u0e40\u0e40")  # two sara e typed for one sara ae
_SARA_AM_IN_TWO = re.compile(f"([{_MARKS}]*{_NIKHAHIT}[{_MARKS}]*)[{_SARA_AA}{_SARA_AM}]")
_MARKS_IN_A_ROW = re.compile(f"[{_MARKS}]{{2,}}")
_TONE_AFTER_AM = re.compile(f"([{_MARKS}]*){_SARA_AM}([{_SARA_AM}{_TONES}]+)")
_THAI_DIGITS = {ord("๐") + value: str(value) for value in range(10)}


def tidy(text: str) -> str:
    """The text in its one spelling: NFC, marks in order and once each, sara am whole, one space between words.

    Control characters and those of no width are dropped; line breaks become spaces. Tidying twice changes nothing.
    """
    if text.isascii() and text.isprintable():
        return _SPACES.sub(" ", text).strip()
    tidier = _step(text)
    while tidier != text:
        # A second step finds something only where foreign marks stand among Thai ones.
        text, tidier = tidier, _step(tidier)
    return tidier


def _step(text: str) -> str:
    text = _SPACES.sub(" ", text)
    if not text.isprintable():
        text = "".join(c for c in text if unicodedata.category(c) not in ("Cc", "Cf", "Cs"))
    text = unicodedata.normalize("NFC", text)
    text = _DOUBLE_E.sub("\u0e41", text)
    text = _SARA_AM_IN_TWO.sub(lambda found: found[1].replace(_NIKHAHIT, "") + _SARA_AM, text)
    text = _MARKS_IN_A_ROW.sub(lambda found: _in_order(found[0]), text)
    text = _TONE_AFTER_AM.sub(lambda found: _in_order(found[1] + found[2].replace(_SARA_AM, "")) + _SARA_AM, text)
    return _SPACES.sub(" ", text).strip()


def arabic_digits(text: str) -> str:
    """The text with Thai digits as Arabic ones: ๑๒ becomes 12."""
    return text.translate(_THAI_DIGITS)


def _in_order(marks: str) -> str:
    return "".join(sorted(set(marks), key=_RANK.__getitem__))
