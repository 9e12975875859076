"""The data dictionary of a table for programs: CSV on the Web (W3C, tabular-metadata), in Thai and English."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from contracts.rpc.reporting.exporting import ColumnAbout, TableAbout

MEDIA_TYPE = "application/csvw+json"

Json = Mapping[str, object]


def table_schema(about: TableAbout, address: str, title: tuple[str, str], key: Sequence[str]) -> Json:
    """`address` is that of the CSV, `title` what it is called in Thai and English, `key` the columns that tell rows
    apart."""
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "th"}],
        "url": address,
        "dc:title": _in_both(*title),
        "dialect": {"encoding": "utf-8", "header": True},
        "tableSchema": {"columns": [_column(each) for each in about.columns], "primaryKey": list(key)},
    }


def _column(about: ColumnAbout) -> Json:
    described: dict[str, object] = {
        "name": about.name,
        # the heading that stands in the file belongs to no language
        "titles": {"und": about.name, "th": about.heading_th, "en": about.heading_en},
        "dc:description": _in_both(about.meaning_th, about.meaning_en),
        "datatype": about.kind.value,
        "required": about.required,
    }
    if about.codes:
        any_of_them = "|".join(re.escape(code.value) for code in about.codes)
        described["datatype"] = {"base": about.kind.value, "format": any_of_them}
        described["skos:member"] = [
            {"skos:notation": code.value, "skos:prefLabel": _in_both(code.name_th, code.name_en)}
            for code in about.codes
        ]
    return described


def _in_both(thai: str, english: str) -> Sequence[Json]:
    return [{"@value": thai, "@language": "th"}, {"@value": english, "@language": "en"}]
