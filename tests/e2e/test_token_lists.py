"""A provincial office hands out the first tokens of all its local bodies."""

from __future__ import annotations

import csv
import io

import pytest

from deploy.demo.officers import id_of
from deploy.demo.visitor import Visitor
from tests.e2e.people import officers
from tests.running_system import System

pytestmark = pytest.mark.system


def test_tokens_for_all_below_are_issued_and_handed_out_as_a_file(system: System, administrator: Visitor) -> None:
    office = system.country.demo_agency.ancestors[0]
    below = [row for row in system.rows if office in row.ancestors]
    office_id = id_of(administrator, office.code)
    role = "service_point_officer"
    with officers(system, administrator, {"monitor": office_id}) as found:
        monitor = found["monitor"]
        lists = f"/api/v1/agencies/{office_id}/token-lists"

        issued = monitor.post(f"/api/v1/agencies/{office_id}/token-batches", {"role": role}).json()
        exported = monitor.post(lists, {"role": role, "format": "csv"}, expect=200)
        printed = monitor.post(lists, {"role": role, "format": "pdf"}, expect=200)
        workbook = monitor.post(lists, {"role": role, "format": "xlsx"}, expect=200)

    rows = list(csv.reader(io.StringIO(exported.content.decode("utf-8-sig"), newline="")))[1:]
    assert issued["issued"] + issued["kept"] == len(below)
    assert {row[1] for row in rows} == {row.name_th for row in below}
    assert all(len(row[6].replace(" ", "")) == 15 for row in rows)
    assert printed.content.startswith(b"%PDF-")
    assert workbook.content.startswith(b"PK")
