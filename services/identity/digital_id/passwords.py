"""Passwords at rest: Argon2id."""

from __future__ import annotations

import functools
import secrets

import argon2

from services.identity.digital_id.password_rules import LONGEST_PASSWORD, normal_password

# OWASP Password Storage Cheat Sheet.
MEMORY_KIB = 19 * 1024
PASSES = 2
PARALLELISM = 1


class Passwords:
    """Hashes and verifies."""

    def __init__(self) -> None:
        self._hasher = _hasher()
        self._nobodys = _nobodys()

    def hash(self, password: str) -> str:
        return self._hasher.hash(normal_password(password))

    def matches(self, stored: str | None, typed: str) -> bool:
        """Whether it is the password. None (no such account) takes as long and is False."""
        if len(typed) > LONGEST_PASSWORD * 4:
            return False
        try:
            self._hasher.verify(stored or self._nobodys, normal_password(typed))
        except (argon2.exceptions.VerificationError, argon2.exceptions.InvalidHashError):
            return False
        return stored is not None

    def is_dated(self, stored: str) -> bool:
        """Whether the hash was made with other parameters than today's."""
        return self._hasher.check_needs_rehash(stored)


def _hasher() -> argon2.PasswordHasher:
    return argon2.PasswordHasher(PASSES, MEMORY_KIB, PARALLELISM, type=argon2.Type.ID)


@functools.cache
def _nobodys() -> str:
    """The hash of a password that nobody knows, made once in a process."""
    return _hasher().hash(secrets.token_urlsafe())
