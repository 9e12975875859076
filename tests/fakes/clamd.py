"""What answers on clamd's socket as clamd does. The real one would take its signatures from the internet."""

from __future__ import annotations

import socketserver
import struct
import tempfile
import threading
from pathlib import Path
from typing import Any, Self

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class FakeClamd:
    """Finds EICAR's test file. `says` instead: another answer; None: it never answers. A context manager."""

    def __init__(self) -> None:
        self.socket = Path(tempfile.mkdtemp(prefix="clam-")) / "clamd.sock"
        self.says: bytes | None = b""
        self.limit = 25 * 1024 * 1024
        self.scanned: list[int] = []
        self._closing = threading.Event()

    def __enter__(self) -> Self:
        clamd = self

        class Handler(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                clamd._answer(self.rfile, self.wfile)

        class Server(socketserver.ThreadingMixIn, socketserver.UnixStreamServer):
            daemon_threads = True

        self._server = Server(str(self.socket), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._closing.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
        self.socket.unlink()
        self.socket.parent.rmdir()

    def _answer(self, asked: Any, answer: Any) -> None:
        command = b""
        while not command.endswith(b"\0"):
            command += asked.read(1)
        assert command == b"zINSTREAM\0"
        content = b""
        while length := struct.unpack(">I", asked.read(4))[0]:
            content += asked.read(length)
            if len(content) > self.limit:
                answer.write(b"INSTREAM size limit exceeded. ERROR\0")
                return
        self.scanned.append(len(content))
        if self.says is None:
            self._closing.wait(30)
        elif self.says:
            answer.write(self.says)
        else:
            answer.write(b"stream: Eicar-Test-Signature FOUND\0" if EICAR in content else b"stream: OK\0")
