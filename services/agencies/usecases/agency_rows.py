"""The agencies of an import file, row by row. The columns: docs/imports.md."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from contracts.imports import UnreadableTable
from contracts.vocabulary import Category, ConvenienceLevel, LaoType, Level, ServiceStatus
from services.agencies.domain.agency import Facts
from services.agencies.domain.naming import arabic_digits, tidy
from services.agencies.domain.problems import Problem
from services.agencies.domain.validation import code_problems, fact_problems, lao_code_problems
from services.agencies.usecases.details import CHOICES, checked
from services.agencies.usecases.import_columns import COLUMNS, REQUIRED, TEXTS, WORDS, YES_NO, column_of
from services.agencies.usecases.ports import Contacts

_ISO_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[ T][0-9:]{8}(?:\+07:00)?)?")
_THAI_DATE = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
_BUDDHIST = 2400
Words = type[Level] | type[Category] | type[LaoType] | type[ServiceStatus] | type[ConvenienceLevel]


@dataclass(frozen=True)
class Row:
    """One agency as the file states it. `number` counts from 1 at the heading, as a spreadsheet does.

    `facts` has the parent's code in place of its id; it and `effective_on` are None when `problems` leave them unknown.
    Of the facts the file states those in `stated`, for which it has columns.
    """

    number: int
    code: str
    lao_code: str | None
    parent_code: str | None
    effective_on: date | None
    facts: Facts | None
    problems: list[Problem] = field(default_factory=list)
    columns: frozenset[str] = frozenset()

    @property
    def stated(self) -> dict[str, Any]:
        """What the file states of the agency, by the name of the fact, but for its parent."""
        return {name: getattr(self.facts, name) for name in self.columns & _STATED}


_STATED = frozenset(("level", "category", "lao_type", "province_code", "reporting_unit", *TEXTS, *CHOICES))


def rows_in(table: Iterable[list[str]], contacts: Contacts) -> Iterator[Row]:
    """The rows of a table whose first row that is not empty is the heading, in any order of its columns.

    Raises UnreadableTable when its heading lacks a required column, repeats or adds one, and what reading it raises.
    """
    heading: tuple[str, ...] = ()
    for number, cells in enumerate(table, start=1):
        if not any(cell.strip() for cell in cells):
            continue
        if not heading:
            heading = _heading(number, cells)
            columns = frozenset(heading)
            empty = dict.fromkeys(COLUMNS, "")
        else:
            yield _row(number, heading, columns, empty, cells, contacts)
    if not heading:
        raise UnreadableTable(1, "", "ไฟล์ว่างเปล่า", "The file is empty.")


def _heading(number: int, cells: list[str]) -> tuple[str, ...]:
    while cells and not cells[-1].strip():
        cells.pop()
    meant = [column_of(cell) for cell in cells]
    strange = [cell.strip() for cell, column in zip(cells, meant, strict=True) if column is None]
    heading = tuple(column for column in meant if column is not None)
    lacking = [column for column in COLUMNS if column in REQUIRED and column not in heading]
    repeated = [column for column in COLUMNS if heading.count(column) > 1]
    for columns, thai, english in (
        (lacking, "ไม่มีคอลัมน์", "The heading lacks"),
        (strange, "ไม่รู้จักคอลัมน์", "The heading has an unknown column"),
        (repeated, "มีคอลัมน์ซ้ำ", "The heading repeats"),
    ):
        if columns:
            names = ", ".join(columns)
            raise UnreadableTable(number, columns[0][:100], f"{thai} {names[:500]}", f"{english}: {names[:500]}.")
    return heading


def _row(
    number: int,
    heading: tuple[str, ...],
    columns: frozenset[str],
    empty: Mapping[str, str],
    cells: list[str],
    contacts: Contacts,
) -> Row:
    if len(cells) > len(heading) and not any(cell.strip() for cell in cells[len(heading) :]):
        cells = cells[: len(heading)]
    if len(cells) != len(heading):
        code_at = heading.index("code")
        code = _plain(cells[code_at]) if len(cells) > code_at else ""
        problem = Problem(
            "",
            f"มี {len(cells)} ช่อง แต่หัวตารางมี {len(heading)} ช่อง",
            f"The row has {len(cells)} cells, the heading {len(heading)}.",
        )
        return Row(number, code, None, None, None, None, [problem])
    values = {**empty, **dict(zip(heading, cells, strict=True))}
    problems: list[Problem] = []
    codes = {name: _digits(values[name], length) for name, length in _LENGTHS.items()}
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
    is_central, serves_public = (
        _yes_no(values, column, None, problems) if values[column].strip() else None
        for column in ("is_central", "serves_public")
    )
    service_status = _one_of(values, "service_status", ServiceStatus, problems)
    convenience_level = _one_of(values, "convenience_level", ConvenienceLevel, problems)
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
            is_central=is_central,
            serves_public=serves_public,
            service_status=service_status,
            convenience_level=convenience_level,
            **texts,
        )
        problems.extend(fact_problems(facts, lao_code))
    return Row(number, codes["code"], lao_code, codes["parent_code"] or None, effective_on, facts, problems, columns)


_LENGTHS = {"code": 12, "lao_code": 8, "parent_code": 12, "province_code": 2}
# Excel takes codes for numbers and drops the zeros before them; one or two are put back, more are hardly a code.
_MOST_LOST_ZEROS = 2


def _digits(cell: str, length: int) -> str:
    text = re.sub(r"[\s-]", "", _plain(cell))
    lost = length - len(text)
    return text.zfill(length) if text.isascii() and text.isdigit() and 0 < lost <= _MOST_LOST_ZEROS else text


def _plain(cell: str) -> str:
    return arabic_digits(tidy(cell))


def _day(values: Mapping[str, str], problems: list[Problem]) -> date | None:
    """ISO dates, and day/month/year as officers write it. A Buddhist year (2400 and above) is meant as one."""
    text = _plain(values["effective_on"])
    if found := _ISO_DATE.fullmatch(text):
        year, month, day = map(int, found.groups())
    elif found := _THAI_DATE.fullmatch(text):
        day, month, year = map(int, found.groups())
    else:
        found, year, month, day = None, 0, 0, 0
    if found:
        try:
            return date(year - 543 if year >= _BUDDHIST else year, month, day)
        except ValueError:
            pass
    problems.append(
        Problem(
            "effective_on",
            "วันที่มีผลต้องอยู่ในรูปแบบ ปปปป-ดด-วว เช่น 2024-01-31 หรือ 31/1/2567",
            "The date must be written as YYYY-MM-DD, such as 2024-01-31, or 31/1/2567.",
        )
    )
    return None


def _one_of(values: Mapping[str, str], column: str, words: Words, problems: list[Problem]) -> str | None:
    text = values[column].strip()
    if not text:
        return None
    text = WORDS[column].get(text) or WORDS[column].get(tidy(text), text)
    if text in _codes(words):
        return text
    choices = ", ".join(_codes(words))
    problems.append(Problem(column, f"ต้องเป็นค่าใดค่าหนึ่งใน {choices}", f"Must be one of {choices}."))
    return None


@cache
def _codes(words: Words) -> tuple[str, ...]:
    return tuple(word.value for word in words)


def _yes_no(values: Mapping[str, str], column: str, if_empty: bool | None, problems: list[Problem]) -> bool | None:
    text = values[column].strip().lower()
    value = YES_NO.get(tidy(text)) if text else if_empty
    if value is None:
        problems.append(Problem(column, "ต้องเป็น ใช่ (yes) หรือ ไม่ใช่ (no)", "Must be yes or no."))
    return value
