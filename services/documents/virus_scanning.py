"""Has clamd look at files, over its Unix socket (INSTREAM, clamd(8)).

A file is clean when clamd says so in time, and in no other case: without its scanner nothing is filed.
"""

from __future__ import annotations

import re
import struct
import time
from collections.abc import Callable
from pathlib import Path

import structlog
from eventlet import patcher

from services.documents.domain.pdf import Pdf, ScannerUnavailable, UploadInfected
from services.documents.usecases.ports import Inspect

# Files are scanned in threads (chassis.bus.serving.in_thread), where sockets that give way to green threads are no use.
socket = patcher.original("socket")

SCANNED_WITHIN = 20.0  # seconds; a filing may take 30
PIECE = 256 * 1024  # bytes sent at a time
LONGEST_ANSWER = 4096  # bytes
_CLEAN = b"stream: OK\0"
_FOUND = re.compile(rb"stream: (.+) FOUND\0")


class Clamd:
    """Asks a clamd. Its `StreamMaxLength` has to be at least the largest upload."""

    def __init__(self, socket_path: Path, within: float = SCANNED_WITHIN) -> None:
        self._path = socket_path
        self._within = within

    def scan(self, content: bytes) -> None:
        """Raises UploadInfected, and ScannerUnavailable when it does not say in time that the file is clean."""
        try:
            answer = self._ask(content)
        except OSError as error:
            structlog.get_logger().error("scanner_unavailable", error=type(error).__name__)
            raise ScannerUnavailable() from error
        if answer == _CLEAN:
            return
        if found := _FOUND.fullmatch(answer):
            name = re.sub(r"[^A-Za-z0-9._-]", "_", found[1].decode("ascii", "replace"))[:100]
            structlog.get_logger().warning("upload_infected", found=name)
            raise UploadInfected(name)
        structlog.get_logger().error("scanner_unavailable", answer=answer[:200].decode("ascii", "replace"))
        raise ScannerUnavailable()

    def _ask(self, content: bytes) -> bytes:
        ends = time.monotonic() + self._within
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
            connection.settimeout(self._within)
            connection.connect(str(self._path))
            try:
                connection.sendall(b"zINSTREAM\0")
                for start in range(0, len(content), PIECE):
                    piece = content[start : start + PIECE]
                    connection.settimeout(_left(ends))
                    connection.sendall(struct.pack(">I", len(piece)) + piece)
                connection.sendall(struct.pack(">I", 0))
            except BrokenPipeError:
                pass  # it has heard enough, and says why
            answer = b""
            while not answer.endswith(b"\0") and len(answer) < LONGEST_ANSWER:
                connection.settimeout(_left(ends))
                more = connection.recv(LONGEST_ANSWER)
                if not more:
                    break
                answer += more
        return answer


def _left(ends: float) -> float:
    left = ends - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def then_scanned(inspect: Inspect, scan: Callable[[bytes], None]) -> Inspect:
    """Inspected, and scanned when it passes."""

    def inspected_and_scanned(content: bytes) -> Pdf:
        pdf = inspect(content)
        scan(content)
        return pdf

    return inspected_and_scanned
