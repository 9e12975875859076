"""PDFs with digital signatures, by certificates that the signers made themselves."""

from __future__ import annotations

import functools
import io
from datetime import UTC, datetime, timedelta

import pikepdf
from asn1crypto.keys import PrivateKeyInfo
from asn1crypto.x509 import Certificate
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

from tests.builders.pdfs import pdf


def signed(content: bytes | None = None, by: str = "สมชาย ใจดี") -> bytes:
    """The PDF (by default a sound one) with one more signature over all of it."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf() if content is None else content))
    field = SigFieldSpec(f"Signature{len(writer.prev.embedded_signatures)}")
    signer = PdfSigner(PdfSignatureMetadata(field.sig_field_name), _signer(by), new_field_spec=field)
    return signer.sign_pdf(writer).getvalue()


def altered_after_signing() -> bytes:
    """Of the same length, and still a sound PDF."""
    return signed().replace(b"/MediaBox", b"/MediaBoy", 1)


def added_to_after_signing() -> bytes:
    writer = IncrementalPdfFileWriter(io.BytesIO(signed()))
    writer.root[pdf_name("/Added")] = pdf_name("/Later")
    writer.update_root()
    result = io.BytesIO()
    writer.write(result)
    return result.getvalue()


def with_a_signature_of_rubbish() -> bytes:
    """The place of the signature holds zeros, as when a program died while signing."""
    content = signed()
    start = content.index(b"/Contents <") + len(b"/Contents <")
    end = content.index(b">", start)
    return content[:start] + b"0" * (end - start) + content[end:]


def with_fields_that_share_their_kids(levels: int = 40) -> bytes:
    """A form of a few kilobytes with more ways through it than anything could walk."""
    made = pikepdf.Pdf.new()
    made.add_blank_page()
    field = made.make_indirect(pikepdf.Dictionary(T=pikepdf.String("end"), FT=pikepdf.Name.Sig))
    for level in range(levels):
        kids = pikepdf.Array([field, field])
        field = made.make_indirect(pikepdf.Dictionary(T=pikepdf.String(f"level {level}"), Kids=kids))
    made.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([field]), SigFlags=3)
    made.Root.Prakat = pikepdf.Dictionary(ByteRange=pikepdf.Array([0, 1, 2, 3]))
    result = io.BytesIO()
    made.save(result, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return result.getvalue()


@functools.cache
def _signer(name: str) -> SimpleSigner:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return SimpleSigner(
        signing_cert=Certificate.load(certificate.public_bytes(Encoding.DER)),
        signing_key=PrivateKeyInfo.load(private),
        cert_registry=SimpleCertificateStore(),
    )
