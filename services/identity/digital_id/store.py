"""The provider's collections in database <prefix>_digital_id, and every question it asks of them."""

from __future__ import annotations

from datetime import datetime, timedelta

from mongoengine import BooleanField, DateTimeField, Document, IntField, ListField, Q, StringField
from mongoengine.errors import NotUniqueError

from services.identity.digital_id.model import Account, IssuedCode, IssuedToken, SignedIn
from services.identity.digital_id.registration import email_key
from services.identity.digital_id.throttle import Attempts, TooManyAttempts, after_another

# A spent code must be known for as long as what it gave may live, so that its second use is noticed.
CODES_KEPT = timedelta(hours=1)
CONSENT_LASTS = timedelta(days=365)


def _forgotten_after(field: str) -> dict[str, object]:
    """An index by which MongoDB itself deletes a document within a minute or so after the instant in the field.

    Every query checks the instant as well: what has expired is never used, deleted or not.
    """
    return {"fields": [field], "expireAfterSeconds": 0}


class AccountDocument(Document):
    """`id` is the subject. `email_key` is the address as it is compared."""

    meta = {
        "collection": "accounts",
        "auto_create_index": False,
        "strict": False,
        "indexes": [
            # sign_in's and is_taken's look-up; of two registrations at the same moment it refuses the second
            {"fields": ["username"], "unique": True},
            {"fields": ["email_key"], "unique": True},
        ],
    }
    id = StringField(primary_key=True)
    username = StringField(required=True)
    email_key = StringField(required=True)
    email = StringField(required=True)
    given_name = StringField(required=True)
    family_name = StringField(required=True)
    password_hash = StringField(required=True)
    mobile = StringField()
    citizen_id_hash = StringField()
    registered_at = DateTimeField(required=True)

    def as_account(self) -> Account:
        return Account(
            id=self.id,
            username=self.username,
            given_name=self.given_name,
            family_name=self.family_name,
            email=self.email,
            password_hash=self.password_hash,
            mobile=self.mobile,
            citizen_id_hash=self.citizen_id_hash,
        )


class SessionDocument(Document):
    """A browser's session, by the hash of its cookie. `expires_at` moves on with use, up to `ends_at`."""

    meta = {
        "collection": "sessions",
        "auto_create_index": False,
        "strict": False,
        "indexes": [_forgotten_after("expires_at")],
    }
    id = StringField(primary_key=True)
    account_id = StringField(required=True)
    authenticated_at = DateTimeField(required=True)
    acr = StringField(required=True)
    expires_at = DateTimeField(required=True)
    ends_at = DateTimeField(required=True)


class CodeDocument(Document):
    """An authorization code, by its hash. `replayed` once somebody has used it a second time."""

    meta = {
        "collection": "codes",
        "auto_create_index": False,
        "strict": False,
        "indexes": [_forgotten_after("forget_at")],
    }
    id = StringField(primary_key=True)
    client_id = StringField(required=True)
    account_id = StringField(required=True)
    redirect_uri = StringField(required=True)
    scope = StringField(required=True)
    nonce = StringField()
    code_challenge = StringField(required=True)
    code_challenge_method = StringField(required=True)
    authenticated_at = DateTimeField(required=True)
    acr = StringField(required=True)
    expires_at = DateTimeField(required=True)
    forget_at = DateTimeField(required=True)
    spent = BooleanField(default=False)
    replayed = BooleanField(default=False)


class TokenDocument(Document):
    """An access token, by its hash."""

    meta = {
        "collection": "tokens",
        "auto_create_index": False,
        "strict": False,
        "indexes": [_forgotten_after("expires_at"), {"fields": ["code_id"]}],  # the second: note_replay's deletion
    }
    id = StringField(primary_key=True)
    code_id = StringField(required=True)
    client_id = StringField(required=True)
    account_id = StringField(required=True)
    scope = StringField(required=True)
    expires_at = DateTimeField(required=True)


class ConsentDocument(Document):
    """What an officer lets a client see; `id` is "<account>:<client>". A refusal leaves nothing here."""

    meta = {
        "collection": "consents",
        "auto_create_index": False,
        "strict": False,
        "indexes": [_forgotten_after("expires_at")],
    }
    id = StringField(primary_key=True)
    scopes = ListField(StringField())
    given_at = DateTimeField(required=True)
    expires_at = DateTimeField(required=True)


class AttemptsDocument(Document):
    """Failed sign-ins, by a keyed hash of what was typed: people type passwords into the wrong field."""

    meta = {
        "collection": "sign_in_attempts",
        "auto_create_index": False,
        "strict": False,
        "indexes": [_forgotten_after("forget_at")],
    }
    id = StringField(primary_key=True)
    count = IntField(required=True)
    last_at = DateTimeField(required=True)
    blocked_until = DateTimeField(required=True)
    forget_at = DateTimeField(required=True)


DOCUMENTS = (AccountDocument, SessionDocument, CodeDocument, TokenDocument, ConsentDocument, AttemptsDocument)


