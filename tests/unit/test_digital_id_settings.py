"""The Digital ID does not start on settings that cannot be right."""

import json

import pytest
from joserfc.jwk import ECKey, RSAKey

from chassis.config import Settings, SettingsError
from services.identity.digital_id.app import create_app


def signing_key(curve: str = "P-256", private: bool = True) -> str:
    return json.dumps(ECKey.generate_key(curve, private=True).as_dict(private=private))


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"digital_id_url": "http://id.example.go.th"}, "PRAKAT_DIGITAL_ID_URL: must start with https://"),
        ({"digital_id_signing_key": None}, "PRAKAT_DIGITAL_ID_SIGNING_KEY is not set"),
        ({"digital_id_signing_key": "secret"}, "PRAKAT_DIGITAL_ID_SIGNING_KEY: not a JWK"),
        ({"digital_id_signing_key": "[]"}, "PRAKAT_DIGITAL_ID_SIGNING_KEY: not a JWK"),
        ({"digital_id_signing_key": signing_key("P-384")}, "must be a private key on the curve P-256"),
        ({"digital_id_signing_key": signing_key(private=False)}, "must be a private key on the curve P-256"),
        ({"digital_id_signing_key": json.dumps(RSAKey.generate_key(2048).as_dict(private=True))}, "not a JWK of an EC"),
        ({"oidc_client_secret": None}, "PRAKAT_OIDC_CLIENT_SECRET is not set"),
        ({}, "PRAKAT_MONGO_URL is not set"),
    ],
)
def test_settings_that_cannot_be_right_are_named(changed, says):
    good = {"digital_id_signing_key": signing_key(), "oidc_client_secret": "secret"}
    with pytest.raises(SettingsError, match=says) as error:
        create_app(Settings.model_validate({**good, **changed}))
    assert '"d"' not in str(error.value)
