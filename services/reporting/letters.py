"""What reminders say, in Thai and shortly in English."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from chassis.thai_days import thai_date
from services.reporting.domain.campaigns import Campaign
from services.reporting.domain.reminders import Missing
from services.reporting.domain.terms import Obligation

THE_ACT = "พระราชบัญญัติการปฏิบัติราชการทางอิเล็กทรอนิกส์ พ.ศ. 2565"
# The rest is a number: a letter is not the list.
MOST_LISTED = 100
NAMES = {
    Obligation.S10_NOTICE: (
        "ประกาศช่องทางอิเล็กทรอนิกส์สำหรับประชาชนติดต่อหน่วยงาน (มาตรา 10)",
        "notice of the electronic channels for the public (section 10)",
    ),
    Obligation.S13_1_NOTICE: (
        "ประกาศวิธีการแสดงใบอนุญาตโดยวิธีการทางอิเล็กทรอนิกส์ (มาตรา 13 (1))",
        "notice of how licences are shown electronically (section 13(1))",
    ),
    Obligation.S13_2_CHANNEL: (
        "ช่องทางการเปิดเผยข้อมูลการอนุญาต (มาตรา 13 (2))",
        "channel to check licences (section 13(2))",
    ),
    Obligation.S16_ORDER: (
        "คำสั่งกำหนดระบบสำหรับการปฏิบัติหน้าที่โดยวิธีการทางอิเล็กทรอนิกส์ (มาตรา 16)",
        "order on the systems for working electronically (section 16)",
    ),
}
SHORT = {
    Obligation.S10_NOTICE: "ม.10",
    Obligation.S13_1_NOTICE: "ม.13 (1)",
    Obligation.S13_2_CHANNEL: "ม.13 (2)",
    Obligation.S16_ORDER: "ม.16",
}


class ThaiLetters:
    """Implements usecases.remind.Letters. `gateway_url` is where to file."""

    def __init__(self, gateway_url: str) -> None:
        self._gateway_url = gateway_url

    def to_agency(
        self, campaign: Campaign, missing: Missing, number: int, told_above: bool, today: date
    ) -> tuple[str, str]:
        details = campaign.details
        subject = f"แจ้งเตือนครั้งที่ {number}: {THE_ACT} / Reminder {number}: Electronic Government Operations Act"
        thai = [
            f"เรียน หัวหน้าหน่วยงาน {missing.name_th}",
            "",
            f"ข้อมูล ณ วันที่ {thai_date(today)} หน่วยงานของท่านยังไม่ได้ลงข้อมูลตาม{THE_ACT} ในระบบ ดังนี้",
            *(f"- {NAMES[obligation][0]}" for obligation in missing.obligations),
            "",
            f"{details.name_th}: {_due(details.due_on, today)}",
            *([details.reminders.note] if details.reminders and details.reminders.note else []),
            f"ลงข้อมูลได้ที่ {self._gateway_url}",
            *(["ทั้งนี้ ได้แจ้งหน่วยงานต้นสังกัดของท่านให้ทราบด้วยแล้ว"] if told_above else []),
            "หากได้ลงข้อมูลแล้วหลังวันที่ข้างต้น ขออภัยและขอบคุณมา ณ ที่นี้",
        ]
        english = [
            f"As of {_english(today)} your agency has not yet filed:",
            *(f"- {NAMES[obligation][1]}" for obligation in missing.obligations),
            f"Due {_english(details.due_on)}. File at {self._gateway_url}",
        ]
        return subject, "\n".join([*thai, "", *english, ""])

    def to_agency_above(
        self, campaign: Campaign, name_th: str, missing: Sequence[Missing], today: date
    ) -> tuple[str, str]:
        details = campaign.details
        subject = f"หน่วยงานในสังกัด {len(missing):,} แห่งยังไม่ดำเนินการ: {THE_ACT} / Agencies that have not filed"
        left = len(missing) - MOST_LISTED
        thai = [
            f"เรียน หัวหน้าหน่วยงาน {name_th}",
            "",
            f"ข้อมูล ณ วันที่ {thai_date(today)} หน่วยงานในสังกัดของท่าน {len(missing):,} แห่งยังไม่ได้ลงข้อมูลตาม{THE_ACT} "
            "แม้ได้แจ้งเตือนแล้วหลายครั้ง จึงเรียนมาเพื่อโปรดเร่งรัดติดตาม",
            "",
            f"{details.name_th}: {_due(details.due_on, today)}",
            "",
            *(_line(each) for each in missing[:MOST_LISTED]),
            *([f"และอีก {left:,} แห่ง"] if left > 0 else []),
            "",
            f"รายชื่อทั้งหมดอยู่ที่ {self._gateway_url}",
        ]
        english = [
            f"As of {_english(today)} {len(missing):,} agencies below yours have not filed.",
            f"Due {_english(details.due_on)}. The whole list: {self._gateway_url}",
        ]
        return subject, "\n".join([*thai, "", *english, ""])


def _line(missing: Missing) -> str:
    return f"- {missing.name_th} ({', '.join(SHORT[obligation] for obligation in missing.obligations)})"


def _due(due_on: date, today: date) -> str:
    left = (due_on - today).days
    if left > 0:
        return f"ครบกำหนดวันที่ {thai_date(due_on)} (อีก {left:,} วัน)"
    return f"ครบกำหนดวันนี้ ({thai_date(due_on)})" if left == 0 else f"เลยกำหนดวันที่ {thai_date(due_on)} มาแล้ว {-left:,} วัน"


def _english(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
