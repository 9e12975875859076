"""How many requests one address may make: a token bucket for each, in this process's memory."""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import ip_address, ip_network

WINDOW = 60.0
ROOM = 50_000


@dataclass(frozen=True)
class Verdict:
    """`wait` is in whole seconds, 0 when the request may pass."""

    limit: int
    remaining: int
    wait: int

    @property
    def headers(self) -> dict[str, str]:
        """As in the IETF draft "RateLimit header fields for HTTP"."""
        reset = self.wait or math.ceil((self.limit - self.remaining) * WINDOW / self.limit)
        return {
            "RateLimit-Policy": f'"address";q={self.limit};w={WINDOW:.0f}',
            "RateLimit": f'"address";r={self.remaining};t={reset}',
        }


def _line_of(address: str) -> str:
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    return address if parsed.version == 4 else str(ip_network((int(parsed) >> 64 << 64, 64)))


class RateLimiter:
    """Allows `limit` requests a minute for each address, all at once if need be. Forgets the longest unseen first."""

    def __init__(self, limit: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._limit = limit
        self._clock = clock
        self._seen: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, address: str) -> Verdict:
        """Whether a request from `address` may pass. An IPv6 address counts with its /64, all of which one line has."""
        address, now = _line_of(address), self._clock()
        tokens, since = self._seen.pop(address, (float(self._limit), now))
        tokens = min(float(self._limit), tokens + (now - since) * self._limit / WINDOW)
        wait = 0
        if tokens >= 1:
            tokens -= 1
        else:
            wait = math.ceil((1 - tokens) * WINDOW / self._limit)
        self._seen[address] = (tokens, now)
        if len(self._seen) > ROOM:
            self._seen.popitem(last=False)
        return Verdict(self._limit, int(tokens), wait)
