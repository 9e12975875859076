"""Where a request came from: addresses as they are compared, and the ranges from which a machine may call."""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

_MAPPED = IPv6Network("::ffff:0:0/96")
# What one subscriber gets: whoever has one address of it has all of them (RFC 6177).
_SUBSCRIBER_BITS = 64
# No organisation has more: IPv4 was assigned in blocks of at most /8, IPv6 is given to providers as /32.
_WIDEST = {4: 8, 6: 32}


def read_address(text: str) -> Address | None:
    """The address; an IPv4 address in IPv6's clothes (::ffff:192.0.2.1) is that IPv4 address. None if it is none."""
    try:
        address = ip_address(text.strip())
    except ValueError:
        return None
    if isinstance(address, IPv6Address):
        return address.ipv4_mapped or IPv6Address(int(address))  # without its zone
    return address


def subscriber_of(text: str) -> str:
    """Whose failures are counted together: an IPv4 address, or the /64 of an IPv6 address; else the text itself."""
    address = read_address(text)
    if isinstance(address, IPv6Address):
        return str(IPv6Network((address, _SUBSCRIBER_BITS), strict=False))
    return str(address) if address is not None else text


def normal(network: Network) -> Network:
    """The range in the one form in which it is kept: an IPv4 range is never written as IPv6."""
    if isinstance(network, IPv6Network) and network.subnet_of(_MAPPED):
        mapped = network.network_address.ipv4_mapped
        if mapped is not None:
            return IPv4Network((mapped, network.prefixlen - _MAPPED.prefixlen))
    return network


def is_too_wide(network: Network) -> bool:
    """Whether the range says hardly more than "from anywhere". To be asked of a normal one."""
    return network.prefixlen < _WIDEST[network.version]


def is_within(text: str, ranges: Iterable[str]) -> bool:
    """Whether the address lies in one of the ranges, which are normal and written as CIDR."""
    address = read_address(text)
    if address is None:
        return False
    return any(address in network for network in map(ip_network, ranges) if network.version == address.version)
