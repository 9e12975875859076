"""The officer's own page: what is kept, what has happened, changing the password."""

import re
from datetime import timedelta

import pytest

from tests.builders.digital_id import PASSWORD

pytestmark = pytest.mark.backing("mongo")

NEW = "หิ่งห้อยริมคลอง-2567"
WRONG = "ผิดแน่นอนครับผม"


@pytest.fixture
def account_page(browser):
    browser.register(mobile="0812345678", citizen_id="3100600445635")
    return browser.sign_in(browser.get("/account"))


def happened(page) -> list[str]:
    """The entries of the history, the newest first, without their addresses."""
    return re.findall(r"</time></dt><dd>([^<(]+?)(?: \(|<)", page.text)


def change(browser, page, **changed):
    fields = {"current_password": PASSWORD, "password": NEW, "password_again": NEW, **changed}
    return browser.submit(page, "/account/password", **fields)


def test_the_page_shows_what_is_kept_and_no_more(account_page):
    for shown in ("สมชาย ใจดี", "somchai@agency.example", "0812345678", "ให้ไว้แล้ว"):
        assert shown in account_page.text
    assert "3100600445635" not in account_page.text


@pytest.mark.parametrize("address", ["/account", "/account/second-factor"])
def test_whoever_is_not_signed_in_signs_in_first_and_comes_back(browser, address):
    browser.register()
    page = browser.get(address)
    assert 'id="password"' in page.text
    assert "บัญชีของฉัน" in browser.sign_in(page).text


def test_the_page_speaks_english_too(browsers):
    browser = browsers(language="en")
    browser.register()
    page = browser.sign_in(browser.get("/account"))
    assert "What has happened" in page.text
    assert not re.search("[ก-๙]", re.sub(r'สมชาย ใจดี|<a[^>]*lang="th".*?</a>', "", page.text))


def test_the_history_tells_what_has_happened_and_from_where(browser, browsers, client, account_page, clock):
    clock.advance(minutes=1)
    stranger = browsers()
    stranger.sign_in(stranger.get("/sign-in"), password=WRONG)
    clock.advance(minutes=1)
    consent = browser.get(client.address())
    browser.submit(consent, decision="refuse")
    clock.advance(minutes=1)
    browser.submit(consent, decision="allow")
    page = browser.get("/account")
    assert happened(page) == [
        "ยินยอมให้ใช้ข้อมูล",
        "ไม่ยินยอมให้ใช้ข้อมูล",
        "รหัสผ่านผิด",
        "เข้าสู่ระบบ",
        "ลงทะเบียน",
    ]
    there = clock.now + timedelta(hours=7)
    assert f"{there.year + 543} {there:%H:%M}" in page.text
    assert "(127.0.0.1)" in page.text


def test_behind_a_trusted_proxy_the_history_tells_the_officers_address(app, browsers, settings):
    app.proxies = type(app.proxies).of("127.0.0.1")
    browser = browsers(**{"X-Forwarded-For": "198.51.100.7, 203.0.113.5"})
    browser.register()
    assert "(203.0.113.5)" in browser.sign_in(browser.get("/account")).text


def test_nobody_sees_the_history_of_somebody_else(browsers, account_page):
    other = browsers()
    other.register("napa")
    assert happened(other.sign_in(other.get("/account"), "napa")) == ["เข้าสู่ระบบ", "ลงทะเบียน"]


def test_a_changed_password_signs_all_other_browsers_out(browser, browsers, client, account_page, mailbox):
    other = browsers()
    other.sign_in(other.get("/sign-in"))
    page = change(browser, account_page)
    assert "เปลี่ยนรหัสผ่านแล้ว" in page.text
    assert happened(page)[0] == "เปลี่ยนรหัสผ่าน"
    assert browser.is_signed_in(client)
    assert not other.is_signed_in(client)
    assert "รหัสผ่าน Digital ID เปลี่ยนแล้ว" in mailbox.wait_for(1).subject


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"current_password": WRONG}, "รหัสผ่านปัจจุบันไม่ถูกต้อง"),
        ({"password": "short", "password_again": "short"}, "อย่างน้อย 12"),
        ({"password_again": WRONG}, "ไม่ตรงกัน"),
    ],
)
def test_a_change_that_breaks_a_rule_changes_nothing(browser, browsers, account_page, changed, says):
    page = change(browser, account_page, **changed)
    assert page.status == 422
    assert says in page.text
    other = browsers()
    assert other.sign_in(other.get("/sign-in")).left_for


def test_an_officer_can_sign_out_everywhere_else(browser, browsers, client, account_page):
    other = browsers()
    other.sign_in(other.get("/sign-in"))
    page = browser.submit(account_page, "/account/sign-out-everywhere")
    assert "ออกจากระบบในอุปกรณ์อื่นทั้งหมดแล้ว" in page.text
    assert browser.is_signed_in(client)
    assert not other.is_signed_in(client)


def test_an_officer_can_sign_out(browser, client, account_page):
    browser.submit(account_page, "/sign-out")
    assert not browser.is_signed_in(client)
