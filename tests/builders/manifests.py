"""Filings archives: manifests by the row, zips with their files (docs/imports.md)."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Mapping

import openpyxl

COLUMNS = (
    "kind",
    "agency_code",
    "obligation",
    "scope",
    "document_date",
    "file",
    "file_name",
    "published_from",
    "published_until",
    "url",
    "licence_name",
    "has_licences",
    "gazette",
    "note",
)


def a_document_row(**differently: str) -> dict[str, str]:
    """A section 10 notice of 20 September 2566, published two days later and still."""
    row = {
        "kind": "document",
        "agency_code": "011013900000",
        "obligation": "s10_notice",
        "scope": "self",
        "document_date": "2023-09-20",
        "file": "files/1.pdf",
        "file_name": "ประกาศ.pdf",
        "published_from": "2023-09-22T09:07:00Z",
    }
    return row | differently


def an_issued_row(**differently: str) -> dict[str, str]:
    """A section 16 order made on 1 August 2566."""
    row = {
        "kind": "issued",
        "agency_code": "011013900000",
        "obligation": "s16_order",
        "document_date": "2023-08-01",
    }
    return row | differently


def a_link_row(**differently: str) -> dict[str, str]:
    """Where a licence can be checked, since 22 September 2566."""
    row = {
        "kind": "link",
        "agency_code": "011013900000",
        "obligation": "s13_2_channel",
        "url": "https://www.example.go.th/check",
        "licence_name": "ใบอนุญาตประกอบกิจการ",
        "published_from": "2023-09-22",
    }
    return row | differently


def a_licences_row(**differently: str) -> dict[str, str]:
    """It has licences as section 13(1) means them, it declared on 1 August 2566."""
    row = {
        "kind": "licences",
        "agency_code": "011013900000",
        "has_licences": "yes",
        "gazette": "partial",
        "published_from": "2023-08-01",
    }
    return row | differently


def manifest(*rows: Mapping[str, str]) -> str:
    text = io.StringIO()
    table = csv.DictWriter(text, COLUMNS, restval="")
    table.writeheader()
    table.writerows(rows)
    return text.getvalue()


def workbook(*rows: Mapping[str, object]) -> bytes:
    """The manifest as an XLSX."""
    book = openpyxl.Workbook()
    book.active.append(COLUMNS)
    for row in rows:
        book.active.append([row.get(column) for column in COLUMNS])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def archive(rows: list[dict[str, str]], files: Mapping[str, bytes]) -> bytes:
    return zipped({"manifest.csv": ("\ufeff" + manifest(*rows)).encode(), **files})


def zipped(files: Mapping[str, bytes], claimed_size: int | None = None) -> bytes:
    """A zip; with `claimed_size` its last file says that it has so many bytes when unpacked."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
        if claimed_size is not None:
            archive.filelist[-1].file_size = claimed_size
    return content.getvalue()
