"""The whole filing: saved as one form, read as one, switched, scheduled, and its history proved."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from chassis.event_log import LOG
from chassis.mongo import database
from contracts.errors import ErrorCode, Refusal
from contracts.events.agencies import AgencyState
from contracts.rpc.documents import declaring, filing, history, linking, published, whole
from contracts.vocabulary import Role
from services.documents.entries.schedules import ScheduleEntries
from tests.builders import pdfs
from tests.builders.filing_office import FilingOffice

pytestmark = pytest.mark.backing("mongo", "s3")


def save(
    office: FilingOffice,
    agency: AgencyState,
    version: int,
    at: AgencyState | None = None,
    key: str | None = None,
    **form: Any,
) -> whole.Filing:
    request = whole.SaveFiling.model_validate({"agency_id": agency.id, "version": version, "form": form})
    return office.ask(whole.SAVE_FILING, request, at=at or agency, key=key)


def read(office: FilingOffice, agency: AgencyState) -> whole.Filing:
    return office.ask(whole.GET_FILING, whole.GetFiling(agency_id=agency.id), at=agency)


def a_form(office: FilingOffice) -> dict[str, Any]:
    def document() -> dict[str, Any]:
        return {"upload": office.upload(), "document_date": "2023-09-22", "file_name": "ประกาศ.pdf"}

    return {
        "section_10": {"documents": [document() | {"scope": "subtree"}], "issued": {"issued_on": "2023-08-01"}},
        "section_13_1": {
            "declaration": {"has_licences": True, "gazette": "partial"},
            "documents": [document()],
            "links": [{"url": "https://ราชกิจจา.ไทย/1.pdf"}],
        },
        "section_13_2": {"links": [{"url": "https://example.go.th/check", "licence_name": "ใบอนุญาต"}]},
        "section_16": {"documents": [document()]},
        "obstacles": [{"rank": 1, "type": "budget", "detail": "ไม่พอ"}, {"rank": 2, "type": "law", "active": False}],
    }


def test_the_whole_form_is_saved_at_once_and_read_as_one(office: FilingOffice):
    agency = office.agency()

    saved = save(office, agency, 0, **a_form(office))

    assert saved == read(office, agency)
    assert saved.section_10.documents[0].scope == "subtree"
    assert saved.section_10.issued.issued_on is not None
    assert saved.section_13_1.declaration.gazette == "partial"
    assert saved.section_13_1.links[0].url == "https://xn--12coaf8jvden.xn--o3cw4h/1.pdf"
    assert saved.section_13_2.links[0].licence_name == "ใบอนุญาต"
    assert len(saved.section_13_1.documents) == len(saved.section_16.documents) == 1
    assert [obstacle.active for obstacle in saved.obstacles.items] == [True, False]
    assert (saved.version, saved.changed_by) == (8, "สมชาย ใจดี")


def test_one_wrong_field_saves_nothing_and_every_wrong_field_is_named(office: FilingOffice):
    agency = office.agency()
    form = a_form(office)
    form["section_10"]["documents"].append(
        {"upload": office.upload(b"MZ no PDF"), "document_date": "2023-09-22", "file_name": "a.pdf"}
    )
    form["section_13_1"]["links"] = [{"url": "ftp://example.go.th"}, {"url": "http://officer:secret@example.go.th"}]
    form["section_13_2"]["links"][0]["licence_name"] = " "
    form["section_16"]["documents"][0]["document_date"] = "1970-01-01"
    form["section_16"]["documents"].append({"id": "nobody's", "status": "suspended"})

    with pytest.raises(Refusal) as refused:
        save(office, agency, 0, **form)

    assert refused.value.code is ErrorCode.INVALID_REQUEST
    assert [problem.field for problem in refused.value.fields] == [
        "section_10.documents.1.upload",
        "section_13_1.links.0.url",
        "section_13_1.links.1.url",
        "section_13_2.links.0.licence_name",
        "section_16.documents.0.document_date",
        "section_16.documents.1.id",
    ]
    assert read(office, agency).version == 0
    assert office.history() == []


def test_the_second_of_two_officers_is_shown_the_filing_as_the_first_left_it(office: FilingOffice):
    agency = office.agency()
    save(office, agency, 0, obstacles=[{"rank": 1, "type": "data"}])

    with pytest.raises(Refusal) as refused:
        save(office, agency, 0, obstacles=[])

    assert refused.value.code is ErrorCode.STALE_VERSION
    current = whole.Filing.model_validate(refused.value.details["current"])
    assert (current.version, current.changed_by, len(current.obstacles.items)) == (1, "สมชาย ใจดี", 1)


def test_the_same_form_under_the_same_key_is_saved_once(office: FilingOffice):
    agency = office.agency()
    form = {"section_13_2": {"links": [{"url": "https://example.go.th/", "licence_name": "ก"}]}}

    first = save(office, agency, 0, key="the-same-key", **form)
    again = save(office, agency, 0, key="the-same-key", **form)

    assert first == again
    assert len(read(office, agency).section_13_2.links) == 1


def test_an_officer_above_files_for_an_agency_below_but_not_the_other_way_round(office: FilingOffice):
    ministry = office.agency()
    department = office.agency(parent=ministry)

    assert save(office, department, 0, at=ministry, obstacles=[{"rank": 1, "type": "data"}]).version == 1
    with pytest.raises(Refusal) as refused:
        save(office, ministry, 0, at=department, obstacles=[])
    assert refused.value.code is ErrorCode.FORBIDDEN


def test_an_agency_switches_an_inherited_document_off_for_itself_alone(office: FilingOffice):
    ministry = office.agency()
    one, other = office.agency(parent=ministry), office.agency(parent=ministry)
    document = office.file(ministry, scope="subtree")
    request = declaring.SwitchInherited(agency_id=one.id, document_id=document.id, version=0, off=True)

    assert office.ask(declaring.SWITCH_INHERITED, request, at=one).off

    assert (len(office.page(one)), len(office.page(other))) == (0, 1)
    assert [(line.off, line.version) for line in read(office, one).section_10.inherited] == [(True, 1)]
    on = request.model_copy(update={"off": False, "version": 1})
    office.ask(declaring.SWITCH_INHERITED, on, at=one)
    assert len(office.page(one)) == 1


def test_what_is_not_inherited_cannot_be_switched(office: FilingOffice):
    agency, stranger = office.agency(), office.agency()
    foreign = office.file(stranger, scope="subtree")
    request = declaring.SwitchInherited(agency_id=agency.id, document_id=foreign.id, version=0, off=True)

    with pytest.raises(Refusal) as refused:
        office.ask(declaring.SWITCH_INHERITED, request, at=agency)

    assert refused.value.code is ErrorCode.DOCUMENT_UNKNOWN


def test_another_scope_shows_below_at_once(office: FilingOffice):
    ministry = office.agency()
    department = office.agency(parent=ministry)
    document = office.file(ministry)
    request = filing.ChangeScope.model_validate(
        {"agency_id": ministry.id, "document_id": document.id, "version": 1, "scope": "subtree"}
    )

    office.ask(filing.CHANGE_SCOPE, request, at=ministry)

    assert [item.published_since for item in office.page(department)] == [document.uploaded_at]
    periods = office.history()[-1].data["document"]["publications"]
    assert [period["scope"] for period in periods] == ["self", "subtree"]
    assert periods[0]["until"] == periods[1]["since"]


def test_why_a_document_was_withdrawn_is_told_to_the_public(office: FilingOffice):
    agency = office.agency()
    document = office.file(agency)
    request = filing.ChangePublication.model_validate(
        {"agency_id": agency.id, "document_id": document.id, "version": 1, "status": "suspended", "note": "มีฉบับใหม่"}
    )

    office.ask(filing.CHANGE_PUBLICATION, request, at=agency)

    page = office.ask(published.LIST_PUBLISHED, published.ListPublished(agency_id=agency.id))
    assert page.items == ()
    assert [(one.id, one.note) for one in page.withdrawn] == [(document.id, "มีฉบับใหม่")]


def test_what_is_scheduled_takes_effect_by_itself_and_is_told_once(office: FilingOffice):
    agency = office.agency()
    document = office.file(agency, status="suspended")
    now = datetime.now(UTC).replace(microsecond=0)
    request = filing.ScheduleDocument(
        agency_id=agency.id, document_id=document.id, version=1, publish_at=now + timedelta(hours=1)
    )
    scheduled = office.ask(filing.SCHEDULE_DOCUMENT, request, at=agency)
    assert (scheduled.status, scheduled.publish_at) == ("suspended", now + timedelta(hours=1))
    assert office.page(agency) == ()
    books = office.rooms.books

    later = now + timedelta(hours=2)

    assert books.documents.published_for(agency.id, [], now) == []
    assert len(books.documents.published_for(agency.id, [], later)) == 1
    told = len(office.history())
    for _ in range(2):
        tell_what_came_due(office, later)
    assert [entry.data["document"]["status"] for entry in office.history()[told:]] == ["published"]


def tell_what_came_due(office: FilingOffice, now: datetime) -> None:
    """What the clock has the service do."""
    entries = ScheduleEntries()
    entries.rooms = office.rooms
    ScheduleEntries.tell_what_came_due.__wrapped__(entries, now)  # type: ignore[attr-defined]


def test_a_schedule_lies_ahead_and_a_link_can_have_one_too(office: FilingOffice):
    agency = office.agency()
    request = linking.SaveLink.model_validate(
        {"agency_id": agency.id, "obligation": "s13_1_notice", "url": "https://example.go.th"}
    )
    link = office.ask(linking.SAVE_LINK, request, at=agency)
    past = linking.ScheduleLink(
        agency_id=agency.id, link_id=link.id, version=1, suspend_at=datetime(2020, 1, 1, tzinfo=UTC)
    )

    with pytest.raises(Refusal) as refused:
        office.ask(linking.SCHEDULE_LINK, past, at=agency)
    ahead = past.model_copy(update={"suspend_at": datetime.now(UTC).replace(microsecond=0) + timedelta(days=1)})
    assert office.ask(linking.SCHEDULE_LINK, ahead, at=agency).suspend_at == ahead.suspend_at

    assert [problem.field for problem in refused.value.fields] == ["suspend_at"]


def test_the_history_tells_each_change_and_is_proved(office: FilingOffice):
    agency = office.agency()
    office.turn(office.file(agency), "suspended", agency)

    page = office.ask(
        history.READ_FILING_HISTORY, history.ReadFilingHistory(agency_id=agency.id, page_size=1), at=agency
    )
    (latest,) = page.items
    assert latest.before is not None
    assert (latest.before["status"], latest.after["document"]["status"]) == ("published", "suspended")  # type: ignore[index, call-overload]
    assert (latest.actor.name, latest.actor.grant_id, latest.actor.role) == (
        "สมชาย ใจดี",
        "grant-1",
        Role.CENTRAL_OFFICER,
    )
    (first,) = office.ask(
        history.READ_FILING_HISTORY, history.ReadFilingHistory(agency_id=agency.id, after=page.next), at=agency
    ).items
    assert (first.sequence, latest.previous) == (1, first.hash)
    proof = prove(office, agency)
    assert (proof.verified, proof.entries, proof.last_hash) == (True, 2, latest.hash)


def prove(office: FilingOffice, agency: AgencyState) -> history.FilingProof:
    return office.ask(history.VERIFY_FILING_HISTORY, history.VerifyFilingHistory(agency_id=agency.id), at=agency)


@pytest.mark.parametrize("how", ["changed", "deleted", "reordered"])
def test_whoever_alters_one_entry_is_found_out(office: FilingOffice, how: str):
    agency = office.agency()
    document = office.file(agency)
    document = office.turn(document, "suspended", agency)
    office.turn(document, "published", agency)
    log, second = database()[LOG], {"subject": agency.id, "sequence": 2}

    if how == "changed":
        log.update_one(second, {"$set": {"actor.name": "ผู้อื่น"}})
    elif how == "deleted":
        log.delete_one(second)
    else:
        for old, new in ((2, 99), (3, 2), (99, 3)):
            log.update_one({"subject": agency.id, "sequence": old}, {"$set": {"sequence": new}})

    proof = prove(office, agency)
    assert not proof.verified
    assert proof.broken is not None and proof.broken.sequence == 2


def test_a_stranger_reads_neither_filing_nor_history(office: FilingOffice):
    agency, stranger = office.agency(), office.agency()

    for operation, request in (
        (whole.GET_FILING, whole.GetFiling(agency_id=agency.id)),
        (history.READ_FILING_HISTORY, history.ReadFilingHistory(agency_id=agency.id)),
        (history.VERIFY_FILING_HISTORY, history.VerifyFilingHistory(agency_id=agency.id)),
    ):
        with pytest.raises(Refusal) as refused:
            office.ask(operation, request, at=stranger)  # type: ignore[arg-type, misc]
        assert refused.value.code is ErrorCode.FORBIDDEN


def test_the_form_takes_only_pdfs(office: FilingOffice):
    agency = office.agency()
    form = {"documents": [{"upload": office.upload(pdfs.pdf("a")), "file_name": "a.pdf"}]}

    with pytest.raises(Refusal) as refused:
        save(office, agency, 0, section_16=form)

    assert [problem.field for problem in refused.value.fields] == ["section_16.documents.0.document_date"]
