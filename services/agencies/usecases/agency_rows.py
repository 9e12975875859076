"""The agencies of an import file, row by row. The columns: docs/imports.md."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from contracts.vocabulary import Category, LaoType, Level
from services.agencies.domain.agency import Facts
from services.agencies.domain.naming import arabic_digits, tidy
from services.agencies.domain.problems import Problem
from services.agencies.domain.validation import code_problems, fact_problems, lao_code_problems
from services.agencies.usecases.details import checked
from services.agencies.usecases.ports import Contacts

TEXTS = ("name_th", "name_en", "full_name_th", "address_th", "website", "phone", "public_email")
COLUMNS = (
    "code",
    "lao_code",
    "parent_code",
    "level",
    "category",
    "lao_type",
    "province_code",
    "reporting_unit",
    *TEXTS,
    "visible",
    "effective_on",
)
_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_YES_NO = {"yes": True, "no": False}


@dataclass(frozen=True)
class Row:
    """One agency as the file states it. `number` counts from 1 at the heading, as a spreadsheet does.

    `facts` has the parent's code in place of its id; it and `effective_on` are None when `problems` leave them unknown.
    Of the facts the file states those in `stated`.
    """

    number: int
    code: str
    lao_code: str | None
    parent_code: str | None
    effective_on: date | None
    facts: Facts | None
    problems: list[Problem] = field(default_factory=list)

    @property
    def stated(self) -> dict[str, Any]:
        """What the file states of the agency, by the name of the fact, but for its parent."""
        return {name: getattr(self.facts, name) for name in _STATED}


_STATED = ("level", "category", "lao_type", "province_code", "reporting_unit", *TEXTS, "visible")


class UnreadableFile(Exception):
    """The file as a whole cannot be read; `row` is where that shows."""

    def __init__(self, row: int, problem: Problem) -> None:
        super().__init__(problem.message_en)
        self.row = row
        self.problem = problem


def rows_in(content: bytes, contacts: Contacts) -> Iterator[Row]:
    """The rows of a CSV file in UTF-8 (with or without byte order mark), in any order of its columns.

    Raises UnreadableFile when it is no such file or its heading lacks, repeats or adds a column.
    """
    reader = csv.reader(io.StringIO(_decoded(content), newline=""), strict=True)
    number = 0
    heading: list[str] = []
    while True:
        number += 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise UnreadableFile(
                number, Problem("", "รูปแบบ CSV ไม่ถูกต้องในแถวนี้", f"Not valid CSV in this row: {error}.")
            ) from None
        if cells is None:
            break
        if not heading:
            heading = _heading(cells)
        elif any(cell.strip() for cell in cells):
            yield _row(number, heading, cells, contacts)
    if not heading:
        raise UnreadableFile(1, Problem("", "ไฟล์ว่างเปล่า", "The file is empty."))


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = content.count(b"\n", 0, error.start) + 1
        raise UnreadableFile(
            row,
            Problem(
                "",
                "ไฟล์ไม่ใช่ UTF-8 กรุณาบันทึกเป็น CSV UTF-8 แล้วส่งใหม่",
                "The file is not UTF-8. Save it as CSV UTF-8 and send it again.",
            ),
        ) from None


def _heading(cells: list[str]) -> list[str]:
    heading = [cell.strip() for cell in cells]
    lacking = [column for column in COLUMNS if column not in heading]
    strange = [column for column in heading if column not in COLUMNS]
    repeated = [column for column in COLUMNS if heading.count(column) > 1]
    for columns, thai, english in (
        (lacking, "ไม่มีคอลัมน์", "The heading lacks"),
        (strange, "ไม่รู้จักคอลัมน์", "The heading has an unknown column"),
        (repeated, "มีคอลัมน์ซ้ำ", "The heading repeats"),
    ):
        if columns:
            names = ", ".join(columns)
            raise UnreadableFile(1, Problem(columns[0], f"{thai} {names}", f"{english}: {names}."))
    return heading


def _row(number: int, heading: list[str], cells: list[str], contacts: Contacts) -> Row:
    if len(cells) != len(heading):
        code_at = heading.index("code")
        code = _plain(cells[code_at]) if len(cells) > code_at else ""
        problem = Problem(
            "",
            f"มี {len(cells)} ช่อง แต่หัวตารางมี {len(heading)} ช่อง",
            f"The row has {len(cells)} cells, the heading {len(heading)}.",
        )
        return Row(number, code, None, None, None, None, [problem])
    values = dict(zip(heading, cells, strict=True))
    problems: list[Problem] = []
    codes = {name: _plain(values[name]) for name in ("code", "lao_code", "parent_code", "province_code")}
    lao_code = codes["lao_code"] or None
    problems.extend(code_problems(codes["code"]))
    problems.extend(lao_code_problems(lao_code))
    effective_on = _day(values, problems)
    level = _one_of(values, "level", Level, problems)
    if level is None and not values["level"].strip():
        problems.append(Problem("level", "ต้องระบุระดับ", "The level is required."))
    category = _one_of(values, "category", Category, problems)
    lao_type = _one_of(values, "lao_type", LaoType, problems)
    reporting_unit = _yes_no(values, "reporting_unit", None, problems)
    visible = _yes_no(values, "visible", True, problems)
    texts, text_problems = checked({name: values[name] for name in TEXTS}, contacts)
    problems.extend(text_problems)
    facts = None
    if not problems:
        facts = Facts(
            parent_id=codes["parent_code"] or None,
            level=level or "",
            category=category,
            lao_type=lao_type,
            province_code=codes["province_code"] or None,
            reporting_unit=bool(reporting_unit),
            visible=bool(visible),
            **texts,
        )
        problems.extend(fact_problems(facts, lao_code))
    return Row(number, codes["code"], lao_code, codes["parent_code"] or None, effective_on, facts, problems)


def _plain(cell: str) -> str:
    return arabic_digits(tidy(cell))


def _day(values: Mapping[str, str], problems: list[Problem]) -> date | None:
    text = _plain(values["effective_on"])
    if _ISO_DATE.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            pass
    problems.append(
        Problem(
            "effective_on",
            "วันที่มีผลต้องอยู่ในรูปแบบ ปปปป-ดด-วว (ปี ค.ศ.) เช่น 2024-01-31",
            "The date must be written as YYYY-MM-DD (Common Era), such as 2024-01-31.",
        )
    )
    return None


def _one_of(
    values: Mapping[str, str], column: str, words: type[Level] | type[Category] | type[LaoType], problems: list[Problem]
) -> str | None:
    text = values[column].strip()
    if not text:
        return None
    if text in _codes(words):
        return text
    choices = ", ".join(_codes(words))
    problems.append(Problem(column, f"ต้องเป็นค่าใดค่าหนึ่งใน {choices}", f"Must be one of {choices}."))
    return None


def _codes(words: type[Level] | type[Category] | type[LaoType]) -> list[str]:
    return [word.value for word in words]


def _yes_no(values: Mapping[str, str], column: str, if_empty: bool | None, problems: list[Problem]) -> bool | None:
    text = values[column].strip().lower()
    value = _YES_NO.get(text) if text else if_empty
    if value is None:
        problems.append(Problem(column, "ต้องเป็น yes หรือ no", "Must be yes or no."))
    return value
