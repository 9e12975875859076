"""Registering, proving who one is, and changing how."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime

import structlog

from services.identity.digital_id import history
from services.identity.digital_id.letters import Letters
from services.identity.digital_id.model import Account
from services.identity.digital_id.passwords import Passwords
from services.identity.digital_id.registration import (
    Registration,
    RegistrationRefused,
    check_new_password,
    known_of,
    normal_username,
    problem,
)
from services.identity.digital_id.store import attempts, links, people
from services.identity.digital_id.throttle import FREE_FROM_ADDRESS
from services.identity.digital_id.vault import Vault

NOBODY = "nobody"
"""Whose history holds the attempts on usernames that do not exist."""

log = structlog.get_logger()


class SignInRefused(Exception):
    """The username or the password is wrong; which of them nobody is told."""

    code = "sign_in_failed"


class Accounts:
    def __init__(self, passwords: Passwords, vault: Vault, letters: Letters) -> None:
        self._passwords = passwords
        self._vault = vault
        self._letters = letters

    def register(self, registration: Registration, now: datetime) -> Account:
        """Raises RegistrationRefused when the username, the e-mail address or the citizen id is taken; TooManyAttempts
        for whoever tries many."""
        address = self._vault.keyed_hash("registrations from", history.client_address())
        attempts.refuse_if_early(address, now)
        citizen_id_hash = registration.citizen_id and self._vault.keyed_hash("citizen id", registration.citizen_id)
        # Hashed before it is known whether all is free, so that the time taken does not tell.
        password_hash = self._passwords.hash(registration.password)
        account = Account(
            id=str(uuid.uuid4()),
            username=registration.username,
            given_name=registration.given_name,
            family_name=registration.family_name,
            email=registration.email,
            password_hash=password_hash,
            mobile=registration.mobile,
            citizen_id_hash=citizen_id_hash,
        )
        try:
            self._refuse_if_taken(account, now)
            if not people.add_account(account, now):
                self._refuse_if_taken(account, now)
                raise RuntimeError("an account was refused as taken that nobody has")
        except RegistrationRefused:
            attempts.count_attempt(address, now, FREE_FROM_ADDRESS)
            raise
        history.note(account.id, "registered", now)
        return account

    def prove(self, username: str, password: str, now: datetime) -> Account:
        """The account whose username and password these are.

        Unknown usernames are counted, refused and made to wait exactly as known ones, so that nobody learns which
        exist. Raises SignInRefused, or TooManyAttempts.
        """
        wanted = normal_username(username)
        key = self._vault.keyed_hash("sign-in attempts", wanted)
        address = self._vault.keyed_hash("sign-ins from", history.client_address())
        attempts.refuse_if_early(address, now)
        attempts.count_attempt(key, now)
        account = people.account_named(wanted)
        if not self._passwords.matches(account.password_hash if account else None, password) or account is None:
            attempts.count_attempt(address, now, FREE_FROM_ADDRESS)
            # Written for nobody as well: the time that it takes must not tell whether there is such an account.
            history.note(account.id if account else NOBODY, "sign_in_refused", now)
            raise SignInRefused
        attempts.forget_attempts(key)
        if self._passwords.is_dated(account.password_hash):
            people.hash_anew(account.id, account.password_hash, self._passwords.hash(password))
        return account

    def check_new_password(self, account: Account, form: Mapping[str, str]) -> str:
        """The new password in the form. Raises RegistrationRefused when it breaks a rule."""
        known = known_of(account.given_name, account.family_name, account.email)
        return check_new_password(form, account.username, known)

    def change_password(self, account: Account, form: Mapping[str, str], now: datetime) -> Account:
        """Replace the password by the one in the form; every session, code and token of the account ends.

        Raises RegistrationRefused when the new password breaks a rule.
        """
        password = self.check_new_password(account, form)
        changed = people.change_password(account.id, self._passwords.hash(password))
        if changed is None:
            raise SignInRefused
        links.remove_link(account.id)
        history.note(account.id, "password_changed", now)
        self._letters.password_changed(changed)
        return changed

    def end_everything(self, account: Account, now: datetime) -> Account:
        """End every session, code and token of the account."""
        changed = people.end_everything(account.id)
        history.note(account.id, "signed_out_everywhere", now)
        return changed or account

    def _refuse_if_taken(self, wanted: Account, now: datetime) -> None:
        if people.username_is_taken(wanted.username):
            log.info("registration_refused", reason="username")
            raise RegistrationRefused((problem("username", "username_taken"),))
        owner = people.owner_of(wanted.email, wanted.citizen_id_hash)
        if owner:
            # The owner learns of it; whoever fills in the form does not learn who that is.
            history.note(owner.id, "registered_again", now)
            raise RegistrationRefused((problem("email", "person_known"),))
