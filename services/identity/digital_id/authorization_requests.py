"""An authorization request on its way through sign-in and consent, and what it needs next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum
from hmac import compare_digest

from authlib.oauth2 import OAuth2Request
from authlib.oauth2.rfc6749.requests import BasicOAuth2Payload
from itsdangerous import BadData, URLSafeSerializer

from services.identity.digital_id.model import SignedIn

# Authlib looks at nothing of the address but whether it is https. That ours is safe was checked at the start.
ANY_SECURE_ADDRESS = "https://digital-id.invalid/"
LIFETIME = timedelta(hours=1)
LONGEST_TICKET = 3000  # characters: it travels in addresses, and servers refuse those above about 4,000


class TicketInvalid(Exception):
    """The ticket is not ours, too old, or another browser's: the sign-in must start again at the client."""

    code = "sign_in_failed"


class RequestTooLong(Exception):
    """The parameters are longer than any honest request's."""

    code = "invalid_request"


@dataclass(frozen=True)
class AuthorizationRequest:
    """The parameters that a client sent, and when they first arrived."""

    parameters: tuple[tuple[str, str], ...]
    asked_at: datetime

    def get(self, name: str) -> str | None:
        return next((value for given, value in self.parameters if given == name), None)

    @property
    def prompts(self) -> frozenset[str]:
        return frozenset((self.get("prompt") or "").split())

    @property
    def max_age(self) -> timedelta | None:
        """How old a sign-in may be. The provider has refused what is not a number before this is asked."""
        given = self.get("max_age")
        return timedelta(seconds=int(given)) if given is not None else None

    def for_authlib(self) -> OAuth2Request:
        request = OAuth2Request("GET", ANY_SECURE_ADDRESS)
        request.payload = _Parameters(self.parameters)
        return request


class _Parameters(BasicOAuth2Payload):  # type: ignore[misc]
    """Parameters as Authlib reads them, with those that were sent more than once."""

    def __init__(self, parameters: tuple[tuple[str, str], ...]) -> None:
        self._data: dict[str, str] = {}
        self._datalist: dict[str, list[str]] = {}
        for name, value in parameters:
            self._data.setdefault(name, value)
            self._datalist.setdefault(name, []).append(value)


class Tickets:
    """Carries a request from page to page in their addresses, signed, so that nothing is stored before sign-in.

    Bound to the browser that the client sent here: an address that somebody passes on leads nowhere.
    """

    def __init__(self, secret: bytes) -> None:
        self._serializer = URLSafeSerializer(secret, salt="authorization-request")

    def issue(self, request: AuthorizationRequest, browser: str) -> str:
        """Raises RequestTooLong."""
        ticket = self._serializer.dumps([browser, request.asked_at.timestamp(), request.parameters])
        if len(ticket) > LONGEST_TICKET:
            raise RequestTooLong
        return ticket.decode() if isinstance(ticket, bytes) else ticket

    def read(self, ticket: str, browser: str, now: datetime) -> AuthorizationRequest:
        """Raises TicketInvalid."""
        try:
            issued_to, asked_at, parameters = self._serializer.loads(ticket)
        except (BadData, UnicodeEncodeError):
            raise TicketInvalid from None
        request = AuthorizationRequest(
            tuple((name, value) for name, value in parameters), datetime.fromtimestamp(asked_at, UTC)
        )
        if now >= request.asked_at + LIFETIME or not compare_digest(issued_to, browser):
            raise TicketInvalid
        return request


class Step(Enum):
    SIGN_IN = "sign_in"
    CONSENT = "consent"
    ANSWER = "answer"
    OTHER_PERSON = "other_person"


@dataclass(frozen=True)
class Known:
    """What is known besides the sign-in: whether the officer has consented, and whom the client expects (`sub` of its
    `id_token_hint`)."""

    consented: bool = False
    expected: str | None = None


def next_step(request: AuthorizationRequest, now: datetime, signed_in: SignedIn | None, known: Known) -> Step:
    """What the officer must do next: OpenID Connect Core sections 3.1.2.1 (prompt, max_age, id_token_hint) and 3.1.2.3.

    `acr_values` asks for nothing further: whoever has a second factor has no session without it.

    A sign-in later than the request satisfies prompt=login, prompt=select_account and any max_age; otherwise they would
    ask for ever. prompt=consent is satisfied by consenting, not by having consented, so it never answers by itself.
    """
    if signed_in is None:
        return Step.SIGN_IN
    is_fresh = signed_in.authenticated_at >= request.asked_at
    if known.expected is not None and known.expected != signed_in.account.id:
        return Step.OTHER_PERSON if is_fresh else Step.SIGN_IN
    if not is_fresh:
        if request.prompts & {"login", "select_account"}:
            return Step.SIGN_IN
        if request.max_age is not None and now - signed_in.authenticated_at > request.max_age:
            return Step.SIGN_IN
    if not known.consented or "consent" in request.prompts:
        return Step.CONSENT
    return Step.ANSWER
