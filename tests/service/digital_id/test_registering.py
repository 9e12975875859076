"""Registering for a Digital ID."""

import re
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from tests.builders.digital_id import a_registration

pytestmark = pytest.mark.backing("mongo")

CITIZEN_ID = "3100600445635"
THAI_DIGITS = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")


def test_an_officer_who_has_registered_can_sign_in(browser, settings):
    page = browser.register("somchai")
    assert "ลงทะเบียนเรียบร้อยแล้ว" in page.text
    assert browser.sign_in(page, "somchai").left_for == f"{settings.gateway_url}/"


def test_every_problem_stands_beside_its_field_and_in_the_summary(browser):
    page = browser.register(given_name="", password="short", password_again="short")
    assert page.status == 422
    summary = page.text[page.text.index('role="alert"') : page.text.index("<form")]
    for field, says in (("given_name", "กรุณากรอกชื่อ"), ("password", "รหัสผ่านต้องมีอย่างน้อย 12 ตัวอักษร")):
        assert f'<a href="#{field}">{says}' in summary
        assert re.search(f'id="{field}-problem">.*{says}', page.text)
        assert re.search(f'<input id="{field}"[^>]*aria-invalid="true"[^>]*{field}-problem', page.text)
    assert 'value="somchai@agency.example"' in page.text
    assert "short" not in page.text


def test_a_citizen_id_in_thai_digits_is_accepted(browser):
    assert browser.register(citizen_id=CITIZEN_ID.translate(THAI_DIGITS), mobile="๐๘๑-๒๓๔-๕๖๗๘").status == 200


def test_a_wrong_citizen_id_is_refused(browser):
    page = browser.register(citizen_id="3100600445634")
    assert page.status == 422
    assert "เลขประจำตัวประชาชนไม่ถูกต้อง" in page.text


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"username": "SOMCHAI", "email": "other@agency.example"}, "มีผู้ใช้ชื่อผู้ใช้นี้แล้ว"),
        ({"username": "another", "email": "SomChai@AGENCY.example"}, "อีเมลหรือเลขประจำตัวประชาชนนี้ลงทะเบียนไว้แล้ว"),
        (
            {"username": "another", "email": "other@agency.example", "citizen_id": "3-1006-00445-63-5"},
            "อีเมลหรือเลขประจำตัวประชาชนนี้ลงทะเบียนไว้แล้ว",
        ),
    ],
)
def test_a_username_address_or_citizen_id_that_somebody_has_is_refused(browser, changed, says):
    browser.register("somchai", citizen_id=CITIZEN_ID)
    page = browser.register(**changed)
    assert page.status == 422
    assert says in page.text


@pytest.mark.parametrize(
    ("usernames", "emails", "says"),
    [
        (["somchai"] * 4, [f"s{number}@agency.example" for number in range(4)], "มีผู้ใช้ชื่อผู้ใช้นี้แล้ว"),
        ([f"somchai{number}" for number in range(4)], ["s@agency.example"] * 4, "อีเมลหรือเลขประจำตัวประชาชนนี้"),
    ],
)
def test_of_registrations_at_the_same_moment_only_one_is_accepted(browsers, usernames, emails, says):
    everybody = [browsers() for _ in range(4)]
    forms = [browser.get("/register") for browser in everybody]
    together = Barrier(4)

    def register(number):
        fields = a_registration(usernames[number], email=emails[number])
        together.wait()
        return everybody[number].submit(forms[number], **fields)

    with ThreadPoolExecutor(4) as threads:
        pages = list(threads.map(register, range(4)))
    assert sorted(page.status for page in pages) == [200, 422, 422, 422]
    assert all(says in page.text for page in pages if page.status == 422)
