"""What the pages work with. Put together once, in app.py."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from flask import request

from services.identity.digital_id import language, sessions
from services.identity.digital_id.accounts import Accounts
from services.identity.digital_id.authorization_requests import AuthorizationRequest, Tickets
from services.identity.digital_id.clients import Client
from services.identity.digital_id.csrf import Csrf
from services.identity.digital_id.forgotten import ForgottenPasswords
from services.identity.digital_id.keys import Keys
from services.identity.digital_id.letters import Letters
from services.identity.digital_id.measures import Measures
from services.identity.digital_id.model import SignedIn
from services.identity.digital_id.oidc import Provider
from services.identity.digital_id.second_factor import SecondFactors


@dataclass(frozen=True)
class Parts:
    clock: Callable[[], datetime]
    keys: Keys
    client: Client
    accounts: Accounts
    second_factors: SecondFactors
    forgotten: ForgottenPasswords
    letters: Letters
    provider: Provider
    tickets: Tickets
    csrf: Csrf
    measures: Measures

    def signed_in(self) -> SignedIn | None:
        """Who is signed in in the browser that sent this request."""
        return sessions.find_session(request.cookies.get(sessions.COOKIE), self.clock())

    def open_ticket(self) -> AuthorizationRequest:
        """The authorization request whose ticket is in this page's address; the page speaks the language it wants.

        Raises TicketInvalid.
        """
        asked = self.tickets.read(request.args.get("ticket", ""), self.csrf.browser(), self.clock())
        language.choose(asked.get("ui_locales"))
        return asked
