"""PDFs, good and bad, made as their authors' programs would make them."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

MEBIBYTE = 1024 * 1024


def pdf(text: str = "ประกาศ", pages: int = 1, title: str | None = None) -> bytes:
    """A sound PDF. Different texts give different bytes."""
    made = _blank(pages)
    made.Root.Prakat = String(text)
    if title is not None:
        made.docinfo["/Title"] = String(title)
    return _bytes(made)


def pdf_of_size(size: int) -> bytes:
    """A sound PDF of exactly that many bytes."""
    filler = size - 1000
    for _ in range(5):
        made = _blank()
        made.Root.Filler = pikepdf.Stream(made, b"\0" * filler)
        content = _bytes(made, compress_streams=False)
        if len(content) == size:
            return content
        filler += size - len(content)
    raise AssertionError(f"no PDF of {size} bytes")


def pdf_with_object_streams() -> bytes:
    return _bytes(_blank(3), object_stream_mode=pikepdf.ObjectStreamMode.generate)


def pdf_after_other_bytes(count: int) -> bytes:
    return b"\n" * count + pdf()


def web_page_before() -> bytes:
    """A browser that looks at contents takes it for a page, with a script in it."""
    return b"<html><script>alert(1)</script><!--" + pdf()


def picture_before() -> bytes:
    return b"GIF89a\x01\x00\x01\x00" + pdf()


def program_before() -> bytes:
    return b"MZ\x90\x00" + bytes(60) + pdf()


def archive_behind() -> bytes:
    """A sound PDF, and an archive with a program in it for whoever unpacks it."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as zipped:
        zipped.writestr("setup.exe", b"MZ")
    return pdf() + archive.getvalue()


def archive_behind_that_says_it_is_the_end() -> bytes:
    """As above; its last words are those with which a PDF ends."""
    content = pdf()
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as zipped:
        zipped.writestr("setup.exe", b"MZ")
        zipped.comment = content[content.rindex(b"startxref") :]
    return content + archive.getvalue()


def pdf_mentioning_scripts() -> bytes:
    """Sound: words like /JavaScript only stand in its texts and names of resources."""
    made = _blank()
    made.docinfo["/Title"] = String("How to /S /JavaScript and /Launch")
    made.pages[0].obj.Resources = Dictionary(Font=Dictionary(JS=Dictionary(Type=Name.Font, Subtype=Name.Type1)))
    return _bytes(made)


def encrypted(user: str, owner: str = "owner") -> bytes:
    """With an empty user password anybody can read it, but it is encrypted all the same."""
    made = _blank()
    return _bytes(made, encryption=pikepdf.Encryption(user=user, owner=owner))


def truncated() -> bytes:
    content = pdf(pages=5)
    return content[: len(content) // 2]


def damaged_table() -> bytes:
    return pdf().replace(b"startxref\n", b"startxref\n9")


def only_a_header() -> bytes:
    return b"%PDF-1.7\n"


def without_pages() -> bytes:
    return _bytes(Pdf.new())


def png() -> bytes:
    return b"\x89PNG\r\n\x1a\n" + b"\0" * 100


def word_document() -> bytes:
    return b"PK\x03\x04" + b"\0" * 2000 + b"%PDF-1.7"


def script_when_opened() -> bytes:
    made = _blank()
    made.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
    return _bytes(made)


def script_by_name() -> bytes:
    made = _blank()
    action = made.make_indirect(Dictionary(S=Name.JavaScript, JS=String("app.alert(1)")))
    made.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("a"), action])))
    return _bytes(made)


def script_on_a_page() -> bytes:
    made = _blank(2)
    made.pages[1].obj.AA = Dictionary(O=Dictionary(S=Name.JavaScript, JS=String("app.alert(1)")))
    return _bytes(made)


def script_on_a_link() -> bytes:
    return _with_annotation(
        Dictionary(Subtype=Name.Link, Rect=_square(), A=Dictionary(S=Name.JavaScript, JS=String("app.alert(1)")))
    )


def script_behind_another_action() -> bytes:
    following = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
    made = _blank()
    made.Root.OpenAction = Dictionary(S=Name.Named, N=Name.NextPage, Next=Array([following]))
    return _bytes(made)


def script_with_a_disguised_name() -> bytes:
    made = _blank()
    made.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)////"))
    # As long as before, so that the table of objects still fits.
    return _bytes(made).replace(b"/JavaScript", b"/J#61vaScrip#74").replace(b"////", b"")


