"""The country in the product's import formats (docs/imports.md): agencies.csv, and filings as zip archives."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime

from deploy.demo.agency import REGISTERED_ON, AgencyRow
from deploy.demo.filings import Declaration, Document, Filing
from deploy.demo.licences import Licences, Link
from deploy.demo.notice import Notice
from deploy.filings_archive import writing

AGENCY_COLUMNS = (
    "code", "lao_code", "parent_code", "level", "category", "lao_type", "province_code", "reporting_unit", "name_th",
    "name_en", "full_name_th", "address_th", "website", "phone", "public_email", "visible", "effective_on",
)  # fmt: skip
MANIFEST_COLUMNS = (
    "kind", "agency_code", "obligation", "scope", "document_date", "file", "file_name", "published_from",
    "published_until", "url", "licence_name", "has_licences", "gazette",
)  # fmt: skip

Print = Callable[[Notice], bytes]
"""Makes the PDF of a notice."""


def agencies_csv(rows: Iterable[AgencyRow]) -> bytes:
    """agencies.csv, with the byte order mark by which Excel knows UTF-8."""
    return "\ufeff".encode() + _csv(AGENCY_COLUMNS, (_agency(row) for row in rows))


def filings_archive(filings: Sequence[Filing], print_notice: Print) -> bytes:
    """A zip of manifest.csv and a PDF for each document among the filings. The same filings give the same bytes."""
    archive = io.BytesIO()
    with writing(archive, _csv(MANIFEST_COLUMNS, map(_filing, filings))) as writer:
        for filing in filings:
            if isinstance(filing, Document):
                writer.put(_path(filing), [print_notice(notice_of(filing))])
    return archive.getvalue()


def in_chunks(filings: Sequence[Filing], size: int) -> list[Sequence[Filing]]:
    """The filings in parts of about `size`, those of an agency always in one part."""
    chunks: list[Sequence[Filing]] = []
    start = 0
    for place in range(1, len(filings) + 1):
        ends = place == len(filings) or filings[place].agency.code != filings[place - 1].agency.code
        if ends and (place - start >= size or place == len(filings)):
            chunks.append(filings[start:place])
            start = place
    return chunks


def notice_of(document: Document) -> Notice:
    return Notice(document.agency.name_th, document.obligation, document.document_date, document.number)


def _path(document: Document) -> str:
    return f"{document.obligation}/{document.number:05d}.pdf"


def _agency(row: AgencyRow) -> Mapping[str, str]:
    return {
        "code": row.code,
        "lao_code": row.lao_code,
        "parent_code": row.parent.code if row.parent else "",
        "level": row.level,
        "category": row.category or "",
        "lao_type": row.lao_type or "",
        "province_code": row.province_code,
        "reporting_unit": "yes" if row.reporting_unit else "no",
        "name_th": row.name_th,
        "name_en": row.name_en,
        "full_name_th": row.full_name_th,
        "website": row.website,
        "public_email": row.public_email,
        "effective_on": REGISTERED_ON.isoformat(),
    }


def _filing(filing: Filing) -> Mapping[str, str]:
    match filing:
        case Declaration():
            cells = {"kind": "issued", "obligation": filing.obligation, "document_date": filing.made_on.isoformat()}
        case Document():
            cells = {
                "kind": "document",
                "obligation": filing.obligation,
                "scope": filing.scope,
                "document_date": filing.document_date.isoformat(),
                "file": _path(filing),
                "file_name": filing.file_name,
                **_times(filing),
            }
        case Link():
            cells = {
                "kind": "link",
                "obligation": filing.obligation,
                "url": filing.url,
                "licence_name": filing.licence_name,
                **_times(filing),
            }
        case Licences():
            cells = {
                "kind": "licences",
                "has_licences": "yes" if filing.has_licences else "no",
                "gazette": filing.gazette or "",
                "published_from": _instant(filing.since),
            }
    return {"agency_code": filing.agency.code, **cells}


def _times(filed: Document | Link) -> Mapping[str, str]:
    until = filed.published_until
    return {"published_from": _instant(filed.published_from), "published_until": _instant(until) if until else ""}


def _instant(instant: datetime) -> str:
    return instant.strftime("%Y-%m-%dT%H:%M:%SZ")


def _csv(columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()