def add_account(account: Account, now: datetime) -> bool:
    """False when somebody has the username or the address already."""
    document = AccountDocument(email_key=email_key(account.email), registered_at=now, **vars(account))
    try:
        document.save(force_insert=True)
    except NotUniqueError:
        return False
    return True


def taken(username: str, email: str) -> tuple[bool, bool]:
    """Whether somebody has the username, and whether somebody has the address."""
    key = email_key(email)
    others = list(AccountDocument.objects(Q(username=username) | Q(email_key=key)).only("username", "email_key"))
    return any(o.username == username for o in others), any(o.email_key == key for o in others)


def account_named(username: str) -> Account | None:
    document = AccountDocument.objects(username=username).first()
    return document.as_account() if document else None


def account(account_id: str) -> Account | None:
    document = AccountDocument.objects(id=account_id).first()
    return document.as_account() if document else None


def change_password_hash(account_id: str, password_hash: str) -> None:
    AccountDocument.objects(id=account_id).update_one(set__password_hash=password_hash)


def add_session(signed_in: SignedIn, expires_at: datetime, ends_at: datetime) -> None:
    SessionDocument(
        id=signed_in.session_id,
        account_id=signed_in.account.id,
        authenticated_at=signed_in.authenticated_at,
        acr=signed_in.acr,
        expires_at=expires_at,
        ends_at=ends_at,
    ).save(force_insert=True)


def session(session_id: str, now: datetime) -> SessionDocument | None:
    document: SessionDocument | None = SessionDocument.objects(id=session_id, expires_at__gt=now).first()
    return document


def prolong_session(session_id: str, expires_at: datetime) -> None:
    SessionDocument.objects(id=session_id).update_one(set__expires_at=expires_at)


def remove_session(session_id: str) -> None:
    SessionDocument.objects(id=session_id).delete()


def add_code(code: IssuedCode) -> None:
    CodeDocument(forget_at=code.expires_at + CODES_KEPT, **vars(code)).save(force_insert=True)


def code(code_id: str, client_id: str) -> IssuedCode | None:
    document = CodeDocument.objects(id=code_id, client_id=client_id).first()
    if document is None:
        return None
    return IssuedCode(**{name: getattr(document, name) for name in IssuedCode.__dataclass_fields__})


def spend_code(code_id: str) -> bool:
    """Mark the code as spent. False when it was already: of two exchanges at the same moment only one gets True."""
    return bool(CodeDocument.objects(id=code_id, spent=False).update_one(set__spent=True))


def note_replay(code_id: str) -> None:
    """The code was used again: what it gave ends. The mark comes first, see was_replayed."""
    CodeDocument.objects(id=code_id).update_one(set__replayed=True)
    TokenDocument.objects(code_id=code_id).delete()


def was_replayed(code_id: str) -> bool:
    """Whether the code was used again. Asked after the token was stored, so that a replay in between kills it too."""
    return CodeDocument.objects(id=code_id, replayed=True).first() is not None


def add_token(token: IssuedToken) -> None:
    TokenDocument(**vars(token)).save(force_insert=True)


def token(token_id: str, now: datetime) -> IssuedToken | None:
    document = TokenDocument.objects(id=token_id, expires_at__gt=now).first()
    if document is None:
        return None
    return IssuedToken(**{name: getattr(document, name) for name in IssuedToken.__dataclass_fields__})


def remember_consent(account_id: str, client_id: str, scopes: list[str], now: datetime) -> None:
    ConsentDocument.objects(id=f"{account_id}:{client_id}").update_one(
        upsert=True, add_to_set__scopes=scopes, set__given_at=now, set__expires_at=now + CONSENT_LASTS
    )


def has_consented(account_id: str, client_id: str, scopes: list[str], now: datetime) -> bool:
    """Whether consent to all of these scopes was given within CONSENT_LASTS."""
    given = ConsentDocument.objects(id=f"{account_id}:{client_id}", scopes__all=scopes, expires_at__gt=now)
    return given.first() is not None


def count_attempt(key: str, now: datetime) -> None:
    """Count an attempt before its outcome is known. Raises TooManyAttempts when it may not be made now."""
    for _ in range(20):
        found = AttemptsDocument.objects(id=key).first()
        earlier = Attempts(found.count, found.last_at, found.blocked_until) if found else None
        attempts = after_another(earlier, now)
        if _replace(key, earlier, attempts):
            return
    raise TooManyAttempts(retry_after=1)


def forget_attempts(key: str) -> None:
    AttemptsDocument.objects(id=key).delete()


def _replace(key: str, earlier: Attempts | None, attempts: Attempts) -> bool:
    """False when somebody else has counted an attempt since `earlier` was read."""
    changed = {**vars(attempts), "forget_at": attempts.forget_at}
    if earlier is not None:
        unchanged = AttemptsDocument.objects(id=key, count=earlier.count, last_at=earlier.last_at)
        return bool(unchanged.update_one(**{f"set__{name}": value for name, value in changed.items()}))
    try:
        AttemptsDocument(id=key, **changed).save(force_insert=True)
    except NotUniqueError:
        return False
    return True
