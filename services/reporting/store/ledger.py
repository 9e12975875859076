"""What the ledger keeps: accounts and entries, their indexes, and the mapping to and from the domain."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from operator import attrgetter

from mongoengine import BooleanField, DictField, Document, IntField, ListField, StringField

from services.reporting.domain.account import (
    Account,
    Declaration,
    Descent,
    Inherited,
    Licences,
    Line,
    Notice,
    Place,
    Standing,
    Switch,
)
from services.reporting.domain.calculation import Entry, EntryKey
from services.reporting.domain.days import Span
from services.reporting.domain.lineage import DEPARTMENT, MINISTRY
from services.reporting.domain.obligations import OWED_BY_ALL
from services.reporting.domain.terms import OBLIGATIONS, STATES, Measure
from services.reporting.store.days import day_from, stored_day
from services.reporting.store.records import THAI, Record


class AccountDocument(Document):
    """All that the ledger knows of one agency (domain.account.Account). The fields' parts: `_PARTS` below."""

    id = StringField(primary_key=True)
    version = IntField()
    standings = ListField(DictField())
    notices = ListField(DictField())
    declarations = ListField(DictField())
    licences = DictField()
    switches = ListField(DictField())
    inherited = ListField(DictField())
    lineage = ListField(DictField())
    parent_ids = ListField(StringField())
    said = DictField()

    meta = {
        "collection": "accounts",
        "auto_create_index": False,
        "indexes": [
            # the children of an agency, to revise what they inherit
            "parent_ids"
        ],
    }


class EntryDocument(Document):
    """One entry of the ledger (domain.calculation.Entry). Its id is agency/obligation/measure/first day.

    `ancestor_ids`: the agencies above it, the root first, and at the end the agency itself, so that one value finds all
    at and below a node. `parent_id`: the one right above it, None on days on which it stands under none that exists.
    `until`: of ministries and departments the end again, which is in an index; None of all others.
    """

    id = StringField(primary_key=True)
    agency_id = StringField()
    obligation = StringField()
    measure = StringField()
    first = IntField()
    end = IntField()
    state = StringField()
    since = IntField()
    document_ids = ListField(StringField())
    reporting_unit = BooleanField()
    category = StringField(null=True)
    province_code = StringField(null=True)
    lao_type = StringField(null=True)
    name_th = StringField()
    name_en = StringField(null=True)
    level = StringField()
    visible = BooleanField()
    parent_id = StringField(null=True)
    ancestor_ids = ListField(StringField())
    ministry_id = StringField(null=True)
    department_id = StringField(null=True)
    until = IntField()

    meta = {
        "collection": "entries",
        "auto_create_index": False,
        "indexes": [
            # None has the end of an entry: that changes with whatever is learnt, and what changes an entry in any index
            # costs the database the keys of all of them (docs/decisions/0047).
            #
            # Lists: the entries of one state in the order of the list, so that a page is read and nothing is sorted.
            # Also what is counted on a day and has no tallies (on time or late, say).
            {
                "name": "in_state",
                "fields": ["obligation", "measure", "reporting_unit", "state", "name_th", "agency_id"],
                "collation": THAI,
            },
            # The same at and below a node of the tree.
            {
                "name": "in_state_below",
                "fields": [
                    "obligation",
                    "measure",
                    "reporting_unit",
                    "state",
                    "ancestor_ids",
                    "name_th",
                    "agency_id",
                ],
                "collation": THAI,
            },  # fmt: skip
            # One agency, or a few: each has some ten entries. Compared as lists are, which look up agencies too: an
            # index serves questions of one collation only.
            {"name": "agency", "fields": ["agency_id"], "collation": THAI},
            # The agencies right below another (or below none): of what all owe by one measure, so each once.
            {
                "name": "right_below",
                "fields": ["parent_id"],
                "collation": THAI,
                "partialFilterExpression": {
                    "obligation": OWED_BY_ALL.value,
                    "measure": Measure.UPLOADED.value,
                },
            },
            # The ministries, the departments.
            {
                "name": "at_level",
                "fields": ["level", "until"],
                "collation": THAI,
                "partialFilterExpression": {
                    "obligation": OWED_BY_ALL.value,
                    "measure": Measure.UPLOADED.value,
                    "level": {"$in": [MINISTRY, DEPARTMENT]},
                },
            },
        ],
    }


def account_record(account: Account) -> Record:
    return {"_id": account.id, **{name: stored(account) for name, (_, stored) in _PARTS.items()}}


def account_changes(before: Account, after: Account) -> Record:
    """The fields of the record that differ between the two."""
    return {
        name: stored(after)
        for name, (of, stored) in _PARTS.items()
        if of(before) is not of(after) and of(before) != of(after)
    }


def _standing_records(account: Account) -> list[Record]:
    return [
        {**_span_record(standing.span), "parent_id": standing.parent_id, **standing.place._asdict()}
        for standing in account.standings
    ]


def _notice_records(account: Account) -> list[Record]:
    return [
        {
            "id": notice.id,
            "version": notice.version,
            "obligation": notice.obligation.value,
            "days": [_span_record(span) for span in notice.days],
            "subtree_days": [_span_record(span) for span in notice.subtree_days],
        }
        for notice in account.notices
    ]


def _declaration_records(account: Account) -> list[Record]:
    return [
        {
            "obligation": declaration.obligation.value,
            "version": declaration.version,
            "issued_on": stored_day(declaration.issued_on) if declaration.issued_on else None,
        }
        for declaration in account.declarations
    ]


