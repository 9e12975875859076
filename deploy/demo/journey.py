"""The officer's whole journey, in a browser: register, consent, token, sign in again, file, publish; then what the
public sees, and the figures. The same one is a test and the demonstration with pictures (make demo-browser).

What is asked for over HTTP besides is what other people do meanwhile: an administrator issues the token.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Page, expect

from chassis.config import Settings
from deploy.demo.accounts import Account
from deploy.demo.calendar import bangkok_day
from deploy.demo.job import ROLE, Standing, print_notice, require, until_standing, withdraw_leftovers
from deploy.demo.officers import id_of, token_for
from deploy.demo.progress import Say
from deploy.demo.thai_date import buddhist_year
from deploy.demo.visitor import Visitor

Look = Callable[[Page, str], object]
"""Looks at a page: keeps its picture under that name, or has it checked."""


@dataclass(frozen=True)
class Travellers:
    """The officer's browser and a citizen's; and who works over HTTP: the administrator, and somebody who counts."""

    officer: Page
    citizen: Page
    administrator: Visitor
    counter: Visitor


def travel(settings: Settings, who: Travellers, agency_code: str, agency_name: str, look: Look, say: Say) -> None:
    """All of it, on a system that has the demonstration's agencies. The figures are as they were when it is over.

    Raises AssertionError or Unexpected, saying what is not as it should be.
    """
    agency_id = id_of(who.counter, agency_code)
    withdraw_leftovers(who.administrator, agency_id, say)
    before = until_standing(who.counter, agency_id, "missing")
    say(f"Before: {before}.")

    account = Account.invented("officer", "มานะ", "สาธิต")
    _register(settings, who.officer, account, look)
    say("An officer registered for a Digital ID from our sign-in page.")
    _sign_in(who.officer, account, look)
    say("The officer signed in and consented, and is asked for the token.")
    _redeem(who.officer, token_for(who.administrator, ROLE, agency_id), look)
    _sign_in_again(who.officer, account, look)
    say("The officer redeemed the token and signed in again; the profile shows the role.")

    name = _file(who.officer, agency_name, print_notice(agency_name, 1), look)
    say("The officer filed and published the section 10 notice.")
    _see_published(who.citizen, settings.gateway_url, agency_id, name, look)
    say("The agency's public page shows it.")
    after = until_standing(who.counter, agency_id, "done", before.local_done + 1)
    require(float(after.local_percent) > float(before.local_percent), f"the percentage moved: {before} → {after}")
    _see_figures(who.citizen, settings.gateway_url, after, look)
    say(f"After: {after}. The dashboard shows it.")

    _suspend(who.officer, name, look)
    back = until_standing(who.counter, agency_id, "missing", before.local_done)
    require(back == before, f"the figures are back: {before} → {back}")
    say("The officer switched it off again, and the figures are back.")


def _register(settings: Settings, page: Page, account: Account, look: Look) -> None:
    page.goto(f"{settings.gateway_url}/sign-in")
    look(page, "01-sign-in")
    page.get_by_role("button", name="เข้าสู่ระบบ", exact=True).click()
    look(page, "02-digital-id")
    page.get_by_role("link", name="ยังไม่มี Digital ID? ลงทะเบียน").click()
    for field, value in account.registration.items():
        page.locator(f"#{field}").fill(value)
    look(page, "03-register")
    page.get_by_role("button", name="ลงทะเบียน").click()
    expect(page.get_by_role("status")).to_be_visible()


def _sign_in(page: Page, account: Account, look: Look) -> None:
    page.locator("#username").fill(account.username)
    page.locator("#password").fill(account.password)
    page.get_by_role("button", name="เข้าสู่ระบบ", exact=True).click()
    expect(page.get_by_role("button", name="ไม่ยินยอม")).to_be_visible()
    look(page, "04-consent")
    page.get_by_role("button", name="ยินยอม", exact=True).click()


def _redeem(page: Page, token: str, look: Look) -> None:
    expect(page.locator("#token")).to_be_visible()
    look(page, "05-token")
    page.locator("#token").fill(token)
    page.get_by_role("button", name="ยืนยัน").click()
    expect(page.get_by_text("บันทึกสิทธิ์เรียบร้อยแล้ว")).to_be_visible()
    look(page, "06-redeemed")


def _sign_in_again(page: Page, account: Account, look: Look) -> None:
    """The Digital ID may still know the officer: then there is nothing to type."""
    page.get_by_role("button", name="เข้าสู่ระบบ", exact=True).click()
    page.wait_for_load_state()
    if page.locator("#password").count():
        page.locator("#username").fill(account.username)
        page.locator("#password").fill(account.password)
        page.get_by_role("button", name="เข้าสู่ระบบ", exact=True).click()
    expect(page.get_by_role("button", name="ออกจากระบบ", exact=True)).to_be_visible()
    page.get_by_role("banner").get_by_role("link", name="มานะ สาธิต").click()
    expect(page.get_by_text("เจ้าหน้าที่ส่วนกลาง").first).to_be_visible()
    look(page, "07-profile")


def _file(page: Page, agency_name: str, notice: bytes, look: Look) -> str:
    """File it with the form; the file's name, by which it is found."""
    page.get_by_role("navigation", name="เมนูเจ้าหน้าที่").get_by_role("link", name="รายงานผลการดำเนินการ").click()
    look(page, "08-reports")
    page.get_by_role("button", name="+ รายงาน", exact=True).click()
    page.get_by_role("button", name=f"รายงานของ {agency_name}").click()
    look(page, "09-form")
    name = f"ประกาศช่องทางอิเล็กทรอนิกส์ {datetime.now(UTC):%H%M%S%f}.pdf"
    with TemporaryDirectory() as directory:
        file = Path(directory) / name
        file.write_bytes(notice)
        page.locator("#s10_file").set_input_files(file)
        expect(page.get_by_text("อัปโหลดแล้ว กดบันทึกเพื่อยื่นเอกสาร")).to_be_visible()
    today = bangkok_day(datetime.now(UTC))
    page.locator("#s10_date-day").fill(str(today.day))
    page.locator("#s10_date-month").fill(str(today.month))
    page.locator("#s10_date-year").fill(buddhist_year(today))
    look(page, "10-filled-in")
    page.get_by_role("button", name="บันทึก", exact=True).click()
    expect(page.get_by_text("บันทึกรายงานเรียบร้อยแล้ว")).to_be_visible()
    expect(page.get_by_role("link", name=name, exact=True)).to_be_visible()
    look(page, "11-saved")
    return name


def _see_published(page: Page, gateway_url: str, agency_id: str, name: str, look: Look) -> None:
    page.goto(f"{gateway_url}/agencies/{agency_id}")
    expect(page.get_by_role("link", name=name, exact=True)).to_be_visible()
    look(page, "12-public-page")


def _see_figures(page: Page, gateway_url: str, standing: Standing, look: Look) -> None:
    page.goto(f"{gateway_url}/compliance")
    row = page.get_by_role("row").filter(has_text="องค์กรปกครองส่วนท้องถิ่น")
    expect(row.locator('[data-label="ดำเนินการแล้ว"]').first).to_have_text(f"{standing.local_done:,}")
    look(page, "13-dashboard")


def _suspend(page: Page, name: str, look: Look) -> None:
    page.get_by_role("switch", name=f"การใช้งาน {name}").click()
    page.get_by_role("button", name="บันทึก", exact=True).click()
    expect(page.get_by_text("บันทึกรายงานเรียบร้อยแล้ว")).to_be_visible()
    expect(page.get_by_role("switch", name=f"การใช้งาน {name}")).not_to_be_checked()
    look(page, "14-suspended")
