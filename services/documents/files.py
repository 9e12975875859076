"""The S3 store: uploads in quarantine, and documents, each kept once under its SHA-256 and never changed."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from typing import BinaryIO
from uuid import UUID

import structlog
from minio import Minio
from minio.commonconfig import CopySource
from minio.deleteobjects import DeleteObject
from minio.error import MinioException, S3Error
from urllib3 import BaseHTTPResponse
from urllib3.exceptions import HTTPError

from chassis import job_files
from chassis.mongo import after_commit
from services.documents.domain.pdf import FilesUnavailable, Pdf, UploadInterrupted, UploadTooLarge, UploadUnknown

QUARANTINE = "quarantine/"
DOCUMENTS = "documents/"
SUFFIX = ".pdf"
AT_A_TIME = 500
PIECE = 256 * 1024  # bytes read at a time

_ABSENT = frozenset({"NoSuchKey", "NoSuchObject", "NotFound"})


class FileStore:
    """The bucket. What is kept is kept under its SHA-256, only once, and is never changed or removed."""

    def __init__(
        self, client: Minio, bucket: str, max_upload_bytes: int, bucket_of_documents: str | None = None
    ) -> None:
        """`bucket_of_documents`: one with object lock in which documents are kept, when not in the same bucket."""
        self._client = client
        self._bucket = bucket
        self._kept_in = bucket_of_documents or bucket
        self._limit = max_upload_bytes

    @property
    def locks(self) -> bool:
        """Whether the store can be told to hold what is kept."""
        return self._kept_in != self._bucket

    def fetch(self, upload: str) -> tuple[bytes, str]:
        """All bytes of an uploaded PDF, and the ETag by which the store knows them. Raises what `copy` raises."""
        content = io.BytesIO()
        etag = self.copy(upload, content, self._limit)
        return content.getvalue(), etag

    def copy(self, upload: str, target: BinaryIO, limit: int) -> str:
        """Write the bytes of an upload to `target`, a piece at a time. Returns their ETag.

        Raises UploadUnknown, UploadTooLarge (before anything is read), UploadInterrupted when the bytes are not those
        that were announced with them, FilesUnavailable.
        """
        digest, size = hashlib.sha256(), 0
        with _reaching_the_store(), self._opened(upload) as response:
            if int(response.headers.get("Content-Length", 0)) > limit:
                raise UploadTooLarge(limit)
            for piece in response.stream(PIECE):
                digest.update(piece)
                size += len(piece)
                target.write(piece)
            announced = response.headers.get("x-amz-meta-sha256", digest.hexdigest())
            if size != int(response.headers.get("Content-Length", size)) or announced != digest.hexdigest():
                raise UploadInterrupted()
            return response.headers.get("ETag", "").strip('"')

    def keep(self, upload: str, pdf: Pdf, etag: str) -> None:
        """Keep the file of an upload, if it is not kept already: the store copies it, if it is still that of `etag`.

        Raises FilesUnavailable.
        """
        with _reaching_the_store():
            if self._size_of(_kept_as(pdf)) == pdf.size:
                return
            source = CopySource(self._bucket, _quarantined(upload), match_etag=etag)
            # Ceph knows the condition by another name than the standard's.
            self._client.copy_object(self._kept_in, _kept_as(pdf), source, metadata={"x-amz-copy-if-match": etag})

    def put(self, pdf: Pdf, content: bytes) -> None:
        """Keep a file, without asking first whether it is: for files that are most likely new.

        The same bytes under the same name once more are no change. Raises FilesUnavailable.
        """
        with _reaching_the_store():
            if self.locks and self._size_of(_kept_as(pdf)) == len(content):
                return  # where nothing is ever replaced, it would be a second one
            self._client.put_object(
                self._kept_in, _kept_as(pdf), io.BytesIO(content), len(content), content_type="application/pdf"
            )

    def hold(self, sha256: str) -> bool:
        """Have the store refuse to delete the file, whoever asks, until somebody with the right to lifts the hold.

        False when it is not there. Raises FilesUnavailable.
        """
        with _reaching_the_store():
            try:
                self._client.enable_object_legal_hold(self._kept_in, f"{DOCUMENTS}{sha256}{SUFFIX}")
            except S3Error as error:
                if error.code not in _ABSENT:
                    raise
                structlog.get_logger().error("kept_file_missing", sha256=sha256)
                return False
        return True

    def leave(self, job_id: str, file: str, content: bytes, media_type: str) -> None:
        """Leave a file for whoever ordered the job. Raises FilesUnavailable."""
        with _reaching_the_store():
            job_files.keep(self._client, self._bucket, job_id, file, content, media_type)

    def discard_after_commit(self, upload: str) -> None:
        """Remove the upload once the running transaction is committed, so that a crash before leaves it there."""
        after_commit(lambda: self._client.remove_object(self._bucket, _quarantined(upload)))

    def sweep_quarantine(self, older_than: datetime) -> int:
        """Remove uploads that were never filed, put there before `older_than`. Returns how many.

        To be run now and then with a time well before the longest that an officer takes from upload to filing: an
        upload goes when its document is committed, unless the process dies in between or nobody ever files it.
        """
        with _reaching_the_store():
            uploads = self._client.list_objects(self._bucket, prefix=QUARANTINE)
            orphans = [o.object_name for o in uploads if o.last_modified and o.last_modified < older_than]
            deletions = [DeleteObject(name) for name in orphans if name]
            failures = list(self._client.remove_objects(self._bucket, deletions)) if deletions else []
        swept = len(deletions) - len(failures)
        structlog.get_logger().info("quarantine_swept", removed=swept, failed=len(failures))
        return swept

    def stored_before(self, older_than: datetime) -> Iterator[list[str]]:
        """The SHA-256s of the files kept that were stored before then, some hundreds at a time."""
        some: list[str] = []
        with _reaching_the_store():
            for stored in self._client.list_objects(self._kept_in, prefix=DOCUMENTS):
                if stored.object_name and stored.last_modified and stored.last_modified < older_than:
                    some.append(stored.object_name.removeprefix(DOCUMENTS).removesuffix(SUFFIX))
                if len(some) >= AT_A_TIME:
                    yield some
                    some = []
        if some:
            yield some

    def remove(self, sha256: str, older_than: datetime) -> bool:
        """Remove a file that nothing stands on, unless it has been stored anew meanwhile. Whether it was removed."""
        name = f"{DOCUMENTS}{sha256}{SUFFIX}"
        with _reaching_the_store():
            stored = self._client.stat_object(self._kept_in, name)
            if stored.last_modified is None or stored.last_modified >= older_than:
                return False
            # Where there are versions, a name without one would only be hidden.
            self._client.remove_object(self._kept_in, name, version_id=stored.version_id)
        return True

    def _opened(self, upload: str) -> closing[BaseHTTPResponse]:
        try:
            return closing(self._client.get_object(self._bucket, _quarantined(upload)))
        except S3Error as error:
            if error.code in _ABSENT:
                raise UploadUnknown() from None
            raise

    def _size_of(self, name: str) -> int | None:
        try:
            size: int | None = self._client.stat_object(self._kept_in, name).size
        except S3Error as error:
            if error.code in _ABSENT:
                return None
            raise
        return size


def _kept_as(pdf: Pdf) -> str:
    return f"{DOCUMENTS}{pdf.sha256}{SUFFIX}"


def _quarantined(upload: str) -> str:
    """Where an upload lies. Raises UploadUnknown for anything but a version 4 UUID: never a path."""
    try:
        if str(UUID(upload)) != upload or UUID(upload).version != 4:
            raise UploadUnknown()
    except ValueError:
        raise UploadUnknown() from None
    return f"{QUARANTINE}{upload}"


@contextmanager
def _reaching_the_store() -> Iterator[None]:
    """Raises FilesUnavailable when the store does not answer, or not sensibly."""
    try:
        yield
    except (HTTPError, MinioException, OSError) as error:
        structlog.get_logger().warning("file_store_unavailable", error=type(error).__name__)
        raise FilesUnavailable() from error
