"""What identity keeps in its database, each book with its documents and indexes.

Dates are UTC, as precise as the database keeps them (milliseconds).
"""

from services.identity.store.account_history import AccountHistory
from services.identity.store.attempts import AttemptRecord, Attempts
from services.identity.store.attendance import AttendanceRecord, Attendances
from services.identity.store.calendar import Calendar, CalendarRecord
from services.identity.store.clients import ClientAccessRecord, ClientRecord, Clients, UsedAssertionRecord
from services.identity.store.grants import GrantRecord, Grants
from services.identity.store.news import NewsDesk, NewsRecord
from services.identity.store.officers import OfficerRecord, Officers
from services.identity.store.refused_sign_ins import RefusedSignInRecord, RefusedSignIns
from services.identity.store.sessions import SessionRecord, Sessions
from services.identity.store.token_desk import DeskRecord, TokenDesk
from services.identity.store.token_safe import TokenSafe
from services.identity.store.tokens import TokenRecord, Tokens

DOCUMENTS = (
    OfficerRecord,
    SessionRecord,
    GrantRecord,
    AttendanceRecord,
    RefusedSignInRecord,
    CalendarRecord,
    TokenRecord,
    DeskRecord,
    AttemptRecord,
    ClientRecord,
    ClientAccessRecord,
    UsedAssertionRecord,
    NewsRecord,
)

__all__ = [
    "DOCUMENTS",
    "AccountHistory",
    "AttemptRecord",
    "Attempts",
    "AttendanceRecord",
    "Attendances",
    "ClientAccessRecord",
    "ClientRecord",
    "Clients",
    "Calendar",
    "CalendarRecord",
    "DeskRecord",
    "GrantRecord",
    "Grants",
    "NewsDesk",
    "NewsRecord",
    "OfficerRecord",
    "Officers",
    "RefusedSignInRecord",
    "RefusedSignIns",
    "SessionRecord",
    "Sessions",
    "TokenDesk",
    "TokenRecord",
    "TokenSafe",
    "Tokens",
    "UsedAssertionRecord",
]
