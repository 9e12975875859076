"""The filing as officers fill it in: one form, one button."""

from __future__ import annotations

import re
from typing import Any

import httpx
import pytest

from chassis.config import Settings
from contracts.errors import ErrorCode, FieldProblem, Refusal
from contracts.rpc.agencies import GET_AGENCY
from contracts.rpc.documents.whole import GET_FILING, SAVE_FILING
from contracts.rpc.identity.profile import EXPLAIN_RIGHT, RightExplained
from tests.builders.gateway import AGENCY, DOCUMENT, a_document, a_filing, a_link, an_agency, an_inherited_document
from tests.builders.pages import filled_in
from tests.builders.pdfs import pdf
from tests.fakes.responder import Responder
from tests.service.gateway.test_files_in_and_out import content_of, stored

pytestmark = [pytest.mark.backing("broker", "s3"), pytest.mark.anyio]

FILING = f"/agencies/{AGENCY}/filing"
TODAY = {"s10_date-day": "๒๒", "s10_date-month": "ก.ย.", "s10_date-year": "๒๕๖๖"}
MAY = {"allowed": True, "reason": "granted", "text_th": "ได้", "text_en": "yes"}
MAY_NOT = {"allowed": False, "reason": "role", "text_th": "บทบาทของท่านไม่มีสิทธิ์ยื่น", "text_en": "not by your role"}
ABOVE = an_inherited_document()
CHANNEL = a_link()


@pytest.fixture(autouse=True)
def the_filing(services: Responder) -> None:
    above = {"id": "above", "name_th": "กระทรวงมหาดไทย", "name_en": "Ministry of Interior"}
    filing = a_filing(notices=[a_document()], inherited=[ABOVE], channels=[CHANNEL])
    services.answers(GET_AGENCY, an_agency(path=[above]))
    services.answers(EXPLAIN_RIGHT, RightExplained.model_validate(MAY))
    services.answers(GET_FILING, filing)
    services.answers(SAVE_FILING, filing)


async def send(
    officer: httpx.AsyncClient, changed: dict[str, str | None], files: dict[str, Any] | None = None
) -> httpx.Response:
    """Open the form, change that in it, and press the button."""
    page = await officer.get(FILING)
    # A browser sends a form with files in parts, whether or not one was chosen.
    return await officer.post(FILING, data=filled_in(page.text, FILING, changed), files=files or {"none": ("", b"")})


def saved(services: Responder) -> dict[str, Any]:
    (request,) = services.requests(SAVE_FILING)
    return request


async def test_the_form_shows_what_is_filed_and_what_comes_from_above(officer: httpx.AsyncClient) -> None:
    page = (await officer.get(FILING)).text

    assert "ประกาศ.pdf" in page and "22 ก.ย. 2566 16:07" in page
    assert "ประกาศกระทรวง.pdf" in page and "กระทรวงมหาดไทย" in page
    assert "ใบอนุญาตประกอบกิจการ" in page
    assert page.count("เผยแพร่แล้ว 1 รายการ") == 2  # section 10 at the top and at the head, without the inherited one
    for title in ("1.1 ", "1.2 ", "1.3 ", "1.4 "):
        assert title in page


async def test_a_notice_is_filed_with_a_date_in_thai(
    officer: httpx.AsyncClient, services: Responder, settings: Settings
) -> None:
    content = pdf("ประกาศ")

    done = await send(
        officer,
        {**TODAY, "s10_scope": "subtree"},
        {"s10_file": ("ประกาศ 2566.pdf", content, "application/pdf")},
    )

    assert (done.status_code, done.headers["location"]) == (303, f"{FILING}?done=saved")
    request = saved(services)
    (line,) = request["form"]["section_10"]["documents"]
    assert (line["document_date"], line["scope"], line["status"]) == ("2023-09-22", "subtree", "published")
    assert line["file_name"] == "ประกาศ 2566.pdf"
    assert request["version"] == 3
    assert content_of(settings, f"quarantine/{line['upload']}") == content


