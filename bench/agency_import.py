"""Agencies imported from a CSV, read, checked, stored and recorded, beside insert_many of the same documents."""

from __future__ import annotations

import asyncio
import resource
from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from pymongo import WriteConcern
from pymongo.read_concern import ReadConcern

from bench.ground import Ground
from bench.measuring import Comparison, Contender
from chassis import mongo
from chassis.event_log import HEADS as CHAINS
from chassis.event_log import LOG, OUTBOX
from chassis.mongo import in_transaction
from chassis.service import start
from chassis.tables import ImportTables
from contracts.calls import Call
from contracts.imports import ImportProblem
from contracts.rpc.agencies import ImportAgencies, ImportOutcome
from deploy.demo.archive import agencies_csv
from deploy.demo.country import make_country
from services.agencies.store.periods import PERIODS
from services.agencies.store.records import AGENCIES
from services.agencies.usecases.import_agencies import import_agencies
from services.agencies.wiring import Parts, wire

WHOLE_SYSTEM = False
SYNTHETIC, FEW_SYNTHETIC = 100_000, 2_000
MOST_ROUNDS = 3
SYNTHETIC_COLUMNS = (
    *("code", "parent_code", "level", "category", "lao_type", "province_code", "reporting_unit"),
    *("name_th", "name_en", "phone", "website", "effective_on"),
)
HEADS = ("บาง", "บ้าน", "หนอง", "โคก", "ดอน", "ท่า", "คลอง", "ห้วย", "วัง", "เกาะ", "ทุ่ง", "นา", "ป่า", "แม่", "เขา", "ลำ")
TAILS = ("พลี", "แก้ว", "ทอง", "ไทร", "บัว", "ม่วง", "ใหญ่", "น้อย", "ยาว", "งาม", "แดง", "ขาว", "คำ", "น้ำ", "สะอาด", "สามัคคี")
_STORED = (AGENCIES, PERIODS, LOG, CHAINS, OUTBOX)

Record = dict[str, Any]


@dataclass(frozen=True)
class _Alone:
    """Work that nobody asks about. Implements contracts.jobs.Work."""

    job_id: str = "bench"

    def tell(self, phase: str, done: int = 0, total: int | None = None) -> None:
        pass


@dataclass(frozen=True)
class _File:
    """The one upload there is. Implements usecases.ports.Uploads."""

    content: bytes

    def read(self, upload: str) -> bytes:
        return self.content

    def leave_problems(self, job_id: str, problems: Collection[ImportProblem]) -> None:
        raise LookupError(f"the import has problems: {list(problems)[:3]}")


@asynccontextmanager
async def comparisons(ground: Ground) -> AsyncIterator[Sequence[Comparison]]:
    """Every act begins with an empty book. The bare database stores the very documents that an import has stored."""
    process = start(ground.settings.model_copy(update={"mongo_prefix": "bench_import"}), "agencies")
    try:
        rooms = wire(process)
        country = agencies_csv(make_country().rows)
        yield [
            _comparison("import the demonstration country", rooms, country),
            _comparison("import a synthetic country", rooms, synthetic(FEW_SYNTHETIC if ground.small else SYNTHETIC)),
        ]
    finally:
        mongo.client().drop_database(mongo.database().name)
        mongo.disconnect()


def _comparison(name: str, rooms: Parts, content: bytes) -> Comparison:
    facts: dict[str, object] = {"megabytes": round(len(content) / 1e6, 1)}
    made: dict[str, list[Record]] = {}

    async def empty() -> None:
        await asyncio.sleep(0)
        for collection in _STORED:
            mongo.database()[collection].delete_many({})

    async def bring_in(_: None) -> None:
        outcome = imported(rooms, content)
        facts["agencies"] = outcome.created
        facts["peak_megabytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024

    async def keep() -> None:
        if not made:
            made.update({name: list(mongo.database()[name].find()) for name in _STORED})

    async def insert(_: None) -> None:
        def all_of_them(session: Any) -> None:
            for name, some in made.items():
                mongo.database()[name].insert_many(some, session=session)

        with mongo.client().start_session() as session:
            session.with_transaction(
                all_of_them, read_concern=ReadConcern("snapshot"), write_concern=WriteConcern("majority", j=True)
            )

    subject = Contender("import", bring_in, before=empty, after_round=keep)
    baseline = Contender("insert_many", insert, before=empty)
    return Comparison(name, subject, [baseline], most_acts=1, most_rounds=MOST_ROUNDS, facts=facts)


def imported(rooms: Parts, content: bytes) -> ImportOutcome:
    """What a job does, without the bus."""
    call = Call(datetime.now(UTC), "0" * 32)
    commit = import_agencies(
        ImportAgencies(upload="the file"),
        _Alone(),
        call,
        rooms.book,
        _File(content),
        ImportTables(),
        rooms.contacts,
        rooms.history,
        rooms.reorganising.reorganisations.take_turns,
        lambda: str(uuid4()),
    )
    return in_transaction(commit)


def synthetic(count: int) -> bytes:
    """A country of so many agencies: a ministry, offices of 100 each, with names, telephones and web sites."""
    lines = [",".join(SYNTHETIC_COLUMNS)]
    lines.append("100000000000,,ministry,,,,no,กระทรวงสมมุติ,Ministry of Examples,,,2023-01-01")
    for number in range(1, count):
        office = number % 100 == 1
        parent = 100000000000 if office else 100000000000 + number - (number - 1) % 100
        what = "department,government," if office else "agency,local,subdistrict"
        place = f"{HEADS[number % len(HEADS)]}{TAILS[number // len(HEADS) % len(TAILS)]}"
        lines.append(
            f"{100000000000 + number},{parent},{what},{10 + number % 77},yes,องค์การบริหารส่วนตำบล{place} {number},"
            f"Office {number},0 2{number % 1000:03d} {1000 + number % 9000},www.office{number}.go.th,2023-01-01"
        )
    return "\n".join(lines).encode()
