"""The secrets of an installation: made once, kept in a file that only its owner can read."""

from __future__ import annotations

import secrets
import shlex
from collections.abc import Callable, Mapping

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pydantic import SecretStr

from chassis.config import PREFIX, Settings, SettingsError

# Passwords of the backing services that we start ourselves. Not settings: the services' addresses carry them.
AMQP_PASSWORD = "LOCAL_AMQP_PASSWORD"  # noqa: S105 - the name of one
S3_SECRET_KEY = "LOCAL_S3_SECRET_KEY"  # noqa: S105 - the name of one

HEADER = """\
# Secrets of this installation of Prakat: whoever reads them can sign in as anybody.
# A line that is changed counts from the next start on; one that is deleted is made anew.
"""


def _new_secret() -> str:
    return secrets.token_hex(32)


GENERATED: Mapping[str, Callable[[], str]] = {
    "access_token_private_key": _new_secret,
    "token_secret": _new_secret,
    "session_secret": _new_secret,
    "oidc_client_secret": _new_secret,
    "digital_id_secret": _new_secret,
}


def parse(text: str) -> dict[str, str]:
    """The values in an env file: NAME=value lines, values quoted as in a shell."""
    lines = (line.strip() for line in text.splitlines())
    words = (shlex.split(line)[0] for line in lines if line and not line.startswith("#"))
    return dict(word.split("=", 1) for word in words)


def render(values: Mapping[str, str]) -> str:
    """The env file that `parse` reads. Only the value that needs quotes has them: some readers keep them."""
    return HEADER + "".join(f"{name}={shlex.quote(value)}\n" for name, value in values.items())


def completed(settings: Settings, stored: Mapping[str, str]) -> dict[str, str]:
    """What the secrets file must hold: what it holds already, and new values for what nobody has set.

    Raises SettingsError when the signing key is not among the keys that services accept, since then nobody could
    sign in.
    """
    values = dict(stored)
    for setting, new in GENERATED.items():
        if getattr(settings, setting) is None:
            values.setdefault(PREFIX + setting.upper(), new())
    for password in (AMQP_PASSWORD, S3_SECRET_KEY):
        values.setdefault(password, _new_secret())
    public_keys = PREFIX + "ACCESS_TOKEN_PUBLIC_KEYS"
    private_key = (
        settings.access_token_private_key.get_secret_value()
        if settings.access_token_private_key
        else values[PREFIX + "ACCESS_TOKEN_PRIVATE_KEY"]
    )
    public_key = _public_key(private_key)
    if settings.access_token_public_keys is None:
        values.setdefault(public_keys, public_key)
    accepted = settings.access_token_public_keys or values[public_keys]
    if public_key not in [key.strip().lower() for key in accepted.split(",")]:
        raise SettingsError(
            f"{public_keys} lacks the public key of PRAKAT_ACCESS_TOKEN_PRIVATE_KEY, {public_key}: no access token "
            "would be accepted."
        )
    return values


def with_secrets(settings: Settings, values: Mapping[str, str]) -> Settings:
    """The settings with those secrets filled in that are unset."""
    filled: dict[str, SecretStr | str] = {}
    for setting in GENERATED:
        if getattr(settings, setting) is None:
            filled[setting] = SecretStr(values[PREFIX + setting.upper()])
    if settings.access_token_public_keys is None:
        filled["access_token_public_keys"] = values[PREFIX + "ACCESS_TOKEN_PUBLIC_KEYS"]
    return settings.model_copy(update=filled)


def _public_key(private_key: str) -> str:
    try:
        return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(private_key)).public_key().public_bytes_raw().hex()
    except ValueError:
        raise SettingsError("PRAKAT_ACCESS_TOKEN_PRIVATE_KEY: must be 64 hex digits (an Ed25519 seed).") from None
