"""The gateway's two cookies: the session's secret, and what a sign-in under way must remember.

Both are `__Host-`: https (or localhost) only, this host only, every path, out of reach of scripts. The gateway itself
keeps nothing: the sign-in's state travels in its cookie, signed.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import asdict, dataclass

from itsdangerous import BadData, URLSafeTimedSerializer
from starlette.requests import Request
from starlette.responses import Response

SESSION = "__Host-prakat-session"
SIGN_IN = "__Host-prakat-sign-in"
SIGN_IN_SECONDS = 600
LONGEST_SECRET = 512


@dataclass(frozen=True)
class SignIn:
    """A sign-in under way: what must come back from the Digital ID, the PKCE verifier, and where to go then."""

    state: str
    nonce: str
    verifier: str
    next: str

    @classmethod
    def begin(cls, next_path: str) -> SignIn:
        return cls(secrets.token_urlsafe(24), secrets.token_urlsafe(24), secrets.token_urlsafe(48), next_path)


class Cookies:
    """Reads and writes both, with the secret `session_secret`."""

    def __init__(self, session_secret: str) -> None:
        self._secret = session_secret.encode()
        self._signer = URLSafeTimedSerializer(session_secret, salt="sign-in")

    def session(self, request: Request) -> str | None:
        value = request.cookies.get(SESSION)
        return value if value and len(value) <= LONGEST_SECRET else None

    def set_session(self, response: Response, session: str) -> None:
        response.set_cookie(SESSION, session, secure=True, httponly=True, samesite="lax", path="/")

    def clear_session(self, response: Response) -> None:
        response.delete_cookie(SESSION, secure=True, httponly=True, samesite="lax", path="/")

    def sign_in(self, request: Request) -> SignIn | None:
        """The sign-in that this browser began, None if there is none, or it is too old or not signed by us."""
        try:
            return SignIn(**self._signer.loads(request.cookies.get(SIGN_IN, ""), max_age=SIGN_IN_SECONDS))
        except (BadData, TypeError):
            return None

    def set_sign_in(self, response: Response, sign_in: SignIn) -> None:
        value = self._signer.dumps(asdict(sign_in))
        response.set_cookie(
            SIGN_IN, value, max_age=SIGN_IN_SECONDS, secure=True, httponly=True, samesite="lax", path="/"
        )

    def clear_sign_in(self, response: Response) -> None:
        response.delete_cookie(SIGN_IN, secure=True, httponly=True, samesite="lax", path="/")

    def csrf_token(self, session: str) -> str:
        return self._mac("csrf", session).hex()

    def csrf_token_is_right(self, session: str, token: str) -> bool:
        return hmac.compare_digest(self.csrf_token(session).encode(), token.encode("utf-8", "replace"))

    def upload_id_bytes(self, subject: str, idempotency_key: str) -> bytes:
        """16 bytes that nobody can guess and that are the same for a repeated request of the same officer."""
        return self._mac("upload", subject, idempotency_key)[:16]

    def _mac(self, *parts: str) -> bytes:
        return hmac.digest(self._secret, "\x00".join(parts).encode(), hashlib.sha256)


def local_path(target: str | None) -> str:
    """`target` if it is a path on this site, else "/": a sign-in must not send anybody to a site of a stranger."""
    if not target or not target.startswith("/") or target.startswith(("//", "/\\")):
        return "/"
    return "/" if any(ord(character) < 33 or character == "\\" for character in target) else target
