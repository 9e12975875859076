"""How an agency is found by a name, however that is typed.

Thai is written without spaces, so a word is looked for anywhere in a name and not at the beginnings of its words. The
kept names and what is searched for both lose what people write one way or the other: spaces, marks between words, the
dots of abbreviations, Thai numerals, capital letters, sara am in one piece or two.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

MOST_WORDS = 8
LONGEST_WORD = 100
# Between names that are kept together, so that no word is found across their border.
BORDER = "\n"
# A code is found whole or not at all, or else every short number would find most of the country. So it is kept in signs
# of its own, which no typed word has; a word of as many digits as codes have (12, or 8 of local bodies) is one.
_A_CODE = re.compile(r"[0-9]{12}|[0-9]{8}")
_SIGNS_OF_CODES = {ord(digit): 0xE000 + ord(digit) for digit in "0123456789"}
_AROUND_CODES = "\ue000"

_NIKHAHIT_AND_AA = re.compile("\u0e4d([\u0e48-\u0e4b]?)\u0e32")
_TONE_BEHIND_AM = re.compile("\u0e33([\u0e48-\u0e4b])")
_ARABIC = {ord("๐") + value: str(value) for value in range(10)}
# Short forms in official use, each recognised by its full stop; the two that begin no word also without.
_LONG = {
    "อบต": "องค์การบริหารส่วนตำบล",
    "อบจ": "องค์การบริหารส่วนจังหวัด",
    "ทน": "เทศบาลนคร",
    "ทม": "เทศบาลเมือง",
    "ทต": "เทศบาลตำบล",
    "สนง": "สำนักงาน",
}
_SHORT = re.compile(rf"(?<![\u0e00-\u0e7f])(?:({'|'.join(sorted(_LONG, key=len, reverse=True))})\.|(อบต|อบจ))")


def kept_names(names: Iterable[str | None], codes: Iterable[str | None] = ()) -> str:
    """All names of an agency and its codes, as they are kept to be searched."""
    kept = (*(folded(name) for name in names if name), *(_as_code(code) for code in codes if code))
    return BORDER.join(dict.fromkeys(filter(None, kept)))


def asked_words(search: str) -> tuple[str, ...]:
    """The words that a typed search asks for, folded; all of them are to be found. Empty when it holds none."""
    words = (folded(word)[:LONGEST_WORD] for word in _in_full(_composed(search)).split())
    asked = (_as_code(word) if _A_CODE.fullmatch(word) else word for word in words if word)
    return tuple(dict.fromkeys(asked))[:MOST_WORDS]


def folded(text: str) -> str:
    """The text as it is compared: letters, Thai signs and Arabic numerals alone."""
    spelt = _in_full(_composed(text)).casefold().translate(_ARABIC)
    return "".join(sign for sign in spelt if unicodedata.category(sign)[0] in "LMN")


def _as_code(code: str) -> str:
    return f"{_AROUND_CODES}{code.translate(_SIGNS_OF_CODES)}{_AROUND_CODES}"


def _composed(text: str) -> str:
    # Under NFC กํา and กำ stay two spellings of the same word, and so does a tone mark before or behind sara am.
    whole = _NIKHAHIT_AND_AA.sub("\\1\u0e33", unicodedata.normalize("NFC", text))
    return _TONE_BEHIND_AM.sub("\\1\u0e33", whole).replace("\u0e40\u0e40", "\u0e41")


def _in_full(text: str) -> str:
    return _SHORT.sub(lambda short: _LONG[short[1] or short[2]], text)
