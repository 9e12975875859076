"""The bundled Digital ID as a WSGI application: gunicorn runs `services.identity.digital_id.app:create_app()`."""

from __future__ import annotations

import ipaddress
import logging
import os
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from urllib.parse import urlsplit
from wsgiref.types import StartResponse, WSGIEnvironment

from flask import Flask, redirect
from werkzeug.wrappers import Response

from chassis import logs, mail, mongo
from chassis.config import Settings, SettingsError, load_settings
from chassis.proxies import Proxies
from chassis.tracing import tracing
from services.identity.digital_id import endpoints, error_pages, health, rendering, store, typeface
from services.identity.digital_id.accounts import Accounts
from services.identity.digital_id.authorization_requests import Tickets
from services.identity.digital_id.clients import gateway_client
from services.identity.digital_id.csrf import Csrf
from services.identity.digital_id.errands import Errands
from services.identity.digital_id.forgotten import ForgottenPasswords
from services.identity.digital_id.keys import Keys
from services.identity.digital_id.letters import Letters
from services.identity.digital_id.measures import Measures
from services.identity.digital_id.oidc import Provider
from services.identity.digital_id.pages import (
    account,
    authorization,
    demo_mail,
    forgotten,
    registration,
    second_factor,
    sign_in,
    sign_out,
)
from services.identity.digital_id.parts import Parts
from services.identity.digital_id.passwords import Passwords
from services.identity.digital_id.second_factor import SecondFactors
from services.identity.digital_id.vault import Vault

LARGEST_FORM = 64 * 1024


def now_utc() -> datetime:
    """Whole milliseconds, as MongoDB keeps them: otherwise an instant would be earlier when it comes back."""
    now = datetime.now(UTC)
    return now.replace(microsecond=now.microsecond // 1000 * 1000)


class DigitalId(Flask):
    """Every request belongs to its caller's trace, or to a new one. The health port has answers of its own."""

    errands: Errands
    operators: Flask
    health_port: int = 0
    proxies: Proxies

    def wsgi_app(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        # The port on which the request came in: the server says it, not the request.
        if self.health_port and environ["SERVER_PORT"] == str(self.health_port):
            return self.operators(environ, start_response)
        forwarded = environ.get("HTTP_X_FORWARDED_FOR")
        environ["REMOTE_ADDR"] = self.proxies.client(environ.get("REMOTE_ADDR"), [forwarded] if forwarded else [])
        with tracing(environ.get("HTTP_TRACEPARENT")):
            return super().wsgi_app(environ, start_response)

    def close(self) -> None:
        """Do what is still to be done, and disconnect from the database."""
        self.errands.finish()
        mongo.disconnect()


def create_app(settings: Settings | None = None, clock: Callable[[], datetime] = now_utc) -> DigitalId:
    """Connect to the database and put the provider together. Without settings they come from the environment.

    Raises SettingsError when a setting is missing or cannot be used.
    """
    if settings is None:
        settings = load_settings(os.environ)
        logs.configure(settings, "digital_id")
    # At level debug Authlib writes codes and tokens.
    logging.getLogger("authlib").setLevel(logging.WARNING)
    issuer = settings.digital_id_url
    if not _is_safe(issuer):
        raise SettingsError("PRAKAT_DIGITAL_ID_URL: must start with https:// unless it is on this machine (localhost).")
    vault = Vault(settings)
    client = gateway_client(settings)
    outbox, proxies = mail.outbox(settings), Proxies.of(settings.trusted_proxies)
    mongo.connect(settings, "digital_id")
    mongo.prepare(*store.DOCUMENTS)

    app = DigitalId(__name__)
    app.config.update(
        MAX_CONTENT_LENGTH=LARGEST_FORM, MAX_FORM_MEMORY_SIZE=LARGEST_FORM, SEND_FILE_MAX_AGE_DEFAULT=3600
    )
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    keys, errands, measures = Keys(vault), Errands(), Measures()
    letters = Letters(outbox, errands, issuer)
    accounts = Accounts(Passwords(), vault, letters)
    parts = Parts(
        clock=clock,
        keys=keys,
        client=client,
        accounts=accounts,
        second_factors=SecondFactors(vault),
        forgotten=ForgottenPasswords(vault, accounts, letters, errands, clock),
        letters=letters,
        provider=Provider(app, client, issuer, keys, clock),
        tickets=Tickets(vault.secret("tickets")),
        csrf=Csrf(vault.secret("forms")),
        measures=measures,
    )
    app.errands = errands
    app.operators, app.health_port = health.operators_app(measures), settings.health_port
    app.proxies = proxies
    health.measure_requests(app, measures)
    rendering.set_up(app, client, parts.csrf, issuer)
    error_pages.set_up(app)
    for pages in (authorization, registration, sign_in, sign_out, account, second_factor, forgotten, endpoints):
        app.register_blueprint(pages.blueprint(parts))
    app.register_blueprint(typeface.blueprint())
    if settings.demo_pages and settings.smtp_url is None:
        app.register_blueprint(demo_mail.blueprint(settings))

    @app.get("/")
    def front() -> Response:
        return redirect(client.post_logout_redirect_uri, 303)

    return app


def _is_safe(address: str) -> bool:
    """HTTPS, or on this machine: by a loopback address, or by a name for it (RFC 6761 section 6.3)."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    if parts.scheme != "http":
        return parts.scheme == "https" and bool(host)
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
