"""The Thai typeface of the notices: one small subset of Sarabun, and how text becomes glyphs of it.

A PDF viewer does not shape text: what a typesetter would do for Thai is done here as far as legibility needs it. A tone
mark above an upper vowel is a glyph of its own that sits higher, so that the two do not print over each other.
"""

from __future__ import annotations

import io
import re
from copy import deepcopy
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from fontTools import merge, subset
from fontTools.ttLib import TTFont
from fontTools.ttLib.scaleUpem import scale_upem

FONT_DIRECTORY = Path(__file__).parents[2] / "node_modules" / "@fontsource" / "sarabun" / "files"
"""Where npm puts the typeface (package @fontsource/sarabun)."""

_THAI_BLOCKS = "".join(map(chr, [*range(0x0E01, 0x0E3A), *range(0x0E40, 0x0E4D), *range(0x0E50, 0x0E5A)]))
_NOT_IN_NOTICES = "ฃฅฆฌฦฯๅๆ๋"
_THAI = "".join(character for character in _THAI_BLOCKS if character not in _NOT_IN_NOTICES)
_LATIN = " ()./-"
# Coarser than the original's 1000: the outlines of a page of text do not need it, and the file is a quarter smaller.
_UNITS_PER_EM = 200
_KEPT_TABLES = {"GlyphOrder", "head", "hhea", "maxp", "hmtx", "loca", "glyf"}

_UPPER_VOWELS = "ัิีึื็"
_TONE_MARKS = "่้๊์"
_SARA_AM = "ำ"
_RAISE = 0.22  # em
_STANDS_ON_A_MARK = re.compile(f"(?<=[{_UPPER_VOWELS}])[{_TONE_MARKS}]|[{_TONE_MARKS}](?={_SARA_AM})")
# Stand-ins while text becomes glyphs, from Unicode's private use area.
_RAISED = {mark: chr(0xE000 + place) for place, mark in enumerate(_TONE_MARKS)}


class TypefaceMissing(FileNotFoundError):
    """The message says where it was looked for, and what to do."""


@dataclass(frozen=True)
class Typeface:
    """`file` is the TrueType program. `glyphs` gives the glyph number of each character, `raised` that of a mark above
    another mark; `advances` the width by glyph number. Widths, `ascent`, `descent`, `box` in thousandths of em.
    """

    file: bytes
    glyphs: dict[str, int]
    raised: dict[str, int]
    advances: list[int]
    ascent: int
    descent: int
    box: tuple[int, int, int, int]

    @classmethod
    def load(cls, directory: Path = FONT_DIRECTORY) -> Typeface:
        """Cut the subset. Takes about 60 ms; the same bytes each time.

        Raises TypefaceMissing when the npm packages are not installed.
        """
        if not directory.is_dir():
            raise TypefaceMissing(f"There is no typeface for the notices in {directory}: run npm ci.")
        font = merge.Merger().merge(
            [
                _subset(directory / "sarabun-thai-400-normal.woff", _THAI),
                _subset(directory / "sarabun-latin-400-normal.woff", _LATIN),
            ]
        )
        scale_upem(font, _UNITS_PER_EM)
        names = {chr(code): name for code, name in font.getBestCmap().items()}
        raised_names = {mark: _add_raised(font, names[mark]) for mark in _TONE_MARKS}
        for table in set(font.keys()) - _KEPT_TABLES:
            del font[table]
        head, hhea, metrics = font["head"], font["hhea"], font["hmtx"].metrics
        font.recalcTimestamp = False
        head.created = head.modified = 0
        file = io.BytesIO()
        font.save(file)
        return cls(
            file=file.getvalue(),
            glyphs={character: font.getGlyphID(name) for character, name in names.items()},
            raised={mark: font.getGlyphID(name) for mark, name in raised_names.items()},
            advances=[_thousandths(metrics[name][0]) for name in font.getGlyphOrder()],
            ascent=_thousandths(hhea.ascent),
            descent=_thousandths(hhea.descent),
            box=(_thousandths(head.xMin), _thousandths(head.yMin), _thousandths(head.xMax), _thousandths(head.yMax)),
        )

    def width(self, text: str) -> float:
        """How wide the text prints, in em.

        Raises KeyError for a character that the subset does not have.
        """
        return sum(self.advances[self.glyphs[character]] for character in text) / 1000

    def encoded(self, text: str) -> bytes:
        """The text as glyph numbers of two bytes each, as the encoding Identity-H takes them."""
        marked = _STANDS_ON_A_MARK.sub(lambda mark: _RAISED[mark[0]], text)
        return marked.translate(self._numbers).encode("utf-16-be")

    @cached_property
    def _numbers(self) -> dict[int, int]:
        plain = {ord(character): number for character, number in self.glyphs.items()}
        return plain | {ord(_RAISED[mark]): number for mark, number in self.raised.items()}


def _add_raised(font: TTFont, name: str) -> str:
    glyph = deepcopy(font["glyf"][name])
    glyph.coordinates.translate((0, round(_RAISE * _UNITS_PER_EM)))
    raised = f"{name}.raised"
    font.setGlyphOrder([*font.getGlyphOrder(), raised])
    font["glyf"].setGlyphOrder(font.getGlyphOrder())
    font["glyf"][raised] = glyph
    font["hmtx"].metrics[raised] = font["hmtx"].metrics[name]
    return raised


def _subset(file: Path, text: str) -> io.BytesIO:
    options = subset.Options(hinting=False, layout_features=[], drop_tables=["GSUB", "GPOS", "GDEF", "gasp"])
    font = TTFont(file)
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=text)
    subsetter.subset(font)
    font.flavor = None
    result = io.BytesIO()
    font.save(result)
    result.seek(0)
    return result


def _thousandths(units: int) -> int:
    return round(units * 1000 / _UNITS_PER_EM)
