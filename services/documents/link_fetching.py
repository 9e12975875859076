"""Asks for a link as a browser would, and cannot be led to ask this machine, its neighbours or its provider.

A name is resolved once for each request, every address that it has must be public, and the connection is made to the
address that was looked at: a name that answers otherwise a moment later changes nothing. Redirects are followed by
hand, each looked at anew. Nothing of an answer is kept but its status.
"""

from __future__ import annotations

import builtins
import socket
import ssl
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import SplitResult, urljoin, urlsplit

import certifi
import urllib3
from urllib3.exceptions import HTTPError, SSLError, TimeoutError

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
        """What comes of asking for the link. Takes up to `ALL_WITHIN` seconds, and never raises for what others do."""
        deadline = self.clock() + ALL_WITHIN
        try:
            for _ in range(MOST_REDIRECTS + 1):
                if self.clock() >= deadline:
                    return LinkResult.TIMED_OUT
                status, location = self._ask(url)
                if location is None:
                    return result_of_status(status)
                url = urljoin(url, location)
        except ForbiddenAddress:
            return LinkResult.FORBIDDEN_ADDRESS
        except (SSLError, ssl.SSLError):
            return LinkResult.CERTIFICATE
        except (TimeoutError, builtins.TimeoutError):
            return LinkResult.TIMED_OUT
        except (HTTPError, OSError, ValueError, UnicodeError):
            return LinkResult.UNREACHABLE
        return LinkResult.TOO_MANY_REDIRECTS

    def _ask(self, url: str) -> tuple[int, str | None]:
        """The status, and where it leads on. HEAD first; GET of servers that do not know HEAD."""
        parts = urlsplit(url)
        address, port = self._address_of(parts)
        with self._pool(parts, address, port) as pool:
            status, location = self._request(pool, "HEAD", parts)
            if status in _NOT_BY_HEAD:
                status, location = self._request(pool, "GET", parts)
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
        addresses = [parts.hostname] if _is_address(parts.hostname) else list(self.resolve(parts.hostname, port))
        if not addresses:
            raise OSError("no address")
        if not allowed and not all(map(is_public, addresses)):
            raise ForbiddenAddress
        return addresses[0], port

    def _pool(self, parts: SplitResult, address: str, port: int) -> urllib3.HTTPConnectionPool:
        timeout = urllib3.Timeout(connect=CONNECT_WITHIN, read=ANSWER_WITHIN)
        if parts.scheme == "http":
            return urllib3.HTTPConnectionPool(address, port, timeout=timeout, retries=False, maxsize=1)
        return urllib3.HTTPSConnectionPool(
            address,
            port,
            timeout=timeout,
            retries=False,
            maxsize=1,
            ca_certs=self.ca_file or certifi.where(),
            cert_reqs="CERT_REQUIRED",
            server_hostname=parts.hostname,
            assert_hostname=parts.hostname,
        )

    def _request(self, pool: urllib3.HTTPConnectionPool, method: str, parts: SplitResult) -> tuple[int, str | None]:
        headers = {"Host": parts.netloc, "User-Agent": AGENT, "Accept": "*/*", "Accept-Encoding": "identity"}
        target = urllib3.util.Url(path=parts.path or "/", query=parts.query or None).url
        answer = pool.request(
            method, target, headers=headers, redirect=False, preload_content=False, decode_content=False
        )
        try:
            if method == "GET":
                answer.read(MOST_READ)
            location = answer.headers.get("Location") if answer.status in _REDIRECTS else None
        finally:
            answer.close()
        return answer.status, location
