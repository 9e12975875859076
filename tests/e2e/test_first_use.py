"""The first use, on the pages and in the order in which the manual tells it."""

from __future__ import annotations

import pytest

from deploy.demo.accounts import Account
from deploy.demo.officers import id_of, token_for
from deploy.demo.pages import form_with
from deploy.demo.visitor import Visitor
from tests.running_system import System

pytestmark = pytest.mark.system


def test_an_officer_signs_in_redeems_a_token_signs_in_again_and_has_the_role(
    system: System, administrator: Visitor
) -> None:
    agency = system.country.demo_agency
    token = token_for(administrator, "service_point_officer", id_of(administrator, agency.code))
    account = Account.invented("first", "สมใจ", "ทดสอบ")
    with system.visitor("192.0.2.20") as officer:
        officer.register(account)

        assert officer.sign_in(account) == "/token"

        page = officer.get("/token")
        form = form_with(page.text, "token")
        assert form is not None
        typed = {**form.hidden, "token": " ".join(token[start : start + 3] for start in range(0, 15, 3))}
        redeemed = officer.submit("/token", typed)
        assert redeemed.headers["location"] == "/sign-in?redeemed=1"
        assert "กรุณาเข้าสู่ระบบอีกครั้ง" in officer.get("/sign-in?redeemed=1").text

        assert officer.sign_in(account) == "/"

        profile = officer.get("/profile").text
    assert "เจ้าหน้าที่จุดบริการ" in profile
    assert agency.name_th in profile
    assert "ยืนยันรหัส Token" in profile
