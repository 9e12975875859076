"""What the provider has mailed, for whoever tries the system out on a machine without a mail server.

Whoever reads these pages can take any account over: they are there only with `demo_pages` and without an SMTP server.
"""

from __future__ import annotations

from flask import Blueprint, Response, make_response, render_template

from chassis.config import Settings
from chassis.mail import kept_mails

SHOWN = 50


def blueprint(settings: Settings) -> Blueprint:
    pages = Blueprint("demo_mail", __name__)

    @pages.get("/demo/mail")
    def mails() -> Response:
        return make_response(render_template("demo_mail.html", mails=kept_mails(settings, SHOWN)))

    return pages
