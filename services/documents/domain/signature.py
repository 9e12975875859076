"""A digital signature inside a PDF, as far as the file itself tells."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Signature:
    """`signer` and `signed_at` are what the signature claims (None: it does not say, or cannot be read).

    `intact`: what was signed has not been altered since, and the signature was made with the key of the certificate in
    it. Whether the certificate is to be trusted is not judged here. `covers_all`: nothing was added after it.
    """

    signer: str | None
    signed_at: datetime | None
    intact: bool
    covers_all: bool
