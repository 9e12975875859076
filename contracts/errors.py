"""Every error code of Prakat, with what it tells people in Thai and English.

A code is a stable string: clients branch on it, so it is never renamed or reused. The texts say what happened and what
to do. `{name}` stands for a value from the error's details. gateway/errors.py maps each code to its HTTP status.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field, JsonValue


class ErrorCode(StrEnum):
    # the request itself
    INVALID_REQUEST = "invalid_request"
    NOT_FOUND = "not_found"
    METHOD_NOT_ALLOWED = "method_not_allowed"
    UNSUPPORTED_MEDIA_TYPE = "unsupported_media_type"
    PRECONDITION_REQUIRED = "precondition_required"
    STALE_VERSION = "stale_version"
    IDEMPOTENCY_KEY_REQUIRED = "idempotency_key_required"
    IDEMPOTENCY_KEY_REUSED = "idempotency_key_reused"
    CONFLICT = "conflict"
    RATE_LIMITED = "rate_limited"
    # who is asking
    UNAUTHENTICATED = "unauthenticated"
    ACCESS_TOKEN_STALE = "access_token_stale"
    FORBIDDEN = "forbidden"
    CSRF_FAILED = "csrf_failed"
    SIGN_IN_FAILED = "sign_in_failed"
    CONSENT_REFUSED = "consent_refused"
    TOKEN_REFUSED = "token_refused"
    TOO_MANY_ATTEMPTS = "too_many_attempts"
    ACCOUNT_SUSPENDED = "account_suspended"
    LAST_ADMINISTRATOR = "last_administrator"
    CLIENT_REFUSED = "client_refused"
    # agencies
    AGENCY_UNKNOWN = "agency_unknown"
    AGENCY_INVALID = "agency_invalid"
    AGENCY_CODE_TAKEN = "agency_code_taken"
    MOVE_REQUEST_CLOSED = "move_request_closed"
    IMPORT_REJECTED = "import_rejected"
    TOO_MUCH_AT_ONCE = "too_much_at_once"
    # background jobs
    JOB_UNKNOWN = "job_unknown"
    JOB_FINISHED = "job_finished"
    # filing
    UPLOAD_UNKNOWN = "upload_unknown"
    UPLOAD_EMPTY = "upload_empty"
    UPLOAD_TOO_LARGE = "upload_too_large"
    UPLOAD_INTERRUPTED = "upload_interrupted"
    UPLOAD_NOT_PDF = "upload_not_pdf"
    UPLOAD_UNREADABLE = "upload_unreadable"
    UPLOAD_ENCRYPTED = "upload_encrypted"
    UPLOAD_ACTIVE_CONTENT = "upload_active_content"
    UPLOAD_INFECTED = "upload_infected"
    DOCUMENT_UNKNOWN = "document_unknown"
    DOCUMENT_DATE_INVALID = "document_date_invalid"
    # follow-up
    CAMPAIGN_UNKNOWN = "campaign_unknown"
    CAMPAIGN_CLOSED = "campaign_closed"
    RETURN_NOT_ASKED = "return_not_asked"
    RETURN_SUBMITTED = "return_submitted"
    RETURN_NOT_SUBMITTED = "return_not_submitted"
    REPORT_UNKNOWN = "report_unknown"
    FROZEN_FIGURES_UNKNOWN = "frozen_figures_unknown"
    # the system
    TIMED_OUT = "timed_out"
    OVERLOADED = "overloaded"
    SERVICE_UNAVAILABLE = "service_unavailable"
    INTERNAL = "internal"


TEXTS: Mapping[ErrorCode, tuple[str, str]] = {
    ErrorCode.INVALID_REQUEST: (
        "ข้อมูลที่ส่งมาไม่ถูกต้อง กรุณาแก้ไขตามรายการแล้วส่งใหม่",
        "The request is not valid. Correct the fields listed and send it again.",
    ),
    ErrorCode.NOT_FOUND: (
        "ไม่พบหน้าหรือข้อมูลที่ต้องการ กรุณาตรวจสอบที่อยู่",
        "Nothing was found at this address. Check the address.",
    ),
    ErrorCode.METHOD_NOT_ALLOWED: (
        "ที่อยู่นี้ไม่รองรับการดำเนินการดังกล่าว",
        "This address does not support that method. See the API description.",
    ),
    ErrorCode.UNSUPPORTED_MEDIA_TYPE: (
        "ชนิดข้อมูลที่ส่งมาไม่รองรับ กรุณาส่งเป็น {expected}",
        "The content type is not supported. Send {expected}.",
    ),
    ErrorCode.PRECONDITION_REQUIRED: (
        "ต้องระบุ If-Match พร้อม ETag ล่าสุด เพื่อไม่ให้ทับการแก้ไขของผู้อื่น กรุณาเรียกดูข้อมูลก่อนแล้วส่งใหม่",
        "If-Match with the latest ETag is required so that nobody's change is overwritten. Read the resource first.",
    ),
    ErrorCode.STALE_VERSION: (
        "ข้อมูลถูกแก้ไขโดยผู้อื่นหลังจากที่ท่านเปิดดู กรุณาตรวจสอบข้อมูลล่าสุดแล้วบันทึกอีกครั้ง",
        "Somebody changed this after you read it. Look at the current state and save again.",
    ),
    ErrorCode.IDEMPOTENCY_KEY_REQUIRED: (
        "ต้องระบุ Idempotency-Key (8-128 ตัวอักษร) เพื่อให้ส่งซ้ำได้อย่างปลอดภัย",
        "An Idempotency-Key header (8 to 128 visible ASCII characters) is required so that repeating is safe.",
    ),
    ErrorCode.IDEMPOTENCY_KEY_REUSED: (
        "Idempotency-Key นี้เคยใช้กับคำขออื่นแล้ว กรุณาใช้ค่าใหม่",
        "This Idempotency-Key was used for a different request. Use a new one.",
    ),
    ErrorCode.CONFLICT: (
        "มีผู้ดำเนินการเรื่องเดียวกันในเวลาเดียวกัน กรุณาลองอีกครั้ง",
        "Somebody did the same thing at the same moment. Try again.",
    ),
    ErrorCode.RATE_LIMITED: (
        "มีคำขอมากเกินไป กรุณารอ {retry_after} วินาทีแล้วลองใหม่",
        "Too many requests. Wait {retry_after} seconds and try again.",
    ),
    ErrorCode.UNAUTHENTICATED: (
        "กรุณาเข้าสู่ระบบด้วย Digital ID",
        "Sign in with Digital ID first.",
    ),
    ErrorCode.ACCESS_TOKEN_STALE: (
        "สิทธิ์ของท่านเปลี่ยนแปลงหรือหมดอายุ กรุณาเข้าสู่ระบบใหม่",
        "Your rights have changed or expired. Sign in again.",
    ),
    ErrorCode.FORBIDDEN: (
        "ท่านไม่มีสิทธิ์ดำเนินการนี้กับหน่วยงานดังกล่าว กรุณาติดต่อเจ้าหน้าที่ส่วนกลางต้นสังกัด",
        "You do not have the right to do this for that agency. Ask the central officer of its parent agency.",
    ),
    ErrorCode.CSRF_FAILED: (
        "คำขอไม่ได้มาจากหน้าของระบบ หรือหน้าเปิดค้างไว้นานเกินไป กรุณาเปิดหน้าใหม่แล้วลองอีกครั้ง",
        "The request did not come from a page of this system, or the page was open too long. Reload it and try again.",
    ),
    ErrorCode.SIGN_IN_FAILED: (
        "เข้าสู่ระบบไม่สำเร็จ กรุณาเริ่มเข้าสู่ระบบใหม่อีกครั้ง",
        "Sign-in did not complete. Start again from the sign-in page.",
    ),
    ErrorCode.CONSENT_REFUSED: (
        "ท่านไม่ยินยอมให้ใช้ข้อมูลจาก Digital ID จึงยังไม่ได้เข้าสู่ระบบ",
        "You declined to share your Digital ID details, so you are not signed in.",
    ),
    ErrorCode.TOKEN_REFUSED: (
        "รหัส Token ใช้ไม่ได้ อาจไม่ถูกต้อง ถูกใช้แล้ว หรือหมดอายุ กรุณาตรวจสอบหรือขอรหัสใหม่จากเจ้าหน้าที่ส่วนกลางต้นสังกัด",
        "This token cannot be used: it may be wrong, used or expired. Check it, or ask your central officer.",
    ),
    ErrorCode.TOO_MANY_ATTEMPTS: (
        "มีการลองผิดหลายครั้ง กรุณารอ {retry_after} วินาทีแล้วลองใหม่",
        "Too many failed attempts. Wait {retry_after} seconds and try again.",
    ),
    ErrorCode.ACCOUNT_SUSPENDED: (
        "บัญชีของท่านถูกระงับเนื่องจากไม่ได้ใช้งานเป็นเวลานาน กรุณาติดต่อเจ้าหน้าที่ส่วนกลางต้นสังกัดเพื่อเปิดใช้งานอีกครั้ง",
        "Your account is suspended because nobody used it for a long time. Ask your central officer to reactivate it.",
    ),
    ErrorCode.LAST_ADMINISTRATOR: (
        "ไม่สามารถดำเนินการได้ เนื่องจากเป็นผู้ดูแลระบบ สพร. คนสุดท้ายที่ยังใช้งานอยู่ กรุณาเพิ่มผู้ดูแลระบบคนอื่นก่อน",
        "This is the last active administrator of the whole country. Let another one in first, then try again.",
    ),
    ErrorCode.CLIENT_REFUSED: (
        "ระบบที่เชื่อมต่อใช้ข้อมูลยืนยันตัวตนนี้ไม่ได้ กรุณาตรวจสอบรหัส วันหมดอายุ และที่อยู่เครือข่ายที่ลงทะเบียนไว้กับเจ้าหน้าที่ส่วนกลางต้นสังกัด",
        "This system cannot sign in like this. Have its credentials, expiry and registered addresses checked.",
    ),
    ErrorCode.AGENCY_UNKNOWN: (
        "ไม่พบหน่วยงานนี้ในระบบ กรุณาค้นหาจากชื่อหน่วยงาน",
        "There is no such agency. Search for it by name.",
    ),
    ErrorCode.AGENCY_INVALID: (
        "ข้อมูลหน่วยงานไม่ถูกต้อง กรุณาแก้ไขตามรายการ",
        "The agency's details are not valid. Correct the fields listed.",
    ),
    ErrorCode.AGENCY_CODE_TAKEN: (
        "รหัสหน่วยงาน {agency_code} มีหน่วยงานอื่นใช้อยู่แล้ว",
        "The code {agency_code} already belongs to another agency.",
    ),
    ErrorCode.MOVE_REQUEST_CLOSED: (
        "คำขอย้ายหน่วยงานนี้ปิดแล้ว (สถานะ {state}) กรุณายื่นคำขอใหม่หากยังต้องการย้าย",
        "This request to move is closed ({state}). Make a new request if the move is still wanted.",
    ),
    ErrorCode.TOO_MUCH_AT_ONCE: (
        "ไม่ได้บันทึกข้อมูล เนื่องจากมีรายการมากเกินกว่าที่ฐานข้อมูลจะบันทึกได้ในคราวเดียว กรุณาแบ่งเป็นหลายไฟล์แล้วส่งใหม่",
        "Nothing was stored: it is more than the database can store at once. Split it into several files.",
    ),
    ErrorCode.IMPORT_REJECTED: (
        "ไม่ได้นำเข้าข้อมูล เนื่องจากพบปัญหา {count} รายการ กรุณาแก้ไขตามแถวและคอลัมน์ที่ระบุแล้วส่งใหม่ทั้งไฟล์",
        "Nothing was imported: {count} problems were found. Correct the rows and columns listed and send it again.",
    ),
    ErrorCode.JOB_UNKNOWN: (
        "ไม่พบงานนี้ หรือเสร็จสิ้นนานแล้วจนไม่ได้เก็บไว้ กรุณาตรวจสอบหมายเลขงาน",
        "There is no such job, or it was finished so long ago that it is not kept. Check its id.",
    ),
    ErrorCode.JOB_FINISHED: (
        "งานนี้เสร็จสิ้นแล้ว จึงยกเลิกไม่ได้ กรุณาดูผลของงาน",
        "The job is finished, so it cannot be cancelled. Look at its outcome.",
    ),
    ErrorCode.UPLOAD_UNKNOWN: (
        "ไม่พบไฟล์ที่อัปโหลดไว้ อาจหมดอายุแล้ว กรุณาอัปโหลดใหม่",
        "The uploaded file is not there any more. Upload it again.",
    ),
    ErrorCode.UPLOAD_EMPTY: (
        "ไฟล์ว่างเปล่า กรุณาเลือกไฟล์ PDF ที่มีเนื้อหา",
        "The file is empty. Choose a PDF with content.",
    ),
    ErrorCode.UPLOAD_TOO_LARGE: (
        "ไฟล์มีขนาดเกิน {limit} ไบต์ กรุณาลดขนาดไฟล์แล้วอัปโหลดใหม่",
        "The file is larger than {limit} bytes. Make it smaller and upload it again.",
    ),
    ErrorCode.UPLOAD_INTERRUPTED: (
        "การอัปโหลดไม่สมบูรณ์ กรุณาอัปโหลดใหม่",
        "The upload did not arrive whole. Upload the file again.",
    ),
    ErrorCode.UPLOAD_NOT_PDF: (
        "ไฟล์นี้ไม่ใช่ PDF กรุณาบันทึกเอกสารเป็น PDF แล้วอัปโหลดใหม่",
        "This file is not a PDF. Save the document as PDF and upload it again.",
    ),
    ErrorCode.UPLOAD_UNREADABLE: (
        "เปิดไฟล์ PDF นี้ไม่ได้ ไฟล์อาจเสียหาย กรุณาสร้างไฟล์ใหม่แล้วอัปโหลดอีกครั้ง",
        "This PDF cannot be opened: it may be damaged. Make it again from the document and upload it.",
    ),
    ErrorCode.UPLOAD_ENCRYPTED: (
        "ไฟล์ PDF มีรหัสผ่าน กรุณาบันทึกใหม่โดยไม่ตั้งรหัสผ่าน",
        "This PDF is protected by a password. Save it without one and upload it again.",
    ),
    ErrorCode.UPLOAD_ACTIVE_CONTENT: (
        "ไฟล์ PDF มีสคริปต์หรือไฟล์แนบ ({found}) กรุณาพิมพ์เป็น PDF ใหม่แล้วอัปโหลดอีกครั้ง",
        "This PDF contains active content ({found}). Print it to a new PDF and upload that.",
    ),
    ErrorCode.UPLOAD_INFECTED: (
        "พบมัลแวร์ในไฟล์นี้ ({found}) จึงไม่ได้บันทึก กรุณาตรวจสอบเครื่องของท่านแล้วสร้างไฟล์ใหม่จากเอกสารต้นฉบับ",
        "Malware was found in this file ({found}); nothing was stored. Check your computer, then make the file anew.",
    ),
    ErrorCode.DOCUMENT_UNKNOWN: (
        "ไม่พบเอกสารนี้ หรือเอกสารไม่ได้เผยแพร่",
        "There is no such document, or it is not published.",
    ),
    ErrorCode.DOCUMENT_DATE_INVALID: (
        "วันที่ในเอกสารไม่ถูกต้อง ต้องไม่ก่อน 1 ม.ค. 2540 และไม่เกินวันพรุ่งนี้",
        "The document's date is not valid: not before 1 January 1997 (B.E. 2540) and not after tomorrow.",
    ),
    ErrorCode.CAMPAIGN_UNKNOWN: (
        "ไม่พบการเร่งรัดติดตามนี้ กรุณาเลือกจากรายการ",
        "There is no such campaign. Choose one from the list.",
    ),
    ErrorCode.CAMPAIGN_CLOSED: (
        "การเร่งรัดติดตามนี้ปิดแล้ว จึงแก้ไขหรือส่งแบบรายงานไม่ได้ กรุณาติดต่อสำนักงาน ก.พ.ร.",
        "This campaign is closed: it cannot be changed and takes no returns. Ask OPDC.",
    ),
    ErrorCode.RETURN_NOT_ASKED: (
        "การเร่งรัดติดตามนี้ไม่ได้ให้หน่วยงานนี้ส่งแบบรายงาน กรุณาตรวจสอบหน่วยงานและรายการ",
        "This campaign asks no return of that agency. Check the agency and the campaign.",
    ),
    ErrorCode.RETURN_SUBMITTED: (
        "แบบรายงานนี้ส่งแล้ว จึงแก้ไขไม่ได้ หากต้องแก้ไขกรุณาขอให้หน่วยงานที่รับรายงานเปิดให้แก้ไข",
        "This return has been submitted and cannot be changed. Ask the receiving agency to reopen it.",
    ),
    ErrorCode.RETURN_NOT_SUBMITTED: (
        "แบบรายงานนี้ยังไม่ได้ส่ง จึงยังแก้ไขได้อยู่แล้ว",
        "This return has not been submitted, so it can still be changed.",
    ),
    ErrorCode.REPORT_UNKNOWN: (
        "ไม่พบรายงานนี้ กรุณาเลือกจากรายการ",
        "There is no such report. Choose one from the list.",
    ),
    ErrorCode.FROZEN_FIGURES_UNKNOWN: (
        "ไม่พบตัวเลขที่บันทึกไว้ชุดนี้ หรือยังไม่เปิดเผยต่อสาธารณะ กรุณาเลือกจากรายการ",
        "There are no such frozen figures, or they are not public. Choose some from the list.",
    ),
    ErrorCode.TIMED_OUT: (
        "ระบบใช้เวลานานเกินไป กรุณาลองอีกครั้ง ข้อมูลจะไม่ถูกบันทึกซ้ำหากใช้ Idempotency-Key เดิม",
        "The system took too long. Try again; with the same Idempotency-Key nothing is done twice.",
    ),
    ErrorCode.OVERLOADED: (
        "ขณะนี้มีผู้ใช้งานจำนวนมาก กรุณาลองอีกครั้งในอีกสักครู่",
        "The system is very busy. Try again in a moment.",
    ),
    ErrorCode.SERVICE_UNAVAILABLE: (
        "บริการไม่พร้อมใช้งานชั่วคราว กรุณาลองอีกครั้งในอีกสักครู่",
        "The service is not available for the moment. Try again shortly.",
    ),
    ErrorCode.INTERNAL: (
        "ระบบขัดข้อง ทางเราได้รับบันทึกแล้ว กรุณาลองอีกครั้ง หากยังพบปัญหาโปรดแจ้งรหัสติดตาม",
        "Something went wrong on our side and has been recorded. Try again; if it persists, quote the trace id.",
    ),
}


class FieldProblem(BaseModel):
    """One thing that is wrong with one field of a request. `field` is a path such as `rows.3.code`."""

    model_config = ConfigDict(frozen=True)

    field: str
    message_th: str
    message_en: str


class WireError(BaseModel):
    """The one shape in which an error crosses the bus."""

    model_config = ConfigDict(frozen=True)

    code: ErrorCode
    message_th: str
    message_en: str
    details: dict[str, JsonValue] = Field(default_factory=dict)
    fields: tuple[FieldProblem, ...] = ()


class Refusal(Exception):
    """What a use case, the chassis or the gateway raises to refuse: a code, its details, the fields concerned."""

    def __init__(self, code: ErrorCode, *, fields: tuple[FieldProblem, ...] = (), **details: JsonValue) -> None:
        super().__init__(code.value)
        self.code = code
        self.fields = fields
        self.details = details

    def on_the_wire(self) -> WireError:
        return wire_error(self.code, self.details, self.fields)

    @classmethod
    def from_wire(cls, error: WireError) -> Refusal:
        return cls(error.code, fields=error.fields, **error.details)


class _Details(dict[str, JsonValue]):
    def __missing__(self, key: str) -> str:
        return "-"


def wire_error(
    code: ErrorCode, details: Mapping[str, JsonValue] | None = None, fields: tuple[FieldProblem, ...] = ()
) -> WireError:
    """The error with its texts filled in from the details."""
    given = _Details(details or {})
    thai, english = TEXTS[code]
    return WireError(
        code=code,
        message_th=thai.format_map(given),
        message_en=english.format_map(given),
        details=dict(given),
        fields=fields,
    )
