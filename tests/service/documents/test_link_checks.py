"""Published links are asked for; officers are told how they fare, and decide themselves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from chassis.mongo import in_transaction
from contracts.calls import Call
from contracts.events.agencies import AgencyState
from contracts.rpc.documents import linking, published, whole
from services.documents.domain.link_checking import LinkAsked
from services.documents.link_asking import LinkAsker
from services.documents.link_fetching import LinkFetcher
from services.documents.usecases.check_links import TAKEN_FOR, ask_for_links_due, note_link_asked
from services.documents.usecases.ports import AskForLinks
from tests.builders.filing_office import FilingOffice
from tests.fakes.site import Site

pytestmark = pytest.mark.backing("mongo", "s3")

HOST = "licences.example.go.th"
CHANGED = "prakat.documents.link_health_changed.v1"
DAY = timedelta(days=1)
MOMENT = timedelta(seconds=1)


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    yield site
    site.close()


@pytest.fixture
def asker(site: Site) -> AskForLinks:
    """Finds every host on this machine; only the site is there."""
    fetcher = LinkFetcher(frozenset({f"{HOST}:{site.port}"}), resolve=lambda host, port: ["127.0.0.1"])
    return LinkAsker(fetcher.check, pause=0)


def save(office: FilingOffice, agency: AgencyState, site: Site, path: str = "/200", **more: object) -> linking.Link:
    given = {"agency_id": agency.id, "obligation": "s13_2_channel", "licence_name": "ใบอนุญาต", **more}
    url = f"http://{HOST}:{site.port}{path}"
    return office.ask(linking.SAVE_LINK, linking.SaveLink.model_validate({"url": url, **given}), at=agency)


def turn(office: FilingOffice, agency: AgencyState, link: linking.Link, status: str) -> linking.Link:
    request = linking.ChangeLinkPublication.model_validate(
        {"agency_id": agency.id, "link_id": link.id, "version": link.version, "status": status}
    )
    return office.ask(linking.CHANGE_LINK_PUBLICATION, request, at=agency)


def ask_for_links(office: FilingOffice, asker: AskForLinks, later: timedelta = MOMENT) -> list[LinkAsked]:
    """As the service does it then."""
    call = Call(now=datetime.now(UTC) + later, trace_id="")
    asked = list(ask_for_links_due(call, office.rooms.books, asker))
    for each in asked:
        in_transaction(partial(note_link_asked, each, call, office.rooms.books))
    return asked


def shown(office: FilingOffice, agency: AgencyState) -> linking.Link:
    """The agency's only link, as the officer sees it in the form."""
    filing = office.ask(whole.GET_FILING, whole.GetFiling(agency_id=agency.id), at=agency)
    [link] = filing.section_13_2.links
    return link


def test_a_published_link_is_asked_for_once_a_day_and_the_officer_is_told(
    office: FilingOffice, site: Site, asker: AskForLinks
):
    agency = office.agency()
    assert save(office, agency, site).check is None

    ask_for_links(office, asker)
    ask_for_links(office, asker, DAY - timedelta(minutes=1))

    check = shown(office, agency).check
    assert check is not None
    assert (check.result, check.broken, check.reason_th) == ("ok", False, None)
    assert site.asked == [("HEAD", "/200")]
    ask_for_links(office, asker, DAY + MOMENT)
    assert len(site.asked) == 2


