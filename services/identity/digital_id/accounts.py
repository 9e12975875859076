"""Registering and proving who one is."""

from __future__ import annotations

import uuid
from datetime import datetime

import structlog

from services.identity.digital_id import store
from services.identity.digital_id.keys import Keys
from services.identity.digital_id.model import Account
from services.identity.digital_id.passwords import Passwords
from services.identity.digital_id.registration import (
    Registration,
    RegistrationRefused,
    normal_username,
    problem,
)

log = structlog.get_logger()


class SignInRefused(Exception):
    """The username or the password is wrong; which of them nobody is told."""

    code = "sign_in_failed"


class Accounts:
    def __init__(self, passwords: Passwords, keys: Keys) -> None:
        self._passwords = passwords
        self._keys = keys

    def register(self, registration: Registration, now: datetime) -> Account:
        """Raises RegistrationRefused when the username or the e-mail address is taken."""
        self._refuse_if_taken(registration)
        account = Account(
            id=str(uuid.uuid4()),
            username=registration.username,
            given_name=registration.given_name,
            family_name=registration.family_name,
            email=registration.email,
            password_hash=self._passwords.hash(registration.password),
            mobile=registration.mobile,
            citizen_id_hash=registration.citizen_id and self._keys.keyed_hash("citizen id", registration.citizen_id),
        )
        if not store.add_account(account, now):
            self._refuse_if_taken(registration)
            raise RuntimeError("an account was refused as taken that nobody has")
        log.info("account_registered", account_id=account.id)
        return account

    def sign_in(self, username: str, password: str, now: datetime) -> Account:
        """The account whose username and password these are.

        Unknown usernames are counted, refused and made to wait exactly as known ones, so that nobody learns which
        exist. Raises SignInRefused, or TooManyAttempts.
        """
        wanted = normal_username(username)
        attempts = self._keys.keyed_hash("sign-in attempts", wanted)
        store.count_attempt(attempts, now)
        account = store.account_named(wanted)
        if not self._passwords.matches(account.password_hash if account else None, password) or account is None:
            log.info("sign_in_refused", account_id=account.id if account else None)
            raise SignInRefused
        store.forget_attempts(attempts)
        if self._passwords.is_dated(account.password_hash):
            store.change_password_hash(account.id, self._passwords.hash(password))
        return account

    def _refuse_if_taken(self, registration: Registration) -> None:
        username, email = store.taken(registration.username, registration.email)
        problems = [problem("email", "email_taken")] if email else []
        problems += [problem("username", "username_taken")] if username else []
        if problems:
            raise RegistrationRefused(tuple(problems))
