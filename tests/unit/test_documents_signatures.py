"""What is told of the digital signatures in a PDF."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from services.documents.inspection import inspect, limit_decompression
from services.documents.signatures import signatures_in
from tests.builders import signed_pdfs
from tests.builders.pdfs import pdf


@pytest.fixture(autouse=True)
def limited() -> None:
    limit_decompression()


def test_a_signature_tells_who_signed_and_when_and_that_nothing_was_altered():
    began = datetime.now(UTC).replace(microsecond=0)

    (signature,) = inspect(signed_pdfs.signed(by="สมหญิง รักไทย")).signatures

    assert (signature.signer, signature.intact, signature.covers_all) == ("สมหญิง รักไทย", True, True)
    assert signature.signed_at is not None and began <= signature.signed_at <= began + timedelta(minutes=5)


def test_what_nobody_signed_has_none():
    assert inspect(pdf()).signatures == ()


def test_two_who_signed_are_told_in_their_order_and_only_the_last_signed_everything():
    signatures = inspect(signed_pdfs.signed(signed_pdfs.signed(by="คนแรก"), by="คนที่สอง")).signatures

    assert [each.signer for each in signatures] == ["คนแรก", "คนที่สอง"]
    assert [each.intact for each in signatures] == [True, True]
    assert [each.covers_all for each in signatures] == [False, True]


def test_what_was_altered_after_signing_is_accepted_and_told():
    (signature,) = inspect(signed_pdfs.altered_after_signing()).signatures

    assert not signature.intact


def test_what_was_added_to_after_signing_is_told():
    (signature,) = inspect(signed_pdfs.added_to_after_signing()).signatures

    assert (signature.intact, signature.covers_all) == (True, False)


def test_a_signature_that_cannot_be_read_is_there_and_not_intact():
    (signature,) = inspect(signed_pdfs.with_a_signature_of_rubbish()).signatures

    assert (signature.signer, signature.intact, signature.covers_all) == (None, False, False)


def test_a_form_made_to_be_walked_through_for_ever_is_not():
    (signature,) = signatures_in(signed_pdfs.with_fields_that_share_their_kids())

    assert not signature.intact


@pytest.mark.parametrize(
    "content", [b"/ByteRange", b"%PDF-1.7\n/ByteRange [0 1 2 3]\n%%EOF", pdf() + b"\n% /ByteRange"]
)
def test_no_file_makes_the_reader_fail(content: bytes):
    assert not any(signature.intact for signature in signatures_in(content))


@pytest.mark.parametrize(
    ("stated", "shown"),
    [("ชื่อ\u202eกลับ\u0000", "ชื่อกลับ"), (" มี   ช่องว่าง ", "มี ช่องว่าง"), ("A" * 64, "A" * 64)],
    ids=["turned round", "spaced", "long"],
)
def test_a_signers_name_is_shown_without_what_would_deceive(stated: str, shown: str):
    (signature,) = signatures_in(signed_pdfs.signed(by=stated))

    assert signature.signer == shown
