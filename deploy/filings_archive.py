"""Filings archives (docs/imports.md): the same content gives the same bytes."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import IO

MANIFEST = "manifest.csv"
# The least that a zip can say.
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_PIECE = 1024 * 1024


@contextmanager
def writing(archive: IO[bytes], manifest: bytes) -> Iterator[ArchiveWriter]:
    """Write an archive with this manifest, and the files that are put into it until the block ends."""
    # PDFs are compressed already.
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_STORED) as zipped:
        writer = ArchiveWriter(zipped)
        writer.put(MANIFEST, [manifest])
        yield writer


class ArchiveWriter:
    def __init__(self, zipped: zipfile.ZipFile) -> None:
        self._zipped = zipped

    def put(self, name: str, pieces: Iterable[bytes]) -> None:
        with self._zipped.open(zipfile.ZipInfo(name, _ZIP_TIME), "w") as entry:
            for piece in pieces:
                entry.write(piece)

    def put_file(self, name: str, file: IO[bytes], most: int) -> None:
        """At most the first so many bytes of the file."""

        def pieces() -> Iterator[bytes]:
            left = most
            while left and (piece := file.read(min(left, _PIECE))):
                left -= len(piece)
                yield piece

        self.put(name, pieces())
