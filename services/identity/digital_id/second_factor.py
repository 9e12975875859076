"""Codes from an authenticator app: TOTP (RFC 6238), with recovery codes for whoever loses the telephone."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

import pyotp

from services.identity.digital_id import history
from services.identity.digital_id.model import (
    BY_PASSWORD_AND_CODE,
    BY_PASSWORD_AND_RECOVERY_CODE,
    Account,
    Proof,
)
from services.identity.digital_id.store import attempts, people
from services.identity.digital_id.store import second_factors as store
from services.identity.digital_id.vault import Vault

PURPOSE = "authenticator secrets"
ISSUER = "Digital ID"
OFFER_LASTS = timedelta(minutes=15)
STEP_SECONDS = 30
# RFC 6238 section 5.2: one step back for the time that typing takes, one ahead for clocks that are fast.
STEPS_TOLERATED = (0, -1, 1)
RECOVERY_CODES = 10
# Without characters that are mistaken for others; 10 of 32 are 50 bits.
_RECOVERY_ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789"
_RECOVERY_LENGTH = 10
_THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")


class CodeRefused(Exception):
    """The code is wrong, was used already, or there is none to be checked."""

    code = "sign_in_failed"


@dataclass(frozen=True)
class Offer:
    """A new secret: as text to be typed in, and as the address that the QR code carries."""

    text: str
    address: str


class SecondFactors:
    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def is_on(self, account: Account) -> bool:
        return store.secret_in_use(account.id) is not None

    def offer(self, account: Account, now: datetime) -> None:
        """Make a secret for the officer to put into the app. Sign-ins do not ask for it until it is confirmed."""
        sealed = self._vault.seal(PURPOSE, account.id, pyotp.random_base32())
        store.offer(account.id, sealed, now + OFFER_LASTS)

    def offered(self, account: Account, now: datetime) -> Offer | None:
        """The secret on offer. None when there is none, or not any more."""
        sealed = store.offered(account.id, now)
        if sealed is None:
            return None
        secret = self._vault.unseal(PURPOSE, account.id, sealed)
        address = pyotp.TOTP(secret).provisioning_uri(name=account.username, issuer_name=ISSUER)
        return Offer(" ".join(secret[i : i + 4] for i in range(0, len(secret), 4)), address)

    def confirm(self, account: Account, typed: str, now: datetime) -> tuple[Account, list[str]]:
        """Switch on with a first code: sign-ins ask for one from now on, and all earlier ones end.

        Gives the account as it is then and the recovery codes, which are shown this once. Raises CodeRefused and
        TooManyAttempts.
        """
        attempts.count_attempt(self._key(account), now)
        sealed = store.offered(account.id, now)
        secret = self._vault.unseal(PURPOSE, account.id, sealed) if sealed else None
        step = _matching_step(secret, typed, now) if secret else None
        codes = [_recovery_code() for _ in range(RECOVERY_CODES)]
        hashes = [self._recovery_hash(account, code) for code in codes]
        if sealed is None or step is None or not store.switch_on(account.id, sealed, step, hashes, now):
            history.note(account.id, "code_refused", now)
            raise CodeRefused
        attempts.forget_attempts(self._key(account))
        changed = people.end_everything(account.id) or account
        history.note(account.id, "second_factor_on", now)
        return changed, codes

    def check(self, account: Account, typed: str, now: datetime) -> Proof:
        """How the officer is proved by this code after the password was right.

        Codes are counted like passwords. Raises CodeRefused and TooManyAttempts.
        """
        attempts.count_attempt(self._key(account), now)
        proof = self._proof(account, typed, now)
        if proof is None:
            history.note(account.id, "code_refused", now)
            raise CodeRefused
        attempts.forget_attempts(self._key(account))
        if proof is BY_PASSWORD_AND_RECOVERY_CODE:
            history.note(account.id, "recovery_code_used", now)
        return proof

    def switch_off(self, account: Account, now: datetime) -> Account:
        """Sign-ins ask for the password only, and all earlier ones end. The password and a code have been checked."""
        store.switch_off(account.id)
        changed = people.end_everything(account.id) or account
        history.note(account.id, "second_factor_off", now)
        return changed

    def recovery_codes_left(self, account: Account) -> int:
        return store.recovery_codes_left(account.id)

    def _proof(self, account: Account, typed: str, now: datetime) -> Proof | None:
        sealed = store.secret_in_use(account.id)
        if sealed is None:
            return None
        step = _matching_step(self._vault.unseal(PURPOSE, account.id, sealed), typed, now)
        if step is not None:
            return BY_PASSWORD_AND_CODE if store.accept_step(account.id, step) else None
        spent = store.spend_recovery_code(account.id, self._recovery_hash(account, typed))
        return BY_PASSWORD_AND_RECOVERY_CODE if spent else None

    def _key(self, account: Account) -> str:
        return self._vault.keyed_hash("code attempts", account.id)

    def _recovery_hash(self, account: Account, typed: str) -> str:
        return self._vault.keyed_hash("recovery codes", f"{account.id}:{_plain(typed)}")


def _matching_step(secret: str, typed: str, now: datetime) -> int | None:
    """The time step whose code this is; None when it is no current code."""
    code, current = _plain(typed), int(now.timestamp()) // STEP_SECONDS
    totp = pyotp.TOTP(secret)
    for offset in STEPS_TOLERATED:
        if secrets.compare_digest(totp.generate_otp(current + offset).encode(), code.encode()):
            return current + offset
    return None


def _recovery_code() -> str:
    code = "".join(secrets.choice(_RECOVERY_ALPHABET) for _ in range(_RECOVERY_LENGTH))
    return f"{code[:5]}-{code[5:]}"


def _plain(typed: str) -> str:
    """As it is compared: apps and people write codes in groups."""
    return "".join(typed.translate(_THAI_DIGITS).replace("-", "").split()).lower()
