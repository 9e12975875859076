"""Whether a published link still leads somewhere: who may be asked, what an answer means, when to ask again."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import urlsplit

# A passing fault of somebody's server is no broken link: the officer is told after so many failures one after another.
FLAGGED_AFTER = 3
BETWEEN_CHECKS = timedelta(days=1)
# After a failure sooner: three hours apart, so that a link that broke in the morning is flagged the same day.
AFTER_A_FAILURE = timedelta(hours=3)

_HOSTS_THAT_CANNOT_ALL_BE_AWAY = 3

# Networks whose IPv6 addresses carry an IPv4 address that a translator would be asked for (RFC 6052, RFC 8215).
_TRANSLATED = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"))


class LinkResult(StrEnum):
    """What came of asking for a link."""

    OK = "ok"
    NOT_FOUND = "not_found"  # 404, 410
    REFUSED = "refused"  # any other 4xx but 401, 403, 405 and 429, which come from a server that is there
    SERVER_ERROR = "server_error"  # 5xx
    UNREACHABLE = "unreachable"  # no connection, no such host, no answer that is HTTP
    TIMED_OUT = "timed_out"
    CERTIFICATE = "certificate"  # its certificate is not one that browsers take
    TOO_MANY_REDIRECTS = "too_many_redirects"
    FORBIDDEN_ADDRESS = "forbidden_address"  # it leads, perhaps by a redirect, where we do not ask

    @property
    def is_broken(self) -> bool:
        return self is not LinkResult.OK


def is_an_example(url: str) -> bool:
    """Whether there is nobody to ask: the name is kept for examples (RFC 6761), and demonstrations lead there."""
    return (urlsplit(url).hostname or "").rpartition(".")[2] == "example"


_NO_ANSWER = frozenset({LinkResult.UNREACHABLE, LinkResult.TIMED_OUT})


@dataclass(frozen=True)
class DueCheck:
    """A link that is to be asked for since `due_at`. It is known by both: whoever takes it moves `due_at` on."""

    link_id: str
    due_at: datetime


@dataclass(frozen=True)
class LinkAsked:
    """What came of asking for a link, at `at`."""

    check: DueCheck
    host: str
    result: LinkResult
    at: datetime


@dataclass(frozen=True)
class LinkHealth:
    """How a link has fared in `checks` checks. `failures`: how many have failed one after another; `failing_since`: the
    first of these."""

    checked_at: datetime | None = None
    result: LinkResult | None = None
    failures: int = 0
    failing_since: datetime | None = None
    checks: int = 0

    @property
    def is_flagged(self) -> bool:
        """Whether its officer is told. It stays published: only an officer takes it back."""
        return self.failures >= FLAGGED_AFTER

    def after(self, result: LinkResult, at: datetime) -> LinkHealth:
        """How it has fared with this check."""
        if not result.is_broken:
            return LinkHealth(checked_at=at, result=result, checks=self.checks + 1)
        return LinkHealth(
            checked_at=at,
            result=result,
            failures=self.failures + 1,
            failing_since=self.failing_since or at,
            checks=self.checks + 1,
        )

    def due_at(self) -> datetime | None:
        """When to ask again; None: it has never been asked for."""
        if self.checked_at is None:
            return None
        wait = AFTER_A_FAILURE if 0 < self.failures < FLAGGED_AFTER else BETWEEN_CHECKS
        return self.checked_at + wait


def nobody_answers(asked: Collection[LinkAsked]) -> bool:
    """Whether it looks as if we were cut off ourselves: of several hosts none gives any answer. Says nothing of the
    links then."""
    hosts = {each.host for each in asked}
    return len(hosts) >= _HOSTS_THAT_CANNOT_ALL_BE_AWAY and all(each.result in _NO_ANSWER for each in asked)


def result_of_status(status: int) -> LinkResult:
    """What an HTTP status says of a link that people click on.

    A server that wants a password, another method or less haste is there: browsers and people will get an answer.
    """
    if status < 400 or status in (401, 403, 405, 429):
        return LinkResult.OK
    if status in (404, 410):
        return LinkResult.NOT_FOUND
    return LinkResult.REFUSED if status < 500 else LinkResult.SERVER_ERROR


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet: not of this machine, of its network or of its provider's.

    IPv4 addresses in the clothes of IPv6 are judged as what they are.
    """
    try:
        given = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return all(each.is_global and not each.is_multicast for each in (given, *_carried_by(given)))


def _carried_by(address: IPv4Address | IPv6Address) -> tuple[IPv4Address, ...]:
    if isinstance(address, IPv4Address):
        return ()
    carried = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    if any(address in network for network in _TRANSLATED) or address.packed[:12] == bytes(12):
        carried.append(IPv4Address(address.packed[-4:]))
    return tuple(each for each in carried if each is not None)
