"""What is wrong with one field of a filing, in Thai and English: for officers by field, for imports by column."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from contracts.errors import ErrorCode, FieldProblem, Refusal
from services.documents.domain.declaration import AlreadyDeclared, IssuedDateInvalid, NotDeclarable
from services.documents.domain.document import NotFiledAsPdf, ScopeNotPossible
from services.documents.domain.file_name import FileNameInvalid
from services.documents.domain.licences import GazetteNotAsked
from services.documents.domain.link import LicenceNameInvalid, LinkInvalid, NotFiledAsLink
from services.documents.domain.obstacles import ObstaclesInvalid
from services.documents.domain.publication import NoteInvalid, PublicationTimesInvalid, ScheduleInvalid


@dataclass(frozen=True)
class Text:
    thai: str
    english: str


REQUIRED = Text("ต้องระบุ", "This is required.")

FIELD_OF: dict[type[Exception], str] = {
    NotFiledAsPdf: "obligation",
    NotDeclarable: "obligation",
    ScopeNotPossible: "scope",
    FileNameInvalid: "file_name",
    IssuedDateInvalid: "issued_on",
    PublicationTimesInvalid: "published_from",
    AlreadyDeclared: "document_date",
    LinkInvalid: "url",
    LicenceNameInvalid: "licence_name",
    NotFiledAsLink: "obligation",
    GazetteNotAsked: "gazette",
    ObstaclesInvalid: "obstacles",
    NoteInvalid: "note",
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
        "เวลาเริ่มต้องไม่ก่อน 1 ม.ค. 2540 ไม่เกินเวลาปัจจุบัน และไม่หลังเวลาสิ้นสุด",
        "It began in the past, not before 1 January 1997 (B.E. 2540), and ended after it began.",
    ),
    AlreadyDeclared: Text(
        "หน่วยงานได้แจ้งไว้ในระบบแล้วแตกต่างจากนี้ กรุณาแก้ไขในระบบโดยตรง",
        "The agency has declared otherwise in the system. Change it there.",
    ),
    LinkInvalid: Text(
        "ต้องเป็นที่อยู่เว็บไซต์ (http:// หรือ https://) ไม่มีชื่อผู้ใช้หรือรหัสผ่าน ยาวไม่เกิน 2,000 ตัวอักษร",
        "Give a web address that begins with http:// or https://, without a user name, of at most 2,000 characters.",
    ),
    LicenceNameInvalid: Text(
        "ช่องทางตามมาตรา 13 (2) ต้องมีชื่อใบอนุญาตไม่เกิน 300 ตัวอักษร ส่วนลิงก์ราชกิจจานุเบกษาไม่มีชื่อใบอนุญาต",
        "A channel of section 13(2) has the licence's name, of at most 300 characters; a Gazette link has none.",
    ),
    NotFiledAsLink: Text(
        "ลิงก์ใช้กับมาตรา 13 เท่านั้น",
        "Only section 13 is filed by links.",
    ),
    GazetteNotAsked: Text(
        "ระบุการประกาศในราชกิจจานุเบกษาได้เฉพาะหน่วยงานที่มีใบอนุญาต",
        "Only an agency that has such licences tells how far they are announced in the Royal Gazette.",
    ),
    ObstaclesInvalid: Text(
        "ระบุปัญหาอุปสรรคได้ไม่เกิน 3 ลำดับ ลำดับไม่ซ้ำกัน และรายละเอียดไม่เกิน 1,000 ตัวอักษร",
        "Up to three obstacles, each with a rank of its own from 1 to 3 and a detail of at most 1,000 characters.",
    ),
    ScheduleInvalid: Text(
        "เวลาต้องอยู่ในอนาคตไม่เกิน 2 ปี ระงับหลังเผยแพร่ และตั้งเวลาเผยแพร่ได้เมื่อยังไม่ได้เผยแพร่",
        "Times lie ahead, within two years, the end after the beginning; only what is not published can begin.",
    ),
    NoteInvalid: Text(
        "หมายเหตุถึงประชาชนใช้เมื่อระงับการเผยแพร่ และยาวไม่เกิน 500 ตัวอักษร",
        "A note to the public goes with a suspension, and has at most 500 characters.",
    ),
}


def field_of(refused: Exception) -> str:
    """The field of a request that a domain refusal is about."""
    return str(getattr(refused, "field", FIELD_OF.get(type(refused))))


@contextmanager
def told_by_field(only: str | None = None) -> Iterator[None]:
    """Domain refusals about one field leave as INVALID_REQUEST naming that field; all others as they are. `only`: the
    one field that the request has."""
    try:
        yield
    except tuple(TEXT_OF) as refused:
        text = TEXT_OF[type(refused)]
        problem = FieldProblem(field=only or field_of(refused), message_th=text.thai, message_en=text.english)
        raise Refusal(ErrorCode.INVALID_REQUEST, fields=(problem,)) from refused


def stale(current: dict[str, object]) -> Refusal:
    """Somebody else was first; `current` is what they made of it."""
    return Refusal(ErrorCode.STALE_VERSION, current=current)  # type: ignore[arg-type]
