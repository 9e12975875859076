"""Filings archives: a zip with a manifest and PDFs (docs/imports.md). Nothing is ever unpacked to a path."""

from __future__ import annotations

import tempfile
import zipfile
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from typing import Any

from chassis.tables import CSV_TYPE, ImportTables, problems_csv
from contracts.imports import PROBLEMS_FILE, ImportProblem
from services.documents.domain.archive import ArchiveInvalid
from services.documents.domain.pdf import Pdf, UploadRefused, UploadTooLarge, UploadUnknown, UploadUnreadable
from services.documents.files import FileStore

MANIFEST_CSV, MANIFEST_XLSX = "manifest.csv", "manifest.xlsx"
MANIFEST_LIMIT = 20 * 1024 * 1024  # bytes
MOST_ENTRIES = 20_000
MOST_EXPANSION = 4  # times the largest archive: PDFs shrink by little, so more than this is made to fill the disk
IN_MEMORY = 16 * 1024 * 1024  # bytes of an archive; a larger one waits on disk
KEPT_AT_A_STRETCH = 100
AT_A_TIME = 32  # files looked into by one thread at a stretch

InThread = Callable[..., Any]
"""Runs `function(*arguments)` in a thread: the work keeps a processor busy."""

Concurrently = Callable[[Callable[[Any], None], Iterable[Any]], None]
"""Calls a function for each of the items, several at a time; raises what one of the calls raised."""


class ZipArchives:
    """Implements usecases.ports.Archives."""

    def __init__(
        self,
        files: FileStore,
        inspect: Callable[[bytes], Pdf],
        max_upload_bytes: int,
        max_import_bytes: int,
        in_thread: InThread,
        concurrently: Concurrently,
    ) -> None:
        """`inspect` is called within `in_thread`, and may keep its processor busy."""
        self._files = files
        self._inspect = inspect
        self._file_limit = max_upload_bytes
        self._archive_limit = max_import_bytes
        self._in_thread = in_thread
        self._concurrently = concurrently

    @contextmanager
    def open(self, upload: str) -> Iterator[ZipArchive]:
        with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as stored:
            self._files.copy(upload, stored, self._archive_limit)  # type: ignore[arg-type]
            try:
                unzipped = zipfile.ZipFile(stored)
            except (zipfile.BadZipFile, ValueError, OSError):
                raise ArchiveInvalid("not_a_zip") from None
            with unzipped:
                entries = {entry.filename: entry for entry in unzipped.infolist()}
                self._check(unzipped.infolist(), entries)
                yield ZipArchive(self, upload, unzipped, entries)

    def _check(self, listed: list[zipfile.ZipInfo], entries: Mapping[str, zipfile.ZipInfo]) -> None:
        if len(listed) > MOST_ENTRIES:
            raise ArchiveInvalid("too_many_entries")
        if len(entries) < len(listed):
            raise ArchiveInvalid("same_name_twice")
        if any(name.startswith("/") or ".." in name.split("/") for name in entries):
            raise ArchiveInvalid("path_outside")
        if sum(entry.file_size for entry in listed) > MOST_EXPANSION * self._archive_limit:
            raise ArchiveInvalid("expands_too_much")

    def leave_problems(self, job_id: str, problems: Collection[ImportProblem]) -> None:
        self._files.leave(job_id, PROBLEMS_FILE, problems_csv(problems), CSV_TYPE)


class ZipArchive:
    """Implements usecases.ports.Archive. Holds one file at a time in memory, for each thread or call at work."""

    def __init__(
        self, archives: ZipArchives, upload: str, unzipped: zipfile.ZipFile, entries: Mapping[str, zipfile.ZipInfo]
    ) -> None:
        self._archives = archives
        self._upload = upload
        self._unzipped = unzipped
        self._entries = entries

    def manifest(self, most_rows: int) -> list[list[str]]:
        there = [name for name in (MANIFEST_CSV, MANIFEST_XLSX) if name in self._entries]
        if len(there) != 1:
            raise ArchiveInvalid("two_manifests" if there else "no_manifest")
        try:
            content = self._read(there[0], MANIFEST_LIMIT)
        except UploadRefused:
            raise ArchiveInvalid("manifest_unreadable") from None
        tables = ImportTables()
        read = tables.csv if there == [MANIFEST_CSV] else tables.xlsx
        rows: list[list[str]] = self._archives._in_thread(lambda: list(islice(read(content), most_rows)))
        return rows

    def examine(self, names: Collection[str], tell: Callable[[int], None]) -> dict[str, Pdf | UploadRefused]:
        found: dict[str, Pdf | UploadRefused] = {}
        remaining = iter(names)
        while stretch := list(islice(remaining, AT_A_TIME)):
            found.update(self._archives._in_thread(self._look_into, stretch))
            tell(len(found))
        return found

    def keep(self, pdfs: Mapping[str, Pdf], tell: Callable[[int], None]) -> None:
        remaining = iter({pdf.sha256: (name, pdf) for name, pdf in pdfs.items()}.values())
        kept = 0
        while stretch := list(islice(remaining, KEPT_AT_A_STRETCH)):
            self._archives._concurrently(self._keep, stretch)
            kept += len(stretch)
            tell(kept)

    def discard_after_commit(self) -> None:
        self._archives._files.discard_after_commit(self._upload)

    def _keep(self, named: tuple[str, Pdf]) -> None:
        name, pdf = named
        self._archives._files.put(pdf, self._read(name, self._archives._file_limit))

    def _look_into(self, names: list[str]) -> dict[str, Pdf | UploadRefused]:
        found: dict[str, Pdf | UploadRefused] = {}
        for name in names:
            try:
                found[name] = self._archives._inspect(self._read(name, self._archives._file_limit))
            except UploadRefused as refused:
                found[name] = refused
        return found

    def _read(self, name: str, limit: int) -> bytes:
        """Never more than `limit` bytes, whatever the entry says of itself."""
        entry = self._entries.get(name)
        if entry is None or entry.is_dir():
            raise UploadUnknown()
        if entry.file_size > limit:
            raise UploadTooLarge(limit)
        try:
            with self._unzipped.open(entry) as opened:
                content = opened.read(limit + 1)
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError):
            raise UploadUnreadable() from None
        if len(content) > limit:
            raise UploadTooLarge(limit)
        return content
