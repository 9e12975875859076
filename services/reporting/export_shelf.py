"""Ordered tables in the S3 store, each kept as long as its job."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator
from typing import IO

from minio import Minio

from chassis import csv_table, job_files, s3, xlsx_table
from chassis.bus.serving import in_thread
from chassis.config import Settings
from chassis.xlsx_table import XlsxTable
from contracts.rpc.reporting.exporting import Rows
from contracts.rpc.reporting.ordered_exports import EXPORT_FILE, ExportFormat
from services.reporting.usecases.order_exports import Written

IN_MEMORY = 1024 * 1024


class ExportShelf:
    """Implements usecases.order_exports.Shelf. Connects when it is first needed. Of a table a page is in memory."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._connected: tuple[Minio, str] | None = None

    def write(self, job_id: str, title: str, form: ExportFormat, pages: Iterator[Rows]) -> Written:
        writing = _as_csv if form is ExportFormat.CSV else _as_xlsx
        file, rows = writing(title, pages)
        with file:
            media_type = csv_table.MEDIA_TYPE if form is ExportFormat.CSV else xlsx_table.MEDIA_TYPE
            sha256 = in_thread(_sha256, file)
            size = file.seek(0, 2)
            file.seek(0)
            if self._connected is None:
                self._connected = s3.connect(self._settings)
            job_files.keep_file(*self._connected, job_id, EXPORT_FILE, file, size, media_type)
        return Written(rows, size, sha256, media_type)


def _as_csv(_: str, pages: Iterator[Rows]) -> tuple[IO[bytes], int]:
    file: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - whoever gets it closes it
    page = next(pages)
    file.write(csv_table.head(page.headings) + csv_table.body(page.rows))
    rows = len(page.rows)
    for page in pages:
        file.write(csv_table.body(page.rows))
        rows += len(page.rows)
    return file, rows


def _as_xlsx(title: str, pages: Iterator[Rows]) -> tuple[IO[bytes], int]:
    page = next(pages)
    table, rows = XlsxTable(title, page.headings), 0
    while True:
        in_thread(table.add, page.rows)
        rows += len(page.rows)
        following = next(pages, None)
        if following is None:
            return in_thread(table.finish), rows
        page = following


def _sha256(file: IO[bytes]) -> str:
    file.seek(0)
    return hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]  # it can be read and sought
