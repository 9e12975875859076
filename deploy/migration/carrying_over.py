"""Carry filings over from an older system: a manifest and a directory of PDFs, in parts, each looked through before
any is stored.

Run again it goes on where it stopped: what is stored already is known, and would not be stored twice anyway.
"""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath

from chassis.config import Settings
from chassis.tables import ImportTables, problems_csv
from contracts.errors import ErrorCode
from contracts.imports import ImportProblem, UnreadableTable
from contracts.jobs import FINISHED, JobState
from contracts.rpc.agencies import ImportOutcome
from contracts.rpc.documents.carrying_over import FilingImport
from deploy.migration.journal import Journal
from deploy.migration.parts import ROWS_IN_A_PART, Part, in_parts
from deploy.migration.system import System

PROBLEMS_PRINTED = 50
_IN_MEMORY = 16 * 1024 * 1024  # bytes of an archive; a larger one waits on disk
_BETWEEN_WORDS = 5.0
_TRIES = 3
# Somebody stored some of it at the same moment, or the archive waited too long: given to the system again it is right.
_TO_TRY_AGAIN = frozenset({ErrorCode.CONFLICT, ErrorCode.UPLOAD_UNKNOWN})

Say = Callable[[str], None]


class NotCarriedOver(Exception):
    """It ended before everything was stored. The message says why, and what to do."""


@dataclass(frozen=True)
class Files:
    """What is on the operator's disk."""

    manifest: Path
    directory: Path

    @property
    def journal(self) -> Path:
        return self.manifest.with_name(self.manifest.name + ".carried-over")

    @property
    def problems(self) -> Path:
        return self.manifest.with_name(self.manifest.name + ".problems.csv")

    def table(self) -> list[list[str]]:
        """The manifest's cells. Raises UnreadableTable, OSError."""
        read = ImportTables().xlsx if self.manifest.suffix.lower() == ".xlsx" else ImportTables().csv
        return list(read(self.manifest.read_bytes()))

    def size_of(self, name: str) -> int | None:
        """The bytes of a file; None when there is none by that name inside of the directory."""
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts or "\0" in name:
            return None
        try:
            found = (self.directory / path).resolve()
            inside = found.is_relative_to(self.directory.resolve()) and found.is_file()
            return found.stat().st_size if inside else None
        except OSError:
            return None


def carry_over(settings: Settings, manifest: Path, directory: Path, dry_run: bool, say: Say) -> None:
    """Look everything through, then (unless `dry_run`) store it, part by part.

    Raises NotCarriedOver when there are problems (all of them are then in a file) or the system does not take it,
    Refusal when it does not answer, OSError when something cannot be read here.
    """
    if not directory.is_dir():
        raise NotCarriedOver(f"{directory} is no directory.")
    asyncio.run(_carry_over(settings, Files(manifest, directory), dry_run, say))


async def _carry_over(settings: Settings, files: Files, dry_run: bool, say: Say) -> None:
    try:
        table = files.table()
    except UnreadableTable as unreadable:
        raise _with_problems(files, [unreadable.problem], say) from None

    @cache
    def size_of(name: str) -> int | None:
        size = files.size_of(name)
        return None if size is None else min(size, settings.max_upload_bytes + 1)

    parts = in_parts(table, size_of, settings.max_import_bytes, ROWS_IN_A_PART)
    rows, size = sum(len(part.lines) for part in parts), sum(part.size for part in parts)
    say(f"{rows} rows, {sum(len(part.files) for part in parts)} files, {size / 1e6:.0f} MB: {len(parts)} parts.")
    async with System.connected(settings) as system:
        run = _Run(settings, files, system, Journal(files.journal), say)
        await run.carry_over(parts, dry_run)


