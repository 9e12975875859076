"""Import files in the S3 store, where the gateway has put them under quarantine/<upload>."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from minio import Minio
from minio.error import S3Error

from chassis import job_files
from chassis.tables import CSV_TYPE, problems_csv
from contracts.imports import PROBLEMS_FILE, ImportProblem


class UploadUnknown(Exception):
    """There is no such upload (any more)."""

    code = "upload_unknown"


class UploadTooLarge(Exception):
    """The upload is larger than an import file may be."""

    code = "upload_too_large"

    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self.details = {"limit": limit}


class ImportFiles:
    """Implements usecases.ports.Uploads. `largest` is in bytes."""

    def __init__(self, store: Minio, bucket: str, largest: int) -> None:
        self._store = store
        self._bucket = bucket
        self._largest = largest

    def read(self, upload: str) -> bytes:
        """The whole file. An upload is named by a random UUID and nothing else, so never by a path."""
        if not _is_random_uuid(upload):
            raise UploadUnknown(upload)
        try:
            response = self._store.get_object(self._bucket, f"quarantine/{upload}")
        except S3Error as error:
            if error.code == "NoSuchKey":
                raise UploadUnknown(upload) from None
            raise
        try:
            content: bytes = response.read(self._largest + 1)
        finally:
            response.close()
            response.release_conn()
        if len(content) > self._largest:
            raise UploadTooLarge(self._largest)
        return content

    def leave_problems(self, job_id: str, problems: Collection[ImportProblem]) -> None:
        job_files.keep(self._store, self._bucket, job_id, PROBLEMS_FILE, problems_csv(problems), CSV_TYPE)


def _is_random_uuid(text: str) -> bool:
    try:
        uuid = UUID(text)
    except ValueError:
        return False
    return uuid.version == 4 and str(uuid) == text
