"""A new password for whoever has forgotten the old one, by a link in a mail."""

import re

import pytest

from services.identity.digital_id.app import create_app
from tests.builders.digital_id import PASSWORD, Browser

pytestmark = pytest.mark.backing("mongo")

NEW = "หิ่งห้อยริมคลอง-2567"
ADDRESS = "somchai@agency.example"


def ask(browser, address=ADDRESS):
    return browser.submit(browser.get("/forgot"), email=address)


def change(browser, link, password=NEW):
    return browser.submit(browser.get(link), password=password, password_again=password)


def test_an_officer_gets_a_link_and_chooses_a_new_password(browser, mailbox, settings):
    browser.register()
    assert "หากอีเมลนี้ลงทะเบียนไว้ ระบบได้ส่งลิงก์ไปแล้ว" in ask(browser, " Somchai@AGENCY.example ").text
    changed = change(browser, mailbox.link())
    assert "เปลี่ยนรหัสผ่านเรียบร้อยแล้ว" in changed.text
    assert browser.sign_in(changed, password=PASSWORD).status == 422
    assert browser.sign_in(changed, password=NEW).left_for == f"{settings.gateway_url}/"


def test_the_mail_is_in_thai_and_english_and_names_the_username(browser, mailbox):
    browser.register()
    ask(browser)
    mail = mailbox.wait_for(1)
    assert mail.to == ADDRESS
    assert "เรียน สมชาย ใจดี" in mail.text
    assert "Dear สมชาย ใจดี" in mail.text
    assert "somchai" in mail.text


def test_a_known_and_an_unknown_address_get_the_same_answer(browser, mailbox):
    browser.register()
    unknown, known = ask(browser, "nobody@agency.example"), ask(browser)
    assert re.sub(r'value="\w+"', "", unknown.text) == re.sub(r'value="\w+"', "", known.text)
    mailbox.wait_for(1)
    assert [mail.to for mail in mailbox.mails()] == [ADDRESS]


def test_the_change_ends_every_session_code_and_token(browsers, client, mailbox):
    browser, thief = browsers(), browsers()
    browser.register()
    page = thief.sign_in(thief.get(client.address()))
    token = client.exchange(thief.submit(page, decision="allow").answer["code"]).json["access_token"]
    code = thief.get(client.address()).answer["code"]
    ask(browser)
    change(browser, mailbox.link())
    still_good = {
        "session": thief.is_signed_in(client),
        "token": client.userinfo(token).status_code == 200,
        "code": client.exchange(code).status_code == 200,
    }
    assert still_good == {"session": False, "token": False, "code": False}


def test_the_officer_is_told_that_the_password_was_changed(browser, mailbox):
    browser.register()
    ask(browser)
    change(browser, mailbox.link())
    notice = mailbox.wait_for(2)
    assert "The password of your Digital ID was changed" in notice.subject
    assert "/reset" not in notice.text


def test_looking_at_the_page_does_not_use_the_link_up(browser, mailbox):
    browser.register()
    ask(browser)
    for _ in range(3):
        assert browser.get(mailbox.link()).status == 200
    assert "เปลี่ยนรหัสผ่านเรียบร้อยแล้ว" in change(browser, mailbox.link()).text


def test_a_new_password_that_breaks_a_rule_can_be_typed_again(browser, mailbox):
    browser.register()
    ask(browser)
    page = browser.get(mailbox.link())
    for password, again, says in (
        ("short", "short", "อย่างน้อย 12"),
        ("somchai-somchai", "somchai-somchai", "ไม่มีชื่อผู้ใช้"),
        ("password1234", "password1234", "เดาได้ง่าย"),
        (NEW, NEW + "x", "ไม่ตรงกัน"),
    ):
        refused = browser.submit(page, password=password, password_again=again)
        assert (refused.status, says in refused.text) == (422, True)
    assert "เปลี่ยนรหัสผ่านเรียบร้อยแล้ว" in change(browser, mailbox.link()).text


def test_a_link_does_not_get_around_the_second_factor(browser, browsers, authenticator, mailbox):
    ask(browser)
    change(browser, mailbox.link(2))
    other = browsers()
    page = other.sign_in(other.get("/sign-in"), password=NEW)
    assert page.left_for is None
    assert 'autocomplete="one-time-code"' in page.text


def test_the_mails_are_shown_to_nobody_by_default(browser, mailbox):
    browser.register()
    ask(browser)
    mailbox.wait_for(1)
    assert browser.get("/demo/mail").status == 404


@pytest.mark.parametrize(("smtp_url", "status"), [(None, 200), ("smtp://127.0.0.1:1", 404)])
def test_the_demonstration_shows_mails_unless_there_is_a_mail_server(settings, clock, mailbox, app, smtp_url, status):
    shown = {**settings.model_dump(), "demo_pages": True, "smtp_url": smtp_url}
    demonstration = Browser(create_app(type(settings).model_validate(shown), clock), settings)
    browser = Browser(app, settings)
    browser.register()
    ask(browser)
    link = mailbox.link()
    page = demonstration.get("/demo/mail")
    assert page.status == status
    assert (link in page.text) is (status == 200)
