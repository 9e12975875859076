"""Any sequence of reorganisations: a machine that Hypothesis drives through the product's own use cases."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, multiple, rule

from contracts.calls import Call
from contracts.errors import ErrorCode, Refusal
from contracts.rpc.agencies import AgencyDetails, ChangeAgency, reorganising
from contracts.vocabulary import Level
from services.agencies.domain.agency import Agency, CodeTaken
from services.agencies.usecases.announcements import withdraw_announcement
from services.agencies.usecases.change_agency import change_agency
from services.agencies.usecases.end_agencies import dissolve_agency, merge_agencies, split_agency
from services.agencies.usecases.move_agency import move_agency
from services.agencies.usecases.register_agency import register_agency
from services.agencies.usecases.reopen_agency import reopen_agency
from tests.fakes.agencies_in_memory import AgenciesInMemory

NOON = datetime(2026, 11, 20, 5, tzinfo=UTC)
TODAY = date(2026, 11, 20)
DAYS = [TODAY + timedelta(days=number) for number in range(-4, 8)]
EVERY_DAY = [TODAY + timedelta(days=number) for number in range(-6, 10)]
REFUSED = {ErrorCode.AGENCY_INVALID, ErrorCode.NOT_FOUND}

some_days = st.sampled_from(DAYS)


class Reorganising(RuleBasedStateMachine):
    """Whatever is asked for, in whatever order: it is done or refused with a reason, and the country stays whole."""

    ids = Bundle("ids")

    def __init__(self) -> None:
        super().__init__()
        self.agencies = AgenciesInMemory()
        self.office = self.agencies.office
        self.call = Call(now=NOON, trace_id="0" * 32)

    @initialize(target=ids)
    def begin(self) -> Any:
        return multiple(*(self._registered(parent, DAYS[0]) for parent in (None, None, "1", "1", "2")))

    def _registered(self, parent_id: str | None, day: date) -> str:
        number = len(self.agencies.book.agencies)
        request = reorganising.RegisterAgency(
            code=f"{number:012d}",
            parent_id=parent_id if parent_id is None else self._nth(int(parent_id)),
            level=Level.AGENCY,
            details=AgencyDetails(name_th=f"หน่วยงาน {number}"),
            effective_on=day,
            reason="ทดสอบ",
        )
        return register_agency(request, self.call, self.office).id

    def _nth(self, number: int) -> str:
        return list(self.agencies.book.agencies)[number - 1]

    @rule(target=ids, parent=ids, day=some_days)
    def register(self, parent: str, day: date) -> Any:
        before = set(self.agencies.book.agencies)
        request = reorganising.RegisterAgency(
            code=f"{len(before):012d}",
            parent_id=parent,
            level=Level.AGENCY,
            details=AgencyDetails(name_th="ใหม่"),
            effective_on=day,
            reason="ทดสอบ",
        )
        self._try(lambda: register_agency(request, self.call, self.office))
        return multiple(*(set(self.agencies.book.agencies) - before))

    @rule(agency=ids, name=st.sampled_from("กขค"), day=some_days)
    def rename(self, agency: str, name: str, day: date) -> None:
        request = ChangeAgency(details=AgencyDetails(name_th=name), effective_on=day, **self._seen(agency))
        self._try(
            lambda: change_agency(
                request,
                self.call,
                self.office.book,
                self.office.contacts,
                self.office.history,
                self.office.announce,
            )
        )

    @rule(agency=ids, to=st.none() | ids, day=some_days)
    def move(self, agency: str, to: str | None, day: date) -> None:
        request = reorganising.MoveAgency(to_parent_id=to, effective_on=day, reason="ย้าย", **self._seen(agency))
        self._try(lambda: move_agency(request, self.call, self.office))

    @rule(agency=ids, merged=st.lists(ids, min_size=1, max_size=2), to=st.none() | ids, day=some_days)
    def merge(self, agency: str, merged: list[str], to: str | None, day: date) -> None:
        request = reorganising.MergeAgencies(
            merged_ids=tuple(merged), children_to_id=to, effective_on=day, reason="ควบรวม", **self._seen(agency)
        )
        self._try(lambda: merge_agencies(request, self.call, self.office))

    @rule(agency=ids, into=st.lists(ids, min_size=2, max_size=2), day=some_days)
    def split(self, agency: str, into: list[str], day: date) -> None:
        goes = dict.fromkeys(self.agencies.book.agencies, into[0])
        request = reorganising.SplitAgency(
            successor_ids=tuple(into), children_to=goes, effective_on=day, reason="แยก", **self._seen(agency)
        )
        self._try(lambda: split_agency(request, self.call, self.office))

    @rule(agency=ids, to=st.none() | ids, day=some_days)
    def dissolve(self, agency: str, to: str | None, day: date) -> None:
        request = reorganising.DissolveAgency(children_to_id=to, effective_on=day, reason="ยุบเลิก", **self._seen(agency))
        self._try(lambda: dissolve_agency(request, self.call, self.office))

    @rule(agency=ids, under=st.none() | ids, day=some_days)
    def reopen(self, agency: str, under: str | None, day: date) -> None:
        request = reorganising.ReopenAgency(parent_id=under, effective_on=day, reason="เปิดใหม่", **self._seen(agency))
        self._try(lambda: reopen_agency(request, self.call, self.office))

    @rule(data=st.data())
    def withdraw(self, data: st.DataObject) -> None:
        announced = [made for made in self.agencies.reorganisations.made.values() if made.effective_on > TODAY]
        if not announced:
            return
        made = data.draw(st.sampled_from(announced))
        request = reorganising.WithdrawAnnouncement(announcement_id=made.id, reason="เลื่อน")
        self._try(lambda: withdraw_announcement(request, self.call, self.office))

    def _seen(self, agency_id: str) -> dict[str, Any]:
        return {"agency_id": agency_id, "version": self.agencies.book.agencies[agency_id].version}

    def _try(self, act: Callable[[], object]) -> None:
        """It is done, or refused with reasons; a refusal leaves everything as it was."""
        before = dict(self.agencies.book.agencies), len(self.agencies.told.states)
        try:
            act()
        except Refusal as refusal:
            assert refusal.code in REFUSED, refusal.code
            assert refusal.fields or refusal.code is ErrorCode.NOT_FOUND
            assert (self.agencies.book.agencies, len(self.agencies.told.states)) == before
        except CodeTaken:
            raise AssertionError("codes are counted") from None

    @invariant()
    def the_tree_is_a_tree_on_every_day(self) -> None:
        agencies = self.agencies.book.agencies
        for day in EVERY_DAY:
            for agency in agencies.values():
                met, current = set(), agency
                while (facts := current.facts_on(day)) is not None and facts.parent_id is not None:
                    assert current.id not in met, f"a circle on {day}"
                    met.add(current.id)
                    current = agencies[facts.parent_id]
                    assert current.exists_on(day), f"under nothing on {day}"

    @invariant()
    def every_id_leads_somewhere_on_every_day(self) -> None:
        """To the agency, to what answers for it, or to the knowledge that it ended or never was: in finitely many
        steps, never to an id that nobody knows."""
        agencies = self.agencies.book.agencies
        for agency in agencies.values():
            for day in EVERY_DAY:
                waiting, met = [agency.id], set()
                while waiting:
                    current = agencies[waiting.pop()]
                    if current.id in met:
                        continue
                    met.add(current.id)
                    absence = current.absence_on(day)
                    waiting.extend(absence.successor_ids if absence else ())

    @invariant()
    def a_successor_is_there_on_the_day(self) -> None:
        agencies: dict[str, Agency] = self.agencies.book.agencies
        for agency in agencies.values():
            for absence in agency.absences:
                assert all(agencies[successor].exists_on(absence.start) for successor in absence.successor_ids)
