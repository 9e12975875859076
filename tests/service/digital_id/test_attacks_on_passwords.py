"""Attacks on what officers sign in with: guessing, finding out who is registered, links, codes."""

import re
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier

import pytest

from tests.builders.digital_id import PASSWORD
from tests.service.digital_id.attacks import left_a_trace, table

pytestmark = pytest.mark.backing("mongo")

WRONG = "ผิดแน่นอนครับผม"
NEW = "หิ่งห้อยริมคลอง-2567"
ADDRESS = "somchai@agency.example"


def guess(browser, password=WRONG, username="somchai"):
    return browser.sign_in(browser.get("/sign-in"), username, password)


def without_tokens(page) -> str:
    return re.sub(r'value="\w*"', "", page.text)


# Guessing


@contextmanager
def profiled(database):
    """Gives what the database was asked to do in the block: the operation and on which collection."""
    asked: list[tuple[str, str]] = []
    database.command("profile", 2)
    try:
        yield asked
    finally:
        database.command("profile", 0)
        done = database["system.profile"].find({"ns": {"$not": re.compile("profile")}})
        asked += [(each["op"], each["ns"]) for each in done]
        database.drop_collection("system.profile")


@table(
    ("a wrong password", lambda browser: guess(browser), 422),
    ("an empty password", lambda browser: guess(browser, ""), 422),
    ("a password of a book", lambda browser: guess(browser, "x" * 5000), 422),
    ("the password with a null byte", lambda browser: guess(browser, PASSWORD + "\x00"), 422),
    ("the password in other case", lambda browser: guess(browser, PASSWORD.upper() + "X"), 422),
    ("an unknown username", lambda browser: guess(browser, PASSWORD, "nobody"), 422),
    ("an empty username", lambda browser: guess(browser, PASSWORD, ""), 422),
    ("a username with a null byte", lambda browser: guess(browser, PASSWORD, "somchai\x00"), 422),
    ("a username that is a pattern", lambda browser: guess(browser, PASSWORD, ".*"), 422),
    ("a username that is a query", lambda browser: guess(browser, PASSWORD, '{"$gt": ""}'), 422),
    ("the address in place of the username", lambda browser: guess(browser, PASSWORD, ADDRESS), 422),
)
def test_nobody_gets_in_with(browser, client, logged, attack):
    browser.register()
    page = attack.does(browser)
    assert (page.status, page.left_for) == (attack.refused_with, None)
    assert "ชื่อผู้ใช้หรือรหัสผ่านไม่ถูกต้อง" in page.text
    assert left_a_trace(logged, "sign_in_refused")
    assert WRONG not in repr(logged)
    assert not browser.is_signed_in(client)


def test_a_fields_names_with_brackets_are_no_query(browser):
    browser.register()
    page = browser.submit(browser.get("/sign-in"), **{"username[$ne]": "x", "password[$ne]": "x"})
    assert page.status == 422


def test_being_locked_out_does_not_tell_whether_the_account_exists(browser):
    browser.register()
    told = []
    for username in ("somchai", "nobody"):
        pages = [guess(browser, username=username) for _ in range(6)]
        told.append([(page.status, page.response.headers.get("Retry-After")) for page in pages])
    assert told[0] == told[1] == [(422, None)] * 5 + [(429, "30")]


def test_one_address_cannot_try_a_password_on_everybody(browsers, settings, clock):
    browser, other = browsers(), browsers(**{"X-Forwarded-For": "203.0.113.9"})
    browser.register()
    statuses = [guess(browser, username=f"officer{number}").status for number in range(51)]
    assert statuses == [422] * 50 + [429]
    assert guess(browser, PASSWORD).status == 429
    assert guess(other, PASSWORD).status == 429  # a made-up X-Forwarded-For helps nobody
    clock.advance(seconds=30)
    assert guess(browser, PASSWORD).left_for == f"{settings.gateway_url}/"


def test_what_is_done_for_a_wrong_password_is_done_for_an_unknown_username_too(browser, database):
    browser.register()
    guess(browser, username="napa")  # the address is known from now on
    done = []
    for username in ("somchai", "nobody"):
        form = browser.get("/sign-in")
        with profiled(database) as asked:
            browser.sign_in(form, username, WRONG)
        done.append(sorted(each for each in asked if each[0] != "command"))
    assert len(done[0]) > 3
    assert done[0] == done[1]


def test_the_officer_sees_that_somebody_guessed(browser):
    browser.register()
    for _ in range(3):
        guess(browser)
    page = browser.sign_in(browser.get("/account"))
    assert page.text.count("รหัสผ่านผิด") == 3


# Finding out who is registered


@pytest.mark.parametrize(
    "changed",
    [
        {"username": "another", "email": ADDRESS},
        {"username": "another", "email": "another@agency.example", "citizen_id": "3100600445635"},
        {"username": "another", "email": ADDRESS, "citizen_id": "3100600445635"},
    ],
    ids=["by the address", "by the citizen id", "by both"],
)
def test_a_registration_does_not_tell_which_of_address_and_citizen_id_is_known(browser, changed):
    browser.register(citizen_id="3100600445635")
    page = browser.register(**changed)
    assert page.status == 422
    assert "อีเมลหรือเลขประจำตัวประชาชนนี้ลงทะเบียนไว้แล้ว" in page.text
    assert page.text.count("-problem") == 2  # the text and the field's reference to it
    assert "สมชาย ใจดี" not in page.text
    assert "มีผู้พยายามลงทะเบียนด้วยอีเมล" in browser.sign_in(browser.get("/account")).text


