"""Files on their way in and documents on their way out: the gateway's use of the S3 store.

Big bytes never cross the bus. What arrives is put under `quarantine/<uuid4>`; the service that inspects it is told the
uuid. What is published is read from `documents/<sha256>.pdf`.
"""

from __future__ import annotations

import asyncio
import hashlib
import tempfile
import uuid
import zlib
from collections.abc import AsyncIterable, AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import BinaryIO, Self

import structlog
import urllib3
from minio import Minio
from minio.error import MinioException, S3Error
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect

from chassis.job_files import name_of
from chassis.s3_files import AlreadyThere, FilePutter
from contracts.errors import ErrorCode, Refusal
from contracts.operations import Reply

log = structlog.get_logger()

CHUNK = 256 * 1024
IN_MEMORY = CHUNK  # bytes of a file; a larger one waits on disk
PDF_MARK = b"%PDF-"
PDF_MARK_WITHIN = 1024
SUBJECT = "prakat-upload"
GZIP = 16 + zlib.MAX_WBITS  # what zlib calls that format
STORE_TROUBLE = (MinioException, urllib3.exceptions.HTTPError, OSError)


class Upload(Reply):
    """A file in quarantine. `upload` is what a filing or an import names; it is kept for a day."""

    upload: str
    sha256: str
    size: int


@dataclass(frozen=True)
class Received:
    """A file that has arrived whole, on this machine's disk until the block that received it ends."""

    file: BinaryIO
    sha256: str
    size: int


@asynccontextmanager
async def receive(
    chunks: AsyncIterable[bytes], limit: int, announced: int | None, pdf_only: bool
) -> AsyncIterator[Received]:
    """Take a request's body in, never holding more of it in memory than a few times `CHUNK`.

    Raises Refusal as soon as it is clear: UPLOAD_TOO_LARGE (more than `limit` bytes), UPLOAD_NOT_PDF (`pdf_only`, and
    no %PDF- among the first 1024 bytes), UPLOAD_EMPTY, UPLOAD_INTERRUPTED (cut off, or not as long as announced).
    """
    if announced is not None and announced > limit:
        raise Refusal(ErrorCode.UPLOAD_TOO_LARGE, limit=limit)
    with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as file:
        size, head, looked = 0, b"", not pdf_only
        async with _TakingDown(file) as taking_down:
            try:
                async for chunk in chunks:
                    size += len(chunk)
                    if size > limit:
                        raise Refusal(ErrorCode.UPLOAD_TOO_LARGE, limit=limit)
                    if not looked:
                        head += chunk[: PDF_MARK_WITHIN - len(head)]
                        looked = len(head) >= PDF_MARK_WITHIN
                        if looked:
                            _require_pdf(head)
                    await taking_down.add(chunk)
            except ClientDisconnect:
                raise Refusal(ErrorCode.UPLOAD_INTERRUPTED) from None
            if announced is not None and size != announced:
                raise Refusal(ErrorCode.UPLOAD_INTERRUPTED)
            if not size:
                raise Refusal(ErrorCode.UPLOAD_EMPTY)
            if not looked:
                _require_pdf(head)
            sha256 = await taking_down.finish()
        file.seek(0)
        yield Received(file, sha256, size)  # type: ignore[arg-type]  # it is a BinaryIO in all but name


class _TakingDown:
    """Writes and hashes what has come in a thread, while the next pieces come: so much of it at a time, since web
    servers hand over some 64 KiB and going to a thread for each costs more than the work."""

    def __init__(self, file: tempfile.SpooledTemporaryFile[bytes]) -> None:
        self._file = file
        self._digest = hashlib.sha256()
        self._gathered: list[bytes] = []
        self._at_work: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._until_idle()  # the file may only be closed then

    async def add(self, piece: bytes) -> None:
        self._gathered.append(piece)
        if sum(map(len, self._gathered)) >= CHUNK:
            await self._hand_over()

    async def finish(self) -> str:
        """The SHA-256 of all pieces."""
        await self._hand_over()
        await self._until_idle()
        return self._digest.hexdigest()

    async def _hand_over(self) -> None:
        await self._until_idle()
        pieces, self._gathered = self._gathered, []
        self._at_work = asyncio.create_task(run_in_threadpool(self._take_down, pieces))

    async def _until_idle(self) -> None:
        if self._at_work is not None:
            at_work, self._at_work = self._at_work, None
            await at_work

    def _take_down(self, pieces: list[bytes]) -> None:
        for piece in pieces:
            self._digest.update(piece)
            self._file.write(piece)


