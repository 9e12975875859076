"""Texts that officers write, as they are kept."""

from __future__ import annotations

import unicodedata


def tidied(text: str | None) -> str | None:
    """One spelling for the same characters, no control characters but line breaks, nothing around it; None if nothing
    is left."""
    kept = "".join(
        letter
        for letter in unicodedata.normalize("NFC", (text or "").replace("\r\n", "\n"))
        if letter == "\n" or unicodedata.category(letter) not in ("Cc", "Cf", "Cs")
    )
    return kept.strip() or None
