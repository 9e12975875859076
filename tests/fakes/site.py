"""A web site on this machine."""

from __future__ import annotations

import ssl
import threading
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote


class Site:
    """Answers as the path says (`/404`, `/to/<where>`, `/drip`), or as `answers` says; knows what it was asked for."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        """`tls`: speaks https, with the certificate in it."""
        self.asked: list[tuple[str, str]] = []
        self.answers: dict[str, int] = {}
        self._closing = threading.Event()
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_HEAD(self) -> None:
                site.answer(self)

            do_GET = do_HEAD  # noqa: N815

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self._server.server_address[1]
        if tls is not None:
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})
        self._thread.start()

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        self.asked.append((request.command, request.path))
        name, _, rest = request.path.lstrip("/").partition("/")
        match name:
            case "to":
                request.send_response(302)
                request.send_header("Location", unquote(rest))
            case "round":
                request.send_response(302)
                request.send_header("Location", request.path)
            case "nohead":
                request.send_response(404 if request.command == "HEAD" else 200)
            case "large":
                request.send_response(200)
            case "drip":
                self._drip(request)
                return
            case "thai":
                request.wfile.write("HTTP/1.0 302 Found\r\nLocation: /200/ประกาศ.pdf\r\n\r\n".encode())
                return
            case _:
                request.send_response(self.answers.get(request.path) or int(name))
        request.end_headers()
        if name == "large" or (name == "nohead" and request.command == "GET"):
            try:
                for _ in range(1000):
                    request.wfile.write(bytes(64 * 1024))
                self.asked.append(("READ", "TO THE END"))
            except OSError:
                pass

    def _drip(self, request: BaseHTTPRequestHandler) -> None:
        """A byte now and then, for as long as somebody listens."""
        request.wfile.write(b"HTTP/1.0 200 OK\r\nX: ")
        with suppress(OSError):
            while not self._closing.wait(0.01):
                request.wfile.write(b"x")

    def close(self) -> None:
        self._closing.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
