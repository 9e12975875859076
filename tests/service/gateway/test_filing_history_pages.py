"""รายการประวัติ of a filing on a page: who, when, from what to what, and that the chain holds."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from contracts.events import documents as events
from contracts.rpc.agencies import GET_AGENCY
from contracts.rpc.documents.history import (
    READ_FILING_HISTORY,
    VERIFY_FILING_HISTORY,
    FilingChange,
    FilingChanges,
    FilingProof,
)
from contracts.rpc.documents.whole import GET_FILING
from contracts.vocabulary import GazetteProgress, PublicationStatus, Scope
from tests.builders.events import DOCUMENT, EXAMPLES, LINK
from tests.builders.gateway import AGENCY, a_filing, a_link, an_agency, an_inherited_document
from tests.fakes.responder import Responder

pytestmark = [pytest.mark.backing("broker", "s3"), pytest.mark.anyio]

HISTORY = f"/agencies/{AGENCY}/filing/history"
NOW = datetime(2026, 11, 20, 5, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=30)
ACTOR = {"id": "o", "name": "สมหญิง รักงาน", "role": "central_officer"}
OF_DOCUMENTS = [kind for kind in EXAMPLES if kind.TYPE.startswith("prakat.documents.")]


def a_change(event: Any, before: Any = None, sequence: int = 7) -> FilingChange:
    return FilingChange.model_validate(
        {
            "sequence": sequence,
            "at": NOW,
            "type": event.TYPE,
            "actor": ACTOR,
            "before": before.model_dump(mode="json") if before else None,
            "after": event.model_dump(mode="json"),
            "previous": "0" * 64,
            "hash": "cd" * 32,
        }
    )


@pytest.fixture(autouse=True)
def the_agency(services: Responder) -> None:
    filing = a_filing(inherited=[an_inherited_document(document_id="above")], channels=[a_link(id=LINK.id)])
    services.answers(GET_AGENCY, an_agency())
    services.answers(GET_FILING, filing)
    prove(services)


def prove(services: Responder, **changed: Any) -> None:
    given = {"agency_id": AGENCY, "entries": 7, "last_hash": "cd" * 32, "verified": True, "broken": None}
    services.answers(VERIFY_FILING_HISTORY, FilingProof.model_validate({**given, **changed}))


async def shown(officer: httpx.AsyncClient, services: Responder, *changes: FilingChange) -> str:
    services.answers(READ_FILING_HISTORY, FilingChanges(items=changes, next=None))
    page = await officer.get(HISTORY)
    assert page.status_code == 200
    return " ".join(page.text.split())


async def test_who_when_and_that_the_chain_is_unbroken(officer: httpx.AsyncClient, services: Responder) -> None:
    page = await shown(officer, services, a_change(events.DocumentFiled(document=DOCUMENT)))

    assert "สมหญิง รักงาน" in page and "เจ้าหน้าที่ส่วนกลาง" in page and "20 พ.ย. 2569 12:00" in page
    assert "ยื่นเอกสาร" in page and "ประกาศ.pdf" in page
    assert "ครบถ้วน ต่อเนื่องตั้งแต่รายการแรกถึงรายการล่าสุด รวม 7 รายการ" in page and "cd" * 32 in page


async def test_a_broken_chain_is_said_with_the_place(officer: httpx.AsyncClient, services: Responder) -> None:
    prove(services, verified=False, broken={"sequence": 3, "reason": "content altered"})

    page = await shown(officer, services, a_change(events.LinkSaved(link=LINK)))

    assert "ไม่ต่อเนื่องที่รายการที่ 3" in page and "ครบถ้วน" not in page


async def test_what_was_becomes_what_is_in_words(officer: httpx.AsyncClient, services: Responder) -> None:
    ended = events.Publication(since=NOW - timedelta(days=9), until=NOW, note="มีฉบับใหม่แทน")
    suspended = DOCUMENT.model_copy(update={"status": PublicationStatus.SUSPENDED, "publications": (ended,)})
    own, all_below = (DOCUMENT.model_copy(update={"scope": scope}) for scope in (Scope.SELF, Scope.SUBTREE))
    none = events.LicenceDeclaration(agency_id=AGENCY, version=1, has_licences=False)
    some = events.LicenceDeclaration(agency_id=AGENCY, version=2, has_licences=True, gazette=GazetteProgress.PARTIAL)
    off = events.InheritedSwitch(agency_id=AGENCY, document_id="above", version=1, off=(events.Stretch(since=NOW),))

    page = await shown(
        officer,
        services,
        a_change(events.PublicationChanged(document=suspended), DOCUMENT),
        a_change(events.ScopeChanged(document=all_below), own),
        a_change(events.DeclarationChanged(declaration=some), none),
        a_change(events.InheritedSwitched(switch=off)),
        a_change(EXAMPLES[events.LinkHealthChanged]),
    )

    assert "จาก “เผยแพร่” เป็น “ระงับ”" in page and "เหตุผล: มีฉบับใหม่แทน" in page
    assert "จาก “สำหรับหน่วยงานตนเอง” เป็น “สำหรับหน่วยงานภายใต้สังกัดทุกสาขา”" in page
    assert "จาก “ไม่มี” เป็น “มี”" in page and "เป็น “ประกาศแล้ว ยังไม่ครบถ้วนทุกใบอนุญาต”" in page
    assert "ประกาศกระทรวง.pdf" in page and "ปิดใช้งาน" in page
    assert "ระบบตรวจพบว่าลิงก์ใช้งานไม่ได้" in page and "ใบอนุญาตประกอบกิจการ" in page


async def test_what_is_announced_is_worded_as_that(officer: httpx.AsyncClient, services: Responder) -> None:
    to_come, to_end = events.Publication(since=LATER), events.Publication(since=NOW, until=LATER)
    waiting = DOCUMENT.model_copy(update={"status": PublicationStatus.SUSPENDED, "publications": (to_come,)})
    ending = LINK.model_copy(update={"publications": (to_end,)})

    page = await shown(
        officer,
        services,
        a_change(events.DocumentFiled(document=waiting)),
        a_change(events.LinkPublicationChanged(link=ending), LINK),
    )

    assert "ระงับ (ประกาศล่วงหน้า: จะเผยแพร่ 20 ธ.ค. 2569 12:00)" in page
    assert "จาก “เผยแพร่” เป็น “เผยแพร่ (ประกาศล่วงหน้า: จะระงับ 20 ธ.ค. 2569 12:00)”" in page


@pytest.mark.parametrize("kind", OF_DOCUMENTS, ids=lambda kind: kind.__name__)
async def test_every_kind_of_entry_has_words(kind: type[Any], officer: httpx.AsyncClient, services: Responder) -> None:
    named_by_its_code = kind.TYPE.split(".")[-2].replace("_", " ")

    assert named_by_its_code not in await shown(officer, services, a_change(EXAMPLES[kind]))


async def test_a_kind_that_is_not_known_here_is_told_by_its_name(
    officer: httpx.AsyncClient, services: Responder
) -> None:
    entry = a_change(events.LinkSaved(link=LINK)).model_copy(update={"type": "prakat.documents.thing_done.v1"})

    assert "thing done" in await shown(officer, services, entry)


async def test_older_entries_are_on_further_pages(officer: httpx.AsyncClient, services: Responder) -> None:
    changes = FilingChanges(items=(a_change(events.LinkSaved(link=LINK), sequence=51),), next="51")
    services.answers(READ_FILING_HISTORY, changes)

    page = await officer.get(HISTORY, params={"after": "99"})

    assert services.requests(READ_FILING_HISTORY)[0]["after"] == "99"
    assert f'href="{HISTORY}?after=51"' in page.text
