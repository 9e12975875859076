"""The PDFs of the demonstration: real, small, each different, in Thai.

All share one template: a page and the typeface. For each notice only the page's content and the title change. The same
notice gives the same bytes each time. Every one says that it is a sample without legal effect, for it bears the name of
a real agency.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from functools import lru_cache

import pikepdf
from pikepdf import Array, Dictionary, Name

from deploy.demo.notice import SAMPLE, Notice
from deploy.demo.typeface import Typeface

_A4 = (595.28, 841.89)
_MARGIN = 72.0
_LINE = _A4[0] - 2 * _MARGIN
_TITLE, _BODY, _SMALL = 15.0, 13.0, 9.0
_LEADING = 1.65

# A year stays with its era.
_PHRASE_ENDS = re.compile(r"(?<!พ\.ศ\.) ")


class NoticePrinter:
    """Prints notices; about a millisecond each. Not for use by several threads at once."""

    def __init__(self, typeface: Typeface) -> None:
        # The notices share most of their phrases.
        self._width = lru_cache(maxsize=10_000)(typeface.width)
        self._encoded = lru_cache(maxsize=10_000)(typeface.encoded)
        self._pdf = pikepdf.new()
        self._content = self._pdf.make_stream(b"")
        self._pdf.Root.Lang = pikepdf.String("th")
        page = Dictionary(
            Type=Name.Page,
            MediaBox=Array([0, 0, *_A4]),
            Resources=Dictionary(Font=Dictionary(F=_font(self._pdf, typeface))),
            Contents=self._content,
        )
        self._pdf.pages.append(pikepdf.Page(self._pdf.make_indirect(page)))
        self._pdf.docinfo[Name.Producer] = "Prakat demonstration"

    def print(self, notice: Notice) -> bytes:
        """The PDF of a notice."""
        operators = "\n".join(self._operators(notice)).encode()
        self._content.write(zlib.compress(operators, 9), filter=Name.FlateDecode)
        self._pdf.docinfo[Name.Title] = notice.title
        file = io.BytesIO()
        self._pdf.save(file, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return file.getvalue()

    def _operators(self, notice: Notice) -> Iterator[str]:
        yield "BT"
        y = _A4[1] - _MARGIN
        for text, size, centred in self._lines(notice):
            y -= size * _LEADING
            width = self._width(text)
            # A name too long for the line is set smaller rather than broken inside a word.
            size = min(size, _LINE / width) if width else size
            x = (_A4[0] - width * size) / 2 if centred else _MARGIN
            yield f"/F {size:.2f} Tf 1 0 0 1 {x:.2f} {y:.2f} Tm <{self._encoded(text).hex()}> Tj"
        yield "ET"

    def _lines(self, notice: Notice) -> Iterator[tuple[str, float, bool]]:
        for heading in notice.headings:
            for line in self._broken(heading, _TITLE):
                yield line, _TITLE, True
        for paragraph in notice.paragraphs:
            yield "", _BODY / 2, False
            for line in self._broken(paragraph, _BODY):
                yield line, _BODY, False
        yield "", _BODY, False
        yield SAMPLE, _SMALL, True

    def _broken(self, text: str, size: float) -> Iterator[str]:
        """Lines broken at the spaces, which in Thai stand between phrases."""
        space = self._width(" ")
        line, width = "", 0.0
        for phrase in _PHRASE_ENDS.split(text):
            longer = width + space + self._width(phrase)
            if line and longer * size > _LINE:
                yield line
                line, width = phrase, self._width(phrase)
            else:
                line, width = (f"{line} {phrase}", longer) if line else (phrase, self._width(phrase))
        yield line


def _font(pdf: pikepdf.Pdf, typeface: Typeface) -> Dictionary:
    """A composite font (Identity-H: two-byte codes are glyph numbers), with the way back to Unicode for copying."""
    name = Name("/PRAKAT+Sarabun-Regular")
    file = pdf.make_stream(zlib.compress(typeface.file, 9), Filter=Name.FlateDecode, Length1=len(typeface.file))
    descriptor = Dictionary(
        Type=Name.FontDescriptor, FontName=name, Flags=4, FontBBox=Array(list(typeface.box)), ItalicAngle=0,
        Ascent=typeface.ascent, Descent=typeface.descent, CapHeight=typeface.ascent, StemV=80, FontFile2=file,
    )  # fmt: skip
    descendant = Dictionary(
        Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=name, FontDescriptor=pdf.make_indirect(descriptor),
        CIDSystemInfo=Dictionary(Registry=b"Adobe", Ordering=b"Identity", Supplement=0),
        CIDToGIDMap=Name.Identity, DW=0, W=Array([0, Array(typeface.advances)]),
    )  # fmt: skip
    return Dictionary(
        Type=Name.Font, Subtype=Name.Type0, BaseFont=name, Encoding=Name("/Identity-H"),
        DescendantFonts=Array([pdf.make_indirect(descendant)]),
        ToUnicode=pdf.make_stream(zlib.compress(_to_unicode(typeface), 9), Filter=Name.FlateDecode),
    )  # fmt: skip


def _to_unicode(typeface: Typeface) -> bytes:
    codes = {
        number: ord(character) for each in (typeface.glyphs, typeface.raised) for character, number in each.items()
    }
    ranges: list[list[int]] = []
    for number, code in sorted(codes.items()):
        if ranges and (number, code) == (ranges[-1][1] + 1, ranges[-1][2] + number - ranges[-1][0]):
            ranges[-1][1] = number
        else:
            ranges.append([number, number, code])
    lines = (f"<{first:04x}> <{last:04x}> <{code:04x}>" for first, last, code in ranges)
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
            "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
            "1 begincodespacerange <0000> <ffff> endcodespacerange",
            f"{len(ranges)} beginbfrange",
            *lines,
            "endbfrange endcmap CMapName currentdict /CMap defineresource pop end end",
        ]
    ).encode("ascii")
