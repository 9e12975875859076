"""What an agency's fields must look like, and which of them go together (domain page, section 3).

A code is an opaque string: its digits mean nothing, so nothing is derived from it. The same holds for the LAO code: its
first digits keep the body's old type after an upgrade.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from urllib.parse import urlsplit

from services.agencies.domain.agency import Agency, Facts
from services.agencies.domain.problems import Implausible, Problem

SERVICE_POINT = "service_point"
LOCAL = "local"

# Longest text of each field, in characters; the same as in contracts/rpc/agencies/changing.py.
LONGEST = {
    "name_th": 300,
    "name_en": 300,
    "full_name_th": 500,
    "address_th": 1000,
    "address_en": 1000,
    "website": 500,
    "phone": 100,
    "hours_note": 500,
    "public_email": 320,
    "dga_email": 320,
    "complaints_email": 320,
}
# A date further ahead is hardly ever meant: most are Buddhist years typed as Common Era ones.
_YEARS_AHEAD = 10

_CODE = re.compile(r"[0-9]{12}")
_LAO_CODE = re.compile(r"[0-9]{8}")
_PROVINCE_CODE = re.compile(r"[1-9][0-9]")
_HOST_LABEL = re.compile(r"(?!-)[0-9A-Za-z\u0080-\uffff-]+(?<!-)")  # hosts may be Thai: .ไทย
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


def code_problems(code: str) -> Iterator[Problem]:
    if not _CODE.fullmatch(code):
        yield Problem(
            "code",
            "รหัสหน่วยงานต้องเป็นตัวเลข 12 หลัก รวมเลขศูนย์ข้างหน้า",
            "An agency code is 12 digits, leading zeros included.",
        )


def lao_code_problems(lao_code: str | None) -> Iterator[Problem]:
    if lao_code is not None and not _LAO_CODE.fullmatch(lao_code):
        yield Problem("lao_code", "รหัส อปท. ต้องเป็นตัวเลข 8 หลัก", "The code of a local body (LAO code) is 8 digits.")


def length_problems(texts: dict[str, str | None]) -> Iterator[Problem]:
    """Texts longer than the field holds, by field."""
    for field, text in texts.items():
        longest = LONGEST[field]
        if text is not None and len(text) > longest:
            yield Problem(field, f"ยาวเกิน {longest} ตัวอักษร", f"Longer than {longest} characters.")


def name_problems(name_th: str | None) -> Iterator[Problem]:
    if not name_th:
        yield Problem("name_th", "ต้องระบุชื่อหน่วยงานภาษาไทย", "The Thai name is required.")


def day_problems(agency: Agency | None, effective_on: date, today: date) -> Iterator[Problem]:
    """Whether something may hold of the agency (None: one to be registered) from `effective_on`."""
    if effective_on.year > today.year + _YEARS_AHEAD:
        yield Problem(
            "effective_on",
            f"วันที่มีผลอยู่ในอนาคตเกิน {_YEARS_AHEAD} ปี กรุณาใช้ปี ค.ศ. (พ.ศ. ลบ 543)",
            f"The date is more than {_YEARS_AHEAD} years ahead. Use the Common Era year (Buddhist year minus 543).",
        )
    elif agency is not None and agency.never_exists:
        yield Problem(
            "effective_on",
            "การจัดตั้งหน่วยงานนี้ถูกยกเลิกก่อนวันที่มีผล",
            "The agency's registration was withdrawn before its day.",
        )
    elif agency is not None and (absence := agency.absence_on(effective_on)) is not None:
        yield Problem(
            "effective_on",
            f"หน่วยงานนี้ถูกยุบเลิกตั้งแต่ {absence.start.isoformat()} จึงเปลี่ยนแปลงตั้งแต่วันดังกล่าวไม่ได้",
            f"The agency was dissolved on {absence.start.isoformat()}; nothing can change from that day on.",
        )


def service_point_problems(facts: Facts) -> Iterator[Problem]:
    """What only a service point has, stated of something else."""
    if facts.level != SERVICE_POINT:
        for field in ("service_status", "convenience_level"):
            if getattr(facts, field) is not None:
                yield Problem(field, "ระบุได้เฉพาะจุดบริการ", "Only a service point has this.")


def fact_problems(facts: Facts, lao_code: str | None) -> Iterator[Problem]:
    """Fields that do not go together, whatever else is in the tree."""
    yield from service_point_problems(facts)
    if facts.province_code is not None and not _PROVINCE_CODE.fullmatch(facts.province_code):
        yield Problem("province_code", "รหัสจังหวัดต้องเป็นตัวเลข 2 หลัก", "A province code is 2 digits.")
    if facts.level == SERVICE_POINT and facts.parent_id is None:
        yield Problem(
            "parent_code", "จุดบริการต้องมีหน่วยงานต้นสังกัด", "A service point belongs to an agency: give its parent."
        )
    if facts.reporting_unit and facts.category is None:
        yield Problem(
            "category",
            "หน่วยงานที่นับในรายงานต้องมีประเภทองค์กร",
            "An agency that counts in the figures needs a category.",
        )
    if facts.lao_type is not None and facts.category != LOCAL:
        yield Problem(
            "lao_type",
            "ระบุประเภท อปท. ได้เฉพาะองค์กรปกครองส่วนท้องถิ่น (category = local)",
            "Only a local body (category local) has a local-body type.",
        )
    if facts.reporting_unit and facts.category == LOCAL and facts.lao_type is None:
        yield Problem("lao_type", "ต้องระบุประเภท อปท.", "A local body needs its type.")
    if lao_code is not None and facts.category != LOCAL:
        yield Problem(
            "lao_code",
            "ระบุรหัส อปท. ได้เฉพาะองค์กรปกครองส่วนท้องถิ่น (category = local)",
            "Only a local body (category local) has a LAO code.",
        )


def web_address(text: str) -> str:
    """The web address, with http:// when typed without. Raises Implausible unless it is http(s) with a host name."""
    address = text if _SCHEME.match(text) and not _looks_like_host_and_port(text) else f"http://{text}"
    try:
        parts = urlsplit(address)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        host, parts = "", urlsplit("")
    labels = host.split(".")
    named = len(labels) > 1 and all(_HOST_LABEL.fullmatch(label) for label in labels) and not labels[-1].isdigit()
    if parts.scheme not in ("http", "https") or not named or parts.username is not None or " " in address:
        raise Implausible(
            "ที่อยู่เว็บไซต์ไม่ถูกต้อง ตัวอย่าง https://www.example.go.th",
            "Not a web address. Example: https://www.example.go.th",
        )
    return address


def _looks_like_host_and_port(text: str) -> bool:
    return re.match(r"[^/:]+\.[^/:]+:[0-9]", text) is not None
