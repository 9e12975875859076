"""The list of tokens: every agency with the latest token of each role, laid out as officers look for it.

An extract. What an agency is comes from the directory, as of the day of writing; what its tokens have come to, from
their book. Both write here in their own transactions.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from mongoengine import DictField, Document, IntField, ListField, StringField
from pymongo import ASCENDING, UpdateOne

from chassis.directory import AgencyDirectory
from chassis.mongo import Record
from contracts.events.agencies import AgencyState
from services.identity.domain.listing import NATIONAL, scope_of
from services.identity.domain.token_desk import DeskEntry, Place, Wanted
from services.identity.domain.tokens import EXPIRED, LIVE, NONE, Standing, Token
from services.identity.store.collation import THAI_ORDER

# The lookup of so many paths at once stays far below what one answer of the database may hold.
_AT_A_TIME = 500


class DeskRecord(Document):
    """`id` "national": the whole country's own entry. `within`: "national", everything above the agency and the agency
    itself, so that a node's rows are one stretch of an index; not there while the agency does not exist. `changes_on`:
    the day (ISO) of the next change that is announced. `latest`: by role."""

    id = StringField(primary_key=True)
    version = IntField()
    code = StringField()
    lao_code = StringField()
    province_code = StringField()
    name_th = StringField()
    within = ListField(StringField())
    changes_on = StringField()
    latest = DictField()

    meta = {
        "collection": "token_desk",
        "auto_create_index": False,
        "indexes": [
            # under, below: a page is read in the index's own order, from where it begins
            {"fields": ["within", "name_th", "id"], "collation": THAI_ORDER},
            # for_export
            {"fields": ["within", "province_code", "name_th", "id"], "collation": THAI_ORDER},
            # catch_up
            {"fields": ["changes_on"], "sparse": True},
        ],
    }


class TokenDesk:
    def __init__(self, directory: AgencyDirectory) -> None:
        self._directory = directory

    def begin(self, today: date) -> None:
        """Fill the list from the directory where it is new."""
        if DeskRecord.objects(version__exists=True).first() is None:
            self.refresh([state.id for state in self._directory.all()], today)

    def refresh(self, agency_ids: Collection[str], today: date) -> None:
        """Take over what the directory knows of these agencies; those below them stand below something else now."""
        ids = sorted({*agency_ids, *self._directory.below(agency_ids)})
        for start in range(0, len(ids), _AT_A_TIME):
            some = ids[start : start + _AT_A_TIME]
            states, paths = self._directory.many(some), self._directory.paths(some, today)
            writes = [_as_it_is(state, paths[state.id], today) for state in states.values()]
            if writes:
                _records().bulk_write(writes, ordered=False)

    def catch_up(self, today: date) -> None:
        due = [record.id for record in DeskRecord.objects(changes_on__lte=today.isoformat()).only("id")]
        if due:
            self.refresh(due, today)

    def at(self, agency_id: str | None) -> DeskEntry | None:
        record = _records().find_one({"_id": agency_id or NATIONAL})
        if agency_id is None:
            return _entry(record or {"_id": NATIONAL})
        return _entry(record) if record and record.get("within") else None

    def under(self, wanted: Wanted, limit: int, start: Place | None) -> Sequence[DeskEntry]:
        conditions = _conditions(wanted)
        if start is not None:
            # The first condition is where the walk along the index begins; the other is for namesakes.
            conditions["name_th"] = {"$gte": start.name_th}
            conditions["$or"] = [{"name_th": {"$gt": start.name_th}}, {"_id": {"$gte": start.agency_id}}]
        found = _records().find(conditions).sort([("name_th", ASCENDING), ("_id", ASCENDING)])
        return [_entry(record) for record in found.collation(THAI_ORDER).limit(limit)]

    def for_export(self, wanted: Wanted, limit: int, after: Place | None) -> Sequence[DeskEntry]:
        conditions = _conditions(wanted)
        if after is not None:
            # Three stretches of the index that the database merges, rather than one from the province's beginning.
            province, name = after.province_code, after.name_th
            behind: list[Record] = [
                {"province_code": province, "name_th": name, "_id": {"$gt": after.agency_id}},
                {"province_code": province, "name_th": {"$gt": name}},
                {"province_code": {"$gt": province}},
            ]
            conditions = {"$or": [{"$and": [conditions, each]} for each in behind]}
        order = [("province_code", ASCENDING), ("name_th", ASCENDING), ("_id", ASCENDING)]
        return [_entry(record) for record in _records().find(conditions).sort(order).collation(THAI_ORDER).limit(limit)]

    def below(self, agency_id: str, role: str) -> Sequence[tuple[str, Standing | None]]:
        found = _records().find({"within": agency_id, "_id": {"$ne": agency_id}}, {f"latest.{role}": 1})
        return [(record["_id"], _latest(record).get(role)) for record in found.collation(THAI_ORDER)]

    def among(self, agency_id: str | None, agency_ids: Collection[str]) -> Sequence[str]:
        found = _records().find({"_id": {"$in": list(agency_ids)}, "within": agency_id or NATIONAL}, {"_id": 1})
        return [record["_id"] for record in found]

    def place_of(self, agency_id: str) -> Place | None:
        record = _records().find_one({"_id": agency_id, "name_th": {"$exists": True}})
        return _place(record) if record else None

    def note_issued(self, tokens: Sequence[Token]) -> None:
        """These are the latest tokens of their roles now."""
        writes = [
            UpdateOne({"_id": token.agency_id or NATIONAL}, {"$set": {f"latest.{token.role}": _standing(token)}}, True)
            for token in tokens
        ]
        _records().bulk_write(writes, ordered=False)

    def note_ended(self, tokens: Sequence[Token], state: str, now: datetime) -> None:
        """What has become of these tokens, where they are the latest of their roles."""
        writes = [
            UpdateOne(
                {"_id": token.agency_id or NATIONAL, f"latest.{token.role}.token_id": token.id},
                {"$set": {f"latest.{token.role}.state": state, f"latest.{token.role}.{state}_at": now}},
            )
            for token in tokens
        ]
        _records().bulk_write(writes, ordered=False)


def _records() -> Any:
    return DeskRecord._get_collection()


def _as_it_is(state: AgencyState, above: Sequence[str], today: date) -> UpdateOne:
    facts = state.facts_on(today)
    coming = min((day for day in state.days() if day > today), default=None)
    known: Record = {"version": state.version, "code": state.code}
    unknown: Record = {}
    if facts is None:
        unknown["within"] = ""
    else:
        known |= {"name_th": facts.name_th, "province_code": facts.province_code or ""}
        known["within"] = list(scope_of(state.id, above))
    for name, value in (("lao_code", state.lao_code), ("changes_on", coming.isoformat() if coming else None)):
        if value is None:
            unknown[name] = ""
        else:
            known[name] = value
    return UpdateOne({"_id": state.id}, {"$set": known, **({"$unset": unknown} if unknown else {})}, upsert=True)


def _conditions(wanted: Wanted) -> Record:
    # Everything stands within the country, its own entry alone does not: it is no agency.
    conditions: Record = {"within": wanted.agency_id or NATIONAL}
    others: list[Record] = [{"_id": {"$ne": wanted.agency_id}}] if wanted.only_below else []
    if wanted.state is not None:
        others.append({"$or": [_in_state(f"latest.{role}", wanted.state, wanted.now) for role in wanted.roles]})
    return {**conditions, **({"$and": others} if others else {})}


def _in_state(latest: str, state: str, now: datetime) -> Record:
    if state == NONE:
        return {latest: {"$exists": False}}
    if state in (LIVE, EXPIRED):
        return {f"{latest}.state": LIVE, f"{latest}.expires_at": {"$gt" if state == LIVE else "$lte": now}}
    return {f"{latest}.state": state}


def _standing(token: Token) -> Record:
    return {
        "token_id": token.id,
        "state": LIVE,
        "by_grant": token.by_grant,
        "issued_at": token.issued_at,
        "expires_at": token.expires_at,
    }


def _latest(record: Record) -> dict[str, Standing]:
    return dict(_standings(record.get("latest", {})))


def _standings(latest: Record) -> Iterator[tuple[str, Standing]]:
    for role, kept in latest.items():
        yield (
            role,
            Standing(
                kept["token_id"],
                kept["state"],
                kept["by_grant"],
                kept["issued_at"],
                kept["expires_at"],
                kept.get("redeemed_at"),
            ),
        )


def _entry(record: Record) -> DeskEntry:
    place = _place(record) if record["_id"] != NATIONAL else None
    return DeskEntry(place, record.get("code"), record.get("lao_code"), _latest(record))


def _place(record: Record) -> Place:
    return Place(record["province_code"], record["name_th"], record["_id"])
