"""Where a request comes from, when proxies stand before us.

X-Forwarded-For is a claim that anybody may make: it counts only as far as proxies of ours have written it. So the list
is read from its end, and the first address that is none of our proxies is the client's.
"""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from chassis.config import PREFIX, SettingsError

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network


class Proxies:
    """The proxies whose word is taken; none by default, and then the peer is the client."""

    def __init__(self, trusted: Iterable[Network] = ()) -> None:
        self._trusted = tuple(trusted)

    @classmethod
    def of(cls, trusted_proxies: str) -> Proxies:
        """From the setting `trusted_proxies`: addresses and networks, separated by commas.

        Raises SettingsError for what is neither.
        """
        try:
            return cls(ip_network(each.strip()) for each in trusted_proxies.split(",") if each.strip())
        except ValueError as error:
            raise SettingsError(f"{PREFIX}TRUSTED_PROXIES: {error}.") from None

    def client(self, peer: str | None, forwarded_for: Iterable[str]) -> str:
        """The client's address: `peer` is who is connected to us, `forwarded_for` the X-Forwarded-For headers in order.

        Empty when there is no peer with an address (a Unix socket).
        """
        at = _address(peer or "")
        if at is None:
            return ""
        claimed = [each for header in forwarded_for for each in header.split(",")]
        while self._trusts(at) and claimed:
            before = _address(claimed.pop())
            if before is None:
                break
            at = before
        return str(at)

    def _trusts(self, address: Address) -> bool:
        return any(address in network for network in self._trusted)


def _address(text: str) -> Address | None:
    """None for what is no address. An IPv4 address that came in over IPv6 is the IPv4 address."""
    try:
        address = ip_address(text.strip())
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address