class _Run:
    def __init__(self, settings: Settings, files: Files, system: System, journal: Journal, say: Say) -> None:
        self._settings = settings
        self._files = files
        self._system = system
        self._journal = journal
        self._say = say
        self._uploads: dict[str, str] = {}

    async def carry_over(self, parts: Sequence[Part], dry_run: bool) -> None:
        waiting = [(n, p) for n, p in enumerate(parts, start=1) if not await self._is_stored(f"{n} of {len(parts)}", p)]
        if not waiting:
            self._say("Everything is carried over already.")
            return
        if len(waiting) < len(parts):
            self._say(f"{len(parts) - len(waiting)} of {len(parts)} parts are stored already.")
        problems: list[ImportProblem] = []
        new = known = 0
        for number, part in waiting:
            job_id, outcome = await self._done(f"Looking through part {number} of {len(parts)}", part, dry_run=True)
            new, known = new + outcome.created, known + outcome.unchanged
            if outcome.problem_count:
                problems += await self._problems(part, job_id)
        if problems:
            raise _with_problems(self._files, problems, self._say)
        self._say(f"Nothing is wrong. New: {new}, there already: {known}.")
        if dry_run:
            return
        for number, part in waiting:
            _, outcome = await self._done(f"Storing part {number} of {len(parts)}", part, dry_run=False)
            self._say(f"Part {number} of {len(parts)} is stored: {outcome.created} new.")
        self._say("Everything is carried over.")

    async def _is_stored(self, which: str, part: Part) -> bool:
        """Whether the import that a run before this one gave it to has stored it; one that is at work is waited for."""
        job_id = self._journal.job_of(part.fingerprint(self._files.directory))
        job = await self._system.look(job_id) if job_id else None
        if job is not None and job.state not in FINISHED:
            job = await self._system.followed(job, self._teller(f"Part {which} is at work from before"))
        return job is not None and job.state is JobState.DONE

    async def _done(self, doing: str, part: Part, dry_run: bool) -> tuple[str, ImportOutcome]:
        """The id of a part's import, and what came of it. Raises NotCarriedOver when nothing did."""
        fingerprint = part.fingerprint(self._files.directory)
        for _ in range(_TRIES):
            if fingerprint not in self._uploads:
                self._uploads[fingerprint] = await self._sent(part)
            job = await self._system.order(self._uploads[fingerprint], dry_run)
            if not dry_run:
                self._journal.note(fingerprint, job.id)
            job = await self._system.followed(job, self._teller(doing))
            if job.outcome is not None:
                return job.id, job.outcome
            if job.problem is None or job.problem.code not in _TO_TRY_AGAIN:
                break
            del self._uploads[fingerprint]
        if job.problem is not None and job.problem.code is ErrorCode.IMPORT_REJECTED:
            raise _with_problems(self._files, await self._problems(part, job.id), self._say)
        why = job.problem.message_en if job.problem else f"The import was {job.state}."
        raise NotCarriedOver(f"{doing}: {why} Run the command again to go on.")

    async def _sent(self, part: Part) -> str:
        with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as archive:
            # In a thread: a slow disk must not hold up the connection to the broker.
            await asyncio.to_thread(part.pack, self._files.directory, archive, self._settings.max_upload_bytes)
            return await self._system.take_in(archive)

    async def _problems(self, part: Part, job_id: str) -> list[ImportProblem]:
        """By the rows of the operator's manifest."""
        found = await self._system.problems(job_id)
        return [problem.model_copy(update={"row": part.row_of(problem.row)}) for problem in found]

    def _teller(self, doing: str) -> Callable[[FilingImport], None]:
        said = time.monotonic()

        def tell(job: FilingImport) -> None:
            nonlocal said
            if time.monotonic() - said > _BETWEEN_WORDS:
                said = time.monotonic()
                progress = job.progress
                of = f" of {progress.total}" if progress.total is not None else ""
                self._say(f"{doing}: {progress.phase or job.state} {progress.done}{of}")

        return tell


def _with_problems(files: Files, problems: Iterable[ImportProblem], say: Say) -> NotCarriedOver:
    """Tell them. What is wrong with the heading is found in every part, and told once."""
    found = sorted(set(problems), key=lambda problem: (problem.row, problem.column, problem.message_en))
    for problem in found[:PROBLEMS_PRINTED]:
        say(f"row {problem.row}, {problem.column or 'the row'}: {problem.message_en} {problem.message_th}")
    files.problems.write_bytes(problems_csv(found))
    return NotCarriedOver(f"Problems: {len(found)}, all in {files.problems}. Mend them and run the command again.")
