"""What an import says about rows, columns and archives, in Thai and English."""

from __future__ import annotations

from collections.abc import Mapping

from contracts.errors import ErrorCode, wire_error
from services.documents.domain.document_date import DocumentDateInvalid
from services.documents.domain.pdf import UploadRefused
from services.documents.usecases.refusals import TEXT_OF, Text

COLUMN_MISSING = Text("ไม่มีคอลัมน์นี้ในแถวหัวตาราง", "The heading lacks this column.")
COLUMN_TWICE = Text("มีคอลัมน์นี้มากกว่าหนึ่งคอลัมน์", "The heading has this column more than once.")
TOO_MANY_ROWS = Text("มีมากกว่า {most} แถว กรุณาแบ่งเป็นหลายไฟล์", "There are more than {most} rows. Split the archive.")
REQUIRED = Text("ต้องระบุค่า", "A value is required.")
MUST_BE_EMPTY = Text("ต้องเว้นว่างสำหรับแถวประเภท {kind}", "Leave this empty in a row of the kind {kind}.")
NOT_ONE_OF = Text("ต้องเป็นค่าใดค่าหนึ่งต่อไปนี้: {allowed}", "This must be one of: {allowed}.")
NOT_A_DATE = Text(
    "ต้องเป็นวันที่ เช่น 2023-09-22 หรือ 22/9/2566", "This must be a date, written as 2023-09-22 or as 22/9/2566."
)
NOT_AN_INSTANT = Text(
    "ต้องเป็นวันที่ หรือวันเวลาพร้อมเขตเวลา เช่น 2023-10-01 หรือ 2023-10-01T09:00:00+07:00",
    "This must be a date, or a date and time with its zone, such as 2023-10-01 or 2023-10-01T09:00:00+07:00.",
)
AGENCY_UNKNOWN = Text("ไม่พบหน่วยงานที่ใช้รหัสนี้", "No agency has this code.")
FILE_MISSING = Text("ไม่พบไฟล์นี้ในไฟล์ zip", "The archive has no such file.")
SAME_AS = Text("ซ้ำกับแถวที่ {other}", "This is the same as row {other}.")
CARRIED_OVER_DIFFERENTLY = Text(
    "เคยนำเข้ารายการนี้แล้วโดยมีวันที่ ขอบเขต หรือเวลาสิ้นสุดต่างออกไป กรุณาแก้ไขในระบบโดยตรง",
    "This was imported before with another date, scope or end of publication. Change it in the system.",
)

ARCHIVE: Mapping[str, Text] = {
    "not_a_zip": Text("ไฟล์นี้ไม่ใช่ไฟล์ zip หรือเสียหาย", "This is not a zip archive, or it is damaged."),
    "too_many_entries": Text("มีไฟล์ใน zip มากเกินไป กรุณาแบ่งเป็นหลายไฟล์", "The archive holds too many files. Split it."),
    "same_name_twice": Text("มีไฟล์ชื่อเดียวกันมากกว่าหนึ่งไฟล์ใน zip", "Two files in the archive have the same name."),
    "path_outside": Text("ชื่อไฟล์ใน zip ชี้ออกนอกไฟล์ zip", "A name in the archive points outside of it."),
    "expands_too_much": Text("ไฟล์ใน zip เมื่อขยายแล้วมีขนาดใหญ่เกินไป", "The archive's files are too large once unpacked."),
    "no_manifest": Text(
        "ไม่พบ manifest.csv หรือ manifest.xlsx ใน zip", "The archive has neither manifest.csv nor manifest.xlsx."
    ),
    "two_manifests": Text(
        "มีทั้ง manifest.csv และ manifest.xlsx ใน zip กรุณาใช้เพียงไฟล์เดียว",
        "The archive has both manifest.csv and manifest.xlsx. Keep one of them.",
    ),
    "manifest_unreadable": Text(
        "อ่านไฟล์ manifest ใน zip ไม่ได้ หรือมีขนาดใหญ่เกินไป", "The archive's manifest is damaged, or too large."
    ),
}


def text_of(refused: Exception) -> Text:
    """What a rule of the domain says to whoever broke it."""
    if type(refused) in TEXT_OF:
        return TEXT_OF[type(refused)]
    if isinstance(refused, UploadRefused | DocumentDateInvalid):
        error = wire_error(ErrorCode(refused.code), dict(refused.details))
        return Text(error.message_th, error.message_en)
    raise refused
