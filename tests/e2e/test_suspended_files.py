"""A suspended file is gone for the public at once, and still there for those who may read the filing."""

from __future__ import annotations

import pytest

from deploy.demo.officers import id_of
from deploy.demo.visitor import Visitor
from tests.builders.pdfs import pdf
from tests.e2e.people import a_client, officers
from tests.running_system import System
from tests.waiting import until

pytestmark = pytest.mark.system

ENTITLED, STRANGERS = ("monitor",), ("service_point_officer", "guide_author")


def test_a_suspended_file_is_for_those_who_may_read_the_filing(
    system: System, administrator: Visitor, citizen: Visitor
):
    # Not local bodies: at one of those another test tries a token in vain so often that it has to wait.
    apart = [row for row in system.rows if row.reporting_unit and not row.lao_type]
    agency, other = (id_of(administrator, row.code) for row in apart[:2])
    content = pdf("suspended")
    document = filed(administrator, agency, content)
    address = f"/api/v1/documents/{document}/file"
    by_hash = {"If-None-Match": citizen.get(address).headers["ETag"]}

    administrator.patch(f"/api/v1/agencies/{agency}/documents/{document}", {"status": "suspended"})

    roles = {"monitor": agency, "service_point_officer": other, "guide_author": agency}
    with officers(system, administrator, roles) as people, a_client(system, administrator, agency) as client:
        for entitled in (administrator.ask, *(people[role].ask for role in ENTITLED), client):
            answer = entitled("GET", address)
            assert (answer.status_code, answer.content) == (200, content)
            assert "public" not in answer.headers["Cache-Control"]
            part = entitled("GET", address, headers={"Range": "bytes=0-4"})
            assert (part.status_code, part.content) == (206, b"%PDF-")
        for stranger in (*(people[role] for role in STRANGERS), citizen):
            until(lambda s=stranger: s.ask("GET", address).status_code == 404, "it is gone", seconds=20)  # type: ignore[misc]
            assert stranger.ask("HEAD", address, headers=by_hash).status_code == 404


def filed(officer: Visitor, agency: str, content: bytes) -> str:
    upload = officer.post("/api/v1/uploads", content=content, media_type="application/pdf").json()["upload"]
    body = {
        "upload": upload,
        "obligation": "s10_notice",
        "document_date": "2026-01-15",
        "file_name": "ประกาศ.pdf",
    }
    document: str = officer.post(f"/api/v1/agencies/{agency}/documents", body).json()["id"]
    return document
