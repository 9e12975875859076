"""A forgotten password: a link by mail, good for one change within half an hour."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

import structlog

from services.identity.digital_id import history
from services.identity.digital_id.accounts import Accounts
from services.identity.digital_id.errands import Errands
from services.identity.digital_id.letters import Letters
from services.identity.digital_id.model import Account
from services.identity.digital_id.registration import email_key
from services.identity.digital_id.store import attempts, links, people
from services.identity.digital_id.throttle import FREE_FROM_ADDRESS
from services.identity.digital_id.vault import Vault, hash_of

LINK_LASTS = timedelta(minutes=30)
FREE_LETTERS = 3  # to one address; from the next on each makes the following one wait

log = structlog.get_logger()


class LinkInvalid(Exception):
    """The link is unknown, used, expired, or a newer one was sent; which of these nobody is told."""

    code = "link_invalid"


class ForgottenPasswords:
    def __init__(
        self, vault: Vault, accounts: Accounts, letters: Letters, errands: Errands, clock: Callable[[], datetime]
    ) -> None:
        self._vault = vault
        self._accounts = accounts
        self._letters = letters
        self._errands = errands
        self._clock = clock

    def ask(self, typed: str) -> None:
        """Have a link sent to the address if somebody has registered with it.

        Neither the answer nor the time it takes depends on that: the address is looked up after the answer.
        Raises TooManyAttempts, for addresses that nobody has as well.
        """
        now, wanted = self._clock(), typed.strip()
        address = self._vault.keyed_hash("links asked from", history.client_address())
        attempts.count_attempt(address, now, FREE_FROM_ADDRESS)
        attempts.count_attempt(self._vault.keyed_hash("links to", email_key(wanted)), now, FREE_LETTERS + 1)
        self._errands.run(lambda: self._send(wanted))

    def owner(self, link: str) -> Account:
        """Whose link it is; it stays good. Raises LinkInvalid."""
        account_id = links.whose_link(hash_of(link), self._clock())
        account = people.account(account_id) if account_id else None
        if account is None:
            log.info("link_refused")
            raise LinkInvalid
        return account

    def change(self, link: str, form: Mapping[str, str]) -> Account:
        """Replace the password and use the link up.

        Raises LinkInvalid; RegistrationRefused when the new password breaks a rule, after which the link is still good.
        """
        account = self.owner(link)
        self._accounts.check_new_password(account, form)
        if not links.take_link(hash_of(link), self._clock()):
            log.info("link_refused")
            raise LinkInvalid
        return self._accounts.change_password(account, form, self._clock())

    def _send(self, wanted: str) -> None:
        account = people.account_with_address(wanted)
        if account is None:
            log.info("link_asked", account_id=None)
            return
        now, link = self._clock(), secrets.token_urlsafe(32)
        links.put_link(account.id, hash_of(link), now + LINK_LASTS)
        history.note(account.id, "link_asked", now)
        self._letters.password_link(account, link)
