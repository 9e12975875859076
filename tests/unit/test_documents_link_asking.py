"""Many hosts are asked at once, each by one at a time; nothing is left taken when the process stops."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime

import eventlet
import pytest

from services.documents.domain.link_checking import DueCheck, LinkResult
from services.documents.link_asking import LinkAsker

NOON = datetime(2026, 11, 20, 5, tzinfo=UTC)
LINKS = {
    f"{host}.example": [(DueCheck(f"{host}-{number}", NOON), f"https://{host}.example/{number}") for number in range(3)]
    for host in "abcd"
}


def mine(check: DueCheck) -> DueCheck:
    return check


def test_hosts_are_asked_side_by_side_and_each_by_one_at_a_time():
    now, most = Counter[str](), Counter[str]()

    def check(url: str) -> LinkResult:
        host = url.split("/")[2]
        now[host] += 1
        most[host] = max(most[host], now[host])
        most["all"] = max(most["all"], now.total())
        eventlet.sleep(0.001)
        now[host] -= 1
        return LinkResult.OK

    asked = LinkAsker(check, pause=0)(LINKS, mine)

    assert {(each.check.link_id, each.host) for each in asked} == {
        (due.link_id, host) for host, links in LINKS.items() for due, _ in links
    }
    assert most == {**dict.fromkeys(LINKS, 1), "all": len(LINKS)}


def test_a_link_that_somebody_else_has_taken_is_not_asked_for():
    checked: list[str] = []
    asker = LinkAsker(lambda url: checked.append(url) or LinkResult.OK, pause=0)  # type: ignore[func-returns-value]

    asked = asker(LINKS, lambda check: None if check.link_id == "a-1" else check)

    assert len(asked) == len(checked) == 11
    assert "https://a.example/1" not in checked


def test_a_process_that_stops_takes_no_more_links():
    taken: list[DueCheck] = []
    asker = LinkAsker(lambda url: LinkResult.OK, stopping=lambda: len(taken) >= 2, pause=0)

    asker(LINKS, lambda check: taken.append(check) or check)  # type: ignore[func-returns-value]

    assert len(taken) == 2


def test_a_link_on_which_the_asking_itself_fails_leaves_the_others_their_turn():
    def check(url: str) -> LinkResult:
        if url == "https://a.example/0":
            raise RuntimeError
        return LinkResult.OK

    results = Counter(each.result for each in LinkAsker(check, pause=0)(LINKS, mine))

    assert results == {LinkResult.OK: 11, LinkResult.UNREACHABLE: 1}


@pytest.mark.parametrize(("hosts", "told"), [("ab", 6), ("abc", 0)])
def test_when_of_several_hosts_none_answers_nothing_is_told(hosts: str, told: int):
    links = {f"{host}.example": LINKS[f"{host}.example"] for host in hosts}

    assert len(LinkAsker(lambda url: LinkResult.TIMED_OUT, pause=0)(links, mine)) == told
