"""What the system is for, from end to end: and again while its processes are being killed."""

from __future__ import annotations

import itertools
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from deploy.demo.archive import agencies_csv
from deploy.demo.job import do_main_job
from deploy.demo.officers import id_of
from deploy.demo.visitor import Visitor
from tests.builders.pdfs import pdf_of_size
from tests.running_system import System
from tests.waiting import until

pytestmark = pytest.mark.system

BETWEEN_LOOKS = 0.5  # seconds: to be asked takes some of what the processes start with
KINDS = ("identity", "agencies", "documents", "reporting", "digital_id", "gateway")


def test_the_main_job(system: System):
    told: list[str] = []

    do_main_job(system.settings, told.append)

    before, after, back = (line for line in told if line.startswith(("Before", "After", "And back")))
    assert before.removeprefix("Before") == back.removeprefix("And back")
    assert before != after


@pytest.mark.timeout(400)
def test_the_main_job_while_one_process_of_every_kind_is_killed_between_any_two_steps(system: System):
    turns = itertools.cycle((1, 2))
    steps = 0

    def kill_one_of_each(_: str) -> None:
        nonlocal steps
        steps += 1
        until(lambda: all_ready(system, *KINDS), "all are ready", 120, BETWEEN_LOOKS)
        number = next(turns)
        for kind in KINDS:
            system.stack.kill(f"{kind}-{number}")

    do_main_job(system.settings, kill_one_of_each)

    assert steps >= 8
    until(lambda: all_ready(system, *KINDS), "all are back", 120, BETWEEN_LOOKS)


@pytest.mark.timeout(600)
def test_the_main_job_while_processes_are_killed_at_any_moment(system: System):
    victims = [f"{kind}-{number}" for kind in KINDS for number in (1, 2)]
    all_killed = threading.Event()

    def keep_working() -> int:
        jobs = 0
        while not all_killed.is_set():
            do_main_job(system.settings, lambda _: None)
            jobs += 1
        return jobs

    with ThreadPoolExecutor(1) as pool:
        work = pool.submit(keep_working)
        try:
            for victim in victims:
                kind = victim.rpartition("-")[0]
                until(lambda kind=kind: work.done() or all_ready(system, kind), "both are ready", 60, BETWEEN_LOOKS)
                if work.done():
                    break
                system.stack.kill(victim)
        finally:
            all_killed.set()
        jobs = work.result(120)

    assert jobs >= 1
    until(lambda: all_ready(system, *KINDS), "all are back", 120, BETWEEN_LOOKS)


def all_ready(system: System, *kinds: str) -> bool:
    """Both of each kind run and are ready. (A killed gateway's worker may answer for a moment longer than its process
    is there.)"""
    names = {f"{kind}-{number}" for kind in kinds for number in (1, 2)}
    return all(system.stack.readiness(names).values()) and names <= system.stack.pids().keys()


REFUSED = [
    ("not a PDF", "นี่ไม่ใช่ PDF".encode(), 415, "upload_not_pdf"),
    ("5 MB and 1 byte", b"%PDF-1.7\n".ljust(5 * 1024 * 1024 + 1, b"0"), 413, "upload_too_large"),
    ("nothing", b"", 422, "upload_empty"),
]


@pytest.mark.parametrize(("content", "status", "code"), [case[1:] for case in REFUSED], ids=[c[0] for c in REFUSED])
def test_a_wrong_upload_is_refused_in_thai_and_english_and_nothing_is_stored(
    system: System, administrator: Visitor, content: bytes, status: int, code: str
):
    stored = objects(system)

    answer = administrator.post("/api/v1/uploads", content=content, media_type="application/pdf", expect=status)

    assert answer.headers["Content-Type"] == "application/problem+json"
    problem = answer.json()
    assert problem["code"] == code
    assert any("\u0e00" <= letter <= "\u0e7f" for letter in problem["message_th"])
    assert problem["message_en"].isascii()
    assert objects(system) == stored


def test_a_file_that_only_looks_like_a_pdf_is_refused_and_not_filed(system: System, administrator: Visitor):
    agency = id_of(administrator, system.country.demo_agency.code)
    content = b"%PDF-1.7\nand then nothing that a reader could open"
    upload = administrator.post("/api/v1/uploads", content=content, media_type="application/pdf").json()["upload"]

    answer = administrator.post(f"/api/v1/agencies/{agency}/documents", filing(upload), expect=422)

    assert answer.json()["code"] == "upload_unreadable"
    assert all(item["file_name"] != "ประกาศ.pdf" for item in filings(administrator, agency))


def test_a_pdf_of_exactly_5_mb_is_filed(system: System, administrator: Visitor):
    agency = id_of(administrator, system.country.demo_agency.code)
    content = pdf_of_size(5 * 1024 * 1024)

    upload = administrator.post("/api/v1/uploads", content=content, media_type="application/pdf").json()["upload"]
    filed = administrator.post(f"/api/v1/agencies/{agency}/documents", filing(upload, status="suspended")).json()

    assert filed["size"] == 5 * 1024 * 1024
    assert filed["id"] in {item["id"] for item in filings(administrator, agency)}


def filing(upload: str, status: str = "published") -> dict[str, str]:
    return {
        "upload": upload,
        "obligation": "s10_notice",
        "document_date": "2026-01-15",
        "file_name": "ประกาศ.pdf",
        "status": status,
    }


def filings(visitor: Visitor, agency: str) -> list[dict[str, str]]:
    items: list[dict[str, str]] = visitor.get(f"/api/v1/agencies/{agency}/filings").json()["items"]
    return items


def objects(system: System) -> set[str]:
    """What the store holds: the one thing here that a user cannot see, and that must not be there."""
    from chassis import s3

    store, bucket = s3.connect(system.settings)
    return {item.object_name for item in store.list_objects(bucket, recursive=True)}


def test_an_import_with_a_problem_is_refused_with_its_row_and_column_and_nothing_is_imported(
    system: System, administrator: Visitor
):
    good = system.rows[0]
    lines = agencies_csv([good]).decode("utf-8-sig").splitlines()
    wrong = f"{lines[0]}\r\n{lines[1].replace(good.code, '999999999999', 1).replace(',ministry,', ',kingdom,')}\r\n"

    ordered = administrator.post("/api/v1/agency-imports", content=wrong.encode(), media_type="text/csv", expect=202)
    address = ordered.headers["Location"]
    job = administrator.until(address, lambda seen: seen["finished_at"], "the import is finished")

    assert (job["state"], job["problem"]["code"]) == ("failed", "import_rejected")
    assert [(problem["row"], problem["column"]) for problem in job["problem"]["details"]["problems"]] == [(2, "level")]
    assert "level" in administrator.get(f"{address}/problems/file").text.splitlines()[1]
    found = administrator.get("/api/v1/agencies", {"search": "999999999999"}).json()
    assert found["items"] == []
