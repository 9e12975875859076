"""The declarations of what was issued."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from mongoengine import Document as Record
from mongoengine import IntField, StringField

from services.documents.domain.declaration import Declaration
from services.documents.domain.vocabulary import Obligation
from services.documents.store.versions import replace_versions


class DeclarationRecord(Record):
    """The declaration of one agency for one obligation; its id is the two together, so there is at most one."""

    id = StringField(primary_key=True)
    agency_id = StringField(required=True)
    obligation = StringField(required=True)
    version = IntField(required=True)
    issued_on = StringField()
    carried_over = StringField()

    meta = {
        "collection": "declarations",
        "auto_create_index": False,
        "indexes": [
            # of_agencies: the declarations of many agencies at once
            "agency_id",
        ],
    }


class DeclarationStore:
    """The declarations of what was issued. Implements usecases.ports.Declarations."""

    def get(self, agency_id: str, obligation: Obligation) -> Declaration:
        record = DeclarationRecord.objects(id=_declaration_id(agency_id, obligation)).first()
        return _declaration(record) if record else Declaration(agency_id, obligation)

    def of_agencies(self, agency_ids: Collection[str]) -> dict[tuple[str, Obligation], Declaration]:
        if not agency_ids:
            return {}
        found = map(_declaration, DeclarationRecord.objects(agency_id__in=list(agency_ids)))
        return {(declaration.agency_id, declaration.obligation): declaration for declaration in found}

    def save(self, declarations: Collection[Declaration]) -> None:
        """Raises StaleWrite unless the version before each is the one that is stored (none before the first)."""
        replace_versions([_declaration_record(declaration) for declaration in declarations])


def _declaration_id(agency_id: str, obligation: Obligation) -> str:
    return f"{agency_id}/{obligation.value}"


def _declaration_record(declaration: Declaration) -> DeclarationRecord:
    return DeclarationRecord(
        id=_declaration_id(declaration.agency_id, declaration.obligation),
        agency_id=declaration.agency_id,
        obligation=declaration.obligation.value,
        version=declaration.version,
        issued_on=declaration.issued_on.isoformat() if declaration.issued_on else None,
        carried_over=declaration.carried_over.isoformat() if declaration.carried_over else None,
    )


def _declaration(record: DeclarationRecord) -> Declaration:
    return Declaration(
        agency_id=record.agency_id,
        obligation=Obligation(record.obligation),
        version=record.version,
        issued_on=date.fromisoformat(record.issued_on) if record.issued_on else None,
        carried_over=date.fromisoformat(record.carried_over) if record.carried_over else None,
    )