def _require_pdf(head: bytes) -> None:
    if PDF_MARK not in head:
        raise Refusal(ErrorCode.UPLOAD_NOT_PDF)


class Uploads:
    """The store. Every method that waits for it does so in a thread; trouble with it is SERVICE_UNAVAILABLE."""

    def __init__(self, store: Minio, bucket: str, putter: FilePutter, bucket_of_documents: str | None = None) -> None:
        """`bucket_of_documents`: where documents are, when not in the same bucket."""
        self._store = store
        self._bucket = bucket
        self._documents = bucket_of_documents or bucket
        self._putter = putter

    async def is_ready(self) -> bool:
        try:
            async with asyncio.timeout(2):
                return await run_in_threadpool(self._store.bucket_exists, self._bucket)
        except (*STORE_TROUBLE, TimeoutError):
            return False

    async def quarantine(self, received: Received, upload_id: uuid.UUID, media_type: str) -> Upload:
        """Put a file that has arrived into quarantine.

        Repeating it is safe. Raises Refusal IDEMPOTENCY_KEY_REUSED when another file is there under the same id, which
        comes from the idempotency key.
        """
        return await run_in_threadpool(self._quarantine, received, upload_id, media_type)

    def _quarantine(self, received: Received, upload_id: uuid.UUID, media_type: str) -> Upload:
        name = f"quarantine/{upload_id}"
        headers = {
            "Content-Type": media_type,
            "x-amz-meta-sha256": received.sha256,
            "x-amz-meta-size": str(received.size),
        }
        try:
            if not self._put(name, received, headers) and self._sha256_of(name) != received.sha256:
                raise Refusal(ErrorCode.IDEMPOTENCY_KEY_REUSED)
        except STORE_TROUBLE as error:
            raise _trouble("quarantine", error) from error
        return Upload(upload=str(upload_id), sha256=received.sha256, size=received.size)

    def _put(self, name: str, received: Received, headers: Mapping[str, str]) -> bool:
        """Whether it was put there now; False when something is there already."""
        try:
            self._putter.put(name, received.file, received.size, received.sha256, headers)
        except AlreadyThere:
            return False
        return True

    def _sha256_of(self, name: str) -> str | None:
        metadata = self._store.stat_object(self._bucket, name).metadata or {}
        return {key.lower(): value for key, value in metadata.items()}.get("x-amz-meta-sha256")

    async def document(self, sha256: str, start: int, length: int) -> AsyncIterator[bytes]:
        """The bytes `start` to `start + length` of a document, as they come from the store."""
        try:
            answer = await run_in_threadpool(
                self._store.get_object, self._documents, f"documents/{sha256}.pdf", offset=start, length=length
            )
        except STORE_TROUBLE as error:
            raise _trouble("document", error) from error
        return _chunks(answer)

    async def left_by(self, job_id: str, file: str) -> AsyncIterator[bytes]:
        """A file that a job has left, as it comes from the store. Raises Refusal NOT_FOUND when it left none."""
        return await self.kept(name_of(job_id, file))

    async def kept(self, name: str, start: int = 0, length: int = 0) -> AsyncIterator[bytes]:
        """A file that a service keeps, as it comes from the store: from `start` on, so many bytes (0: to its end).
        Raises Refusal NOT_FOUND when there is none."""
        try:
            answer = await run_in_threadpool(self._store.get_object, self._bucket, name, offset=start, length=length)
        except S3Error as error:
            if error.code in ("NoSuchKey", "NoSuchObject"):
                raise Refusal(ErrorCode.NOT_FOUND) from None
            raise _trouble("kept file", error) from error
        except STORE_TROUBLE as error:
            raise _trouble("kept file", error) from error
        return _chunks(answer)

    async def kept_packed(self, name: str) -> AsyncIterator[bytes]:
        """The same of a file that is packed with gzip, unpacked on its way."""
        return _unpacked(await self.kept(name))


async def _unpacked(chunks: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    unpacking = zlib.decompressobj(wbits=GZIP)
    async for chunk in chunks:
        yield await run_in_threadpool(unpacking.decompress, chunk)
    yield unpacking.flush()


async def _chunks(answer: urllib3.BaseHTTPResponse) -> AsyncIterator[bytes]:
    try:
        while chunk := await run_in_threadpool(answer.read, CHUNK):
            yield chunk
    finally:
        answer.close()
        answer.release_conn()


def _trouble(doing: str, error: Exception) -> Refusal:
    log.error("store_trouble", doing=doing, error=type(error).__name__, code=getattr(error, "code", None))
    return Refusal(ErrorCode.SERVICE_UNAVAILABLE)