def test_nobody_tries_out_addresses_without_end(browser):
    browser.register()
    statuses = [browser.register(username=f"user{number}", email=ADDRESS).status for number in range(51)]
    assert statuses == [422] * 50 + [429]


# Links for a new password


@pytest.fixture
def link(browser, mailbox) -> str:
    browser.register()
    browser.submit(browser.get("/forgot"), email=ADDRESS)
    return mailbox.link()


def use(browser, link, form_link=None):
    page = browser.get(link)
    if page.status != 200:
        return page
    fields = {"link": form_link} if form_link is not None else {}
    return browser.submit(page, password=NEW, password_again=NEW, **fields)


def used_already(browser, link, mailbox, clock):
    assert "เปลี่ยนรหัสผ่านเรียบร้อยแล้ว" in use(browser, link).text
    return use(browser, link)


def too_old(browser, link, mailbox, clock):
    clock.advance(minutes=30)
    return use(browser, link)


def replaced_by_a_newer_one(browser, link, mailbox, clock):
    browser.submit(browser.get("/forgot"), email=ADDRESS)
    mailbox.link(2)
    return use(browser, link)


def of_before_a_change(browser, link, mailbox, clock):
    page = browser.sign_in(browser.get("/account"))
    changed = {"current_password": PASSWORD, "password": NEW, "password_again": NEW}
    assert "เปลี่ยนรหัสผ่านแล้ว" in browser.submit(page, "/account/password", **changed).text
    return use(browser, link)


@table(
    ("that was used", used_already, 400),
    ("of half an hour ago", too_old, 400),
    ("when there is a newer one", replaced_by_a_newer_one, 400),
    ("of before the password was changed", of_before_a_change, 400),
    ("that is made up", lambda browser, link, *_: use(browser, "/reset?link=" + "x" * 43), 400),
    ("that is empty", lambda browser, link, *_: use(browser, "/reset?link="), 400),
    ("that is missing", lambda browser, link, *_: use(browser, "/reset"), 400),
    ("with a null byte", lambda browser, link, *_: use(browser, link + "%00"), 400),
    ("that is cut short", lambda browser, link, *_: use(browser, link[:-1]), 400),
    ("that the form swaps for another", lambda browser, link, *_: use(browser, link, "x" * 43), 400),
)
def test_a_link_changes_nothing(browser, link, mailbox, clock, logged, attack):
    page = attack.does(browser, link, mailbox, clock)
    assert (page.status, page.left_for) == (attack.refused_with, None)
    assert "ลิงก์นี้ใช้ไม่ได้" in page.text
    assert left_a_trace(logged, "link_refused")
    assert link.partition("=")[2] not in repr(logged)


def test_of_two_who_use_a_link_at_the_same_moment_one_is_refused(browsers, link):
    both = [browsers(), browsers()]
    pages = [browser.get(link) for browser in both]
    passwords = [f"{NEW}-{number}" for number in range(2)]
    together = Barrier(2)

    def change(number):
        together.wait()
        return both[number].submit(pages[number], password=passwords[number], password_again=passwords[number]).status

    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(change, range(2))) == [200, 400]


@pytest.mark.parametrize("header", ["X-Forwarded-Host", "Forwarded", "X-Host"])
def test_a_mailed_link_leads_to_us_whatever_the_request_says(browsers, mailbox, settings, header):
    attacker = browsers(**{header: "host=evil.example" if header == "Forwarded" else "evil.example"})
    attacker.register()
    attacker.submit(attacker.get("/forgot"), email=ADDRESS)
    text = mailbox.wait_for(1).text
    assert f"{settings.digital_id_url}/reset?link=" in text
    assert "evil" not in text


def test_a_mailed_link_leads_to_us_whatever_the_host_header_says(app, browser, mailbox, settings):
    browser.register()
    form = browser.get("/forgot")
    fields = {"email": ADDRESS, "csrf_token": re.search(r'name="csrf_token" value="(\w+)"', form.text)[1]}
    cookie = browser.cookie("__Host-digital-id-form")
    headers = {"Host": "evil.example", "Cookie": f"__Host-digital-id-form={cookie}"}
    app.test_client(use_cookies=False).post("/forgot", data=fields, headers=headers, base_url=settings.digital_id_url)
    text = mailbox.wait_for(1).text
    assert f"{settings.digital_id_url}/reset?link=" in text
    assert "evil" not in text


@pytest.mark.parametrize("address", [ADDRESS, "nobody@agency.example"])
def test_nobody_is_flooded_with_links(browser, clock, mailbox, address):
    browser.register()
    asked = [browser.submit(browser.get("/forgot"), email=address).status for _ in range(5)]
    assert asked == [200] * 4 + [429]
    clock.advance(seconds=30)
    assert browser.submit(browser.get("/forgot"), email=address).status == 200


def test_an_address_with_a_line_break_adds_nobody_to_the_mail(browser, mailbox):
    browser.register()
    browser.submit(browser.get("/forgot"), email=f"{ADDRESS}\r\nBcc: evil@evil.example")
    browser.submit(browser.get("/forgot"), email=ADDRESS)
    mailbox.wait_for(1)
    assert [mail.to for mail in mailbox.mails()] == [ADDRESS]
