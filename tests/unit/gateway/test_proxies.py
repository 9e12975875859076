"""Whose word counts for where a request comes from."""

import pytest

from chassis.config import SettingsError
from chassis.proxies import Proxies

ONE = "10.0.0.1"
CLIENT = "203.0.113.7"


@pytest.mark.parametrize(
    ("trusted", "peer", "headers", "client"),
    [
        ("", CLIENT, ["198.51.100.1"], CLIENT),
        (ONE, CLIENT, ["198.51.100.1"], CLIENT),
        (ONE, ONE, [CLIENT], CLIENT),
        (ONE, ONE, [f"198.51.100.1, {CLIENT}"], CLIENT),
        (ONE, ONE, ["198.51.100.1", CLIENT], CLIENT),
        ("10.0.0.0/8", ONE, [f"{CLIENT}, 10.9.9.9, 10.0.0.2"], CLIENT),
        (ONE, ONE, ["localhost; drop"], ONE),
        (ONE, ONE, [""], ONE),
        (ONE, ONE, [], ONE),
        ("10.0.0.0/8", ONE, ["10.0.0.2"], "10.0.0.2"),
        ("fd00::/8", "fd00::1", ["2001:db8::7"], "2001:db8::7"),
        (ONE, f"::ffff:{ONE}", [CLIENT], CLIENT),
        (ONE, None, [CLIENT], ""),
    ],
)
def test_the_client_is_the_last_address_that_is_no_proxy_of_ours(
    trusted: str, peer: str | None, headers: list[str], client: str
) -> None:
    assert Proxies.of(trusted).client(peer, headers) == client


@pytest.mark.parametrize("setting", ["proxy.example", "10.0.0.0/33", "10.0.0.1/8"])
def test_a_setting_that_names_no_network_stops_the_start(setting: str) -> None:
    with pytest.raises(SettingsError, match="PRAKAT_TRUSTED_PROXIES"):
        Proxies.of(setting)
