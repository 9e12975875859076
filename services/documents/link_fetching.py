"""Asks for a link as a browser would, and cannot be led to ask this machine, its neighbours or its provider.

A name is resolved once for each request, every address that it has must be public, and the connection is made to the
address that was looked at: a name that answers otherwise a moment later changes nothing. Redirects are followed by
hand, each looked at anew. Nothing of an answer is kept but its status.
"""

from __future__ import annotations

import builtins
import socket
import ssl
import threading
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPException
from ipaddress import ip_address
from urllib.parse import SplitResult, urljoin, urlsplit

import certifi
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError, SSLError, TimeoutError
from urllib3.util import parse_url
from urllib3.util.ssl_match_hostname import CertificateError

from services.documents.domain.link_checking import LinkResult, is_public, result_of_status

MOST_REDIRECTS = 5
CONNECT_WITHIN = 5.0  # seconds
ANSWER_WITHIN = 10.0  # seconds, for each part of an answer
ALL_WITHIN = 25.0  # seconds, redirects and all
MOST_READ = 64 * 1024  # bytes of a body: enough to see that it comes
PORTS = {"http": 80, "https": 443}
AGENT = "Prakat-link-check/1 (published links are checked once a day)"

_NOT_BY_HEAD = frozenset({400, 403, 404, 405, 406, 500, 501})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})

Resolve = Callable[[str, int], Collection[str]]
"""The IP addresses of a host. Raises OSError."""


class ForbiddenAddress(Exception):
    """It leads where we do not ask."""


def resolve(host: str, port: int) -> list[str]:
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


@dataclass(frozen=True)
class LinkFetcher:
    """`allowed_hosts`: "host:port" that may be asked whatever their addresses are, for tests and closed networks.
    `ca_file`: file with the certificates to trust (None: those of browsers)."""

    allowed_hosts: frozenset[str] = frozenset()
    ca_file: str | None = None
    resolve: Resolve = resolve
    clock: Callable[[], float] = time.monotonic

    def check(self, url: str) -> LinkResult:
        """What comes of asking for the link. Takes up to `ALL_WITHIN` seconds and the time to look a name up, and never
        raises for what others do."""
        deadline = self.clock() + ALL_WITHIN
        try:
            for _ in range(MOST_REDIRECTS + 1):
                if self.clock() >= deadline:
                    return LinkResult.TIMED_OUT
                status, location = self._ask(url, deadline)
                if location is None:
                    return result_of_status(status)
                url = urljoin(url, location)
        except ForbiddenAddress:
            return LinkResult.FORBIDDEN_ADDRESS
        except (SSLError, ssl.SSLError, CertificateError):
            return LinkResult.CERTIFICATE
        except (TimeoutError, builtins.TimeoutError):
            return LinkResult.TIMED_OUT
        except (HTTPError, HTTPException, OSError, ValueError):
            return LinkResult.TIMED_OUT if self.clock() >= deadline else LinkResult.UNREACHABLE
        return LinkResult.TOO_MANY_REDIRECTS

    def _ask(self, url: str, deadline: float) -> tuple[int, str | None]:
        """The status, and where it leads on. HEAD first; GET of servers that do not know HEAD."""
        parts = urlsplit(url)
        address, port = self._address_of(parts)
        status, location = self._request("HEAD", url, parts, address, port, deadline)
        if status in _NOT_BY_HEAD:
            status, location = self._request("GET", url, parts, address, port, deadline)
        return status, location

    def _address_of(self, parts: SplitResult) -> tuple[str, int]:
        """An address that may be asked. Raises ForbiddenAddress, and OSError when the name has none."""
        if parts.scheme not in PORTS or not parts.hostname or parts.username is not None or parts.password is not None:
            raise ForbiddenAddress
        port = parts.port or PORTS[parts.scheme]
        allowed = f"{parts.hostname}:{port}" in self.allowed_hosts
        if not allowed and port != PORTS[parts.scheme]:
            # Mail, databases and consoles do not answer at these: nobody publishes notices elsewhere.
            raise ForbiddenAddress
        name = _known_host(parts)
        addresses = [name] if _is_address(name) else list(self.resolve(name, port))
        if not addresses:
            raise OSError("no address")
        if not allowed and not all(map(is_public, addresses)):
            raise ForbiddenAddress
        return addresses[0], port

    def _request(
        self, method: str, url: str, parts: SplitResult, address: str, port: int, deadline: float
    ) -> tuple[int, str | None]:
        name = _known_host(parts)
        host = f"[{name}]" if ":" in name else name
        headers = {
            "Host": host if port == PORTS[parts.scheme] else f"{host}:{port}",
            "User-Agent": AGENT,
            "Accept": "*/*",
            "Accept-Encoding": "identity",
        }
        with self._connected(parts, address, port, deadline) as connection:
            connection.request(
                method, parse_url(url).request_uri, headers=headers, preload_content=False, decode_content=False
            )
            answer = connection.getresponse()
            try:
                if method == "GET":
                    answer.read(MOST_READ)
                location = answer.headers.get("Location") if answer.status in _REDIRECTS else None
            finally:
                answer.close()
        return answer.status, _as_written(location) if location else None

    @contextmanager
    def _connected(
        self, parts: SplitResult, address: str, port: int, deadline: float
    ) -> Iterator[HTTPConnection | HTTPSConnection]:
        """A connection that ends at the deadline, whatever comes over it meanwhile."""
        connection = self._connection(parts, address, port)
        cutting_off = threading.Timer(max(0.0, deadline - self.clock()), _cut_off, [connection])
        cutting_off.daemon = True
        cutting_off.start()
        try:
            connection.connect()
            within = deadline - self.clock()
            if within <= 0:
                raise builtins.TimeoutError
            connection.sock.settimeout(min(ANSWER_WITHIN, within))
            yield connection
            if self.clock() >= deadline:
                raise builtins.TimeoutError  # it was cut off, which looks like the end of an answer
        finally:
            cutting_off.cancel()
            connection.close()

    def _connection(self, parts: SplitResult, address: str, port: int) -> HTTPConnection | HTTPSConnection:
        if parts.scheme == "http":
            return HTTPConnection(address, port, timeout=CONNECT_WITHIN)
        name = _known_host(parts)
        return HTTPSConnection(
            address,
            port,
            timeout=CONNECT_WITHIN,
            ca_certs=self.ca_file or certifi.where(),
            cert_reqs="CERT_REQUIRED",
            server_hostname=name,
            assert_hostname=name,
        )


def _cut_off(connection: HTTPConnection | HTTPSConnection) -> None:
    if connection.sock is not None:
        with suppress(OSError):
            connection.sock.shutdown(socket.SHUT_RDWR)


def _known_host(parts: SplitResult) -> str:
    """The host as the domain name system knows it. Raises UnicodeError."""
    name = parts.hostname or ""
    return name if name.isascii() else name.encode("idna").decode("ascii")


def _as_written(location: str) -> str:
    """A header is read as Latin-1, but servers write Thai addresses in UTF-8."""
    try:
        return location.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return location
