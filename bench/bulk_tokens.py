"""First tokens for everybody below a node in one command, beside the bare database that stores the same documents."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from typing import Any

from bson import ObjectId
from pymongo import WriteConcern
from pymongo.read_concern import ReadConcern

from bench.ground import Ground
from bench.measuring import Comparison, Contender
from chassis import mongo
from chassis.event_log import LOG, OUTBOX
from chassis.mongo import in_transaction
from chassis.service import start
from chassis.thai_days import bangkok_day
from contracts import calls
from contracts.events.agencies import AgencyFacts, AgencyState
from contracts.rpc.identity.tokens import IssueTokens
from contracts.vocabulary import Level, Role
from services.identity import usecases
from services.identity.domain.granting import Grant
from services.identity.wiring import Identity, wire

WHOLE_SYSTEM = False
AGENCIES, FEW_AGENCIES = 8000, 500
MOST_BULKS = 2  # in a round: what is stored stays

Record = dict[str, Any]


@asynccontextmanager
async def comparisons(ground: Ground) -> AsyncIterator[Sequence[Comparison]]:
    """Every act issues anew for all agencies, each with its entry in the history; the tokens before are replaced."""
    count = FEW_AGENCIES if ground.small else AGENCIES
    process = start(ground.settings.model_copy(update={"mongo_prefix": "bench_tokens"}), "identity")
    try:
        rooms = wire(process)
        node = _agency("node", None)
        states = [node, *(_agency(f"agency-{number}", node.id) for number in range(count))]
        process.directory.apply(states)
        rooms.token_desk.refresh([state.id for state in states], bangkok_day(datetime.now(UTC)))
        issuing = _issuing(rooms, node.id, count)
        await issuing.act(None)
        yield [
            Comparison("issue tokens in bulk", issuing, [_inserting()], most_acts=MOST_BULKS, facts={"tokens": count})
        ]
    finally:
        mongo.client().drop_database(mongo.database().name)
        mongo.disconnect()


def _agency(agency_id: str, parent_id: str | None) -> AgencyState:
    facts = AgencyFacts(
        effective_on=date(2023, 1, 1),
        parent_id=parent_id,
        level=Level.AGENCY,
        category=None,
        reporting_unit=True,
        name_th=f"หน่วยงาน {agency_id}",
    )
    return AgencyState(id=agency_id, version=1, code=agency_id, timeline=(facts,))


def _issuing(rooms: Identity, node_id: str, count: int) -> Contender:
    now = datetime.now(UTC)
    grant = Grant("grant", "officer", Role.DGA_ADMIN, None, "operator", now)
    rooms.grants.give(grant, "มานี สาธิต", ("national",))
    claimed = calls.Grant(grant.id, Role.DGA_ADMIN, None, "operator")
    call = calls.Call(now, "0" * 32, calls.Caller("officer", "มานี สาธิต", grants=(claimed,)), claimed)
    request = IssueTokens(agency_id=node_id, role=Role.CENTRAL_OFFICER, refresh=True)

    def issue() -> int:
        return usecases.issue_tokens(
            request,
            call,
            bangkok_day(now),
            rooms.token_lifetime,
            rooms.agencies,
            rooms.grants,
            rooms.tokens,
            rooms.token_desk,
            rooms.history,
            lambda: None,
        ).issued

    async def act(_: None) -> None:
        if in_transaction(issue) != count:
            raise LookupError("not all tokens were issued")

    return Contender("issue_tokens", act)


def _inserting() -> Contender:
    """Inserts the tokens, the history's entries and the outbox's of one such command, and nothing else."""
    database = mongo.database()
    patterns = {name: list(database[name].find()) for name in ("tokens", LOG, OUTBOX)}
    for name in patterns:
        database.create_collection(f"bare_{name}")

    def anew(patterns: list[Record]) -> Iterator[Record]:
        for pattern in patterns:
            fresh = ObjectId() if isinstance(pattern["_id"], ObjectId) else str(uuid.uuid4())
            yield {**pattern, "_id": fresh}

    async def before() -> dict[str, list[Record]]:
        await asyncio.sleep(0)
        return {name: list(anew(some)) for name, some in patterns.items()}

    async def insert(documents: dict[str, list[Record]]) -> None:
        def all_of_them(session: Any) -> None:
            for name, some in documents.items():
                database[f"bare_{name}"].insert_many(some, session=session)

        with mongo.client().start_session() as session:
            session.with_transaction(
                all_of_them, read_concern=ReadConcern("snapshot"), write_concern=WriteConcern("majority", j=True)
            )

    return Contender("insert_many of the same documents", insert, before=before)
