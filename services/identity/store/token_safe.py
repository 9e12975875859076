"""How token numbers are kept: findable by who knows one, readable by who may show one, useless to who steals them.

A number has 10^14 possibilities, few enough to try them all against a plain hash: the hash takes a key. For display the
number is encrypted. All keys are derived from one secret that is not in the database.
"""

from __future__ import annotations

import hashlib
import hmac
import os

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_NONCE_BYTES = 12  # what AES-GCM is specified for (NIST SP 800-38D, 8.2)


class TokenSafe:
    def __init__(self, secret: str) -> None:
        """`secret` is the setting token_secret: 64 hex digits."""
        material = bytes.fromhex(secret)
        self._lookup_key = _derived(material, b"prakat token look-up v1")
        self._veil_key = _derived(material, b"prakat address v1")
        self._cipher = AESGCM(_derived(material, b"prakat token display v1"))

    def lookup(self, number: str) -> str:
        """Under what a token number is found: the same for the same number, and telling nothing about it."""
        return hmac.new(self._lookup_key, number.encode(), hashlib.sha256).hexdigest()

    def veil(self, address: str) -> str:
        """Under what failures from a network address are counted: there are few addresses, so the hash takes a key."""
        return hmac.new(self._veil_key, address.encode(), hashlib.sha256).hexdigest()

    def seal(self, number: str, token_id: str) -> bytes:
        """The number, encrypted; bound to its token, so that it cannot be shown as another's."""
        nonce = os.urandom(_NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, number.encode(), token_id.encode())

    def reveal(self, sealed: bytes, token_id: str) -> str:
        """The number that was sealed for this token.

        Raises cryptography.exceptions.InvalidTag when it was sealed for another one, with another secret, or altered.
        """
        nonce, encrypted = sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:]
        return self._cipher.decrypt(nonce, encrypted, token_id.encode()).decode()


def _derived(material: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose).derive(material)