def _licences_record(account: Account) -> Record:
    return {"version": account.licences.version, "days": [_span_record(span) for span in account.licences.days]}


def _switch_records(account: Account) -> list[Record]:
    return [
        {"id": switch.document_id, "version": switch.version, "off": [_span_record(span) for span in switch.off]}
        for switch in account.switches
    ]


def _inherited_records(account: Account) -> list[Record]:
    return [{"id": document_id, **_span_record(span)} for document_id, span in account.inherited]


def _lineage_records(account: Account) -> list[Record]:
    return [{**_span_record(descent.span), **_line_record(descent.line)} for descent in account.lineage]


def _said_record(account: Account) -> Record:
    return {about: state.value for about, state in sorted(account.said.items())}


# By name of the record's field: what of an account it holds, and how.
_PARTS: Mapping[str, tuple[Callable[[Account], object], Callable[[Account], object]]] = {
    "version": (attrgetter("version"), attrgetter("version")),
    "standings": (attrgetter("standings"), _standing_records),
    "notices": (attrgetter("notices"), _notice_records),
    "declarations": (attrgetter("declarations"), _declaration_records),
    "licences": (attrgetter("licences"), _licences_record),
    "switches": (attrgetter("switches"), _switch_records),
    "inherited": (attrgetter("inherited"), _inherited_records),
    "lineage": (attrgetter("lineage"), _lineage_records),
    "parent_ids": (attrgetter("standings"), lambda account: sorted(account.parent_ids)),
    "said": (attrgetter("said"), _said_record),
}


def account_from(record: Record) -> Account:
    return Account(
        id=record["_id"],
        version=record["version"],
        standings=standings_from(record),
        notices=tuple(
            Notice(
                notice["id"],
                notice["version"],
                OBLIGATIONS[notice["obligation"]],
                tuple(map(_span_from, notice["days"])),
                tuple(map(_span_from, notice["subtree_days"])),
            )
            for notice in record["notices"]
        ),
        declarations=tuple(
            Declaration(
                OBLIGATIONS[declaration["obligation"]],
                declaration["version"],
                day_from(declaration["issued_on"]) if declaration["issued_on"] else None,
            )
            for declaration in record["declarations"]
        ),
        licences=Licences(record["licences"]["version"], tuple(map(_span_from, record["licences"]["days"]))),
        switches=tuple(
            Switch(switch["id"], switch["version"], tuple(map(_span_from, switch["off"])))
            for switch in record["switches"]
        ),
        inherited=tuple(Inherited(document["id"], _span_from(document)) for document in record["inherited"]),
        lineage=tuple(
            Descent(
                _span_from(descent),
                Line(tuple(descent["ancestor_ids"]), descent["ministry_id"], descent["department_id"]),
            )
            for descent in record["lineage"]
        ),
        said={about: STATES[state] for about, state in record["said"].items()},
    )


def standings_from(record: Record) -> tuple[Standing, ...]:
    return tuple(
        Standing(_span_from(standing), standing["parent_id"], Place(*(standing[name] for name in Place._fields)))
        for standing in record["standings"]
    )


def entry_id(agency_id: str, key: EntryKey) -> str:
    return f"{agency_id}/{key.obligation}/{key.measure}/{stored_day(key.first)}"


def entry_record(agency_id: str, entry: Entry) -> Record:
    (record,) = entry_records(agency_id, (entry,))
    return record


def entry_records(agency_id: str, entries: Iterable[Entry]) -> Iterator[Record]:
    """An agency's entries mostly have the same place and line."""
    place: Place | None = None
    line: Line | None = None
    whereabouts: Record = {}
    for entry in entries:
        if entry.place is not place or entry.line is not line:
            place, line = entry.place, entry.line
            whereabouts = {**place._asdict(), **_above_record(line)}
        yield {
            "_id": entry_id(agency_id, EntryKey.of(entry)),
            "agency_id": agency_id,
            "obligation": entry.obligation.value,
            "measure": entry.measure.value,
            **_span_record(entry.span),
            "state": entry.state.value,
            "since": stored_day(entry.since),
            "document_ids": list(entry.document_ids),
            **whereabouts,
            "until": _until(entry),
        }


def entry_changes(was: Entry, now: Entry) -> Record:
    """The fields of the record that differ between two entries of the same key."""
    changes: Record = {}
    if was.span.end != now.span.end:
        changes["end"] = stored_day(now.span.end)
    if _until(was) != _until(now):
        changes["until"] = _until(now)
    if was.state is not now.state:
        changes["state"] = now.state.value
    if was.since != now.since:
        changes["since"] = stored_day(now.since)
    if was.document_ids != now.document_ids:
        changes["document_ids"] = list(now.document_ids)
    if was.place != now.place:
        changes.update(now.place._asdict())
    if was.line != now.line:
        changes.update(_above_record(now.line))
    return changes


def _until(entry: Entry) -> int | None:
    return stored_day(entry.span.end) if entry.place.level in (MINISTRY, DEPARTMENT) else None


def _above_record(line: Line) -> Record:
    return {"parent_id": line.agency_ids[-2] if len(line.agency_ids) > 1 else None, **_line_record(line)}


def _line_record(line: Line) -> Record:
    return {
        "ancestor_ids": list(line.agency_ids),
        "ministry_id": line.ministry_id,
        "department_id": line.department_id,
    }


def _span_record(span: Span) -> Record:
    return {"first": stored_day(span.first), "end": stored_day(span.end)}


def _span_from(record: Record) -> Span:
    return Span(day_from(record["first"]), day_from(record["end"]))
