"""What the tests of the filing's routes stand on: an agency that has filed, the ministry above it, another agency."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import httpx

from contracts.events.agencies import AgencyState
from contracts.rpc.documents import filing, linking
from contracts.vocabulary import Obligation
from tests.builders.filing_counter import FilingCounter


@dataclass(frozen=True)
class Ground:
    """`document` (section 10) and `link` (13(1)) are the agency's own and published; `inherited` is published above it
    for everything below."""

    agency: AgencyState
    ministry: AgencyState
    foreign: AgencyState
    document: filing.Document
    link: linking.Link
    inherited: filing.Document

    @property
    def address(self) -> str:
        return f"/agencies/{self.agency.id}"

    def at(self, path: str) -> str:
        """The address of a part of the filing; {document}, {link} and {inherited} stand for their ids."""
        ids = {"document": self.document.id, "link": self.link.id, "inherited": self.inherited.id}
        return self.address + path.format_map(ids)


def laid(counter: FilingCounter) -> Ground:
    office = counter.office
    ministry = office.agency()
    agency = office.agency(parent=ministry)
    link = linking.SaveLink(
        agency_id=agency.id, obligation=Obligation.S13_1_NOTICE, url="https://ratchakitcha.soc.go.th/1.pdf"
    )
    return Ground(
        agency=agency,
        ministry=ministry,
        foreign=office.agency(),
        document=office.file(agency),
        link=office.ask(linking.SAVE_LINK, link, at=agency),
        inherited=office.file(ministry, scope="subtree"),
    )


def seen(version: int) -> dict[str, str]:
    """The header that names the state which the caller has seen."""
    return {"If-Match": f'"{version}"'}


def problem_of(answer: httpx.Response) -> dict[str, Any]:
    """A refusal as every client gets it: a problem with a code, and both languages for it and for each field."""
    assert answer.headers["content-type"] == "application/problem+json", answer.text
    problem: dict[str, Any] = answer.json()
    assert problem["status"] == answer.status_code
    assert problem["message_th"] and problem["message_en"]
    for field in problem["fields"]:
        assert field["message_th"] and field["message_en"], field
    return problem


def fields_of(answer: httpx.Response) -> list[str]:
    return [field["field"] for field in problem_of(answer)["fields"]]
