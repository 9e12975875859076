"""The running system, as far as carrying filings over goes: archives are put into its store, imports ordered, followed
and asked about over the bus, in the operator's name."""

from __future__ import annotations

import asyncio
import hashlib
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from os import SEEK_END
from tempfile import SpooledTemporaryFile
from typing import TypeVar

from chassis import s3
from chassis.config import Settings
from chassis.s3_files import FilePutter
from chassis.tables import ImportTables
from contracts.calls import Grant
from contracts.errors import ErrorCode, Refusal
from contracts.imports import PROBLEMS_FILE, ImportProblem
from contracts.jobs import FINISHED, GetJob
from contracts.operations import Operation, ReplyT, RequestT
from contracts.rpc.documents.carrying_over import GET_FILING_IMPORT, IMPORT_FILINGS, FilingImport, ImportFilings
from contracts.vocabulary import Role
from deploy.operators_token import operator_token
from gateway.clients import Bus, Context
from gateway.uploads import Received, Uploads

ZIP = "application/zip"
_GRANT = Grant(id="operator", role=Role.DGA_ADMIN, agency_id=None)
_MOMENTARY = frozenset({ErrorCode.SERVICE_UNAVAILABLE, ErrorCode.TIMED_OUT, ErrorCode.OVERLOADED})
_PATIENCE = 60.0  # seconds for which what fails for a moment is tried again
_BETWEEN_TRIES = 1.0
_FIRST_LOOK, _LATER_LOOKS = 0.05, 1.0
T = TypeVar("T")


class System:
    def __init__(self, settings: Settings, bus: Bus) -> None:
        self._settings = settings
        self._bus = bus
        self._uploads = Uploads(*s3.connect(settings), FilePutter(settings))

    @classmethod
    @asynccontextmanager
    async def connected(cls, settings: Settings) -> AsyncIterator[System]:
        async with Bus.connected(settings) as bus:
            yield cls(settings, bus)

    async def take_in(self, archive: SpooledTemporaryFile[bytes]) -> str:
        """Put an archive into the store; the same archive under the same name, so only once. The name."""
        archive.seek(0)
        digest = await asyncio.to_thread(hashlib.file_digest, archive, "sha256")
        name = uuid.UUID(bytes=digest.digest()[:16], version=4)
        size = archive.seek(0, SEEK_END)
        received = Received(archive, digest.hexdigest(), size)  # type: ignore[arg-type]  # it is a BinaryIO in all but name
        upload = await _patiently(lambda: self._uploads.quarantine(received, name, ZIP))
        return upload.upload

    async def order(self, upload: str, dry_run: bool) -> FilingImport:
        key = uuid.uuid4().hex
        return await self._ask(IMPORT_FILINGS, ImportFilings(upload=upload, dry_run=dry_run), key)

    async def look(self, job_id: str) -> FilingImport | None:
        """The job as it stands; None when it is not known (any more)."""
        try:
            return await self._ask(GET_FILING_IMPORT, GetJob(job_id=job_id))
        except Refusal as refusal:
            if refusal.code is ErrorCode.JOB_UNKNOWN:
                return None
            raise

    async def followed(self, job: FilingImport, tell: Callable[[FilingImport], None]) -> FilingImport:
        """The job when it is finished, however long it takes."""
        wait = _FIRST_LOOK
        while job.state not in FINISHED:
            await asyncio.sleep(wait)
            wait = min(2 * wait, _LATER_LOOKS)
            job = await self._ask(GET_FILING_IMPORT, GetJob(job_id=job.id))
            tell(job)
        return job

    async def problems(self, job_id: str) -> list[ImportProblem]:
        """All problems that the job has found."""
        content = b""
        async for piece in await _patiently(lambda: self._uploads.left_by(job_id, PROBLEMS_FILE)):
            content += piece
        _, *rows = ImportTables().csv(content)
        return [
            ImportProblem(row=int(row), column=column, message_th=thai, message_en=english)
            for row, column, thai, english in rows
        ]

    async def _ask(self, operation: Operation[RequestT, ReplyT], request: RequestT, key: str | None = None) -> ReplyT:
        async def ask() -> ReplyT:
            # Signed anew for each try: it is good for a minute.
            context = Context(operator_token(self._settings, _GRANT), key)
            return await self._bus.call(operation, request, context)

        return await _patiently(ask)


async def _patiently(ask: Callable[[], Awaitable[T]]) -> T:
    ends = asyncio.get_running_loop().time() + _PATIENCE
    while True:
        try:
            return await ask()
        except Refusal as refusal:
            if refusal.code not in _MOMENTARY or asyncio.get_running_loop().time() > ends:
                raise
        await asyncio.sleep(_BETWEEN_TRIES)
