"""Where a scanner is configured, nothing is filed that it has not found clean."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from chassis import mongo
from chassis.config import Settings
from chassis.service import start
from contracts.errors import ErrorCode, Refusal
from contracts.rpc.documents import filing
from tests.builders.filing_office import FilingOffice
from tests.builders.pdfs import pdf
from tests.fakes.clamd import EICAR, FakeClamd

pytestmark = pytest.mark.backing("mongo", "s3")


@pytest.fixture
def clamd() -> Iterator[FakeClamd]:
    with FakeClamd() as clamd:
        yield clamd


@pytest.fixture
def office(settings: Settings, clamd: FakeClamd) -> Iterator[FilingOffice]:
    scanning = settings.model_copy(update={"clamav_socket": clamd.socket})
    yield FilingOffice(replace(start(scanning, "documents"), settings=scanning))
    mongo.disconnect()


def test_an_infected_file_is_refused_and_what_was_found_is_told(office: FilingOffice, clamd: FakeClamd):
    agency = office.agency()
    infected = pdf() + b"%" + EICAR

    with pytest.raises(Refusal) as refused:
        office.file(agency, upload=office.upload(infected))

    assert refused.value.code is ErrorCode.UPLOAD_INFECTED
    assert "Eicar-Test-Signature" in refused.value.on_the_wire().message_th
    assert (office.kept(), office.history(), clamd.scanned) == ({}, [], [len(infected)])


def test_while_the_scanner_is_away_nothing_is_filed_and_the_same_command_files_it_later(
    office: FilingOffice, clamd: FakeClamd
):
    agency = office.agency()
    request = office.filing(agency)
    clamd.says = b"stream: Can't allocate memory ERROR\0"

    with pytest.raises(Refusal) as refused:
        office.ask(filing.FILE_DOCUMENT, request, at=agency, key="the-same-key")
    assert refused.value.code is ErrorCode.SERVICE_UNAVAILABLE
    assert (office.kept(), office.history(), office.in_quarantine()) == ({}, [], {request.upload})

    clamd.says = b""
    assert office.ask(filing.FILE_DOCUMENT, request, at=agency, key="the-same-key").version == 1
