"""An officer: a person, as the Digital ID knows them."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar


class AccountSuspended(Exception):
    """The officer's account is suspended: what they hold rests, and nothing can be added to it."""

    code: ClassVar[str] = "account_suspended"


@dataclass(frozen=True)
class Officer:
    """`issuer` and `subject` identify the person at their Digital ID for ever; name and e-mail may change.

    `grants_version` counts the changes of what the officer holds, from 0: whoever has seen a newer one knows that an
    access token with an older one is out of date. `acting` is the id of the grant that they last chose to act by.
    `suspended_since`: while it is set, what they hold gives them nothing.
    """

    id: str
    issuer: str
    subject: str
    name: str
    email: str | None
    grants_version: int = 0
    acting: str | None = None
    suspended_since: datetime | None = None

    def as_known_now(self, name: str, email: str | None) -> Officer:
        """The officer with what the Digital ID says of them at this sign-in."""
        return replace(self, name=written(name), email=email)

    def ensure_active(self) -> None:
        """Raises AccountSuspended."""
        if self.suspended_since is not None:
            raise AccountSuspended


def written(name: str) -> str:
    """A name in the one spelling in which it is kept, so that it sorts and compares as it looks.

    NFC leaves sara am in two spellings that look the same (U+0E4D U+0E32 and U+0E33); keyboards type the second.
    """
    return " ".join(unicodedata.normalize("NFC", name).replace("\u0e4d\u0e32", "\u0e33").split())
