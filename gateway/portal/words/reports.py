"""The words of the list of reports."""

from __future__ import annotations

from gateway.portal.words.pairs import Pairs

WORDS: Pairs = {
    "reports_title": (
        "จัดการแบบฟอร์มรายงานผลการดำเนินการตามพระราชบัญญัติการปฏิบัติราชการทางอิเล็กทรอนิกส์ พ.ศ. 2565",
        "Filings under the Electronic Government Operations Act B.E. 2565",
    ),
    "reports_none": ("ไม่พบหน่วยงานตามเงื่อนไข", "No agency fits."),
    "reports_export": ("ส่งออก CSV", "Export CSV"),
    "report_new": ("+ รายงาน", "+ Filing"),
    "report_open": ("เปิดรายงาน", "Open"),
    "report_of": ("รายงานของ {agency}", "The filing of {agency}"),
    "report_other": ("รายงานสำหรับหน่วยงานในสังกัด", "For an agency below"),
    "report_search": ("ชื่อหน่วยงาน", "Name of the agency"),
    "report_filed": ("การรายงาน", "Filed"),
    "report_filed_yes": ("รายงานแล้ว", "Has filed"),
    "report_filed_no": ("ยังไม่รายงาน", "Has not"),
    "report_state": ("สถานะมาตรา 10", "Section 10 today"),
    "report_created_range": ("วันที่สร้าง ตั้งแต่ - ถึง", "Created between"),
    "report_since": ("สร้างตั้งแต่วันที่", "Created from"),
    "report_until": ("ถึงวันที่", "Until"),
    "report_created": ("วันที่สร้าง", "Created"),
    "report_edited": ("แก้ไขล่าสุด", "Last changed"),
    "place": ("ลำดับ", "No."),
    "clear": ("ล้างค่า", "Clear"),
    "choice_ministry": ("กระทรวง", "Ministry"),
    "choice_department": ("กรม", "Department"),
    "choice_agency": ("หน่วยงาน", "Agency"),
    "choose": ("- กรุณาเลือก -", "- Choose -"),
    "short_s10_notice": ("ม.10", "S.10"),
    "short_s16_order": ("ม.16", "S.16"),
}
