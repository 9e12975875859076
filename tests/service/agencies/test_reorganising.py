"""Agencies registered, moved, merged, split, dissolved and reopened, from a day of their own."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from contracts.errors import ErrorCode, Refusal
from contracts.rpc import agencies as rpc
from contracts.rpc.agencies import records, reorganising
from contracts.vocabulary import Role
from services.agencies.domain.agency import AgencyUnknown
from tests.builders.agencies import LONG_AGO, row
from tests.builders.registry_office import RegistryOffice

pytestmark = pytest.mark.backing("mongo", "s3")

# The little country: two ministries, 1 with a department 11 and a division 111 below it, 2 with a department 21.
COUNTRY = (row(1), row(2), row(11, under=1), row(111, under=11), row(21, under=2))


@pytest.fixture
def country(office: RegistryOffice) -> RegistryOffice:
    office.import_rows(*COUNTRY)
    return office


def refusal(refused: pytest.ExceptionInfo[Refusal]) -> tuple[ErrorCode, set[str]]:
    assert all(problem.message_th and problem.message_en for problem in refused.value.fields)
    return refused.value.code, {problem.field for problem in refused.value.fields}


def test_a_new_agency_exists_from_its_day(country: RegistryOffice) -> None:
    tomorrow = country.today + timedelta(days=1)
    new = country.register(3, under=1, effective_on=tomorrow.isoformat())
    assert [step.id for step in new.path] == [country.id_of(1)]
    with pytest.raises(Refusal) as refused:
        country.see(3)
    assert refused.value.code is ErrorCode.AGENCY_UNKNOWN
    assert country.see_on(tomorrow, 3).name_th == "หน่วยงานที่ 3"
    *_, entry = country.history()
    assert (entry["type"], entry["data"]["reason"]) == ("prakat.agencies.registered.v1", "กฎกระทรวงแบ่งส่วนราชการ")


def test_a_code_that_is_taken_is_refused(country: RegistryOffice) -> None:
    with pytest.raises(Refusal) as refused:
        country.register(1)
    assert refused.value.code is ErrorCode.AGENCY_CODE_TAKEN


def test_a_central_officer_registers_below_their_own_agency_only_and_nothing_that_counts(
    country: RegistryOffice,
) -> None:
    officer = {"role": Role.CENTRAL_OFFICER, "at": 1}
    assert country.register(3, under=11, **officer).parent_id == country.id_of(11)
    for said in ({"under": 2}, {"under": None}, {"under": 11, "reporting_unit": True, "category": "government"}):
        with pytest.raises(Refusal) as refused:
            country.register(4, **officer, **said)
        assert refused.value.code is ErrorCode.FORBIDDEN


def test_a_move_holds_from_its_day_and_yesterdays_tree_is_unchanged(country: RegistryOffice) -> None:
    moved = country.move(11, to=2)
    assert moved.request is None
    assert [step.id for step in country.see(111).path] == [country.id_of(2), country.id_of(11)]
    yesterday = country.see_on(country.today - timedelta(days=1), 111)
    assert [step.id for step in yesterday.path] == [country.id_of(1), country.id_of(11)]
    *_, entry = country.history()
    assert entry["type"] == "prakat.agencies.moved.v1"
    assert entry["data"]["changes"] == [{"field": "parent_id", "before": country.id_of(1), "after": country.id_of(2)}]


def test_a_circle_is_refused_also_when_it_would_form_on_a_day_to_come(country: RegistryOffice) -> None:
    country.move(2, to=111, effective_on=country.today + timedelta(days=10))
    for to in (11, 111):
        with pytest.raises(Refusal) as refused:
            country.move(11, to=to)
        assert refusal(refused) in [
            (ErrorCode.AGENCY_INVALID, {"parent_id"}),
            (ErrorCode.AGENCY_INVALID, {"to_parent_id"}),
        ]
    with pytest.raises(Refusal) as refused:
        country.move(1, to=21)
    assert refusal(refused) == (ErrorCode.AGENCY_INVALID, {"parent_id"})


def test_who_reaches_one_side_asks_the_other(country: RegistryOffice) -> None:
    asked = country.move(11, to=2, role=Role.CENTRAL_OFFICER, at=1)
    assert asked.request is not None
    assert (asked.request.state, asked.request.asked_by_giving_side) == ("open", True)
    assert country.see(11).parent_id == country.id_of(1)
    settle = reorganising.SettleMoveRequest(request_id=asked.request.id)
    with pytest.raises(Refusal) as refused:
        country.ask(reorganising.ACCEPT_MOVE, settle, role=Role.CENTRAL_OFFICER, at=1)
    assert refused.value.code is ErrorCode.FORBIDDEN
    with pytest.raises(Refusal) as refused:
        country.ask(reorganising.ACCEPT_MOVE, settle, role=Role.CENTRAL_OFFICER, at=21)
    assert refused.value.code is ErrorCode.NOT_FOUND

    seen = [
        country.ask(reorganising.LIST_MOVE_REQUESTS, reorganising.ListMoveRequests(), role=Role.CENTRAL_OFFICER, at=at)
        for at in (1, 2, 21)
    ]
    assert [len(each.items) for each in seen] == [1, 1, 0]

    done = country.ask(reorganising.ACCEPT_MOVE, settle, role=Role.CENTRAL_OFFICER, at=2)
    assert country.see(11).parent_id == country.id_of(2) == done.agency.parent_id
    with pytest.raises(Refusal) as refused:
        country.ask(reorganising.ACCEPT_MOVE, settle, role=Role.CENTRAL_OFFICER, at=2)
    assert refused.value.code is ErrorCode.MOVE_REQUEST_CLOSED


def test_the_receiving_side_asks_and_is_refused_with_a_reason(country: RegistryOffice) -> None:
    asked = country.move(11, to=2, role=Role.CENTRAL_OFFICER, at=2)
    assert asked.request is not None and not asked.request.asked_by_giving_side
    refuse = reorganising.RefuseMoveRequest(request_id=asked.request.id, reason="ยังไม่พร้อม")
    told = country.ask(reorganising.REFUSE_MOVE, refuse, role=Role.CENTRAL_OFFICER, at=1)
    assert told.state == "refused"
    *_, entry = country.history()
    assert (entry["data"]["outcome"], entry["data"]["reason"]) == ("refused", "ยังไม่พร้อม")
    assert country.see(11).parent_id == country.id_of(1)


def test_a_request_whose_agency_stands_elsewhere_by_now_is_not_accepted(country: RegistryOffice) -> None:
    asked = country.move(11, to=2, role=Role.CENTRAL_OFFICER, at=1)
    country.move(11, to=21)
    assert asked.request is not None
    settle = reorganising.SettleMoveRequest(request_id=asked.request.id)
    with pytest.raises(Refusal) as refused:
        country.ask(reorganising.ACCEPT_MOVE, settle, role=Role.CENTRAL_OFFICER, at=2)
    assert refusal(refused) == (ErrorCode.AGENCY_INVALID, {"from_parent_id"})


def test_who_reaches_neither_side_moves_nothing(country: RegistryOffice) -> None:
    for role, at in ((Role.CENTRAL_OFFICER, 11), (Role.SERVICE_POINT_OFFICER, 1), (Role.MONITOR, 1)):
        with pytest.raises(Refusal) as refused:
            country.move(11, to=2, role=role, at=at)
        assert refused.value.code is ErrorCode.FORBIDDEN


def test_merged_agencies_answer_with_their_successor_from_the_day(country: RegistryOffice) -> None:
    tomorrow = country.today + timedelta(days=1)
    country.merge(21, 11, effective_on=tomorrow, children_to=21)
    before, after = country.see(11), country.see_on(tomorrow, 11)
    assert (before.dissolved_on, before.successor_ids) == (tomorrow, (country.id_of(21),))
    assert after.successor_ids == (country.id_of(21),)
    assert country.see_on(tomorrow, 111).parent_id == country.id_of(21)
    assert country.see(111).parent_id == country.id_of(11)


def test_children_must_be_told_where_to_go(country: RegistryOffice) -> None:
    for act in (lambda: country.dissolve(11), lambda: country.merge(21, 11)):
        with pytest.raises(Refusal) as refused:
            act()
        assert refusal(refused) == (ErrorCode.AGENCY_INVALID, {"children_to_id"})
    country.register(22)
    country.register(23)
    with pytest.raises(Refusal) as refused:
        country.split(11, 22, 23)
    assert refusal(refused) == (ErrorCode.AGENCY_INVALID, {"children_to"})
    country.split(11, 22, 23, children={111: 23})
    assert country.see(111).parent_id == country.id_of(23)
    assert set(country.see(11).successor_ids) == {country.id_of(22), country.id_of(23)}


def test_a_child_that_is_to_come_is_a_child_too(country: RegistryOffice) -> None:
    country.register(112, under=111, effective_on=country.today + timedelta(days=30))
    with pytest.raises(Refusal) as refused:
        country.dissolve(111)
    assert refusal(refused) == (ErrorCode.AGENCY_INVALID, {"children_to_id"})


def test_what_is_announced_for_later_stands_against_an_end(country: RegistryOffice) -> None:
    country.move(111, to=21, effective_on=country.today + timedelta(days=30))
    with pytest.raises(Refusal) as refused:
        country.dissolve(111)
    assert refusal(refused) == (ErrorCode.AGENCY_INVALID, {"effective_on"})


def test_a_successor_cannot_end_before_it_succeeds(country: RegistryOffice) -> None:
    country.merge(21, 111, effective_on=country.today + timedelta(days=30))
    with pytest.raises(Refusal) as refused:
        country.dissolve(21)
    assert refusal(refused) == (ErrorCode.AGENCY_INVALID, {"effective_on"})


def test_dissolved_and_reopened_it_keeps_its_id_and_the_gap(country: RegistryOffice) -> None:
    last_week, yesterday = (country.today - timedelta(days=days) for days in (7, 1))
    country.dissolve(111, effective_on=last_week)
    assert country.names(parent_id=country.id_of(11)) == []
    country.reopen(111, under=2, effective_on=yesterday)
    assert (country.see(111).parent_id, country.see(111).dissolved_on) == (country.id_of(2), None)
    told = country.ask(records.READ_AGENCY_PERIODS, records.ReadAgencyPeriods(agency_id=country.id_of(111)))
    assert [(period.since, period.until, period.parent_id) for period in told.items] == [
        (LONG_AGO, last_week, country.id_of(11)),
        (yesterday, None, country.id_of(2)),
    ]
    assert [(gap.since, gap.until) for gap in told.gaps] == [(last_week, yesterday)]


def test_an_announced_merger_is_listed_and_withdrawn_as_a_whole(country: RegistryOffice) -> None:
    before = {number: country.see(number) for number in (11, 111, 21)}
    next_month = country.today + timedelta(days=30)
    country.merge(21, 11, effective_on=next_month, children_to=21)
    listed = country.ask(
        reorganising.LIST_ANNOUNCEMENTS,
        reorganising.ListAnnouncements(agency_id=country.id_of(111)),
        role=Role.CENTRAL_OFFICER,
        at=1,
    )
    (announced,) = listed.items
    assert (announced.kind, announced.effective_on) == ("merged", next_month)
    withdraw = reorganising.WithdrawAnnouncement(announcement_id=announced.id, reason="เลื่อนออกไป")
    with pytest.raises(Refusal) as refused:
        country.ask(reorganising.WITHDRAW_ANNOUNCEMENT, withdraw, role=Role.CENTRAL_OFFICER, at=1)
    assert refused.value.code is ErrorCode.FORBIDDEN

    country.ask(reorganising.WITHDRAW_ANNOUNCEMENT, withdraw, role=Role.DGA_ADMIN)

    for number, agency in before.items():
        again = country.see_on(next_month, number)
        assert again.model_copy(update={"version": agency.version}) == agency
    with pytest.raises(Refusal) as refused:
        country.ask(reorganising.WITHDRAW_ANNOUNCEMENT, withdraw, role=Role.DGA_ADMIN)
    assert refused.value.code is ErrorCode.NOT_FOUND


def test_withdrawing_a_renaming_leaves_the_move_of_the_same_day(country: RegistryOffice) -> None:
    next_month = country.today + timedelta(days=30)
    country.change(111, name_th="ใหม่", from_day=next_month)
    country.move(111, to=21, effective_on=next_month)
    asked = reorganising.ListAnnouncements(agency_id=country.id_of(111))
    listed = country.ask(reorganising.LIST_ANNOUNCEMENTS, asked, role=Role.CENTRAL_OFFICER, at=111)
    renaming = next(each for each in listed.items if each.kind == "changed")
    withdraw = reorganising.WithdrawAnnouncement(announcement_id=renaming.id, reason="ยังไม่ประกาศ")
    country.ask(reorganising.WITHDRAW_ANNOUNCEMENT, withdraw, role=Role.CENTRAL_OFFICER, at=111)
    then = country.see_on(next_month, 111)
    assert (then.name_th, then.parent_id) == (country.see(111).name_th, country.id_of(21))


def test_an_agency_whose_registration_is_withdrawn_is_never_seen(country: RegistryOffice) -> None:
    next_month = country.today + timedelta(days=30)
    new = country.register(3, effective_on=next_month.isoformat())
    asked = reorganising.ListAnnouncements(agency_id=new.id)
    (announced,) = country.ask(reorganising.LIST_ANNOUNCEMENTS, asked, role=Role.DGA_ADMIN).items
    withdraw = reorganising.WithdrawAnnouncement(announcement_id=announced.id, reason="ยกเลิก")
    country.ask(reorganising.WITHDRAW_ANNOUNCEMENT, withdraw, role=Role.DGA_ADMIN)
    with pytest.raises(AgencyUnknown):
        country.see_on(next_month, 3)


def test_what_holds_already_is_not_withdrawn(country: RegistryOffice) -> None:
    country.move(11, to=2)
    made = country.parts.reorganising.reorganisations
    announced = made.announced([country.id_of(11)], country.today - timedelta(days=1))[0]
    withdraw = reorganising.WithdrawAnnouncement(announcement_id=announced.id, reason="ยกเลิก")
    with pytest.raises(Refusal) as refused:
        country.ask(reorganising.WITHDRAW_ANNOUNCEMENT, withdraw, role=Role.DGA_ADMIN)
    assert refusal(refused) == (ErrorCode.AGENCY_INVALID, {"effective_on"})


def test_the_second_officer_is_told_who_did_what_meanwhile(country: RegistryOffice) -> None:
    seen = country.version_of(11)
    country.change(11, version=seen, name_th="ของคนแรก")
    with pytest.raises(Refusal) as refused:
        country.dissolve(11, version=seen)
    assert refused.value.code is ErrorCode.STALE_VERSION
    assert rpc.Agency.model_validate(refused.value.details["current"]).name_th == "ของคนแรก"
    (change,) = refused.value.details["changes"]  # type: ignore[misc]
    assert (change["actor_name"], change["actor_role"]) == ("สมหญิง ใจดี", "central_officer")
    assert change["changes"][0]["field"] == "name_th" and change["changes"][0]["after"] == "ของคนแรก"


def test_the_history_tells_who_when_what_and_why_to_those_who_may_read_it(country: RegistryOffice) -> None:
    country.move(11, to=2)
    asked = records.ReadAgencyHistory(agency_id=country.id_of(11), page_size=1)
    page = country.ask(records.READ_AGENCY_HISTORY, asked, role=Role.MONITOR, at=2)
    (entry,) = page.items
    assert (entry.type, entry.reason, entry.effective_on) == (
        "prakat.agencies.moved.v1",
        "มติคณะรัฐมนตรี",
        country.today,
    )
    rest = country.ask(records.READ_AGENCY_HISTORY, asked.model_copy(update={"after": page.next}), role=Role.DGA_ADMIN)
    assert [entry.type for entry in rest.items] == ["prakat.agencies.registered.v1"]
    with pytest.raises(Refusal):
        country.ask(records.READ_AGENCY_HISTORY, asked, role=Role.MONITOR, at=1)


def test_who_asks_for_an_agency_sees_no_more_of_it_than_the_public(country: RegistryOffice) -> None:
    country.change(11, dga_email="it@dla.go.th", name_th="กรม")
    asker = {"role": Role.CENTRAL_OFFICER, "at": 2}
    assert country.move(11, to=2, **asker).agency.dga_email is None
    with pytest.raises(Refusal) as refused:
        country.move(11, to=2, version=1, **asker)
    assert refused.value.code is ErrorCode.STALE_VERSION
    assert refused.value.details["changes"] == []
    assert rpc.Agency.model_validate(refused.value.details["current"]).dga_email is None
    country.change(111, visible=False)
    with pytest.raises(Refusal) as refused:
        country.move(111, to=2, **asker)
    assert refused.value.code is ErrorCode.AGENCY_UNKNOWN


def test_a_grant_at_a_dissolved_agency_gives_no_right_from_that_day(country: RegistryOffice) -> None:
    asked = records.ReadAgencyHistory(agency_id=country.id_of(111))
    who = {"role": Role.CENTRAL_OFFICER, "at": 111}
    country.dissolve(111, effective_on=country.today + timedelta(days=1))
    assert country.ask(records.READ_AGENCY_HISTORY, asked, **who).items
    country.register(112, under=11, effective_on=LONG_AGO)
    country.dissolve(112)
    with pytest.raises(Refusal) as refused:
        country.ask(
            records.READ_AGENCY_HISTORY,
            records.ReadAgencyHistory(agency_id=country.id_of(112)),
            role=Role.CENTRAL_OFFICER,
            at=112,
        )
    assert refused.value.code is ErrorCode.FORBIDDEN
    gone = records.ReadAgencyHistory(agency_id=country.id_of(112))
    assert country.ask(records.READ_AGENCY_HISTORY, gone, role=Role.DGA_ADMIN).items


def test_two_moves_at_once_do_not_make_a_circle_together(country: RegistryOffice) -> None:
    moves = [(11, 21), (21, 11)]
    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(lambda pair: succeeds(lambda: country.move(pair[0], to=pair[1])), moves))
    assert sorted(done) == [False, True]


def succeeds(act: Callable[[], object]) -> bool:
    try:
        act()
    except Refusal as refusal:
        assert refusal.code is ErrorCode.AGENCY_INVALID
        return False
    return True


def test_what_an_import_moved_stands_in_the_history_with_what_it_changed(country: RegistryOffice) -> None:
    country.import_rows(row(11, under=2, effective_on=country.today.isoformat()))
    asked = records.ReadAgencyHistory(agency_id=country.id_of(11))
    entry = country.ask(records.READ_AGENCY_HISTORY, asked, role=Role.DGA_ADMIN).items[0]
    assert (entry.type, entry.effective_on) == ("prakat.agencies.moved.v1", country.today)
    assert [(change.field, change.after) for change in entry.changes] == [("parent_id", country.id_of(2))]