def script_in_an_object_stream() -> bytes:
    made = _blank()
    made.Root.OpenAction = made.make_indirect(Dictionary(S=Name.JavaScript, JS=String("app.alert(1)")))
    return _bytes(made, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def program_launcher() -> bytes:
    return _with_annotation(Dictionary(Subtype=Name.Link, Rect=_square(), A=Dictionary(S=Name.Launch, F="calc.exe")))


def attachment() -> bytes:
    made = _blank()
    made.attachments["payload.exe"] = b"MZ"
    return _bytes(made)


def attachment_on_a_page() -> bytes:
    made = _blank()
    carried = made.make_stream(b"MZ", Type=Name.EmbeddedFile)
    file = Dictionary(Type=Name.Filespec, F=String("payload.exe"), EF=Dictionary(F=carried))
    made.pages[0].obj.Annots = Array([Dictionary(Subtype=Name.FileAttachment, Rect=_square(), FS=file)])
    return _bytes(made)


def dynamic_form() -> bytes:
    made = _blank()
    made.Root.AcroForm = Dictionary(Fields=Array(), XFA=made.make_stream(b"<xdp/>"))
    return _bytes(made)


def bomb_in_an_object_stream() -> bytes:
    """About half a megabyte that says it holds a thousand times as much in objects."""
    return _bomb(b"/Type/ObjStm/N 1/First 5")


def bomb_in_the_table() -> bytes:
    """About half a megabyte that says its table of objects is a thousand times as long."""
    packed = _half_a_gigabyte()
    start = b"%PDF-1.5\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"
    table = b"6 0 obj\n<</Type/XRef/Size 7/W[1 4 2]/Root 1 0 R/Length %d/Filter/FlateDecode>>stream\n" % len(packed)
    return start + table + packed + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF" % len(start)


def deeply_nested() -> bytes:
    return pdf().replace(b"/Prakat", b"/Deep " + b"[" * 5000 + b"]" * 5000 + b" /Prakat")


NOT_PDFS: tuple[Callable[[], bytes], ...] = (png, word_document)
UNREADABLE: tuple[Callable[[], bytes], ...] = (
    truncated,
    damaged_table,
    only_a_header,
    without_pages,
    bomb_in_an_object_stream,
    bomb_in_the_table,
    deeply_nested,
)
ACTIVE: tuple[tuple[Callable[[], bytes], str], ...] = (
    (script_when_opened, "javascript"),
    (script_by_name, "javascript"),
    (script_on_a_page, "javascript"),
    (script_on_a_link, "javascript"),
    (script_behind_another_action, "javascript"),
    (script_with_a_disguised_name, "javascript"),
    (script_in_an_object_stream, "javascript"),
    (program_launcher, "launch"),
    (attachment, "embedded_file"),
    (attachment_on_a_page, "embedded_file"),
    (dynamic_form, "xfa_form"),
)


def _blank(pages: int = 1) -> Pdf:
    made = Pdf.new()
    for _ in range(pages):
        made.add_blank_page(page_size=(595, 842))
    return made


def _square() -> Array:
    return Array([0, 0, 10, 10])


def _with_annotation(annotation: Dictionary) -> bytes:
    made = _blank()
    made.pages[0].obj.Annots = Array([annotation])
    return _bytes(made)


def _bytes(made: Pdf, **how: object) -> bytes:
    target = io.BytesIO()
    made.save(target, **how)
    return target.getvalue()


def _half_a_gigabyte() -> bytes:
    """512 MiB of zeros, deflated: one mebibyte is packed so that it refers to nothing before it, and repeated."""
    packer = zlib.compressobj(9)
    head = packer.compress(b"") + packer.flush(zlib.Z_FULL_FLUSH)
    mebibyte = packer.compress(bytes(MEBIBYTE)) + packer.flush(zlib.Z_FULL_FLUSH)
    checksum = (512 * MEBIBYTE % 65521) << 16 | 1  # Adler-32 of so many zeros
    return head + mebibyte * 512 + b"\x03\x00" + struct.pack(">I", checksum)


def _bomb(structure: bytes) -> bytes:
    packed = _half_a_gigabyte()
    catalog = b"%PDF-1.5\n"
    first = len(catalog)
    catalog += b"1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"
    second = len(catalog)
    catalog += b"5 0 obj\n<<%s/Length %d/Filter/FlateDecode>>stream\n%s\nendstream\nendobj\n" % (
        structure,
        len(packed),
        packed,
    )
    table = len(catalog)
    entries = [(0, 0, 65535), (1, first, 0), (2, 5, 0), (0, 0, 0), (0, 0, 0), (1, second, 0), (1, table, 0)]
    rows = zlib.compress(b"".join(struct.pack(">BIH", *entry) for entry in entries))
    head = b"6 0 obj\n<</Type/XRef/Size 7/W[1 4 2]/Root 1 0 R/Length %d/Filter/FlateDecode>>stream\n" % len(rows)
    return catalog + head + rows + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF" % table