def test_a_broken_link_is_flagged_with_the_reason_and_stays_published(
    office: FilingOffice, site: Site, asker: AskForLinks
):
    agency = office.agency()
    link = save(office, agency, site, "/404")
    version = office.ask(whole.GET_FILING, whole.GetFiling(agency_id=agency.id), at=agency).version

    for number in range(4):
        ask_for_links(office, asker, timedelta(hours=4) if number < 3 else 2 * DAY)

    check = shown(office, agency).check
    assert check is not None and check.broken
    assert check.reason_th and "no page" in (check.reason_en or "")
    public = office.ask(published.LIST_PUBLISHED, published.ListPublished(agency_id=agency.id))
    assert [each.id for each in public.links] == [link.id]
    [told] = [entry for entry in office.history() if entry.type == CHANGED]  # once, not with each failure
    assert (told.subject, told.data["health"]["link_id"], told.actor) == (agency.id, link.id, "ระบบ")
    # Nobody's form is stale because of a check.
    assert office.ask(whole.GET_FILING, whole.GetFiling(agency_id=agency.id), at=agency).version == version

    site.answers["/404"] = 200
    ask_for_links(office, asker, 2 * DAY)

    check = shown(office, agency).check
    assert check is not None and not check.broken
    assert [e.data["health"]["broken"] for e in office.history() if e.type == CHANGED] == [True, False]


def test_a_suspended_link_is_not_asked_for_until_it_is_published_again(
    office: FilingOffice, site: Site, asker: AskForLinks
):
    agency = office.agency()
    link = save(office, agency, site, status="suspended")

    ask_for_links(office, asker)
    assert site.asked == []

    turn(office, agency, link, "published")
    ask_for_links(office, asker)
    assert len(site.asked) == 1


def test_a_link_that_a_killed_process_had_taken_is_asked_for_by_another_a_little_later(
    office: FilingOffice, site: Site, asker: AskForLinks
):
    save(office, office.agency(), site)
    now = Call(now=datetime.now(UTC) + MOMENT, trace_id="")
    ask_for_links_due(now, office.rooms.books, asker)  # and killed before it noted anything

    assert ask_for_links(office, asker) == []
    assert len(ask_for_links(office, asker, TAKEN_FOR + 2 * MOMENT)) == 1


def test_of_two_processes_at_the_same_moment_one_asks(office: FilingOffice, site: Site, asker: AskForLinks):
    save(office, office.agency(), site)
    found = office.rooms.books.link_checks.due(datetime.now(UTC) + MOMENT, 10)

    def both(check):  # type: ignore[no-untyped-def]
        taken = [office.rooms.books.link_checks.move(check, datetime.now(UTC) + TAKEN_FOR) for _ in range(2)]
        return [each for each in taken if each]

    assert [len(both(check)) for checks in found.values() for check in checks] == [1]


def test_what_was_found_out_of_a_link_that_was_changed_meanwhile_is_forgotten(
    office: FilingOffice, site: Site, asker: AskForLinks
):
    agency = office.agency()
    link = save(office, agency, site, "/404")

    def meanwhile(by_host, take):  # type: ignore[no-untyped-def]
        asked = asker(by_host, take)
        turn(office, agency, turn(office, agency, link, "suspended"), "published")
        return asked

    ask_for_links(office, meanwhile)

    assert shown(office, agency).check is None
    assert len(ask_for_links(office, asker)) == 1


def test_when_nobody_answers_it_is_us_and_no_link_is_blamed(office: FilingOffice, site: Site, asker: AskForLinks):
    agency = office.agency()
    for number in range(3):
        away = f"http://away-{number}.example.go.th/"
        save(office, agency, site, url=away)

    assert ask_for_links(office, LinkAsker(LinkFetcher(resolve=_nowhere).check, pause=0)) == []

    filing = office.ask(whole.GET_FILING, whole.GetFiling(agency_id=agency.id), at=agency)
    assert [link.check for link in filing.section_13_2.links] == [None] * 3


def test_a_link_to_a_name_kept_for_examples_is_never_asked_for(office: FilingOffice, site: Site, asker: AskForLinks):
    agency = office.agency()
    save(office, agency, site, url="https://check.example/1")

    assert ask_for_links(office, asker) == []
    assert shown(office, agency).check is None


def _nowhere(host: str, port: int) -> list[str]:
    raise OSError


def test_the_service_asks_nobody_where_links_are_not_to_be_checked(office: FilingOffice):
    from services.documents.wiring import wire

    settings = office.process.settings.model_copy(update={"check_links": False})

    assert wire(replace(office.process, settings=settings)).ask_for_links is None
    assert office.rooms.ask_for_links is not None