async def test_only_what_was_changed_is_sent(officer: httpx.AsyncClient, services: Responder) -> None:
    await send(
        officer,
        {
            f"s10_status_{DOCUMENT}": None,
            f"s10_note_{DOCUMENT}": "มีฉบับใหม่แทน",
            f"inherited_{ABOVE.document_id}": None,
            "has_licences": "yes",
            "gazette": "partial",
            "s13_2_name_0": "ใบอนุญาตขุดดิน",
            "s13_2_url_0": "https://example.go.th/soil",
            "s16_issued-day": "1",
            "s16_issued-month": "8",
            "s16_issued-year": "2566",
            "obstacle_type_1": "budget",
            "obstacle_detail_1": "ไม่พอ\r\nทุกปี",
        },
    )

    form = saved(services)["form"]
    said = {key: _given(part) for key, part in form.items() if part}
    assert {key: part for key, part in said.items() if part} == {
        "section_10": {
            "documents": [{"id": DOCUMENT, "status": "suspended", "note": "มีฉบับใหม่แทน"}],
            "inherited": [{"document_id": ABOVE.document_id, "off": True}],
        },
        "section_13_1": {"declaration": {"has_licences": True, "gazette": "partial"}},
        "section_13_2": {
            "links": [
                {"licence_name": "ใบอนุญาตขุดดิน", "url": "https://example.go.th/soil"},
            ]
        },
        "section_16": {"issued": {"issued_on": "2023-08-01"}},
        "obstacles": [{"rank": 1, "type": "budget", "detail": "ไม่พอ\nทุกปี", "active": True}],
    }


def _given(part: Any) -> Any:
    """Without what is empty: a part that is left out stays as it is."""
    if isinstance(part, dict):
        return {key: _given(value) for key, value in part.items() if value not in (None, [], {})}
    return [_given(value) for value in part] if isinstance(part, list) else part


async def test_nothing_changed_is_nothing_asked(officer: httpx.AsyncClient, services: Responder) -> None:
    done = await send(officer, {})

    assert done.headers["location"] == f"{FILING}?done=nothing"
    assert not services.requests(SAVE_FILING)


async def test_what_has_to_be_corrected_is_told_at_the_fields_and_everything_else_is_kept(
    officer: httpx.AsyncClient, services: Responder, settings: Settings
) -> None:
    changed = {"s10_date-day": "31", "s10_date-month": "2", "s10_date-year": "2566", "s16_date-day": "1/8/2566"}
    pdfs = {"s10_file": ("ประกาศ.pdf", pdf("ประกาศ"), "application/pdf")}

    again = await send(officer, {**changed, f"s10_status_{DOCUMENT}": None, "obstacle_detail_2": "ไม่มีคน"}, pdfs)

    assert again.status_code == 422
    assert not services.requests(SAVE_FILING)
    for field in ("s10_date-day", "s16_file", "obstacle_type_2"):
        assert f'href="#{field}"' in again.text
        assert f'id="{field}"' in again.text
    kept = filled_in(again.text, FILING)
    assert kept["s10_date-day"] == "31" and kept["s16_date-day"] == "1/8/2566"
    assert kept["obstacle_detail_2"] == "ไม่มีคน"
    assert f"s10_status_{DOCUMENT}" not in kept
    # The file has arrived: it is not asked for again.
    assert len(stored(settings)) == 1 and stored(settings)[0].endswith(kept["s10_upload"])
    assert "ไฟล์ที่รอบันทึก: ประกาศ.pdf" in again.text

    corrected = filled_in(
        again.text, FILING, {**TODAY, "s16_date-day": "", "obstacle_detail_2": "", f"s10_status_{DOCUMENT}": "on"}
    )
    done = await officer.post(FILING, data=corrected)

    assert done.status_code == 303
    assert saved(services)["form"]["section_10"]["documents"][0]["upload"] == kept["s10_upload"]


