"""An agency is found by its name however it is written."""

from __future__ import annotations

import pytest

from services.agencies.domain.searching import asked_beginnings, asked_code, kept_words


def finds(search: str, name_th: str, *other_names: str) -> bool:
    words = kept_words(name_th, other_names)
    return any(
        all(any(word.startswith(beginning) for word in words) for beginning in group)
        for group in asked_beginnings(search)
    )


@pytest.mark.parametrize(
    "search",
    [
        "อบต.บางพลี",
        "อบต. บางพลี",
        "อบต บางพลี",
        "อบตบางพลี",
        "องค์การบริหารส่วนตำบลบางพลี",
        "องค์การบริหารส่วนตำบล บางพลี",
        "บางพลี",
        "บาง พลี",
        "บางพ",
        "องค์การ",
        "bang phli",
        "PHLI",
    ],
)
@pytest.mark.parametrize("name", ["องค์การบริหารส่วนตำบลบางพลี", "อบต.บางพลี", "อบต. บางพลี"])
def test_one_body_many_ways_to_write_it(search: str, name: str) -> None:
    assert finds(search, name, "Bang Phli Subdistrict Administrative Organization")


@pytest.mark.parametrize(
    ("search", "name"),
    [
        ("ทต.หนองหาร", "เทศบาลตำบลหนองหาร"),
        ("เทศบาลตำบลหนองหาร", "ทต.หนองหาร"),
        ("เทศบาลหนองหาร", "เทศบาลตำบลหนองหาร"),
        ("มหาดไทย", "กระทรวงมหาดไทย"),
        ("ก.พ.ร.", "สำนักงาน ก.พ.ร."),
        ("กพร", "สำนักงาน ก.พ.ร."),
        ("สถจ.แพร่", "สำนักงานส่งเสริมการปกครองท้องถิ่นจังหวัดแพร่"),
        ("แพร่", "สำนักงานส่งเสริมการปกครองท้องถิ่นจังหวัดแพร่"),
        ("น\u0e49\u0e4dาพุ", "องค์การบริหารส่วนตำบลน้ำพุ"),
        ("เขต ๑๒", "สำนักงานสรรพากรภาค เขต 12"),
        ("เขต 12", "สำนักงานสรรพากรภาค เขต ๑๒"),
    ],
)
def test_short_forms_digits_and_spellings(search: str, name: str) -> None:
    assert finds(search, name)


@pytest.mark.parametrize(
    ("search", "name"),
    [
        ("บางพลี", "องค์การบริหารส่วนตำบลบางปลา"),
        ("บางพลี ใหญ่", "องค์การบริหารส่วนตำบลบางพลี"),
        ("พลี", "องค์การบริหารส่วนตำบลบางพลี"),
        ("เทศบาลนคร", "สภาทนายความ"),
        ("เทศบาลนคร", "ทนายความอาสา"),
    ],
)
def test_another_name_is_not_found(search: str, name: str) -> None:
    assert not finds(search, name)


@pytest.mark.parametrize("search", ["", "   ", "...", "()"])
def test_a_search_for_nothing_asks_for_nothing(search: str) -> None:
    assert asked_beginnings(search) == ()


def test_codes_are_recognised_however_they_are_typed() -> None:
    assert asked_code("011013900000") == "011013900000"
    assert asked_code("๐๖๑๑๐๔๐๒") == "06110402"
    assert asked_code("0110 1390 0000") == "011013900000"
    assert asked_code("เขต 12") is None
    assert asked_code("12345") is None
