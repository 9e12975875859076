"""Whether figures, lists, tables, returns and parts agree: in the demonstration country, and among 100,000 agencies."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import TypeVar

from bench.errors import CannotMeasure
from bench.ground import Ground
from bench.measuring import Comparison
from bench.reporting.agreed import Ask, Returns, disagreements
from bench.reporting.country import Body, make_country, message
from bench.reporting.demonstration import demo_facts, event_of, id_of
from bench.reporting.desk import Desk
from bench.reporting.logs import Logs
from bench.reporting.tables import tables
from chassis import mongo
from chassis.access_tokens import sign
from chassis.process import collect_less
from chassis.service import Process, start
from chassis.thai_days import bangkok_day
from contracts.calls import Caller, Grant
from contracts.events.agencies import AgencyMoved, AgencyState
from contracts.vocabulary import Category, Role
from deploy.demo import country as demonstration
from services.reporting.service import ReportingService
from services.reporting.wiring import ReportingRooms, wire

T = TypeVar("T")
WHOLE_SYSTEM = False
AGENCIES, FEW_AGENCIES = 100_000, 5_000
FEW_PROVINCES = ("10", "52", "54", "55")
DATABASES = "bench_agreement"
TOGETHER = 2000
MOVED, MOVED_ON = 100, date(2024, 6, 1)


@dataclass(frozen=True)
class Office:
    """A process of reporting with a country in it, asked directly."""

    process: Process
    rooms: ReportingRooms

    @property
    def desk(self) -> Desk:
        return Desk(self.process, self.rooms).quietly()

    def national(self) -> Ask:
        """Asks as an officer of a national body."""
        grant = Grant(id="grant", role=Role.OPDC_ADMIN, agency_id=None)
        caller = Caller(subject="officer", name="officer", grants=(grant,), grants_version=1)

        def ask(method: str, **request: object) -> object:
            key = self.process.settings.need("access_token_private_key")
            service = ReportingService()
            service.process, service.rooms = self.process, self.rooms  # type: ignore[assignment]
            service.headers = {"access_token": sign(key, caller, datetime.now(UTC), timedelta(minutes=5))}  # type: ignore[assignment]
            answer = getattr(service, method)(request)
            if "ok" not in answer:
                raise CannotMeasure(f"{method} answered {answer}")
            return answer["ok"]

        return ask


@asynccontextmanager
async def comparisons(ground: Ground) -> AsyncIterator[Sequence[Comparison]]:
    """Raises CannotMeasure when anything disagrees."""
    with _office(ground) as office:
        _check(office, ground, *_demonstration(office, ground))
    with _office(ground) as office:
        _check(office, ground, *_large(office, ground))
        yield list(tables(office.desk, {}))


@contextmanager
def _office(ground: Ground) -> Iterator[Office]:
    process = start(ground.settings.model_copy(update={"mongo_prefix": DATABASES}), "reporting")
    try:
        office = Office(process, wire(process))
        collect_less()  # as every process of the system does once it has started
        yield office
    finally:
        mongo.client().drop_database(mongo.database().name)
        mongo.disconnect()


def _check(office: Office, ground: Ground, days: Sequence[date], nodes: Sequence[str], returns: Returns) -> None:
    for day in days:
        ground.say(f"agreement: {day}")
        screens = ground.small or day == days[-1]
        found = list(islice(disagreements(office.desk.ask, day, nodes, returns, screens=screens), 20))
        if found:
            raise CannotMeasure("\n".join(found))


def _demonstration(office: Office, ground: Ground) -> tuple[Sequence[date], Sequence[str], Returns]:
    country = demonstration.make_country()
    facts = demo_facts(country, FEW_PROVINCES if ground.small else None)
    for heard in _together(event_of(fact) for fact in facts):
        office.desk.hear(heard)
    offices = [row for row in country.rows if row.parent is country.dla and row.province_code in FEW_PROVINCES]
    returns = _returns(office, id_of(country.dla), [id_of(row) for row in offices], (Category.LOCAL,))
    days = (date(2023, 10, 31), date(2024, 3, 15), date(2024, 10, 29), _today())
    return days, [id_of(country.dla), id_of(offices[0])], returns


def _large(office: Office, ground: Ground) -> tuple[Sequence[date], Sequence[str], Returns]:
    """The ledger is rebuilt from the country's events; then some agencies of one department move to another."""
    country = make_country(FEW_AGENCIES if ground.small else AGENCIES)
    logs = Logs(DATABASES)
    try:
        logs.fill(country, ground.say)
        logs.rebuild(ground.say)
    finally:
        logs.drop()
    for some in _together(iter(country.agencies)):
        office.process.directory.apply(some)
    by_id = {state.id: state for state in country.agencies}
    ministry = by_id[country.wide].timeline[0].parent_id or ""
    sisters = [state.id for state in country.agencies if state.timeline[0].parent_id == ministry]
    moved = [state for state in country.agencies if state.timeline[0].parent_id == country.wide][:MOVED]
    office.desk.hear([_move(state, sisters[1]) for state in moved])
    returns = _returns(office, ministry, sisters[1:3], ())
    return (MOVED_ON - timedelta(days=1), MOVED_ON, _today()), [ministry, sisters[1]], returns


def _move(state: AgencyState, to: str) -> Body:
    there = state.timeline[0].model_copy(update={"parent_id": to, "effective_on": MOVED_ON})
    moved = state.model_copy(update={"version": 2, "timeline": (*state.timeline, there)})
    return message(AgencyMoved(agency=moved), state.id, datetime.now(UTC))


def _returns(office: Office, collects: str, offices: Sequence[str], categories: Sequence[Category]) -> Returns:
    ask, opened = office.national(), (_today() - timedelta(days=30)).isoformat()
    campaign = ask(
        "create_campaign",
        name_th="ติดตาม",
        obligations=["s10_notice", "s16_order"],
        target={"categories": list(categories)},
        opens_on=opened,
        due_on=opened,
        returns={"collected_by": collects, "due_on": opened},
    )
    return Returns(campaign["id"], ask, collects, offices, categories)


def _together(told: Iterator[T]) -> Iterator[Sequence[T]]:
    while some := list(islice(told, TOGETHER)):
        yield some


def _today() -> date:
    return bangkok_day(datetime.now(UTC))
