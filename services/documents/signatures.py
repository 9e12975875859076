"""Reads the digital signatures in a PDF. Asks nobody: no network, no list of trusted issuers."""

from __future__ import annotations

import io
import unicodedata
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import structlog

from services.documents.domain.signature import Signature

if TYPE_CHECKING:
    from pyhanko.pdf_utils.generic import Reference
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

# pyHanko is imported by the functions that use it: that takes a quarter of the process's start, and most notices are
# not signed.

MOST = 20
LONGEST_NAME = 300
# What every signature must state in clear: which bytes it covers (ISO 32000-1, 12.8.1).
_MARK = b"/ByteRange"
_NAMES = ("common_name", "organization_name")
_EARLIEST = datetime(1997, 1, 1, tzinfo=UTC)


def signatures_in(content: bytes) -> tuple[Signature, ...]:
    """The signatures of persons and offices, in the order in which they were made; the first 20.

    Never raises: one that cannot be read is there and not intact. An odd signature is no reason to refuse a notice.
    """
    if _MARK not in content:
        return ()
    from pyhanko.pdf_utils.reader import PdfFileReader

    try:
        reader = PdfFileReader(io.BytesIO(content), strict=False)
        if not _fields_form_a_tree(reader):
            return (_UNREADABLE,)
        embedded = reader.embedded_regular_signatures[:MOST]
    except Exception as damage:
        structlog.get_logger().info("signatures_unreadable", error=type(damage).__name__)
        return (_UNREADABLE,)
    return tuple(map(_read, embedded))


_UNREADABLE = Signature(signer=None, signed_at=None, intact=False, covers_all=False)


def _fields_form_a_tree(reader: PdfFileReader) -> bool:
    """Whether each field stands in one place, as it must. Where they share kids, a few lines can make a form that takes
    longer to walk through than anybody waits."""
    from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject, IndirectObject

    waiting = [reader.root["/AcroForm"].get("/Fields", ArrayObject())] if "/AcroForm" in reader.root else []
    seen: set[Reference] = set()
    while waiting:
        fields = waiting.pop()
        for number in range(len(fields)):
            field = fields.raw_get(number)
            if isinstance(field, IndirectObject):
                if field.reference in seen:
                    return False
                seen.add(field.reference)
                field = fields[number]
            if isinstance(field, DictionaryObject) and "/Kids" in field:
                waiting.append(field["/Kids"])
    return True


def _read(embedded: EmbeddedPdfSignature) -> Signature:
    from pyhanko.sign.validation.generic_cms import validate_sig_integrity
    from pyhanko.sign.validation.status import SignatureCoverageLevel

    # Whatever a hostile file makes the parser raise, it means the same.
    try:
        certificate = embedded.signer_cert
        unaltered, by_its_key = validate_sig_integrity(
            embedded.signer_info, certificate, "data", actual_digest=embedded.compute_digest()
        )
        return Signature(
            signer=_name(certificate.subject.native),
            signed_at=_instant(embedded.self_reported_timestamp),
            intact=unaltered and by_its_key,
            covers_all=embedded.evaluate_signature_coverage() is SignatureCoverageLevel.ENTIRE_FILE,
        )
    except Exception as damage:
        structlog.get_logger().info("signature_unreadable", error=type(damage).__name__)
        return _UNREADABLE


def _name(subject: dict[str, Any]) -> str | None:
    for part in _NAMES:
        stated = subject.get(part)
        name = " ".join(stated) if isinstance(stated, list) else stated
        if isinstance(name, str):
            shown = "".join(c for c in unicodedata.normalize("NFC", name) if unicodedata.category(c)[0] != "C")
            if tidy := " ".join(shown.split())[:LONGEST_NAME]:
                return tidy
    return None


def _instant(claimed: datetime | None) -> datetime | None:
    """None for a time that cannot be: it is only claimed, and kept in the database, which holds milliseconds."""
    if claimed is None or claimed.tzinfo is None or claimed < _EARLIEST:
        return None
    return claimed.astimezone(UTC).replace(microsecond=claimed.microsecond // 1000 * 1000)
