"""The words of the report to the cabinet."""

from __future__ import annotations

from gateway.portal.words.pairs import Pairs

WORDS: Pairs = {
    "cabinet_menu": ("รายงานต่อคณะรัฐมนตรี", "Reports to the cabinet"),
    "cabinet_title": ("รายงานต่อคณะรัฐมนตรีทุก 60 วัน", "Reports to the cabinet, every 60 days"),
    "cabinet_lead": (
        "มาตรา 22 ให้รายงานหน่วยงานที่ยังไม่ดำเนินการต่อคณะรัฐมนตรีทุก 60 วัน ระบบจัดทำตัวเลขและบัญชีรายชื่อให้ และเก็บทุกฉบับไว้ตามที่จัดทำ",
        "Section 22 asks for a report to the cabinet every 60 days on the agencies that have not complied. The system "
        "makes the figures and the list of names, and keeps every report as it was made.",
    ),
    "cabinet_next_due": ("ฉบับถัดไปครบกำหนดวันที่", "The next is due on"),
    "cabinet_overdue": ("เกินกำหนดแล้ว", "overdue"),
    "cabinet_none": ("ยังไม่มีรายงาน ฉบับแรกครบกำหนดแล้ว", "There is none yet: the first is due now."),
    "cabinet_as_of": ("ข้อมูล ณ วันที่", "Figures as of"),
    "cabinet_as_of_hint": ("เว้นว่างหมายถึงวันนี้", "Empty: today."),
    "cabinet_order": ("จัดทำรายงาน", "Make the report"),
    "cabinet_kept": ("รายงานที่จัดทำแล้ว", "Reports that were made"),
    "cabinet_day": ("ข้อมูล ณ วันที่", "As of"),
    "cabinet_made_at": ("จัดทำเมื่อ", "Made"),
    "cabinet_made_by": ("จัดทำโดย", "Made by"),
    "cabinet_non_compliers": ("ยังไม่ดำเนินการ", "Not complied"),
    "cabinet_files": ("ดาวน์โหลด", "Download"),
    "cabinet_making": ("กำลังจัดทำรายงานต่อคณะรัฐมนตรี", "Making the report to the cabinet"),
    "cabinet_phase_reading": ("กำลังอ่านตัวเลขและรายชื่อหน่วยงาน", "Reading the figures and the names"),
    "cabinet_phase_printing": ("กำลังจัดพิมพ์ PDF และ Excel", "Printing the PDF and the table"),
    "cabinet_phase_keeping": ("กำลังจัดเก็บไฟล์", "Keeping the files"),
    "cabinet_may_leave": (
        "ออกจากหน้านี้ได้ เมื่อเสร็จแล้วรายงานจะอยู่ในรายการ",
        "You may leave this page: the report is in the list when it is made.",
    ),
    "cabinet_back": ("กลับไปยังรายการรายงาน", "Back to the reports"),
    "cabinet_of_day": ("รายงานต่อคณะรัฐมนตรี ข้อมูล ณ วันที่ {day}", "Report to the cabinet as of {day}"),
    "cabinet_done_made": ("จัดทำรายงานเรียบร้อยแล้ว", "The report has been made."),
    "cabinet_pdf": ("ดาวน์โหลดเพื่อเสนอ (PDF)", "Download to hand in (PDF)"),
    "cabinet_xlsx": ("ดาวน์โหลด Excel", "Download Excel"),
    "cabinet_json": ("ดาวน์โหลดเนื้อหาที่เป็นหลักฐาน (JSON)", "Download the content that is proved (JSON)"),
    "cabinet_previous": ("เปรียบเทียบกับฉบับก่อน", "Compared with that of"),
    "cabinet_previous_none": ("ไม่มีฉบับก่อน", "none before"),
    "cabinet_hash": ("ค่า SHA-256", "SHA-256"),
    "cabinet_hash_hint": (
        "คำนวณจากไฟล์ JSON ใช้ตรวจว่าเนื้อหาไม่ถูกแก้ไขหลังจัดทำ",
        "Of the JSON file: shows that the content is what was made then.",
    ),
    "cabinet_change": ("เปลี่ยนแปลง (จุด)", "Change (points)"),
    "cabinet_annex": ("บัญชีรายชื่อหน่วยงานที่ยังไม่ดำเนินการ", "Agencies that have not complied"),
    "cabinet_annex_first": (
        "แสดง {shown} หน่วยงานแรกจาก {count} หน่วยงาน รายชื่อทั้งหมดอยู่ในไฟล์ PDF และ Excel",
        "The first {shown} of {count}; all of them are in the PDF and the table.",
    ),
    "cabinet_annex_all": ("ทั้งหมด {count} หน่วยงาน", "{count} in all."),
    "cabinet_annex_none": ("ทุกหน่วยงานดำเนินการแล้ว", "Every agency has complied."),
    "cabinet_misses": ("ยังไม่ดำเนินการ", "Misses"),
}
