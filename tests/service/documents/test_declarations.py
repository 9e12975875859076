"""An officer declares what is made but not yet uploaded."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from contracts.errors import ErrorCode, Refusal
from contracts.events.agencies import AgencyState
from contracts.rpc.documents import declaring
from contracts.vocabulary import Obligation
from tests.builders.filing_office import FilingOffice

pytestmark = pytest.mark.backing("mongo", "s3")

MAY = date(2023, 5, 10)


def declare(
    office: FilingOffice,
    agency: AgencyState,
    issued_on: date | None = MAY,
    version: int = 0,
    obligation: Obligation = Obligation.S10_NOTICE,
) -> declaring.IssuedDeclarationView:
    request = declaring.DeclareIssued(agency_id=agency.id, obligation=obligation, version=version, issued_on=issued_on)
    return office.ask(declaring.DECLARE_ISSUED, request, at=agency)


def test_a_declaration_is_kept_and_recorded(office: FilingOffice):
    agency = office.agency()

    declared = declare(office, agency)

    assert (declared.version, declared.issued_on) == (1, MAY)
    [recorded] = office.history()
    assert recorded.type == "prakat.documents.declaration_changed.v1"
    assert (recorded.before, recorded.data["declaration"]["issued_on"]) == (None, "2023-05-10")


def test_it_can_be_withdrawn(office: FilingOffice):
    agency = office.agency()

    withdrawn = declare(office, agency, None, version=declare(office, agency).version)

    assert (withdrawn.version, withdrawn.issued_on) == (2, None)
    before = office.history()[-1].before
    assert before is not None
    assert before["issued_on"] == "2023-05-10"


def test_the_same_date_again_is_no_change(office: FilingOffice):
    agency = office.agency()
    declared = declare(office, agency)

    assert declare(office, agency, version=declared.version) == declared
    assert len(office.history()) == 1


def test_sections_are_declared_apart(office: FilingOffice):
    agency = office.agency()
    declare(office, agency)

    assert declare(office, agency, obligation=Obligation.S16_ORDER).version == 1


def test_the_second_of_two_officers_is_shown_what_the_first_declared(office: FilingOffice):
    agency = office.agency()
    declared = declare(office, agency)

    with pytest.raises(Refusal) as refused:
        declare(office, agency, date(2023, 6, 1), version=0)

    assert refused.value.code is ErrorCode.STALE_VERSION
    assert declaring.IssuedDeclarationView.model_validate(refused.value.details["current"]) == declared


@pytest.mark.parametrize(
    ("obligation", "issued_on", "field"),
    [
        (Obligation.S13_1_NOTICE, MAY, "obligation"),
        (Obligation.S13_2_CHANNEL, MAY, "obligation"),
        (Obligation.S10_NOTICE, datetime.now(UTC).date() + timedelta(days=2), "issued_on"),
        (Obligation.S10_NOTICE, date(1970, 1, 1), "issued_on"),
    ],
)
def test_what_cannot_be_declared_is_refused_by_field(
    office: FilingOffice, obligation: Obligation, issued_on: date, field: str
):
    with pytest.raises(Refusal) as refused:
        declare(office, office.agency(), issued_on, obligation=obligation)

    assert refused.value.code is ErrorCode.INVALID_REQUEST
    assert [problem.field for problem in refused.value.fields] == [field]
    assert office.history() == []
