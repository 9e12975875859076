"""Who has registered."""

from __future__ import annotations

from datetime import datetime

from mongoengine import DateTimeField, Document, IntField, Q, StringField
from mongoengine.errors import NotUniqueError

from services.identity.digital_id.model import Account
from services.identity.digital_id.registration import email_key


class AccountDocument(Document):
    """`id` is the subject. `email_key` is the address as it is compared."""

    meta = {
        "collection": "accounts",
        "auto_create_index": False,
        "strict": False,
        "indexes": [
            # account_named's, account_with_address's and taken's look-ups; of two registrations at the same moment
            # they refuse the second. Sparse: a citizen id need not be given.
            {"fields": ["username"], "unique": True},
            {"fields": ["email_key"], "unique": True},
            {"fields": ["citizen_id_hash"], "unique": True, "sparse": True},
        ],
    }
    id = StringField(primary_key=True)
    username = StringField(required=True)
    email_key = StringField(required=True)
    email = StringField(required=True)
    given_name = StringField(required=True)
    family_name = StringField(required=True)
    password_hash = StringField(required=True)
    credentials = IntField(default=1)
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
            credentials=self.credentials,
            mobile=self.mobile,
            citizen_id_hash=self.citizen_id_hash,
        )


def add_account(account: Account, now: datetime) -> bool:
    """False when somebody has the username, the address or the citizen id already."""
    document = AccountDocument(email_key=email_key(account.email), registered_at=now, **vars(account))
    try:
        document.save(force_insert=True)
    except NotUniqueError:
        return False
    return True


def username_is_taken(username: str) -> bool:
    return AccountDocument.objects(username=username).only("id").first() is not None


def owner_of(email: str, citizen_id_hash: str | None) -> Account | None:
    """An account that has the address or the citizen id."""
    same = Q(email_key=email_key(email))
    if citizen_id_hash is not None:
        same |= Q(citizen_id_hash=citizen_id_hash)
    return _account(AccountDocument.objects(same).first())


def account_named(username: str) -> Account | None:
    return _account(AccountDocument.objects(username=username).first())


def account_with_address(email: str) -> Account | None:
    return _account(AccountDocument.objects(email_key=email_key(email)).first())


def account(account_id: str) -> Account | None:
    return _account(AccountDocument.objects(id=account_id).first())


def hash_anew(account_id: str, earlier: str, password_hash: str) -> None:
    """The same password with today's parameters, unless it was changed meanwhile."""
    AccountDocument.objects(id=account_id, password_hash=earlier).update_one(set__password_hash=password_hash)


def change_password(account_id: str, password_hash: str) -> Account | None:
    """Another password. With the same write every session, code and token of the account ends: see Account."""
    changed = AccountDocument.objects(id=account_id).modify(
        new=True, set__password_hash=password_hash, inc__credentials=1
    )
    return _account(changed)


def end_everything(account_id: str) -> Account | None:
    """Every session, code and token of the account ends."""
    return _account(AccountDocument.objects(id=account_id).modify(new=True, inc__credentials=1))


def _account(document: AccountDocument | None) -> Account | None:
    return document.as_account() if document else None
