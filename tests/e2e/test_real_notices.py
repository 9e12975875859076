"""The notices that agencies really published in the Royal Gazette in 2566 are filed, and everybody finds them."""

from __future__ import annotations

import csv
import html
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pytest

from contracts.vocabulary import Level
from deploy.demo.agency import AgencyRow
from deploy.demo.archive import agencies_csv
from deploy.demo.visitor import Visitor
from tests.builders.pdfs import pdf
from tests.running_system import System
from tests.waiting import until

pytestmark = pytest.mark.system

NOTICES = Path(__file__).parent.parent / "data" / "gazette_notices.csv"


@dataclass(frozen=True)
class Notice:
    """A notice as the Royal Gazette has it, and the ids under which it is filed here."""

    obligation: str
    agency_name: str
    published_on: str
    title: str
    agency_id: str = ""
    document_id: str = ""

    @property
    def file_name(self) -> str:
        """As an officer's computer can keep it: "ที่ 9/2566" with another stroke."""
        return f"{self.title[:200].replace('/', '-')}.pdf"


@pytest.fixture(scope="module")
def notices(system: System) -> Iterator[tuple[Notice, ...]]:
    from deploy.demo.accounts import Accounts
    from deploy.demo.officers import become_administrator

    with NOTICES.open(encoding="utf-8") as file:
        real = [
            Notice(row["obligation"], row["agency_th"], row["gazette_date"], row["title_th"])
            for row in csv.DictReader(file)
        ]
    with system.visitor() as officer:
        become_administrator(officer, Accounts.kept_in(system.settings.data).administrator, system.settings)
        ids = registered(officer, sorted({notice.agency_name for notice in real}))
        with ThreadPoolExecutor(4) as desks:
            yield tuple(desks.map(lambda notice: filed(officer, notice, ids[notice.agency_name]), real))


def registered(officer: Visitor, names: list[str]) -> dict[str, str]:
    rows = [
        AgencyRow(code=f"9{number:011}", parent=None, level=Level.AGENCY, name_th=name, name_en="")
        for number, name in enumerate(names, 1)
    ]
    officer.have_done("/api/v1/agency-imports", content=agencies_csv(rows), media_type="text/csv", key="the-gazettes")
    ids = {}
    for row in rows:
        found = officer.until(
            "/api/v1/agencies", lambda answer: bool(answer["items"]), f"{row.code} is found", {"search": row.code}
        )
        ids[row.name_th] = found["items"][0]["id"]
    return ids


def filed(officer: Visitor, notice: Notice, agency_id: str) -> Notice:
    content = pdf(notice.title, title=notice.title)
    upload = officer.post("/api/v1/uploads", content=content, media_type="application/pdf").json()["upload"]
    body = {
        "upload": upload,
        "obligation": notice.obligation,
        "document_date": notice.published_on,
        "file_name": notice.file_name,
    }
    key = str(uuid4())
    path = f"/api/v1/agencies/{agency_id}/documents"
    # documents hears of new agencies a moment after the import is done
    answer = until(
        lambda: (
            response
            if (response := officer.post(path, body, key=key, expect=(201, 403, 404))).status_code == 201
            else None
        ),
        "documents knows the agency",
    )
    document = answer.json()
    return Notice(notice.obligation, notice.agency_name, notice.published_on, notice.title, agency_id, document["id"])


def search(citizen: Visitor, **asked: str) -> list[str]:
    return [item["id"] for item in citizen.get("/api/v1/documents", {"page_size": "200", **asked}).json()["items"]]


def test_each_is_found_by_its_title_by_its_agency_and_by_its_day(notices: tuple[Notice, ...], citizen: Visitor):
    for notice in notices:
        assert notice.document_id in search(citizen, search=notice.title[:200]), notice
        assert notice.document_id in search(citizen, search=notice.agency_name), notice
        day = {"dated_from": notice.published_on, "dated_to": notice.published_on}
        assert notice.document_id in search(citizen, obligation=notice.obligation, **day), notice
        assert notice.document_id in search(citizen, agency_id=notice.agency_id), notice


@pytest.mark.parametrize("words", ["ใบอนุญาต อิเล็กทรอนิกส์ ๒๕๖๖", "แสดงใบอนุญาต พ.ศ. 2566"])
def test_the_words_of_a_subject_find_all_of_them_and_no_other(
    notices: tuple[Notice, ...], citizen: Visitor, words: str
):
    about = {
        notice.document_id
        for notice in notices
        if all(word in notice.title.replace(" ", "") for word in ("แสดงใบอนุญาต", "อิเล็กทรอนิกส์", "พ.ศ.2566"))
    }
    known = {notice.document_id for notice in notices}

    assert len(about) > 20
    assert known & set(search(citizen, search=words)) == about


def test_short_names_find_what_is_written_in_full(notices: tuple[Notice, ...], citizen: Visitor):
    local = [notice for notice in notices if notice.agency_name.startswith("องค์การบริหารส่วนตำบล")]

    assert len(local) > 5
    for notice in local:
        short = notice.agency_name.replace("องค์การบริหารส่วนตำบล", "อบต.")
        assert notice.document_id in search(citizen, search=short), short


def test_each_stands_on_the_page_of_its_agency(notices: tuple[Notice, ...], citizen: Visitor):
    for notice in notices:
        page = html.unescape(citizen.get(f"/agencies/{notice.agency_id}").text)

        assert notice.file_name in page, notice
        assert f"/api/v1/documents/{notice.document_id}/file" in page