async def test_what_the_service_finds_wrong_is_told_at_the_field_it_came_from(
    officer: httpx.AsyncClient, services: Responder
) -> None:
    wrong = FieldProblem(field="section_13_2.links.0.url", message_th="ต้องเป็นที่อยู่เว็บไซต์", message_en="an address")
    services.answers(SAVE_FILING, Refusal(ErrorCode.INVALID_REQUEST, fields=(wrong,)))

    again = await send(officer, {"s13_2_name_0": "ใบอนุญาต", "s13_2_url_0": "ftp://example.go.th"})

    assert again.status_code == 422
    assert '<a href="#s13_2_url_0">ต้องเป็นที่อยู่เว็บไซต์</a>' in again.text
    assert 'id="s13_2_url_0-error"' in again.text
    assert 'value="ftp://example.go.th"' in again.text


async def test_a_file_that_is_no_pdf_is_told_at_its_field_and_not_stored(
    officer: httpx.AsyncClient, services: Responder, settings: Settings
) -> None:
    again = await send(officer, TODAY, {"s10_file": ("a.pdf", b"no", "application/pdf")})

    assert again.status_code == 422
    assert 'href="#s10_file">ไฟล์นี้ไม่ใช่ PDF' in again.text
    assert stored(settings) == []
    assert not services.requests(SAVE_FILING)


async def test_somebody_elses_change_is_shown_and_nothing_typed_is_lost(
    officer: httpx.AsyncClient, services: Responder
) -> None:
    theirs = a_filing(
        version=4,
        notices=[a_document(scope="subtree"), a_document(id="new", file_name="ฉบับของเพื่อน.pdf")],
        inherited=[ABOVE],
        channels=[a_link(status="suspended")],
        licences=False,
    )
    stale = Refusal(ErrorCode.STALE_VERSION, current=theirs.model_dump(mode="json"))
    services.answers(SAVE_FILING, stale, theirs)

    shown = await send(officer, {f"s10_status_{DOCUMENT}": None, "has_licences": "yes", "obstacle_type_1": "law"})

    assert shown.status_code == 412
    panel = re.sub(r"<[^>]+>|\s+", " ", shown.text.split("</h3>")[1].split("</ul>")[0])
    assert "สมหญิง รักงาน บันทึกเมื่อ 22 ก.ย. 2566 17:13" in shown.text
    assert "ฉบับของเพื่อน.pdf : เพิ่มใหม่" in " ".join(panel.split())
    assert "จาก “สำหรับหน่วยงานตนเอง” เป็น “สำหรับหน่วยงานภายใต้สังกัดทุกสาขา”" in panel
    assert "จาก “เปิดใช้งาน” เป็น “ปิดใช้งาน”" in panel
    assert "ท่านเลือก “มี”" in panel

    kept = filled_in(shown.text, FILING)
    assert f"s10_status_{DOCUMENT}" not in kept and kept["obstacle_type_1"] == "law"
    assert kept["has_licences"] == "yes"
    assert kept[f"s10_scope_{DOCUMENT}"] == "subtree" and f"s13_2_link_{CHANNEL.id}" not in kept

    done = await officer.post(FILING, data=kept)

    assert done.status_code == 303
    again = services.requests(SAVE_FILING)[-1]
    assert again["version"] == 4
    # Of what the other one changed, nothing is taken back.
    (line,) = again["form"]["section_10"]["documents"]
    assert (line["id"], line["status"], line["scope"]) == (DOCUMENT, "suspended", None)
    assert not again["form"]["section_13_2"]["links"]


async def test_another_line_is_added_without_a_script(officer: httpx.AsyncClient, services: Responder) -> None:
    page = await send(officer, {"more": "s13_2", "s13_2_name_0": "ใบที่หนึ่ง", "s13_2_url_0": "https://a.go.th"})

    assert page.status_code == 200
    kept = filled_in(page.text, FILING)
    assert kept["s13_2_name_0"] == "ใบที่หนึ่ง" and kept["s13_2_url_1"] == ""
    assert not services.requests(SAVE_FILING)


async def test_a_form_sent_twice_is_one_filing(
    officer: httpx.AsyncClient, services: Responder, settings: Settings
) -> None:
    page = await officer.get(FILING)
    sent = filled_in(page.text, FILING, {**TODAY})
    files = {
        "s10_file": ("ประกาศ.pdf", pdf("ประกาศ"), "application/pdf"),
        "s16_file": ("คำสั่ง.pdf", pdf("คำสั่ง"), "application/pdf"),
    }
    sent |= {"s16_date-day": "1/8/2566"}

    for _ in range(2):
        await officer.post(FILING, data=sent, files=files)

    first, second = (m for m in services.asked if m.routing_key == SAVE_FILING.routing_key)
    assert first.body == second.body
    assert first.headers["nameko.idempotency_key"] == second.headers["nameko.idempotency_key"]
    assert len(stored(settings)) == 2


