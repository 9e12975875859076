"""The provider's own secret, and what is derived from it: one key for each purpose, and no key for two."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from chassis.config import Settings, SettingsError

NONCE_BYTES = 12  # what AES-GCM takes: NIST SP 800-38D section 8.2


class SealBroken(Exception):
    """What was sealed cannot be opened: it was altered, belongs elsewhere, or the secret is another one than then."""

    code = "internal"


class Vault:
    """Made from the setting `digital_id_secret`. Raises SettingsError when that is not 64 hex digits."""

    def __init__(self, settings: Settings) -> None:
        given = settings.need("digital_id_secret")
        if not re.fullmatch("[0-9a-fA-F]{64}", given):
            raise SettingsError("PRAKAT_DIGITAL_ID_SECRET: must be 64 hex digits.")
        self._root = bytes.fromhex(given)

    def secret(self, purpose: str) -> bytes:
        """32 bytes for one purpose only: what is known of one tells nothing of another."""
        info = f"prakat digital id {purpose}".encode()
        return HKDF(hashes.SHA256(), 32, salt=None, info=info).derive(self._root)

    def keyed_hash(self, purpose: str, value: str) -> str:
        """Hex digest that nobody without the secret can compute, so that short values cannot be guessed from it."""
        return hmac.new(self.secret(purpose), value.encode(), hashlib.sha256).hexdigest()

    def seal(self, purpose: str, owner: str, plain: str) -> bytes:
        """Encrypt for storage. `owner` is whom it belongs to: put at another's place it cannot be opened."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        return nonce + AESGCM(self.secret(purpose)).encrypt(nonce, plain.encode(), owner.encode())

    def unseal(self, purpose: str, owner: str, sealed: bytes) -> str:
        """Raises SealBroken."""
        nonce, encrypted = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
        try:
            return AESGCM(self.secret(purpose)).decrypt(nonce, encrypted, owner.encode()).decode()
        except (InvalidTag, ValueError):
            raise SealBroken(purpose) from None


def hash_of(token: str) -> str:
    """How a code, an access token or a session is stored: they are random enough for a plain SHA-256."""
    return hashlib.sha256(token.encode()).hexdigest()
