"""The Digital ID does not start on settings that cannot be right."""

import pytest

from chassis.config import Settings, SettingsError
from services.identity.digital_id.app import create_app

SECRET = "5e" * 32


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"digital_id_url": "http://id.example.go.th"}, "PRAKAT_DIGITAL_ID_URL: must start with https://"),
        ({"digital_id_url": "http://10.1.2.3:18081"}, "PRAKAT_DIGITAL_ID_URL: must start with https://"),
        ({"digital_id_url": "http://localhost.evil.example"}, "PRAKAT_DIGITAL_ID_URL: must start with https://"),
        ({"digital_id_url": "ftp://localhost"}, "PRAKAT_DIGITAL_ID_URL: must start with https://"),
        ({"digital_id_secret": None}, "PRAKAT_DIGITAL_ID_SECRET is not set"),
        ({"digital_id_secret": "secret"}, "PRAKAT_DIGITAL_ID_SECRET: must be 64 hex digits"),
        ({"digital_id_secret": "0" * 63 + "g"}, "PRAKAT_DIGITAL_ID_SECRET: must be 64 hex digits"),
        ({"digital_id_secret": "0" * 64 + chr(10)}, "PRAKAT_DIGITAL_ID_SECRET: must be 64 hex digits"),
        ({"mail_from": "Prakat"}, "PRAKAT_MAIL_FROM: must be an address"),
        ({"trusted_proxies": "everybody"}, "PRAKAT_TRUSTED_PROXIES"),
        ({"oidc_client_secret": None}, "PRAKAT_OIDC_CLIENT_SECRET is not set"),
        ({}, "PRAKAT_MONGO_URL is not set"),
    ],
)
def test_settings_that_cannot_be_right_are_named(changed, says):
    good = {"digital_id_secret": SECRET, "oidc_client_secret": "secret"}
    with pytest.raises(SettingsError, match=says) as error:
        create_app(Settings.model_validate({**good, **changed}))
    assert SECRET not in str(error.value)


@pytest.mark.parametrize(
    "address",
    ["https://id.example.go.th", "http://localhost:18081", "http://digital-id.localhost:18081", "http://127.0.0.1"],
)
def test_an_address_is_good_that_nobody_can_listen_in_on(address):
    settings = {"digital_id_secret": SECRET, "oidc_client_secret": "secret", "digital_id_url": address}
    with pytest.raises(SettingsError, match="PRAKAT_MONGO_URL is not set"):
        create_app(Settings.model_validate(settings))
