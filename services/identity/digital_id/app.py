"""The bundled Digital ID as a WSGI application: gunicorn runs `services.identity.digital_id.app:create_app()`."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from wsgiref.types import StartResponse, WSGIEnvironment

from authlib.common.security import is_secure_transport
from flask import Flask, redirect
from werkzeug.wrappers import Response

from chassis import logs, mongo
from chassis.config import Settings, SettingsError, load_settings
from chassis.tracing import tracing
from services.identity.digital_id import endpoints, error_pages, health, rendering, store
from services.identity.digital_id.accounts import Accounts
from services.identity.digital_id.authorization_requests import Tickets
from services.identity.digital_id.clients import gateway_client
from services.identity.digital_id.csrf import Csrf
from services.identity.digital_id.keys import Keys
from services.identity.digital_id.measures import Measures
from services.identity.digital_id.oidc import Provider
from services.identity.digital_id.pages import authorization, registration, sign_in, sign_out
from services.identity.digital_id.parts import Parts
from services.identity.digital_id.passwords import Passwords

LARGEST_FORM = 64 * 1024


def now_utc() -> datetime:
    """Whole milliseconds, as MongoDB keeps them: otherwise an instant would be earlier when it comes back."""
    now = datetime.now(UTC)
    return now.replace(microsecond=now.microsecond // 1000 * 1000)


class DigitalId(Flask):
    """Every request belongs to its caller's trace, or to a new one."""

    def wsgi_app(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        with tracing(environ.get("HTTP_TRACEPARENT")):
            return super().wsgi_app(environ, start_response)


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
    if not is_secure_transport(issuer):
        raise SettingsError("PRAKAT_DIGITAL_ID_URL: must start with https:// unless it is on this machine (localhost).")
    keys = Keys(settings)
    client = gateway_client(settings)
    mongo.connect(settings, "digital_id")
    mongo.prepare(*store.DOCUMENTS)

    app = DigitalId(__name__)
    app.config.update(
        MAX_CONTENT_LENGTH=LARGEST_FORM, MAX_FORM_MEMORY_SIZE=LARGEST_FORM, SEND_FILE_MAX_AGE_DEFAULT=3600
    )
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    parts = Parts(
        clock=clock,
        keys=keys,
        client=client,
        accounts=Accounts(Passwords(), keys),
        provider=Provider(app, client, issuer, keys, clock),
        tickets=Tickets(keys.secret("tickets")),
        csrf=Csrf(keys.secret("forms")),
        measures=Measures(),
    )
    health.measure_requests(app, parts.measures)
    rendering.set_up(app, client, parts.csrf, issuer)
    error_pages.set_up(app)
    for pages in (authorization, registration, sign_in, sign_out, endpoints):
        app.register_blueprint(pages.blueprint(parts))
    app.register_blueprint(health.blueprint(parts.measures))

    @app.get("/")
    def front() -> Response:
        return redirect(client.post_logout_redirect_uri, 303)

    return app
