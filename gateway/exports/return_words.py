"""The words of the provincial return, as the ministry's form has them."""

from __future__ import annotations

from collections.abc import Sequence

from chassis.thai_days import BANGKOK, thai_date
from contracts.rpc.reporting.returns import Return, ReturnMeasure, ReturnTotals

TITLE = (
    "แบบฟอร์มรายงานสถานะการดำเนินการตามพระราชบัญญัติ",
    "การปฏิบัติราชการทางอิเล็กทรอนิกส์ พ.ศ. 2565",
)
PLACE, BODY = "ลำดับ", "องค์กรปกครองส่วนท้องถิ่น"
SECTIONS = ("การจัดทำประกาศตามมาตรา 10", "การจัดทำคำสั่งตามมาตรา 16")
MEASURES = (
    "จัดทำ\nประกาศแล้ว",
    "ลงข้อมูลในระบบ\ninfo.go.th",
    "จัดทำ\nคำสั่งแล้ว",
    "ลงข้อมูลในระบบ\ninfo.go.th",
)
TOTAL = "รวมดำเนินการแล้ว"
OBSTACLES = "ปัญหาอุปสรรคจากการดำเนินการตามพระราชบัญญัติฯ:"
SUGGESTIONS = "ข้อเสนอแนะในการดำเนินงาน:"
NOTES = "หมายเหตุ"
DIFFERS = "*"
NOTHING = "-"


def heading(form: Return) -> str:
    return f"{form.agency_name_th} · {form.campaign_name_th}"


def as_of(form: Return) -> str:
    return f"ข้อมูล ณ วันที่ {thai_date(form.as_of)}"


def signature(form: Return) -> Sequence[str]:
    """The signature block, with dots where nothing was filled in."""
    return (
        "ลงชื่อ................................................................ผู้รายงาน",
        f"({form.signer_name or '.' * 60})",
        form.signer_position or "." * 60,
    )


def standing(form: Return) -> str:
    """Whether the form is submitted, and what proves that it is this one."""
    if form.submission is None or form.status != "submitted":
        return "ฉบับร่าง ยังไม่ได้ส่ง"
    at = form.submission.at.astimezone(BANGKOK)
    late = f" ล่าช้ากว่ากำหนดวันที่ {thai_date(form.due_on)}" if form.late else ""
    return f"ส่งเมื่อ {thai_date(at.date())} {at:%H:%M} น.{late} · SHA-256 {form.submission.sha256}"


def notes(form: Return, done: str, not_done: str) -> Sequence[str]:
    """The form's own note, what a star means, and what the office says of single bodies."""
    found = [f"ใส่เครื่องหมาย {done} กรณีดำเนินการแล้ว และใส่เครื่องหมาย {not_done} กรณียังไม่ได้ดำเนินการ"]
    if any(differs(measure) for row in form.rows for measure in (row.s10, row.s16)):
        found.append(f"{DIFFERS} ผู้รายงานระบุต่างจากข้อมูลในระบบ")
    found.extend(f"ลำดับ {row.place}: {row.note}" for row in form.rows if row.note)
    return [f"{number}. {note}" for number, note in enumerate(found, start=1)]


def differs(measure: ReturnMeasure) -> bool:
    """Whether the office says otherwise than the system."""
    return measure.issued != measure.system_issued


def sums(counted: ReturnTotals) -> Sequence[str]:
    numbers = (counted.s10_issued, counted.s10_uploaded, counted.s16_issued, counted.s16_uploaded)
    return [f"{number:,} แห่ง" for number in numbers]