async def test_after_a_timeout_the_same_is_asked_under_the_same_key(
    officer: httpx.AsyncClient, services: Responder
) -> None:
    services.answers(SAVE_FILING, ErrorCode.TIMED_OUT, a_filing())

    again = await send(officer, {"has_licences": "no"})
    done = await officer.post(FILING, data=filled_in(again.text, FILING))

    assert (again.status_code, done.status_code) == (504, 303)
    assert "ระบบใช้เวลานานเกินไป" in again.text
    keys = {m.headers["nameko.idempotency_key"] for m in services.asked if m.routing_key == SAVE_FILING.routing_key}
    assert len(keys) == 1


async def test_a_form_without_its_token_is_refused(officer: httpx.AsyncClient, services: Responder) -> None:
    refused = await send(officer, {"csrf_token": "made-up", "has_licences": "no"})

    assert (refused.status_code, refused.json()["code"]) == (403, "csrf_failed")
    assert not services.requests(SAVE_FILING)


async def test_whoever_may_only_read_cannot_fill_it_in(officer: httpx.AsyncClient, services: Responder) -> None:
    services.answers(EXPLAIN_RIGHT, RightExplained.model_validate(MAY_NOT))

    page = (await officer.get(FILING)).text

    assert "บทบาทของท่านไม่มีสิทธิ์ยื่น" in page
    assert '<fieldset class="prakat-all" disabled>' in page
    assert "data-save" not in page


async def test_only_our_own_scripts_may_run_on_the_form(officer: httpx.AsyncClient) -> None:
    page = await officer.get(FILING)

    scripts = re.findall(r"<script[^>]*>", page.text)
    assert scripts == [f'<script src="/static/{name}.js" defer>' for name in ("unsaved", "uploads", "dates")]
    assert "script-src 'self'; connect-src 'self';" in page.headers["content-security-policy"]
    assert "unsafe" not in page.headers["content-security-policy"]
    assert " style=" not in page.text and " on" not in re.findall(r"<input[^>]*>", page.text)[0]


@pytest.mark.parametrize(("broken", "said"), [(True, "ใช้งานไม่ได้ตั้งแต่ 1 พ.ย. 2569"), (False, "ตรวจครั้งล่าสุดไม่สำเร็จ")])
async def test_a_link_that_fails_is_told_beside_it(
    broken: bool, said: str, officer: httpx.AsyncClient, services: Responder
) -> None:
    reason = {"reason_th": "ไม่พบหน้านี้ที่เว็บไซต์", "reason_en": "not found"}
    check = {"checked_at": "2026-11-20T05:00:00Z", "result": "not_found", "failing_since": "2026-11-01T05:00:00Z"}
    failing = a_link(check={**check, **reason, "broken": broken})
    services.answers(GET_FILING, a_filing(channels=[failing]))

    page = (await officer.get(FILING)).text

    assert said in page and "ไม่พบหน้านี้ที่เว็บไซต์" in page and "20 พ.ย. 2569 12:00" in page


@pytest.mark.parametrize("changed", [{"check": None}, {"status": "suspended"}], ids=["not asked for", "taken back"])
async def test_of_other_links_nothing_is_told(
    changed: dict[str, Any], officer: httpx.AsyncClient, services: Responder
) -> None:
    check = {"checked_at": "2026-11-20T05:00:00Z", "result": "not_found", "broken": True}
    services.answers(GET_FILING, a_filing(channels=[a_link(**{"check": check, **changed})]))

    assert "prakat-trouble" not in (await officer.get(FILING)).text


async def test_the_form_leads_to_its_history(officer: httpx.AsyncClient) -> None:
    assert f'href="{FILING}/history">รายการประวัติ' in (await officer.get(FILING)).text
