"""The Digital IDs by which officers may sign in, as the operator has configured them."""

from __future__ import annotations

from typing import Annotated, Literal

import pydantic
from pydantic import BaseModel, ConfigDict, Field, SecretStr, TypeAdapter

from chassis.config import PREFIX, Settings, SettingsError

DEFAULT = "default"


class Endpoints(BaseModel):
    """Addresses of an issuer that does not describe itself, relative to the issuer or absolute."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    authorization_endpoint: str = "/connect/authorize"
    token_endpoint: str = "/connect/token"  # noqa: S105 - an address
    userinfo_endpoint: str = "/connect/userinfo"
    end_session_endpoint: str = "/connect/endsession"
    jwks_uri: str = "/.well-known/openid-configuration/jwks"


class Issuer(BaseModel):
    """One issuer and our registration with it.

    `key` is its name in our addresses. `profile`: `standard` is OpenID Connect Discovery and Core as published;
    `national` the habits reported of the national provider (gateway/auth/profiles.py), for which `endpoints` say where
    it is asked.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    key: str = Field(pattern=r"^[a-z0-9-]{1,30}$")
    issuer: str = Field(pattern=r"^https?://[^\s?#]+$", max_length=500)
    client_id: str = Field(min_length=1)
    client_secret: SecretStr
    profile: Literal["standard", "national"] = "standard"
    name_th: str = Field("Digital ID", min_length=1, max_length=100)
    name_en: str = Field("Digital ID", min_length=1, max_length=100)
    scope: str = Field("openid profile email", pattern=r"^openid( [!#-\[\]-~]+)*$")
    endpoints: Endpoints = Endpoints()

    @property
    def callback(self) -> str:
        """The path to which it sends browsers back: one for each issuer, so that none can pass for another (RFC 9700
        section 4.4.2.2)."""
        return "/auth/callback" if self.key == DEFAULT else f"/auth/callback/{self.key}"


_LIST = TypeAdapter(Annotated[tuple[Issuer, ...], Field(min_length=1)])


def issuers_of(settings: Settings) -> tuple[Issuer, ...]:
    """Those in the file that the setting `issuers` names; without it the one at `digital_id_url`.

    Raises SettingsError when the file cannot be used, or a client secret is missing.
    """
    if settings.issuers is None:
        return (
            Issuer(
                key=DEFAULT,
                issuer=settings.digital_id_url,
                client_id=settings.oidc_client_id,
                client_secret=SecretStr(settings.need("oidc_client_secret")),
            ),
        )
    try:
        listed = _LIST.validate_json(settings.issuers.read_bytes())
    except OSError as error:
        raise SettingsError(f"{PREFIX}ISSUERS: {settings.issuers} cannot be read ({error.strerror}).") from None
    except pydantic.ValidationError as error:
        first = error.errors(include_input=False, include_context=False)[0]
        place = ".".join(str(part) for part in first["loc"]) or "the file"
        raise SettingsError(f"{PREFIX}ISSUERS: {settings.issuers}: {place}: {first['msg']}.") from None
    for name in ("key", "issuer"):
        if len({getattr(each, name) for each in listed}) < len(listed):
            raise SettingsError(f"{PREFIX}ISSUERS: {settings.issuers}: two of them have the same {name}.")
    return listed
