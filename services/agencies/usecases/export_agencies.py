"""Agencies as the table that an import takes. What is exported and imported again changes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from contracts.calls import Call
from contracts.rpc.agencies import exporting as rpc
from services.agencies.domain.agency import Agency, AgencyUnknown, Entry
from services.agencies.domain.below import WantedBelow
from services.agencies.domain.days import day_in_bangkok
from services.agencies.usecases.import_columns import COLUMNS_ABOUT, WORDS
from services.agencies.usecases.list_agencies import cursor_of, position_of
from services.agencies.usecases.ports import AgencyBook, TreeBook

HEADINGS = tuple(column.heading for column in COLUMNS_ABOUT)
_SHOWN = {column: {code: word for word, code in words.items()} for column, words in WORDS.items()}
_YES_NO = {
    **dict.fromkeys(("reporting_unit", "is_central", "serves_public"), ("ใช่", "ไม่ใช่")),
    "visible": ("แสดง", "ไม่แสดง"),
}


def export_agencies(request: rpc.ExportAgencies, call: Call, book: AgencyBook, tree: TreeBook) -> rpc.AgencyRows:
    """A page of rows, in three queries; the agency itself comes first. Raises AgencyUnknown; Refusal INVALID_REQUEST
    for a cursor that is none."""
    today = day_in_bangkok(call.now)
    wanted = WantedBelow(
        agency_id=request.agency_id,
        day=today,
        today=today,
        hidden_too=True,
        category=request.category,
        lao_type=request.lao_type,
        level=request.level,
        province_code=request.province_code,
    )
    page = tree.page(wanted, request.page_size, position_of(request.after) if request.after else None)
    ids = [found.agency_id for found in page.agencies]
    known = book.by_ids({*ids, *([request.agency_id] if request.agency_id else [])})
    agencies = [known[agency_id] for agency_id in ids]
    if request.agency_id is not None and request.after is None:
        agencies = [_itself(request.agency_id, known), *agencies]
    missing = {
        parent_id for agency in agencies if (parent_id := _standing(agency, today).facts.parent_id)
    } - known.keys()
    codes = {agency.id: agency.code for agency in (*known.values(), *book.by_ids(missing).values())}
    return rpc.AgencyRows(
        headings=HEADINGS,
        rows=tuple(_row(agency, codes, today) for agency in agencies),
        next=cursor_of(page.next) if page.next else None,
    )


def import_template() -> rpc.ImportTemplate:
    """The columns that an import takes, in the order in which an export writes them."""
    return rpc.ImportTemplate(
        columns=tuple(
            rpc.TemplateColumn(name=each.name, heading=each.heading, about=each.about, required=each.required)
            for each in COLUMNS_ABOUT
        )
    )


def _itself(agency_id: str, known: Mapping[str, Agency]) -> Agency:
    if agency_id not in known:
        raise AgencyUnknown(agency_id)
    return known[agency_id]


def _standing(agency: Agency, today: date) -> Entry:
    """The entry that holds today, or will hold first."""
    held = [entry for entry in agency.timeline if entry.effective_on <= today]
    return held[-1] if held else agency.timeline[0]


def _row(agency: Agency, codes: Mapping[str, str], today: date) -> tuple[str, ...]:
    """The cells. The day is that from which it all holds, so that an import finds it held already."""
    entry = _standing(agency, today)
    values: dict[str, object] = {
        **vars(entry.facts),
        "code": agency.code,
        "lao_code": agency.lao_code,
        "parent_code": codes.get(entry.facts.parent_id or ""),
        "effective_on": entry.effective_on.isoformat(),
    }
    return tuple(_cell(column.name, values[column.name]) for column in COLUMNS_ABOUT)


def _cell(column: str, value: object) -> str:
    if isinstance(value, bool):
        return _YES_NO[column][0 if value else 1]
    text = str(value) if value is not None else ""
    return _SHOWN[column].get(text, text) if column in _SHOWN else text
