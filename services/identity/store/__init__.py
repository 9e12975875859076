"""What identity keeps in its database, each book with its documents and indexes.

Dates are UTC, as precise as the database keeps them (milliseconds).
"""

from services.identity.store.attempts import AttemptRecord, Attempts
from services.identity.store.grants import GrantRecord, Grants
from services.identity.store.officers import OfficerRecord, Officers
from services.identity.store.sessions import SessionRecord, Sessions
from services.identity.store.token_safe import TokenSafe
from services.identity.store.tokens import TokenRecord, Tokens

DOCUMENTS = (OfficerRecord, SessionRecord, TokenRecord, GrantRecord, AttemptRecord)

__all__ = [
    "DOCUMENTS",
    "AttemptRecord",
    "Attempts",
    "GrantRecord",
    "Grants",
    "OfficerRecord",
    "Officers",
    "SessionRecord",
    "Sessions",
    "TokenRecord",
    "TokenSafe",
    "Tokens",
]
