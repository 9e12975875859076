"""Cabinet reports in the S3 store, kept for good (jobs' own files go with the job)."""

from __future__ import annotations

import io

from minio import Minio

from chassis import s3
from chassis.config import Settings
from contracts.rpc.reporting.cabinet import kept_as


class ReportShelf:
    """Implements usecases.cabinet.Shelf. Connects when it is first needed."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._connected: tuple[Minio, str] | None = None

    def keep(self, report_id: str, file: str, content: bytes, media_type: str) -> None:
        if self._connected is None:
            self._connected = s3.connect(self._settings)
        store, bucket = self._connected
        name = kept_as(report_id, file)
        store.put_object(bucket, name, io.BytesIO(content), len(content), content_type=media_type)
