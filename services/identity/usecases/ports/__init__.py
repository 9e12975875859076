"""What the use cases need from outside, by family. The store keeps the books; the chassis knows the agencies."""

from services.identity.usecases.ports.agencies import AgencyBook, AttendanceBook
from services.identity.usecases.ports.grants import GrantBook, Rights
from services.identity.usecases.ports.officers import (
    AccountHistoryBook,
    OfficerBook,
    RefusedSignInBook,
    SessionBook,
    Sign,
    UnusedAccounts,
)
from services.identity.usecases.ports.tokens import AttemptBook, TokenBook

__all__ = [
    "AccountHistoryBook",
    "AgencyBook",
    "AttemptBook",
    "AttendanceBook",
    "GrantBook",
    "OfficerBook",
    "RefusedSignInBook",
    "Rights",
    "SessionBook",
    "Sign",
    "TokenBook",
    "UnusedAccounts",
]
