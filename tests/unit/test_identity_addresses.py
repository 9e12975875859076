"""Network addresses as they are compared and counted."""

from __future__ import annotations

from ipaddress import ip_network

import pytest

from services.identity.domain.addresses import is_too_wide, is_within, normal, subscriber_of


@pytest.mark.parametrize(
    ("address", "subscriber"),
    [
        ("192.0.2.1", "192.0.2.1"),
        (" 192.0.2.1 ", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("unknown", "unknown"),
    ],
)
def test_failures_are_counted_by_what_one_subscriber_has(address, subscriber):
    assert subscriber_of(address) == subscriber


@pytest.mark.parametrize(
    ("address", "ranges", "inside"),
    [
        ("192.0.2.1", ["192.0.2.0/24"], True),
        ("192.0.3.1", ["192.0.2.0/24"], False),
        ("192.0.3.1", ["192.0.2.0/24", "192.0.3.1/32"], True),
        ("::ffff:192.0.2.1", ["192.0.2.0/24"], True),
        ("2001:db8::1", ["2001:db8::/32"], True),
        ("2001:db9::1", ["2001:db8::/32"], False),
        ("2001:db8::1", ["192.0.2.0/24"], False),
        ("192.0.2.1", [], False),
        ("192.0.2.1, 10.0.0.1", ["192.0.2.0/24"], False),
        ("192.0.2.01", ["192.0.2.0/24"], False),
        ("0xc0.0.2.1", ["192.0.2.0/24"], False),
        ("3221225985", ["192.0.2.0/24"], False),
        ("", ["192.0.2.0/24"], False),
    ],
)
def test_a_machine_may_call_from_its_ranges_only(address, ranges, inside):
    assert is_within(address, ranges) is inside


def test_an_ipv4_range_written_as_ipv6_is_that_ipv4_range():
    assert str(normal(ip_network("::ffff:192.0.2.0/120"))) == "192.0.2.0/24"
    assert str(normal(ip_network("2001:db8::/32"))) == "2001:db8::/32"


@pytest.mark.parametrize(
    ("range_", "too_wide"),
    [
        ("0.0.0.0/0", True),
        ("8.0.0.0/7", True),
        ("10.0.0.0/8", False),
        ("::/0", True),
        ("::ffff:0.0.0.0/96", True),
        ("2001:d00::/24", True),
        ("2001:db8::/32", False),
    ],
)
def test_a_range_that_means_anywhere_is_none(range_, too_wide):
    assert is_too_wide(normal(ip_network(range_))) is too_wide
