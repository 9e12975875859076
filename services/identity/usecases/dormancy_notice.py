"""What the officer of an account that nobody uses is told by mail."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

_BANGKOK = timezone(timedelta(hours=7))
_MONTHS = (
    *("มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน"),
    *("กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม"),
)


def notice(name: str, suspends_on: datetime, address: str) -> tuple[str, str]:
    """Subject and text, in Thai and English. `address` is where to sign in."""
    day = suspends_on.astimezone(_BANGKOK).date()
    thai_day = f"{day.day} {_MONTHS[day.month - 1]} {day.year + 543}"
    english_day = f"{day.day} {day:%B %Y}"
    subject = f"บัญชีของท่านจะถูกระงับในวันที่ {thai_day} / Your account will be suspended on {english_day}"
    text = f"""เรียน {name}

ท่านไม่ได้เข้าสู่ระบบเป็นเวลานาน หากไม่เข้าสู่ระบบก่อนวันที่ {thai_day} บัญชีของท่านจะถูกระงับ
และท่านจะไม่สามารถดำเนินการแทนหน่วยงานได้ จนกว่าเจ้าหน้าที่ส่วนกลางต้นสังกัดจะเปิดใช้งานอีกครั้ง
เข้าสู่ระบบได้ที่ {address}

You have not signed in for a long time. Unless you do so before {english_day}, your account will be
suspended, and you cannot act for your agency until its central officer reactivates your account.
Sign in at {address}
"""
    return subject, text
