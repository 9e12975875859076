"""Any sequence of reorganisations leaves the tree a tree on every day, and what is told of it is enough to know it."""

from __future__ import annotations

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import rule

from contracts.events.agencies import AgencyState
from services.agencies.usecases.telling import state
from tests.builders.reorganisations import EVERY_DAY, Reorganising


class ReorganisingAndTelling(Reorganising):
    @rule(data=st.data())
    def another_service_hears_of_it_late_twice_and_in_any_order(self, data: st.DataObject) -> None:
        told = self.agencies.told.states
        twice = data.draw(st.lists(st.sampled_from(told), max_size=3))
        directory: dict[str, AgencyState] = {}
        for heard in data.draw(st.permutations([*told, *twice])):
            if heard.id not in directory or heard.version > directory[heard.id].version:
                directory[heard.id] = heard

        agencies = self.agencies.book.agencies
        assert directory == {agency.id: state(agency) for agency in agencies.values()}
        for agency in agencies.values():
            for day in EVERY_DAY:
                there, here = directory[agency.id].facts_on(day), agency.facts_on(day)
                assert (there.parent_id if there else "gone") == (here.parent_id if here else "gone")


TestReorganising = ReorganisingAndTelling.TestCase
TestReorganising.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)
