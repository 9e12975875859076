"""Only our own pages may send our forms: each form carries a value that only the browser's cookie could have made."""

from __future__ import annotations

import hashlib
import hmac
import secrets

from flask import Response, g, request

COOKIE = "__Host-digital-id-form"
FIELD = "csrf_token"


class FormForged(Exception):
    """The form lacks the value or has another browser's: it is not answered."""

    code = "csrf_failed"


class Csrf:
    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def token(self) -> str:
        """The value for a form on the page being made. A browser without the cookie gets one, see `keep`."""
        return self._made_from(FIELD, self._cookie())

    def browser(self) -> str:
        """What binds something to the browser that sent this request: of no use in any other. It gets a cookie too."""
        return self._made_from("browser", self._cookie())

    def check(self) -> None:
        """Raises FormForged."""
        cookie = request.cookies.get(COOKIE)
        given = request.form.get(FIELD, "")
        if not cookie or not hmac.compare_digest(self._made_from(FIELD, cookie).encode(), given.encode()):
            raise FormForged

    def keep(self, response: Response) -> Response:
        """Hand over the cookie that `token` has made, if it has made one."""
        cookie = g.get("form_cookie")
        if cookie:
            response.set_cookie(COOKIE, cookie, secure=True, httponly=True, samesite="Lax", path="/")
        return response

    @staticmethod
    def _cookie() -> str:
        cookie: str | None = g.get("form_cookie") or request.cookies.get(COOKIE)
        if not cookie:
            cookie = g.form_cookie = secrets.token_urlsafe(32)
        return cookie

    def _made_from(self, purpose: str, cookie: str) -> str:
        return hmac.new(self._secret, f"{purpose}:{cookie}".encode(), hashlib.sha256).hexdigest()
