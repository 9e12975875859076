"""Every way to change what is filed already: where, with what, where the change shows, and what is not taken."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

Json = Mapping[str, Any]

SOON = (datetime.now(UTC) + timedelta(days=30)).isoformat()
LONG_AGO = "2001-01-01T00:00:00Z"


@dataclass(frozen=True)
class Change:
    """`state` finds the part that it changes in the whole filing; `holds`: what is then said there. `bad` are bodies
    that are refused, each with the field that is named. `once`: it takes an Idempotency-Key."""

    name: str
    method: str
    path: str
    body: Json
    state: Callable[[Json], Json]
    holds: Json
    bad: tuple[tuple[Json, str], ...]
    once: bool = False


def _document(filing: Json) -> Json:
    found: Json = filing["section_10"]["documents"][0]
    return found


def _link(filing: Json) -> Json:
    found: Json = filing["section_13_1"]["links"][0]
    return found


CHANGES = (
    Change(
        "publication",
        "PATCH",
        "/documents/{document}",
        {"status": "suspended", "note": "มีฉบับใหม่แทน"},
        _document,
        {"status": "suspended", "note": "มีฉบับใหม่แทน"},
        (
            ({}, "status"),
            ({"status": "hidden"}, "status"),
            ({"status": "suspended", "note": "ก" * 501}, "note"),
            ({"status": "suspended", "note": " "}, "note"),
            ({"status": "suspended", "note": "a\0b"}, "note"),
            ({"status": "suspended", "version": 1}, "version"),
        ),
    ),
    Change(
        "scope",
        "PUT",
        "/documents/{document}/scope",
        {"scope": "subtree"},
        _document,
        {"scope": "subtree"},
        (({"scope": "everyone"}, "scope"), ({"scope": None}, "scope")),
    ),
    Change(
        "schedule",
        "PUT",
        "/documents/{document}/schedule",
        {"suspend_at": SOON, "note": "ครบกำหนด"},
        _document,
        {"status": "published", "note": "ครบกำหนด"},
        (
            ({"publish_at": SOON}, "publish_at"),
            ({"suspend_at": LONG_AGO}, "suspend_at"),
            ({"suspend_at": "2099-01-01T00:00:00Z"}, "suspend_at"),
            ({"suspend_at": "2027-01-01T00:00:00"}, "suspend_at"),
            ({"note": "ครบกำหนด"}, "note"),
        ),
    ),
    Change(
        "link publication",
        "PATCH",
        "/links/{link}",
        {"status": "suspended"},
        _link,
        {"status": "suspended"},
        (({"status": "gone"}, "status"), ({"status": "suspended", "note": "ก" * 501}, "note")),
    ),
    Change(
        "link schedule",
        "PUT",
        "/links/{link}/schedule",
        {"suspend_at": SOON},
        _link,
        {"status": "published"},
        (({"suspend_at": LONG_AGO}, "suspend_at"), ({"publish_at": "soon"}, "publish_at")),
    ),
    Change(
        "issued",
        "PUT",
        "/issued-declarations/s16_order",
        {"issued_on": "2023-08-01"},
        lambda filing: filing["section_16"]["issued"],
        {"issued_on": "2023-08-01"},
        (
            ({}, "issued_on"),
            ({"issued_on": "2099-01-01"}, "issued_on"),
            ({"issued_on": "1970-01-01"}, "issued_on"),
            ({"issued_on": "2023-02-30"}, "issued_on"),
            ({"issued_on": "01/08/2566"}, "issued_on"),
        ),
    ),
    Change(
        "licences",
        "PUT",
        "/licence-declaration",
        {"has_licences": True, "gazette": "partial"},
        lambda filing: filing["section_13_1"]["declaration"],
        {"has_licences": True, "gazette": "partial"},
        (
            ({}, "has_licences"),
            ({"has_licences": "perhaps"}, "has_licences"),
            ({"has_licences": False, "gazette": "partial"}, "gazette"),
            ({"has_licences": True, "gazette": "soon"}, "gazette"),
        ),
    ),
    Change(
        "obstacles",
        "PUT",
        "/obstacles",
        {"items": [{"rank": 1, "type": "budget", "detail": "งบประมาณไม่เพียงพอ"}]},
        lambda filing: filing["obstacles"],
        {"items": [{"rank": 1, "type": "budget", "detail": "งบประมาณไม่เพียงพอ", "active": True}]},
        (
            ({"items": [{"rank": 1, "type": "budget"}, {"rank": 1, "type": "law"}]}, "items"),
            ({"items": [{"rank": 4, "type": "budget"}]}, "items.0.rank"),
            ({"items": [{"rank": 1, "type": "weather"}]}, "items.0.type"),
            ({"items": [{"rank": 1, "type": "law", "detail": "ก" * 1001}]}, "items.0.detail"),
            ({"items": [{"rank": rank, "type": "law"} for rank in (1, 2, 3, 3)]}, "items"),
        ),
    ),
    Change(
        "inherited",
        "PUT",
        "/inherited-documents/{inherited}",
        {"off": True},
        lambda filing: filing["section_10"]["inherited"][0],
        {"off": True},
        (({}, "off"), ({"off": "perhaps"}, "off")),
    ),
    Change(
        "form",
        "PATCH",
        "/filing",
        {
            "section_13_1": {"declaration": {"has_licences": True}},
            "section_13_2": {"links": [{"url": "https://check.example.go.th", "licence_name": "ใบอนุญาต"}]},
            "obstacles": [{"rank": 1, "type": "data"}],
        },
        lambda filing: filing,
        {"obstacles": {"version": 1, "items": [{"rank": 1, "type": "data", "detail": None, "active": True}]}},
        (
            ({"section_10": {"documents": [{"document_date": "2023-08-01"}]}}, "section_10.documents.0.upload"),
            ({"section_10": {"documents": [{"id": "nobody's"}]}}, "section_10.documents.0.id"),
            ({"section_10": {"inherited": [{"document_id": "x", "off": True}]}}, "section_10.inherited.0.document_id"),
            ({"section_10": {"issued": {"issued_on": "2099-01-01"}}}, "section_10.issued.issued_on"),
            ({"section_13_1": {"links": [{"url": "ftp://example.go.th"}]}}, "section_13_1.links.0.url"),
            ({"section_13_1": {"links": [{"id": "nobody's"}]}}, "section_13_1.links.0.id"),
            ({"section_13_2": {"links": [{"url": "https://example.go.th"}]}}, "section_13_2.links.0.licence_name"),
            (
                {"section_13_1": {"declaration": {"has_licences": False, "gazette": "none"}}},
                "section_13_1.declaration.gazette",
            ),
            ({"section_16": {"documents": [{"scope": "district"}]}}, "section_16.documents.0.scope"),
            ({"obstacles": [{"rank": 1, "type": "law"}, {"rank": 1, "type": "law"}]}, "obstacles"),
            ({"section_17": {}}, "section_17"),
        ),
        once=True,
    ),
)
