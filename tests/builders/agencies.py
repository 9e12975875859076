"""Agencies as tests need them: say what matters, the rest is plausible."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from services.agencies.domain.agency import Agency, Facts
from services.agencies.usecases.import_columns import COLUMNS

LONG_AGO = date(2020, 1, 1)


def facts(**what_matters: Any) -> Facts:
    plausible: dict[str, Any] = {
        "parent_id": None,
        "level": "agency",
        "category": "government",
        "reporting_unit": True,
        "name_th": "หน่วยงานตัวอย่าง",
    }
    return Facts(**{**plausible, **what_matters})


def an_agency(id: str = "a", *, since: date = LONG_AGO, **what_matters: Any) -> Agency:
    return Agency.registered(
        id=id, code=code(hash(id) % 10**12), lao_code=None, effective_on=since, facts=facts(**what_matters)
    )


def moved(agency: Agency, day: date, parent_id: str | None) -> Agency:
    return agency.changed_from(day, replace(agency.shown_on(day), parent_id=parent_id))


def code(number: int) -> str:
    """An agency code: 12 digits."""
    return f"{number:012d}"


def row(number: int, *, under: int | None = None, **cells: str) -> dict[str, str]:
    """A row of an agency import: the agency with that code under the one with the other."""
    plausible = {
        "code": code(number),
        "parent_code": "" if under is None else code(under),
        "level": "agency",
        "category": "government",
        "reporting_unit": "yes",
        "name_th": f"หน่วยงานที่ {number}",
        "effective_on": LONG_AGO.isoformat(),
    }
    return {**dict.fromkeys(COLUMNS, ""), **plausible, **cells}


def sao(number: int, place: str, *, under: int | None = None, **cells: str) -> dict[str, str]:
    """A row for a subdistrict administrative organisation (อบต.) of that place."""
    kind = {"category": "local", "lao_type": "subdistrict", "lao_code": f"{6110000 + number:08d}"}
    return row(number, under=under, **{**kind, "name_th": f"องค์การบริหารส่วนตำบล{place}", **cells})


def agencies_csv(rows: Iterable[dict[str, str]], columns: Iterable[str] = COLUMNS) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(columns), extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()
