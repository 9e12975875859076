"""PDFs of a given size, each different, as no store has them yet."""

from __future__ import annotations

import io
import os

import pikepdf

SMALLEST = 2000  # bytes: more than all but the filler takes


def pdf_of(size: int) -> bytes:
    """A sound PDF of one page and exactly so many bytes, at least `SMALLEST`; never the same one twice."""
    filler = size - SMALLEST
    while len(content := _pdf(filler)) != size:
        filler += size - len(content)
    return content


def _pdf(filler: int) -> bytes:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        # Random bytes, like those of a scanned page, cannot be made smaller on any way through the system.
        pdf.Root.Filler = pdf.make_stream(os.urandom(filler))
        file = io.BytesIO()
        pdf.save(file, compress_streams=False)
        return file.getvalue()
