"""A reorganisation told as a story, over HTTP only: a department changes its ministry, two local bodies merge, a
ministry is split. Pages lead on; yesterday's tree and figures are unchanged; today's are those of today."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from chassis.thai_days import bangkok_day
from deploy.demo.visitor import Visitor
from tests.e2e.people import officers
from tests.running_system import System
from tests.waiting import until

pytestmark = pytest.mark.system

BEFORE = "2024-01-01"


@dataclass
class Registry:
    """The registrar of DGA, registering and reorganising."""

    by: Visitor

    def registers(self, name: str, under: str | None = None, since: str = BEFORE, **what: Any) -> str:
        body = {"code": f"9{secrets.randbelow(10**11):011d}", "level": "agency", "parent_id": under}
        body |= {"details": {"name_th": name}, "reason": "พระราชบัญญัติ", "effective_on": since}
        agency_id: str = self.by.post("/api/v1/agencies", body | what).json()["id"]
        return agency_id


@pytest.fixture
def registry(administrator: Visitor) -> Iterator[Registry]:
    yield Registry(administrator)


def change(who: Visitor, agency_id: str, what: str, body: dict[str, Any], expect: int = 200) -> Any:
    etag = who.get(f"/api/v1/agencies/{agency_id}").headers["etag"]
    answer = who.ask("PUT", f"/api/v1/agencies/{agency_id}/{what}", body, headers={"If-Match": etag})
    assert answer.status_code == expect, answer.text
    return answer.json()


def redirected(who: Visitor, path: str) -> str | None:
    """Where the page leads for good."""
    answer = who.ask("GET", path)
    return answer.headers["location"] if answer.status_code == 308 else None


def names_below(who: Visitor, agency_id: str, day: date) -> list[str]:
    found = who.get(f"/api/v1/agencies/{agency_id}/descendants", {"as_of": day.isoformat()}).json()
    return [each["name_th"] for each in found["items"]]


def figures(who: Visitor, below: str, day: date) -> dict[str, Any]:
    """The counts of the measure 'issued' for section 10 on a day, below an agency: elsewhere others file meanwhile."""
    query = {"obligation": "s10_notice", "measure": "issued", "as_of": day.isoformat(), "below": below}
    total: dict[str, Any] = who.get("/api/v1/compliance", query).json()["total"]
    return total


def counted(total: dict[str, Any]) -> int:
    return sum(int(total[state]) for state in ("done", "covered", "missing"))


def is_right(total: dict[str, Any]) -> bool:
    percent = (int(total["done"]) + int(total["covered"])) * 100 / counted(total)
    return abs(percent - float(total["percent"])) <= 0.005001


def test_a_reorganisation(system: System, administrator: Visitor, citizen: Visitor, registry: Registry) -> None:
    today = bangkok_day(datetime.now(UTC))
    yesterday = today - timedelta(days=1)
    giving, receiving = registry.registers("กระทรวงผู้ให้"), registry.registers("กระทรวงผู้รับ")
    department = registry.registers("กรมที่ย้าย", giving)
    division = registry.registers("กองในกรมที่ย้าย", department)
    local = {"category": "local", "lao_type": "subdistrict", "reporting_unit": True}
    office = registry.registers("สำนักงานท้องถิ่น")
    bodies = [registry.registers(name, office, **local) for name in ("อบต. หนึ่ง", "อบต. สอง")]
    old = registry.registers("กระทรวงที่แยก")
    departments = [registry.registers(name, old) for name in ("กรมหนึ่ง", "กรมสอง")]
    declaration = {"issued_on": "2024-02-01"}
    address = f"/api/v1/agencies/{bodies[0]}/issued-declarations/s10_notice"
    administrator.ask("PUT", address, declaration, headers={"If-None-Match": "*"}).raise_for_status()

    def is_done_yesterday(agency_id: str) -> bool:
        query = {"as_of": yesterday.isoformat()}
        if not citizen.finds(f"/api/v1/agencies/{agency_id}/compliance"):
            return False
        told = citizen.get(f"/api/v1/agencies/{agency_id}/compliance", query).json()["obligations"]
        return any(
            (each["obligation"], each["measure"], each["state"]) == ("s10_notice", "issued", "done") for each in told
        )

    until(lambda: is_done_yesterday(bodies[0]), "the declaration counts")
    until(lambda: citizen.finds(f"/api/v1/agencies/{bodies[1]}/compliance"), "the second body counts")
    before = figures(citizen, office, yesterday)

    with (
        officers(system, administrator, {"central_officer": giving}) as givers,
        officers(system, administrator, {"central_officer": receiving}) as receivers,
    ):
        giver, receiver = givers["central_officer"], receivers["central_officer"]
        asked = change(giver, department, "parent", {"to_parent_id": receiving, "reason": "พ.ร.บ. ปรับปรุงกระทรวง"})
        assert asked["request"]["state"] == "open"
        assert names_below(citizen, receiving, today) == []
        (waiting,) = receiver.get("/api/v1/move-requests").json()["items"]
        receiver.post(f"/api/v1/move-requests/{waiting['id']}/acceptance", expect=200)
        until(
            lambda: names_below(citizen, receiving, today) == ["กรมที่ย้าย", "กองในกรมที่ย้าย"],
            "the department stands under the other ministry",
        )
        assert names_below(citizen, giving, today) == []
        assert names_below(citizen, giving, yesterday) == ["กรมที่ย้าย", "กองในกรมที่ย้าย"]
        until(
            lambda: giver.ask("GET", f"/api/v1/agencies/{division}/history").status_code == 403,
            "who gave it away may no longer read its history",
        )
        (moved, *_) = receiver.get(f"/api/v1/agencies/{department}/history").json()["items"]
        assert (moved["type"], moved["reason"]) == ("prakat.agencies.moved.v1", "พ.ร.บ. ปรับปรุงกระทรวง")

    town = registry.registers(
        "เทศบาลตำบลใหม่", office, since=today.isoformat(), **local | {"lao_type": "subdistrict_municipality"}
    )
    change(administrator, town, "merger", {"merged_ids": bodies, "reason": "ประกาศกระทรวงมหาดไทย"})
    for body in bodies:
        led = until(lambda body=body: redirected(citizen, f"/agencies/{body}"), "the page leads on")
        assert led == f"/agencies/{town}"
        assert citizen.get(f"/api/v1/agencies/{body}").json()["successor_ids"] == [town]
    assert sorted(names_below(citizen, office, yesterday)) == ["อบต. สอง", "อบต. หนึ่ง"]
    until(lambda: names_below(citizen, office, today) == ["เทศบาลตำบลใหม่"], "the new body alone is left")

    until(lambda: counted(figures(citizen, office, today)) == counted(before) - 1, "two bodies count as one today")
    now = figures(citizen, office, today)
    assert figures(citizen, office, yesterday) == before
    assert int(now["done"]) == int(before["done"]) - 1
    assert is_right(before) and is_right(now)

    new = [registry.registers(name, since=today.isoformat()) for name in ("กระทรวงใหม่หนึ่ง", "กระทรวงใหม่สอง")]
    split = {"successor_ids": new, "children_to": dict(zip(departments, new, strict=True)), "reason": "พ.ร.บ."}
    change(administrator, old, "split", {**split, "children_to": {}}, expect=422)
    change(administrator, old, "split", split)
    until(lambda: "กระทรวงใหม่หนึ่ง" in citizen.get(f"/agencies/{old}").text, "the page names the successors")
    assert "กระทรวงใหม่สอง" in citizen.get(f"/agencies/{old}").text
    assert [names_below(citizen, each, today) for each in new] == [["กรมหนึ่ง"], ["กรมสอง"]]
    assert sorted(names_below(citizen, old, yesterday)) == ["กรมสอง", "กรมหนึ่ง"]
