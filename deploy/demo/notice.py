"""What the notices of sections 10 and 13(1) and the orders of section 16 say in the demonstration."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from contracts.vocabulary import Obligation
from deploy.demo.thai_date import buddhist_year, in_thai_digits, long_date

SAMPLE = "เอกสารตัวอย่างสำหรับการสาธิตระบบ ไม่มีผลทางกฎหมาย"
_ACT = "พระราชบัญญัติการปฏิบัติราชการทางอิเล็กทรอนิกส์ พ.ศ. ๒๕๖๕"


@dataclass(frozen=True)
class Notice:
    """What is printed. `number` tells the notices of an agency, and the samples, apart."""

    agency_name: str
    obligation: Obligation
    made_on: date
    number: int

    @property
    def title(self) -> str:
        """As in the Royal Gazette: "ประกาศกรมสรรพากร เรื่อง ช่องทางอิเล็กทรอนิกส์สำหรับติดต่อกรมสรรพากร พ.ศ. 2566"."""
        return f"{self._kind}{self.agency_name} เรื่อง {self._subject}"

    @property
    def _kind(self) -> str:
        return "คำสั่ง" if self.obligation is Obligation.S16_ORDER else "ประกาศ"

    @property
    def _subject(self) -> str:
        year = f"พ.ศ. {buddhist_year(self.made_on)}"
        if self.obligation is Obligation.S16_ORDER:
            return f"ระบบสำหรับการปฏิบัติหน้าที่โดยวิธีการทางอิเล็กทรอนิกส์ {year}"
        if self.obligation is Obligation.S13_1_NOTICE:
            return f"วิธีการแสดงใบอนุญาตโดยวิธีการทางอิเล็กทรอนิกส์ {year}"
        return f"ช่องทางอิเล็กทรอนิกส์สำหรับติดต่อ{self.agency_name} {year}"

    @property
    def headings(self) -> tuple[str, ...]:
        return (
            f"{self._kind}{self.agency_name}",
            f"ที่ {in_thai_digits(self.number)}/{buddhist_year(self.made_on)}",
            f"เรื่อง {self._subject}",
        )

    @property
    def paragraphs(self) -> tuple[str, ...]:
        made = f"{'สั่ง' if self.obligation is Obligation.S16_ORDER else 'ประกาศ'} ณ วันที่ {long_date(self.made_on)}"
        if self.obligation is Obligation.S16_ORDER:
            return (
                f"อาศัยอำนาจตามความในมาตรา ๑๖ และมาตรา ๒๐ แห่ง{_ACT} หัวหน้าหน่วยงานจึงมีคำสั่ง ดังต่อไปนี้",
                f"ข้อ ๑ ให้เจ้าหน้าที่ของ{self.agency_name} ปฏิบัติหน้าที่โดยใช้ระบบสารบรรณอิเล็กทรอนิกส์ และไปรษณีย์อิเล็กทรอนิกส์ของหน่วยงาน",
                "ข้อ ๒ งานที่ทำในระบบตามข้อ ๑ ให้ถือว่าได้ทำเป็นหนังสือแล้ว",
                f"{made} และให้มีผลตั้งแต่วันดังกล่าวเป็นต้นไป",
            )
        if self.obligation is Obligation.S13_1_NOTICE:
            return (
                f"อาศัยอำนาจตามความในมาตรา ๑๓ (๑) แห่ง{_ACT} หัวหน้าหน่วยงานจึงออกประกาศไว้ ดังต่อไปนี้",
                "ข้อ ๑ ผู้ได้รับใบอนุญาตแสดงใบอนุญาตเป็นภาพทางหน้าจอของอุปกรณ์อิเล็กทรอนิกส์ได้",
                f"ข้อ ๒ ใบอนุญาตที่{self.agency_name} ออก ตรวจสอบได้ในช่องทางที่แสดงในหน้าของหน่วยงาน",
                made,
            )
        return (
            f"อาศัยอำนาจตามความในมาตรา ๑๐ และมาตรา ๒๐ แห่ง{_ACT} หัวหน้าหน่วยงานจึงออกประกาศไว้ ดังต่อไปนี้",
            f"ข้อ ๑ ประชาชนติดต่อ{self.agency_name} ได้ทางเว็บไซต์ และทางไปรษณีย์อิเล็กทรอนิกส์กลาง ตามที่แสดงในหน้าของหน่วยงาน",
            "ข้อ ๒ คำขอที่ส่งทางช่องทางตามข้อ ๑ ให้ถือว่าหน่วยงานได้รับ ตามวันและเวลาที่เข้าสู่ระบบ นอกเวลาทำการให้ถือเป็นเวลาทำการถัดไป",
            made,
        )
