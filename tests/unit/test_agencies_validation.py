"""What an agency's fields must look like. The limits and words are those of the contract."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from contracts.rpc.agencies import AgencyDetails
from contracts.vocabulary import Category, Level
from services.agencies.contacts import ContactChecks
from services.agencies.domain.problems import Implausible
from services.agencies.domain.validation import (
    LOCAL,
    LONGEST,
    SERVICE_POINT,
    code_problems,
    day_problems,
    fact_problems,
    lao_code_problems,
    web_address,
)
from services.agencies.usecases.details import CHOICES, checked
from tests.builders.agencies import an_agency, facts

TODAY = date(2024, 11, 29)


def test_limits_and_words_are_those_of_the_contract() -> None:
    limits = {
        name: next(m.max_length for m in field.metadata if hasattr(m, "max_length"))
        for name, field in AgencyDetails.model_fields.items()
        if name not in CHOICES
    }
    assert limits == LONGEST
    assert (Level.SERVICE_POINT, Category.LOCAL) == (SERVICE_POINT, LOCAL)


@pytest.mark.parametrize("code", ["", "11013900000", "0110139000000", "01101390000x", "๐๑๑๐๑๓๙๐๐๐๐๐"])
def test_a_code_is_twelve_digits(code: str) -> None:
    assert list(code_problems(code))
    assert not list(code_problems("011013900000"))


def test_a_lao_code_is_eight_digits_and_may_be_absent() -> None:
    assert list(lao_code_problems("0611040"))
    assert not list(lao_code_problems("06110402"))
    assert not list(lao_code_problems(None))


@pytest.mark.parametrize(
    ("stated", "lao_code", "field"),
    [
        ({"province_code": "1"}, None, "province_code"),
        ({"province_code": "00"}, None, "province_code"),
        ({"level": "service_point"}, None, "parent_code"),
        ({"category": None}, None, "category"),
        ({"lao_type": "subdistrict"}, None, "lao_type"),
        ({"category": "local"}, None, "lao_type"),
        ({}, "06110402", "lao_code"),
    ],
)
def test_what_does_not_go_together_is_told_at_its_field(
    stated: dict[str, Any], lao_code: str | None, field: str
) -> None:
    [problem] = fact_problems(facts(**stated), lao_code)
    assert problem.field == field
    assert problem.message_th
    assert problem.message_en


@pytest.mark.parametrize(
    "stated",
    [
        {"province_code": "11"},
        {"level": "service_point", "parent_id": "p"},
        {"category": None, "reporting_unit": False},
        {"category": "local", "lao_type": "subdistrict"},
        {"category": "local", "reporting_unit": False},
    ],
)
def test_what_goes_together(stated: dict[str, Any]) -> None:
    assert not list(fact_problems(facts(**stated), None))


def test_a_buddhist_year_is_recognised() -> None:
    [problem] = day_problems(None, date(2567, 11, 29), TODAY)
    assert "543" in problem.message_en
    assert not list(day_problems(None, date(2030, 1, 1), TODAY))


def test_nothing_changes_from_a_day_after_the_dissolution() -> None:
    agency = an_agency().dissolved(TODAY, ())
    assert [problem.field for problem in day_problems(agency, TODAY, TODAY)] == ["effective_on"]
    assert not list(day_problems(agency, date(2024, 1, 1), TODAY))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("https://www.dla.go.th/path?q=1", "https://www.dla.go.th/path?q=1"),
        ("www.dla.go.th", "http://www.dla.go.th"),
        ("dla.go.th:8080/x", "http://dla.go.th:8080/x"),
        ("http://ดีอี.ไทย", "http://ดีอี.ไทย"),
    ],
)
def test_web_addresses(typed: str, kept: str) -> None:
    assert web_address(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "javascript:alert(1)",
        "ftp://dla.go.th",
        "http://",
        "http://localhost",
        "http://user@dla.go.th",
        "http://127.0.0.1",
        "http://dla.go.th:port",
        "http://[dla.go.th",
        "http://dla .go.th",
        "ไม่มี",
        "-",
    ],
)
def test_what_is_no_web_address(typed: str) -> None:
    with pytest.raises(Implausible):
        web_address(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "0 2123 4567",
        "02-123-4567 ต่อ 12",
        "053-112233 ต่อ 101-105",
        "0-2123-4567-9",
        "0 2123 4567 ถึง 9",
        "0 2123 4567, 08 1234 5678",
        "+66 2 123 4567",
        "1567",
        "1111 กด 0",
    ],
)
def test_telephone_numbers_as_offices_write_them(typed: str) -> None:
    assert ContactChecks().phone(typed) == typed


@pytest.mark.parametrize("typed", ["02 123", "12345678901234", "โทรศัพท์", "0 2123 4567, -", "+1 212 555 2368 5"])
def test_what_is_no_telephone_number(typed: str) -> None:
    with pytest.raises(Implausible):
        ContactChecks().phone(typed)


def test_email_addresses() -> None:
    assert ContactChecks().email("Saraban@DLA.go.th") == "Saraban@dla.go.th"
    for typed in ("saraban", "saraban@", "saraban@dla", "a b@dla.go.th", "a@b@dla.go.th"):
        with pytest.raises(Implausible):
            ContactChecks().email(typed)


def test_texts_are_tidied_and_every_problem_is_told() -> None:
    kept, problems = checked(
        {"name_th": "\u200b", "name_en": " Bang  Phli ", "phone": "๐ ๒๑๒๓ ๔๕๖๗", "website": "?", "dga_email": "?"},
        ContactChecks(),
    )
    assert kept["name_th"] is None
    assert kept["name_en"] == "Bang Phli"
    assert kept["phone"] == "0 2123 4567"
    assert {problem.field for problem in problems} == {"name_th", "website", "dga_email"}
