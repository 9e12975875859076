"""What documents are found by can be made anew: the same as was kept."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import pytest

from chassis.directory import AgencyDirectory
from chassis.mongo import database, outside_transaction
from services.documents.domain.document import Document
from services.documents.store import rebuild_search, rebuilding
from tests.builders import pdfs
from tests.builders.filing_office import FilingOffice
from tests.builders.manifests import a_document_row, archive

pytestmark = pytest.mark.backing("mongo", "s3")

KEPT = ("findable_documents", "agency_names")


def kept() -> dict[str, list[dict[str, Any]]]:
    return {name: list(database()[name].find().sort("_id")) for name in KEPT}


@pytest.fixture
def filled(office: FilingOffice) -> dict[str, list[dict[str, Any]]]:
    """Filed, suspended, filed above for all below, carried over and hidden, of agencies that were renamed."""
    ministry = office.agency()
    agency = office.renamed(office.agency(parent=ministry), "กรมใหม่")
    hidden = office.agency(visible=False)
    office.file(ministry, scope="subtree")
    office.turn(office.file(agency, upload=office.upload(pdfs.pdf(title="ชื่อในไฟล์"))), "suspended", agency)
    office.file(hidden)
    row = a_document_row(agency_code=agency.code, published_until="2024-01-01")
    office.import_archive(archive([row], {"files/1.pdf": pdfs.pdf("แฟ้ม")}))
    return kept()


def test_the_rebuilt_is_what_was_kept(filled: dict[str, list[dict[str, Any]]], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(rebuilding, "AT_A_TIME", 2)
    for name in KEPT:
        database()[name].delete_many({})

    rebuilt = rebuild_search(AgencyDirectory().all())

    assert (rebuilt.documents, rebuilt.removed, rebuilt.agencies) == (4, 0, 3)
    assert kept() == filled


def test_what_is_wrong_is_put_right_and_what_is_of_nothing_removed(filled: dict[str, list[dict[str, Any]]]):
    documents, names = (database()[name] for name in KEPT)
    one = documents.find_one() or {}
    documents.update_one({"_id": one["_id"]}, {"$set": {"text": "อย่างอื่น", "publications": []}})
    documents.insert_one({**one, "_id": "a document that there is none of"})
    names.update_one({}, {"$set": {"text": "อย่างอื่น"}})

    rebuilt = rebuild_search(AgencyDirectory().all())

    assert rebuilt.removed == 1
    assert kept() == filled


def test_what_changes_while_it_is_rebuilt_stays_as_it_became(office: FilingOffice, monkeypatch: pytest.MonkeyPatch):
    agency = office.agency()
    document = office.file(agency)
    keep, becomes = rebuilding.keep_findable, []

    def keep_too_late(documents: Collection[Document]) -> None:
        if not becomes:
            with outside_transaction():
                office.turn(document, "suspended", agency)
                becomes.append(kept())
        keep(documents)

    monkeypatch.setattr(rebuilding, "keep_findable", keep_too_late)
    rebuild_search([])

    assert [kept()] == becomes
