"""The gateway's cookies: the session's secret, what a sign-in under way must remember, the ID token for the way out.

All are out of reach of scripts, for https (or localhost) only. The first two are `__Host-`: this host only, every path.
The third is sent to the address of signing out alone, since it is long and of no use elsewhere; it is encrypted for the
session beside which it was set, so that neither its holder's data nor somebody else's token can be had from it. The
gateway itself keeps nothing.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import secrets
from dataclasses import asdict, dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from itsdangerous import BadData, URLSafeTimedSerializer
from starlette.requests import Request
from starlette.responses import Response

SESSION = "__Host-prakat-session"
SIGN_IN = "__Host-prakat-sign-in"
ID_TOKEN = "__Secure-prakat-id-token"  # noqa: S105 - a name
SIGN_IN_SECONDS = 600
SIGN_OUT_PATH = "/auth/sign-out"
LONGEST_SECRET = 512
LONGEST_COOKIE = 3800  # browsers drop cookies above 4096 bytes, name and attributes included
NONCE_BYTES = 12
LONGEST_NEXT = 1000


@dataclass(frozen=True)
class SignIn:
    """A sign-in under way: at which issuer, what must come back from there, the PKCE verifier, where to go then."""

    issuer: str
    state: str
    nonce: str
    verifier: str
    next: str

    @classmethod
    def begin(cls, issuer: str, next_path: str) -> SignIn:
        return cls(issuer, secrets.token_urlsafe(24), secrets.token_urlsafe(24), secrets.token_urlsafe(48), next_path)


@dataclass(frozen=True)
class IssuersSession:
    """By which issuer somebody signed in, and its ID token."""

    issuer: str
    id_token: str


class Cookies:
    """Reads and writes them, with the secret `session_secret`."""

    def __init__(self, session_secret: str) -> None:
        self._secret = session_secret.encode()
        self._signer = URLSafeTimedSerializer(session_secret, salt="sign-in")
        self._sealing = AESGCM(self._mac("id-token"))

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

    def issuers_session(self, request: Request, session: str) -> IssuersSession | None:
        """What was set beside this very session, None if there is nothing or it is not ours."""
        try:
            sealed = base64.urlsafe_b64decode(request.cookies.get(ID_TOKEN, ""))
            opened = self._sealing.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], session.encode())
            issuer, _, id_token = opened.decode().partition(" ")
        except (binascii.Error, ValueError, InvalidTag):
            return None
        return IssuersSession(issuer, id_token)

    def set_issuers_session(self, response: Response, kept: IssuersSession, session: str) -> None:
        """Not when it would be too long for a cookie: then the issuer asks the officer before it signs them out."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        sealed = self._sealing.encrypt(nonce, f"{kept.issuer} {kept.id_token}".encode(), session.encode())
        value = base64.urlsafe_b64encode(nonce + sealed).decode()
        if len(value) <= LONGEST_COOKIE:
            response.set_cookie(ID_TOKEN, value, secure=True, httponly=True, samesite="lax", path=SIGN_OUT_PATH)

    def clear_issuers_session(self, response: Response) -> None:
        response.delete_cookie(ID_TOKEN, secure=True, httponly=True, samesite="lax", path=SIGN_OUT_PATH)

    def csrf_token(self, session: str) -> str:
        return self._mac("csrf", session).hex()

    def csrf_token_is_right(self, session: str, token: str) -> bool:
        return hmac.compare_digest(self.csrf_token(session).encode(), token.encode("utf-8", "replace"))

    def upload_id_bytes(self, subject: str, idempotency_key: str) -> bytes:
        """16 bytes that nobody can guess and that are the same for a repeated request of the same caller."""
        return self._mac("upload", subject, idempotency_key)[:16]

    def _mac(self, *parts: str) -> bytes:
        return hmac.digest(self._secret, "\x00".join(parts).encode(), hashlib.sha256)


def local_path(target: str | None) -> str:
    """`target` if it is a path on this site, else "/": a sign-in must not send anybody to a site of a stranger.

    Browsers read `\\` as `/` and leave out tabs and line ends, so neither may stand anywhere in it; what is percent-
    encoded in a path stays so, and is harmless.
    """
    if not target or not target.startswith("/") or target.startswith("//") or len(target) > LONGEST_NEXT:
        return "/"
    return "/" if any(ord(character) < 33 or character in "\\\x7f" for character in target) else target
