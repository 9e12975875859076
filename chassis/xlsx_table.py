"""A table as a workbook. Every text is written as text, so nothing in it can become a formula."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import IO

from chassis.csv_table import Cell

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
IN_MEMORY = 1024 * 1024
_WIDTH = 20
# The same table is the same bytes, whenever it is written.
_WRITTEN_AT = datetime(2000, 1, 1)


class XlsxTable:
    """Written row by row to the disk: memory does not grow with the table. A thousand rows take some 0.1 s of a
    processor: to be called in a thread."""

    def __init__(
        self, title: str, headings: Sequence[str], widths: Sequence[float] = (), notes: Sequence[str] = ()
    ) -> None:
        from xlsxwriter import Workbook  # takes long to import, and most processes never write a workbook

        self._file: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - finish gives it away
        self._book = Workbook(self._file, {"constant_memory": True, "strings_to_urls": False})
        self._book.set_properties({"created": _WRITTEN_AT})
        self._sheet = self._book.add_worksheet(title)
        self._sheet.freeze_panes(1, 0)
        for column in range(len(headings)):
            self._sheet.set_column(column, column, widths[column] if widths else _WIDTH)
        bold = self._book.add_format({"bold": True})
        for column, heading in enumerate(headings):
            self._sheet.write_string(0, column, heading, bold)
        for column, note in enumerate(notes):
            self._sheet.write_comment(0, column, note)
        self._rows = 1

    def add(self, rows: Iterable[Sequence[Cell]]) -> None:
        for row in rows:
            for column, cell in enumerate(row):
                if isinstance(cell, str):
                    self._sheet.write_string(self._rows, column, cell)
                else:
                    self._sheet.write_number(self._rows, column, cell)
            self._rows += 1

    def finish(self) -> IO[bytes]:
        """The whole file, from its beginning. It is the caller's to close."""
        self._book.close()
        self._file.seek(0)
        return self._file
