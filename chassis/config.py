"""Every setting of Prakat: its type, default and meaning. `docs/settings.md` is generated from this file.

A setting `name` is read from the environment variable `PRAKAT_NAME`. A variable that starts with `PRAKAT_` and is
not listed here, or a value that does not parse, stops the start with a sentence that says which and why.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError

PREFIX = "PRAKAT_"


class SettingsError(Exception):
    """The settings cannot be used. The message is one clear sentence per problem, without the values of secrets."""


class Settings(BaseModel):
    """All settings. What a process does not need it leaves unread; what it needs it asks for with `need`."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    # Where things are
    data: Path = Field(Path("var"), description="Directory of all local state: backing services, secrets, logs.")
    bind: str = Field("127.0.0.1", description="Address on which every server of ours listens.")
    gateway_port: int = Field(18080, ge=1, le=65535, description="Port of the gateway (HTTP API and pages).")
    digital_id_port: int = Field(18081, ge=1, le=65535, description="Port of the bundled Digital ID provider.")
    backing_port: int = Field(
        18100, ge=1024, le=65400,
        description="First of 60 consecutive ports for the backing services and the processes' health ports.",
    )  # fmt: skip
    health_port: int = Field(
        0, ge=0, le=65535,
        description="Port of this process's /healthz, /readyz and /metrics; the launcher sets one for each process.",
    )  # fmt: skip
    gateway_url: str = Field("http://localhost:18080", description="Address under which browsers reach the gateway.")
    digital_id_url: str = Field(
        "http://localhost:18081",
        description="Issuer of the Digital ID: the bundled provider's address as browsers see it.",
    )

    # Backing services: unset means that `make up` starts its own under the data directory
    amqp_url: SecretStr | None = Field(None, description="RabbitMQ, as amqp://user:password@host:port/vhost.")
    mongo_url: SecretStr | None = Field(
        None, description="MongoDB replica set, as mongodb://host:port/?replicaSet=name. A database for each service."
    )
    mongo_prefix: str = Field(
        "prakat", pattern=r"^[a-z][a-z0-9_]{0,30}$", description="Databases are called <prefix>_<service>."
    )
    s3_url: SecretStr | None = Field(
        None, description="S3 store, as http(s)://access-key:secret-key@host:port/bucket (keys percent-encoded)."
    )
    s3_object_lock: bool = Field(
        False,
        description="Keep documents in a bucket of their own, <bucket>-documents, which is made with object lock, each "
        "on legal hold (docs/operations.md, Object lock).",
    )
    clamav_socket: Path | None = Field(
        None, description="Unix socket of clamd: nothing is filed that it has not found clean. Unset: no virus scan."
    )
    check_links: bool = Field(
        True,
        description="Ask once a day for every published link. Documents only; false where the services reach no "
        "websites.",
    )
    link_check_hosts: str = Field(
        "",
        description="Hosts that link checks may ask although their addresses are private, as host:port,host:port: for "
        "closed networks and tests. Unset: public addresses only.",
    )
    smtp_url: SecretStr | None = Field(
        None,
        description="Mail server, as smtp+starttls://user:password@host:587, smtps:// or smtp:// (plain). Unset: mails "
        "become files in <data>/mail.",
    )
    mail_from: str = Field("Prakat <no-reply@prakat.invalid>", description="Sender of every mail.")
    issuers: Path | None = Field(
        None,
        description="JSON file of the Digital IDs by which officers may sign in (docs/operations.md, Digital IDs). "
        "Unset: the one at PRAKAT_DIGITAL_ID_URL, with the client id and secret below.",
    )
    trusted_proxies: str = Field(
        "",
        description="Proxies whose X-Forwarded-For is believed (chassis/proxies.py): addresses and networks such as "
        "10.1.2.3,192.168.7.0/24. Empty: whoever is connected is the client.",
    )

    # Secrets: generated into <data>/secrets.env at the first start when unset; never a default
    access_token_private_key: SecretStr | None = Field(
        None, description="Ed25519 seed (64 hex digits) with which identity signs access tokens. Identity only."
    )
    access_token_public_keys: str | None = Field(
        None, description="Comma-separated Ed25519 public keys (64 hex digits each) that every service accepts."
    )
    token_secret: SecretStr | None = Field(
        None,
        description="64 hex digits: keys for the look-up hash and the encryption of 15-digit tokens. Identity only.",
    )
    session_secret: SecretStr | None = Field(
        None, description="64 hex digits: signs the sign-in state and the forms' CSRF tokens. Gateway only."
    )
    oidc_client_id: str = Field("prakat-gateway", description="The gateway's client id at the Digital ID.")
    oidc_client_secret: SecretStr | None = Field(None, description="The gateway's client secret at the Digital ID.")
    digital_id_secret: SecretStr | None = Field(
        None,
        description="64 hex digits: seals the signing keys and authenticator secrets, keys the look-up hashes, signs "
        "forms. Bundled Digital ID only.",
    )

    # Behaviour
    demo_pages: bool = Field(
        False,
        description="Show everybody at /demo/mail of the Digital ID the mails in <data>/mail. Never in production.",
    )
    token_days: int = Field(
        30, ge=1, le=366,
        description="Days that a 15-digit token waits to be redeemed: enough for a letter, too few to be forgotten.",
    )  # fmt: skip
    log_level: Literal["debug", "info", "warning", "error"] = Field("info", description="Least level that is logged.")
    log_format: Literal["json", "console"] = Field("json", description="Log lines as JSON, or coloured for a person.")
    rpc_timeout: float = Field(10.0, gt=0, le=600, description="Seconds that the gateway waits for a service.")
    rpc_in_flight: int = Field(400, ge=1, le=10000, description="Calls in flight per gateway process; above it 503.")
    workers: int = Field(10, ge=1, le=200, description="Messages that one service process works on at the same time.")
    stop_timeout: float = Field(25.0, gt=0, le=600, description="Seconds a process may take to finish on SIGTERM.")
    event_attempts: int = Field(
        5, ge=1, le=100, description="Deliveries of an event to a handler before it is parked as a dead letter."
    )
    job_lease_seconds: float = Field(
        15.0, gt=0, le=600,
        description="Seconds after which another process takes over the background job of one that has died.",
    )  # fmt: skip
    jobs_kept_days: int = Field(
        30, ge=1, le=3650, description="Days that finished background jobs are kept, with the files they left."
    )
    dormant_after_days: int = Field(
        180, ge=0, le=3650,
        description="Days after which an officer's account that nobody used is suspended; 0: never. Identity only.",
    )  # fmt: skip
    dormant_notice_days: int = Field(
        14, ge=0, le=365, description="Days before that at which the officer is told by mail. Identity only."
    )
    rate_limit: int = Field(
        600, ge=1, le=1_000_000, description="Requests per minute and address that one gateway process answers."
    )
    max_upload_bytes: int = Field(
        5 * 1024 * 1024,
        ge=1024,
        description="Largest PDF, in bytes (5 x 1024 x 1024, the manual's page on section 10).",
    )
    max_import_bytes: int = Field(
        200 * 1024 * 1024, ge=1024, description="Largest import file (agency CSV, filings archive), in bytes."
    )

    def need(self, name: str) -> str:
        """The value of an optional setting that this process cannot do without.

        Raises SettingsError naming the variable when it is unset.
        """
        value = getattr(self, name)
        if value is None:
            raise SettingsError(f"{PREFIX}{name.upper()} is not set: {type(self).model_fields[name].description}")
        return value.get_secret_value() if isinstance(value, SecretStr) else str(value)


def load_settings(environment: Mapping[str, str]) -> Settings:
    """Settings from PRAKAT_* variables.

    Raises SettingsError with one line for each unknown or malformed variable.
    """
    given = {name.removeprefix(PREFIX).lower(): value for name, value in environment.items() if name.startswith(PREFIX)}
    try:
        return Settings.model_validate(given)
    except ValidationError as error:
        problems = [_sentence(str(e["loc"][0]), e["type"], e["msg"]) for e in error.errors(include_input=False)]
        raise SettingsError("\n".join(problems)) from None


def _sentence(name: str, kind: str, message: str) -> str:
    variable = PREFIX + name.upper()
    if kind == "extra_forbidden":
        return f"{variable} is not a setting of Prakat; docs/settings.md lists them all."
    return f"{variable}: {message[0].lower()}{message[1:]}. {Settings.model_fields[name].description}"
