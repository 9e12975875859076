"""What citizens come for, at a desk and on a phone."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from chassis.thai_days import bangkok_day
from tests.browser.browsing import Browsing
from tests.browser.conftest import OpenBrowser
from tests.browser.publishing import (
    DEPARTMENT,
    FROM_ABOVE,
    LICENCE,
    LICENCE_URL,
    MINISTRY,
    NOTICE,
    WHY_WITHDRAWN,
    WITHDRAWN,
    Published,
)

pytestmark = pytest.mark.system


def link_to(page: Page, agency_id: str) -> Locator:
    return page.locator(f'main a[href="/agencies/{agency_id}"]').first


def test_a_citizen_finds_an_agency_and_reads_its_notice(browsing: Browsing, published: Published) -> None:
    page = browsing.page
    browsing.go("/")

    page.get_by_role("searchbox").fill("ส่งเสริมการอ่าน")
    page.get_by_role("button", name="ค้นหา").click()
    link_to(page, published.department).click()

    expect(page.get_by_role("heading", level=1)).to_have_text(DEPARTMENT)
    expect(page.get_by_role("link", name="saraban@reading.example.go.th")).to_be_visible()
    expect(page.get_by_text("หน่วยงานต้นสังกัด", exact=True)).to_have_count(1)
    expect(page.get_by_role("link", name=FROM_ABOVE, exact=True)).to_be_visible()
    expect(page.get_by_text(LICENCE)).to_be_visible()
    expect(page.get_by_role("link", name=LICENCE_URL)).to_be_visible()
    expect(page.get_by_text(WITHDRAWN)).to_be_visible()
    expect(page.get_by_text(WHY_WITHDRAWN)).to_be_visible()
    assert not page.get_by_role("link", name=WITHDRAWN).count()

    page.get_by_role("link", name=NOTICE, exact=True).click()

    expect(page.get_by_role("heading", level=1)).to_have_text(NOTICE)
    expect(page.get_by_text("22 ก.ย. 2566", exact=True)).to_be_visible()
    with page.expect_download() as saving:
        page.get_by_role("button", name="ดาวน์โหลด PDF").click()
    assert saving.value.suggested_filename == NOTICE
    assert saving.value.path().read_bytes().startswith(b"%PDF-")


def test_a_document_is_verified_and_a_withdrawn_one_is_told_as_that(browsing: Browsing, published: Published) -> None:
    page = browsing.page
    browsing.go(f"/documents/{published.document}")
    page.get_by_role("link", name="ตรวจสอบเอกสารนี้").click()
    expect(page.get_by_text("เอกสารนี้เผยแพร่อยู่")).to_be_visible()
    expect(page.get_by_text(re.compile("[0-9a-f]{64}"))).to_be_visible()

    page.goto(f"/documents/{published.withdrawn}")

    assert page.url.endswith("/verification")
    expect(page.get_by_text("ถูกระงับการเผยแพร่แล้ว")).to_be_visible()
    expect(page.get_by_text(WHY_WITHDRAWN)).to_be_visible()


def test_agencies_are_browsed_by_category_province_and_what_they_stand_under(
    browsing: Browsing, published: Published
) -> None:
    page = browsing.page
    browsing.go("/")
    page.get_by_role("link", name="องค์กรปกครองส่วนท้องถิ่น", exact=True).click()
    expect(page.get_by_label("ประเภทหน่วยงาน")).to_have_value("local")
    first = page.locator(".prakat-paper__name").first.inner_text()
    page.get_by_role("link", name="หน้าถัดไป").click()
    expect(page.locator(".prakat-paper__name").first).not_to_have_text(first)

    browsing.go("/")
    page.get_by_label("จังหวัด", exact=True).select_option(label="เชียงใหม่")
    page.get_by_role("button", name="แสดงหน่วยงาน").click()
    expect(page.get_by_label("จังหวัด")).to_have_value("50")

    browsing.go(f"/agencies/{published.ministry}")
    link_to(page, published.department).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(DEPARTMENT)
    link_to(page, published.ministry).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(MINISTRY)


def test_a_document_is_found_by_its_name(browsing: Browsing, published: Published) -> None:
    page = browsing.page
    browsing.go("/documents")
    page.get_by_role("searchbox").fill("ประกาศช่องทาง ส่งเสริมการอ่านหน้าจอ")
    page.get_by_role("button", name="ค้นหา").click()

    found = page.locator(f'.prakat-paper__name a[href="/documents/{published.document}"]')
    expect(found).to_be_visible()


def test_figures_of_a_day_lead_to_the_agencies_behind_them(browsing: Browsing, published: Published) -> None:
    page = browsing.page
    browsing.go("/compliance")
    row = page.get_by_role("row").filter(has_text="ส่วนราชการ")
    done = row.locator('[data-label="ดำเนินการแล้ว"] a')
    count = int(done.inner_text())
    done.click()

    expect(page.get_by_role("heading", level=1)).to_have_text("หน่วยงานที่มีสถานะ ดำเนินการแล้ว")
    expect(page.get_by_text(f"ดำเนินการแล้ว ({count})")).to_be_visible()
    assert page.locator(".prakat-paper").count() == count
    link_to(page, published.department).click()
    expect(page.get_by_text("ผลการดำเนินการของหน่วยงาน")).to_be_visible()


def test_a_past_day_is_typed_in_thai_digits_and_stays_in_every_link(browsing: Browsing) -> None:
    page = browsing.page
    browsing.go("/compliance")
    day, month, year = (page.get_by_label(name, exact=True) for name in ("วัน", "เดือน", "ปี พ.ศ."))
    day.fill("๒๙")
    month.fill("ตุลาคม")
    year.fill("๒๕๖๗")
    page.get_by_role("button", name="แสดงผล").click()

    expect(page.get_by_text("29 ต.ค. 2567").first).to_be_visible()
    page.get_by_role("link", name="ตามจังหวัด").click()
    expect(page.get_by_text("29 ต.ค. 2567").first).to_be_visible()
    assert "as_of=2024-10-29" in page.url


def test_a_day_to_come_is_refused_beside_its_field(browsing: Browsing) -> None:
    browsing.expect_status(422)
    page = browsing.page
    tomorrow = bangkok_day(datetime.now(UTC)) + timedelta(days=2)
    browsing.go(f"/compliance?as_of={tomorrow.isoformat()}", status=422)

    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.locator("#as_of-error")).to_be_visible()
    page.get_by_role("alert").get_by_role("link").click()
    expect(page.locator("#as_of-day")).to_be_focused()


def test_the_course_over_time_is_a_line_and_a_table(browsing: Browsing) -> None:
    page = browsing.page
    browsing.go("/compliance")
    page.get_by_text("ดูแนวโน้มเป็นตาราง").click()
    months = page.locator("details tbody tr").count()
    assert page.locator("polyline").count() >= 1
    assert months >= 12

    page.get_by_role("link", name="รายวัน 31 วัน").click()

    expect(page.locator("details tbody tr")).to_have_count(32)


def test_a_ministrys_figures_are_looked_into(browsing: Browsing, published: Published) -> None:
    page = browsing.page
    browsing.go("/compliance?by=ministry")
    page.locator(f'tbody a[href*="below={published.ministry}"]').first.click()

    expect(page.get_by_role("rowheader", name=DEPARTMENT)).to_be_visible()
    assert f"below={published.ministry}" in page.url
    page.get_by_role("link", name="ดูทั้งประเทศ").click()
    expect(page.get_by_role("heading", name="ภาพรวมทั้งประเทศ")).to_be_visible()


def test_english_is_chosen_once(browsing: Browsing, published: Published) -> None:
    page = browsing.page
    browsing.go(f"/agencies/{published.department}")
    page.get_by_role("link", name="English", exact=True).click()

    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator('h1 [lang="th"]')).to_have_text(DEPARTMENT)
    browsing.go("/faq")
    expect(page.get_by_role("heading", level=1)).to_have_text("Questions and answers")


def test_everything_works_without_scripts(open_browser: OpenBrowser, published: Published) -> None:
    page = (browsing := open_browser(scripts=False)).page
    browsing.go("/")
    page.get_by_role("searchbox").fill("ส่งเสริมการอ่าน")
    page.get_by_role("button", name="ค้นหา").click()
    link_to(page, published.department).click()
    page.get_by_role("link", name=NOTICE, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(NOTICE)

    browsing.go("/compliance")
    page.get_by_label("จัดกลุ่ม").select_option("lao_type")
    page.get_by_role("button", name="แสดงผล").click()
    expect(page.get_by_role("rowheader", name="องค์การบริหารส่วนตำบล")).to_be_visible()


def test_the_keyboard_alone_leads_past_the_menu_and_shows_where_it_is(browsing: Browsing, published: Published) -> None:
    page = browsing.page
    browsing.go("/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="ข้ามไปยังเนื้อหาหลัก")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("ส่งเสริมการอ่าน")
    page.keyboard.press("Enter")
    expect(link_to(page, published.department)).to_be_visible()
