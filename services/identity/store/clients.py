"""Machine clients, what they opened, and which assertions they have used."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from mongoengine import (
    DateTimeField,
    Document,
    EmbeddedDocument,
    EmbeddedDocumentListField,
    IntField,
    ListField,
    StringField,
)
from mongoengine.errors import NotUniqueError

from services.identity.domain.clients import Client, ClientAccess, Credential
from services.identity.store.collation import THAI_ORDER


class CredentialRecord(EmbeddedDocument):
    id = StringField(required=True)
    secret = StringField()
    public_key = StringField()
    until = DateTimeField()


class ClientRecord(Document):
    id = StringField(primary_key=True)
    version = IntField(required=True)
    agency_id = StringField(required=True)
    name = StringField(required=True)
    scopes = ListField(StringField(), required=True)
    addresses = ListField(StringField(), required=True)
    credentials = EmbeddedDocumentListField(CredentialRecord, required=True)
    registered_by = StringField(required=True)
    registered_at = DateTimeField(required=True)
    expires_at = DateTimeField(required=True)
    revoked_at = DateTimeField()
    last_used_at = DateTimeField()

    meta = {
        "collection": "clients",
        "auto_create_index": False,
        "indexes": [
            # list_of: one agency's in the order of the list; of several agencies, merged by the database
            {"fields": ["agency_id", "name", "id"], "collation": THAI_ORDER},
            # agencies: their ids are read off the index (the collation of the other one is in its way)
            {"fields": ["agency_id"]},
        ],
    }


class ClientAccessRecord(Document):
    """`id` is the fingerprint; the access itself is not kept."""

    id = StringField(primary_key=True)
    client_id = StringField(required=True)
    credential_id = StringField(required=True)
    scopes = ListField(StringField(), required=True)
    expires_at = DateTimeField(required=True)

    meta = {
        "collection": "client_accesses",
        "auto_create_index": False,
        "indexes": [
            # the database sweeps away what is over; opened does not rely on when it does
            {"fields": ["expires_at"], "expireAfterSeconds": 0},
            # close_all
            {"fields": ["client_id"]},
        ],
    }


class UsedAssertionRecord(Document):
    """`id` is client and hash of the assertion's own id."""

    id = StringField(primary_key=True)
    forget_at = DateTimeField(required=True)

    meta = {
        "collection": "used_assertions",
        "auto_create_index": False,
        "indexes": [
            # the database sweeps away what has expired and would be refused for that
            {"fields": ["forget_at"], "expireAfterSeconds": 0},
        ],
    }


class Clients:
    def add(self, client: Client) -> None:
        _record(client).save(force_insert=True)

    def get(self, client_id: str) -> Client | None:
        record = ClientRecord.objects(id=client_id).first()
        return _client(record) if record else None

    def replace(self, client: Client) -> bool:
        changed = ClientRecord.objects(id=client.id, version=client.version - 1).update_one(
            set__version=client.version,
            set__credentials=[_credential_record(each) for each in client.credentials],
            set__revoked_at=client.revoked_at,
        )
        return bool(changed)

    def list_of(self, agency_ids: Collection[str], limit: int, after: Client | None) -> Sequence[Client]:
        wanted: dict[str, object] = {"agency_id": {"$in": list(agency_ids)}}
        if after is not None:
            wanted["$or"] = [{"name": {"$gt": after.name}}, {"name": after.name, "_id": {"$gt": after.id}}]
        found = ClientRecord.objects(__raw__=wanted).collation(THAI_ORDER).order_by("name", "id").limit(limit)
        return [_client(record) for record in found]

    def agencies(self) -> Sequence[str]:
        return list(ClientRecord.objects.distinct("agency_id"))

    def note_used(self, client_id: str, now: datetime) -> None:
        ClientRecord.objects(id=client_id).update_one(max__last_used_at=now)

    def open(self, fingerprint: str, access: ClientAccess) -> None:
        ClientAccessRecord(
            id=fingerprint,
            client_id=access.client_id,
            credential_id=access.credential_id,
            scopes=sorted(access.scopes),
            expires_at=access.expires_at,
        ).save(force_insert=True)

    def opened(self, fingerprint: str, now: datetime) -> ClientAccess | None:
        record = ClientAccessRecord.objects(id=fingerprint, expires_at__gt=now).first()
        if record is None:
            return None
        return ClientAccess(record.client_id, record.credential_id, frozenset(record.scopes), record.expires_at)

    def close_all(self, client_id: str) -> None:
        ClientAccessRecord.objects(client_id=client_id).delete()

    def use_up(self, client_id: str, assertion_id: str, until: datetime) -> bool:
        key = f"{client_id}:{assertion_id}"
        # Of two at the same moment one is in the other's way, starts again and finds it here.
        if UsedAssertionRecord.objects(id=key).first() is not None:
            return False
        try:
            UsedAssertionRecord(id=key, forget_at=until).save(force_insert=True)
        except NotUniqueError:
            return False
        return True


def _record(client: Client) -> ClientRecord:
    return ClientRecord(
        id=client.id,
        version=client.version,
        agency_id=client.agency_id,
        name=client.name,
        scopes=sorted(map(str, client.scopes)),
        addresses=list(client.addresses),
        credentials=[_credential_record(each) for each in client.credentials],
        registered_by=client.registered_by,
        registered_at=client.registered_at,
        expires_at=client.expires_at,
    )


def _credential_record(credential: Credential) -> CredentialRecord:
    return CredentialRecord(
        id=credential.id, secret=credential.secret, public_key=credential.public_key, until=credential.until
    )


def _client(record: ClientRecord) -> Client:
    return Client(
        id=record.id,
        version=record.version,
        agency_id=record.agency_id,
        name=record.name,
        scopes=frozenset(record.scopes),
        addresses=tuple(record.addresses),
        credentials=tuple(Credential(each.id, each.secret, each.public_key, each.until) for each in record.credentials),
        registered_by=record.registered_by,
        registered_at=record.registered_at,
        expires_at=record.expires_at,
        revoked_at=record.revoked_at,
        last_used_at=record.last_used_at,
    )
