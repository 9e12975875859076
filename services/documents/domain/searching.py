"""How a document is found: what is kept of its texts, and what a typed search asks of that.

Thai is written without spaces, so a word is looked for anywhere in the text and not at the beginnings of words. Both,
the kept text and the search, lose what people write one way or the other: spaces, marks between words, the dots of
abbreviations, Thai numerals, capital letters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from services.documents.domain.vocabulary import Obligation

MOST_WORDS = 8
LONGEST_WORD = 100
# Between texts that are kept together, so that no word is found across their border.
BORDER = "\n"

_SPLIT_SARA_AM = re.compile("\u0e4d([\u0e48-\u0e4b]?)\u0e32")
_TONE_AFTER_AM = re.compile("\u0e33([\u0e48-\u0e4b])")
# The Royal Society's short forms, recognised by their full stop; the two that begin no word also without.
_LONG = {
    "อบต": "องค์การบริหารส่วนตำบล",
    "อบจ": "องค์การบริหารส่วนจังหวัด",
    "ทน": "เทศบาลนคร",
    "ทม": "เทศบาลเมือง",
    "ทต": "เทศบาลตำบล",
    "สนง": "สำนักงาน",
}
_SHORTENED = re.compile(rf"(?<![\u0e00-\u0e7f])(?:({'|'.join(sorted(_LONG, key=len, reverse=True))})\.|(อบต|อบจ))")
_THAI_DIGITS = {ord("๐") + value: str(value) for value in range(10)}


@dataclass(frozen=True)
class Position:
    """Where a page ends: at this document, of this date."""

    document_date: date
    document_id: str


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which documents to find among those published `at` that instant. None: any.

    `words` are folded (see `asked_words`). `hidden`: agencies whose documents are not shown to the public.
    """

    at: datetime
    words: tuple[str, ...]
    agency_id: str | None
    obligation: Obligation | None
    dated_from: date | None
    dated_to: date | None
    hidden: frozenset[str]


@dataclass(frozen=True)
class Found:
    """Ids of documents, those with the latest date first; `next` is None on the last page."""

    ids: tuple[str, ...]
    next: Position | None


def kept_text(*texts: str | None) -> str:
    """What is kept to be searched."""
    folded = (fold(text) for text in texts if text)
    return BORDER.join(dict.fromkeys(text for text in folded if text))


def asked_words(search: str) -> tuple[str, ...]:
    """The words that a typed search asks for, folded; all of them are to be found. Empty when it holds none."""
    words = (fold(word)[:LONGEST_WORD] for word in _lengthened(_composed(search)).split())
    return tuple(dict.fromkeys(word for word in words if word))[:MOST_WORDS]


def fold(text: str) -> str:
    """The text as it is compared: letters, Thai signs and Arabic numerals alone."""
    spelt = _lengthened(_composed(text)).casefold().translate(_THAI_DIGITS)
    return "".join(c for c in spelt if unicodedata.category(c)[0] in "LMN")


def contained(words: Iterable[str], text: str) -> frozenset[str]:
    """Those of the words that stand in the kept text."""
    return frozenset(word for word in words if word in text)


def _composed(text: str) -> str:
    # NFC leaves two spellings of sara am that look the same (nikhahit and sara aa), and tone marks before or after it.
    whole = _SPLIT_SARA_AM.sub("\\1\u0e33", unicodedata.normalize("NFC", text))
    return _TONE_AFTER_AM.sub("\\1\u0e33", whole).replace("\u0e40\u0e40", "\u0e41")


def _lengthened(text: str) -> str:
    return _SHORTENED.sub(lambda short: _LONG[short[1] or short[2]], text)
