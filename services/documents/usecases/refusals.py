"""What is wrong with one field of a filing, in Thai and English: for officers by field, for imports by column."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from contracts.errors import ErrorCode, FieldProblem, Refusal
from services.documents.domain.declaration import AlreadyDeclared, IssuedDateInvalid, NotDeclarable
from services.documents.domain.document import NotFiledAsPdf, PublicationTimesInvalid, ScopeNotPossible
from services.documents.domain.file_name import FileNameInvalid


@dataclass(frozen=True)
class Text:
    thai: str
    english: str


FIELD_OF: dict[type[Exception], str] = {
    NotFiledAsPdf: "obligation",
    NotDeclarable: "obligation",
    ScopeNotPossible: "scope",
    FileNameInvalid: "file_name",
    IssuedDateInvalid: "issued_on",
    PublicationTimesInvalid: "published_from",
    AlreadyDeclared: "document_date",
}

TEXT_OF: dict[type[Exception], Text] = {
    NotFiledAsPdf: Text(
        "ข้อกำหนดนี้ไม่ใช้ไฟล์ PDF กรุณาระบุเป็นลิงก์",
        "This obligation is not met by a PDF: give a link instead.",
    ),
    NotDeclarable: Text(
        "แจ้งว่าจัดทำแล้วได้เฉพาะมาตรา 10 และมาตรา 16",
        "Only section 10 notices and section 16 orders can be declared as issued.",
    ),
    ScopeNotPossible: Text(
        "เฉพาะประกาศตามมาตรา 10 เท่านั้นที่ใช้สำหรับหน่วยงานภายใต้สังกัดได้",
        "Only a section 10 notice can be for every agency under this one.",
    ),
    FileNameInvalid: Text(
        "ชื่อไฟล์ใช้ไม่ได้ กรุณาตั้งชื่อไฟล์ใหม่",
        "The file name cannot be used. Give the file another name.",
    ),
    IssuedDateInvalid: Text(
        "วันที่จัดทำต้องไม่ก่อน 1 ม.ค. 2540 และไม่เกินวันนี้",
        "The date of issue is not before 1 January 1997 (B.E. 2540) and not after today.",
    ),
    PublicationTimesInvalid: Text(
        "เวลาเริ่มเผยแพร่ต้องไม่เกินเวลาปัจจุบัน และไม่หลังเวลาสิ้นสุดการเผยแพร่",
        "Publication began in the past, and ended after it began.",
    ),
    AlreadyDeclared: Text(
        "หน่วยงานได้แจ้งวันที่อื่นไว้ในระบบแล้ว กรุณาแก้ไขในระบบโดยตรง",
        "The agency has declared another date in the system. Change it there.",
    ),
}


@contextmanager
def told_by_field() -> Iterator[None]:
    """Domain refusals about one field leave as INVALID_REQUEST naming that field; all others as they are."""
    try:
        yield
    except tuple(TEXT_OF) as refused:
        text = TEXT_OF[type(refused)]
        problem = FieldProblem(field=FIELD_OF[type(refused)], message_th=text.thai, message_en=text.english)
        raise Refusal(ErrorCode.INVALID_REQUEST, fields=(problem,)) from refused


def stale(current: dict[str, object]) -> Refusal:
    """Somebody else was first; `current` is what they made of it."""
    return Refusal(ErrorCode.STALE_VERSION, current=current)  # type: ignore[arg-type]
