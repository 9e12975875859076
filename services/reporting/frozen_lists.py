"""The lists behind frozen figures in the S3 store: CSV as it is downloaded, packed, kept for good.

The bytes that are hashed are those of the CSV: UTF-8 with a byte order mark, lines ended by CR LF, the agencies in the
order of their ids. A hundred thousand agencies are some 20 MB, a fifth of that or less when packed.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import zlib
from collections.abc import Iterator, Sequence

from minio import Minio
from minio.error import S3Error

from chassis import csv_table, s3
from chassis.bus.serving import in_thread
from chassis.config import Settings
from contracts.rpc.reporting.frozen import COLUMNS, list_kept_as
from services.reporting.domain.frozen import Counted
from services.reporting.domain.terms import State
from services.reporting.usecases.frozen import KeptList

PACKED = "application/gzip"
TOGETHER = 1000  # rows


class FrozenLists:
    """Implements usecases.frozen.Lists. Connects when it is first needed; packs and unpacks in a thread."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._connected: tuple[Minio, str] | None = None

    def keep(self, frozen_id: str, columns: Sequence[str], agencies: Sequence[Counted]) -> str:
        sha256, packed = in_thread(_packed, columns, agencies)
        store, bucket = self._store()
        store.put_object(bucket, list_kept_as(frozen_id), io.BytesIO(packed), len(packed), content_type=PACKED)
        return sha256

    def read(self, frozen_id: str) -> KeptList | None:
        store, bucket = self._store()
        try:
            with store.get_object(bucket, list_kept_as(frozen_id)) as found:
                packed = bytes(found.read())
        except S3Error as error:
            if error.code in ("NoSuchKey", "NoSuchObject"):
                return None
            raise
        try:
            written, sha256 = in_thread(_unpacked, packed)
        except (OSError, EOFError, zlib.error):
            return None
        return KeptList(sha256, _agencies(written))

    def _store(self) -> tuple[Minio, str]:
        if self._connected is None:
            self._connected = s3.connect(self._settings)
        return self._connected


def _packed(columns: Sequence[str], agencies: Sequence[Counted]) -> tuple[str, bytes]:
    """The SHA-256 of the table, and the table packed."""
    digest, packed = hashlib.sha256(), io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", compresslevel=6, mtime=0, filename="") as file:
        for piece in _written(columns, agencies):
            digest.update(piece)
            file.write(piece)
    return digest.hexdigest(), packed.getvalue()


def _written(columns: Sequence[str], agencies: Sequence[Counted]) -> Iterator[bytes]:
    yield csv_table.head(columns)
    for first in range(0, len(agencies), TOGETHER):
        yield csv_table.body(map(_row, agencies[first : first + TOGETHER]))


def _row(agency: Counted) -> Sequence[str]:
    places = (agency.group, agency.category, agency.lao_type, agency.province_code)
    return [agency.agency_id, agency.name_th, *(place or "" for place in places), *agency.states]


def _unpacked(packed: bytes) -> tuple[str, str]:
    """The table, and the SHA-256 of its bytes."""
    written = gzip.decompress(packed)
    return written.decode("utf-8-sig", errors="replace"), hashlib.sha256(written).hexdigest()


def _agencies(written: str) -> Iterator[Counted]:
    """Only of a table whose hash is the one that was recorded: of another one nobody knows what it holds."""
    rows = csv.reader(io.StringIO(written, newline=""))
    next(rows, None)
    for row in rows:
        agency_id, name_th, *places = (csv_table.as_it_was(cell) for cell in row[: len(COLUMNS)])
        group, category, lao_type, province_code = (value or None for value in places)
        states = tuple(map(State, row[len(COLUMNS) :]))
        yield Counted(agency_id, name_th, group, category, lao_type, province_code, states)
