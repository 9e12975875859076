"""How an agency is found by its name: the words kept for it, and what a typed search asks of them.

"อบต.บางพลี", "องค์การบริหารส่วนตำบลบางพลี" and "บางพลี" find the same agency, because all three are kept for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from services.agencies.domain.naming import arabic_digits, tidy

# What names begin with, how it is shortened, longest first. Short forms: the Royal Society's and those in official use.
_KINDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("สำนักงานส่งเสริมการปกครองท้องถิ่นจังหวัด", ("สถจ",)),
    ("มหาวิทยาลัยเทคโนโลยีราชมงคล", ("มทร",)),
    ("องค์การบริหารส่วนจังหวัด", ("อบจ",)),
    ("องค์การบริหารส่วนตำบล", ("อบต",)),
    ("มหาวิทยาลัยราชภัฏ", ("มรภ",)),
    ("ที่ว่าการอำเภอ", ("อำเภอ",)),
    ("เทศบาลเมือง", ("ทม", "เทศบาล")),
    ("เทศบาลตำบล", ("ทต", "เทศบาล")),
    ("เทศบาลนคร", ("ทน", "เทศบาล")),
    ("มหาวิทยาลัย", ("ม", "มหาลัย")),
    ("โรงพยาบาล", ("รพ",)),
    ("สำนักงาน", ("สนง",)),
    ("โรงเรียน", ("รร",)),
    ("กระทรวง", ()),
    ("จังหวัด", ("จ",)),
    ("สถาบัน", ()),
    ("กรม", ()),
)
_LONG = {short: long for long, short_forms in _KINDS for short in short_forms if len(short) <= 3}
# A short form is recognised by its full stop; the two that are no beginning of a word also without.
_SHORTENED = re.compile(rf"(?<!\S)(?:({'|'.join(sorted(_LONG, key=len, reverse=True))})\.|(อบต|อบจ))\s*(?=\S)")
_SHORTEST_REST = 2
_MOST_WORDS = 10

_BETWEEN_WORDS = re.compile(r"[\s()\[\]{}<>\"'“”‘’,;:/\\|–—_-]+")
_DROPPED = re.compile(r"[.ฯ]")


def kept_words(name_th: str, other_names: Iterable[str | None] = ()) -> tuple[str, ...]:
    """The words by whose beginnings an agency is found, in alphabetical order.

    Each word of each name and the Thai name as one word (Thai is written without spaces, but not always), all of them
    also with the kind of body shortened and left out. A word that begins another one is left to that one.
    """
    found = set(_forms("".join(_words_of_name(name_th))))
    for name in (name_th, *other_names):
        for word in _words_of_name(name or ""):
            found.update(_forms(word))
    words = sorted(found - {""})
    return tuple(word for word, following in pairwise([*words, ""]) if not following.startswith(word))


def asked_beginnings(search: str) -> tuple[tuple[str, ...], ...]:
    """What a typed search asks: any one of these groups, where each member must begin one of the agency's words.

    Empty when nothing was typed that could be looked for.
    """
    words = _words(search)[:_MOST_WORDS]
    if not words:
        return ()
    apart, together = tuple(words), ("".join(words),)
    return (apart,) if apart == together else (apart, together)


def asked_code(search: str) -> str | None:
    """The digits of a search that is a code (12 digits) or LAO code (8), however spaced; None when it is neither."""
    digits = re.sub(r"[\s-]", "", arabic_digits(search))
    return digits if re.fullmatch(r"[0-9]{12}|[0-9]{8}", digits) else None


def _words_of_name(name: str) -> list[str]:
    return _words(_SHORTENED.sub(lambda short: _LONG[short[1] or short[2]], name))


def _words(text: str) -> list[str]:
    folded = _DROPPED.sub("", arabic_digits(tidy(text)).casefold())
    return [word for word in _BETWEEN_WORDS.split(folded) if word]


def _forms(word: str) -> Iterator[str]:
    yield word
    for kind, short_forms in _KINDS:
        rest = word.removeprefix(kind)
        if rest != word and len(rest) >= _SHORTEST_REST:
            yield from (short + rest for short in short_forms)
            yield from _forms(rest)
            return
