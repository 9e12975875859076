"""Figure = list = table = return = sum of the parts, on any day, also after a move.

Of the demonstration country with the local bodies of some provinces. The whole of it, and one of 100,000 agencies:
`make bench ARGS=agreement`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from bench.reporting.agreed import Returns, disagreements, table
from bench.reporting.demonstration import Fact, demo_facts, event_of, facts_of, id_of, state_of
from bench.reporting.desk import Desk
from chassis.service import Process
from chassis.thai_days import bangkok_day
from contracts.vocabulary import Category, Role
from deploy.demo.country import Country, make_country
from services.reporting.wiring import ReportingRooms
from tests.builders.campaigns import a_campaign
from tests.builders.reporting_desk import ReportingDesk
from tests.service.reporting.conftest import empty

pytestmark = pytest.mark.backing("mongo")

TODAY = bangkok_day(datetime.now(UTC))
MOVED_ON = date(2024, 6, 1)
DAYS = (date(2023, 10, 31), MOVED_ON - timedelta(days=1), MOVED_ON, TODAY)
TOGETHER = 2000
PROVINCES = ("10", "52", "54", "55")


class DemoCountry:
    """Reporting with that country in it. In June 2567 some bodies of one province have come to another;
    one of the bodies is hidden."""

    def __init__(self, desk: ReportingDesk, country: Country) -> None:
        self.desk, self.country = desk, country
        offices = {row.province_code: row for row in country.rows if row.parent is country.dla and row.province_code}
        self.giving, self.receiving = offices["54"], offices["55"]
        self.moved = [row for row in country.reporting if row.parent is self.giving][:7]

    def facts(self) -> Iterator[Fact]:
        yield from demo_facts(self.country, PROVINCES)
        there = {"parent_id": id_of(self.receiving), "province_code": "55", "effective_on": MOVED_ON}
        yield from (state_of(row, facts_of(row).model_copy(update=there)) for row in self.moved)
        hidden = next(row for row in self.country.reporting if row.parent is self.receiving)
        yield state_of(hidden, facts_of(hidden).model_copy(update={"visible": False, "effective_on": MOVED_ON}))

    def returns(self) -> Returns:
        """The campaign of local bodies, whose offices are DLA's in the provinces."""
        officer = self.desk.as_officer(Role.OPDC_ADMIN)
        dla = id_of(self.country.dla)
        opened = (TODAY - timedelta(days=30)).isoformat()
        asked = a_campaign(opens_on=opened, due_on=opened, returns={"collected_by": dla, "due_on": opened})
        made = officer.ask("create_campaign", **asked)["id"]
        return Returns(made, officer.ask, dla, [id_of(self.giving), id_of(self.receiving)], [Category.LOCAL])


@pytest.fixture(scope="module")
def demo(prepared: tuple[Process, ReportingRooms]) -> Iterator[DemoCountry]:
    process, rooms = prepared
    demo = DemoCountry(ReportingDesk(process, rooms), make_country())
    hearing, together = Desk(process, rooms).quietly(), list[dict]()
    for fact in demo.facts():
        together.append(event_of(fact))
        if len(together) == TOGETHER:
            hearing.hear(together)
            together.clear()
    hearing.hear(together)
    yield demo
    empty()


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_all_that_is_said_of_a_day_is_the_same(demo: DemoCountry, day: date) -> None:
    nodes = [id_of(row) for row in (demo.country.dla, demo.giving, demo.receiving)]

    # the lists page by page of one day
    found = disagreements(demo.desk.ask, day, nodes, demo.returns(), screens=day == MOVED_ON)

    assert list(found) == []


def test_the_move_is_in_every_part_from_its_day_on(demo: DemoCountry) -> None:
    def in_province(code: str, day: date) -> set[str]:
        return {row["agency_id"] for row in table(demo.desk.ask, day, province_code=code, category="local")}

    moved = {id_of(row) for row in demo.moved}
    before, after = DAYS[1], DAYS[2]
    assert moved <= in_province("54", before) and not moved & in_province("54", after)
    assert moved <= in_province("55", after) and not moved & in_province("55", before)
