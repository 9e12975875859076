"""Looks into an uploaded PDF: is it one, can it be opened by everybody, and is it nothing but pages to read.

Streams are never decoded, except those that hold the file's own structure, and those only up to a limit.
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Iterator

import pikepdf

from services.documents.domain.pdf import (
    Pdf,
    UploadActiveContent,
    UploadEmpty,
    UploadEncrypted,
    UploadNotPdf,
    UploadRefused,
    UploadUnreadable,
)
from services.documents.signatures import signatures_in

HEADER = b"%PDF-"
HEADER_WITHIN = 1024  # bytes: where readers look for the header (ISO 32000-1, annex H.3.4.1)
BLANK = b" \t\r\n\0\xef\xbb\xbf"  # and a byte order mark
MOST_DECODED = 64 * 1024 * 1024  # bytes of structure in one stream; 5 MB of it can claim to hold 5 GB
LONGEST_TITLE = 300

# Anything that only starts an inspection of the object: a name in a text string is not an action.
_SUSPICIOUS = re.compile(rb"/(JavaScript|Launch|Rendition|JS|EF|EmbeddedFile|FileAttachment|RichMedia)\b")
_ACTIONS = {"/JavaScript": "javascript", "/Launch": "launch"}
_DEEPEST = 100


def limit_decompression() -> None:
    """Limit what opening any PDF may decode, for the whole process: once, before the first one is opened."""
    pikepdf.settings.set_qpdf_limits(
        flate_max_memory=MOST_DECODED,
        png_max_memory=MOST_DECODED,
        tiff_max_memory=MOST_DECODED,
        run_length_max_memory=MOST_DECODED,
        dct_max_memory=MOST_DECODED,
        max_stream_filters=3,
    )


def inspect(content: bytes) -> Pdf:
    """What the file is. Raises UploadEmpty, UploadNotPdf, UploadUnreadable, UploadEncrypted, UploadActiveContent.

    Takes about a millisecond for a page of text and up to a second for 5 MB of small objects: call it in a thread.
    """
    if not content:
        raise UploadEmpty()
    before, header, _ = content[:HEADER_WITHIN].partition(HEADER)
    # Readers let anything stand before the header. What is a picture, a page or a program to others is none to us.
    if not header or before.strip(BLANK):
        raise UploadNotPdf()
    if _is_archive_too(content):
        raise UploadActiveContent({"archive"})
    try:
        # Without recovery: what had to be guessed from a damaged file may lack pages that its author sees.
        with pikepdf.open(io.BytesIO(content), attempt_recovery=False, suppress_warnings=True) as pdf:
            if pdf.is_encrypted:
                raise UploadEncrypted()
            pages = len(pdf.pages)
            if not pages:
                raise UploadUnreadable()
            if found := set(_active_content(pdf)):
                raise UploadActiveContent(found)
            title = _title(pdf)
    except pikepdf.PasswordError:
        raise UploadEncrypted() from None
    except UploadRefused:
        raise
    except (pikepdf.PdfError, ValueError, RuntimeError, TypeError, MemoryError) as damage:
        raise UploadUnreadable() from damage
    return Pdf(
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        pages=pages,
        title=title,
        signatures=signatures_in(content),
    )


def _is_archive_too(content: bytes) -> bool:
    """Whether programs that unpack zip archives find files in it. They look at the end, PDF readers at the start."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return bool(archive.infolist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return False


def _active_content(pdf: pikepdf.Pdf) -> Iterator[str]:
    names = pdf.Root.get("/Names")
    if isinstance(names, pikepdf.Dictionary):
        if "/JavaScript" in names:
            yield "javascript"
        if "/EmbeddedFiles" in names:
            yield "embedded_file"
    form = pdf.Root.get("/AcroForm")
    if isinstance(form, pikepdf.Dictionary) and "/XFA" in form:
        yield "xfa_form"
    for item in pdf.objects:
        described = item.stream_dict if isinstance(item, pikepdf.Stream) else item
        if isinstance(described, pikepdf.Dictionary | pikepdf.Array) and _SUSPICIOUS.search(
            described.unparse(resolved=True)
        ):
            yield from _active_within(described)


def _active_within(value: pikepdf.Object, depth: int = 0) -> Iterator[str]:
    """What is active in a dictionary or array and those that lie directly in it."""
    if depth > _DEEPEST:
        raise UploadUnreadable()
    if isinstance(value, pikepdf.Dictionary):
        yield from _active_itself(value)
        inner = [item for _, item in value.items()]
    else:
        inner = list(value)
    for item in inner:
        if isinstance(item, pikepdf.Dictionary | pikepdf.Array) and not item.is_indirect:
            yield from _active_within(item, depth + 1)


def _active_itself(value: pikepdf.Dictionary) -> Iterator[str]:
    action = str(value.get("/S", ""))
    if action in _ACTIONS:
        yield _ACTIONS[action]
    if action == "/Rendition" and "/JS" in value:
        yield "javascript"
    if str(value.get("/Type", "")) == "/EmbeddedFile" or ("/EF" in value and ("/F" in value or "/UF" in value)):
        yield "embedded_file"
    if str(value.get("/Subtype", "")) == "/FileAttachment":
        yield "embedded_file"
    if str(value.get("/Subtype", "")) == "/RichMedia":
        yield "rich_media"


def _title(pdf: pikepdf.Pdf) -> str | None:
    information = pdf.trailer.get("/Info")
    title = information.get("/Title") if isinstance(information, pikepdf.Dictionary) else None
    if not isinstance(title, pikepdf.String):
        return None
    return " ".join(str(title).split())[:LONGEST_TITLE] or None
