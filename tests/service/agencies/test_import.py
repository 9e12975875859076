"""Many agencies from a file: all of them, or none and every reason."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

import pytest

from contracts.errors import ErrorCode, Refusal
from contracts.events.agencies import AgencyState
from contracts.rpc import agencies as rpc
from contracts.vocabulary import Role
from services.agencies.usecases.import_agencies import PROBLEMS_TOLD
from tests.builders.agencies import LONG_AGO, agencies_csv, code, row, sao
from tests.builders.registry_office import RegistryOffice

pytestmark = pytest.mark.backing("mongo", "s3")

MINISTRY = row(1, level="ministry", reporting_unit="no", category="", name_th="กระทรวงมหาดไทย")
DEPARTMENT = row(2, under=1, level="department", name_th="กรมส่งเสริมการปกครองท้องถิ่น")
SAO = sao(3, "บางพลี", under=2, province_code="11", website="www.bangphli.go.th", phone="0 2123 4567")


def told(outcome: rpc.ImportOutcome) -> list[tuple[int, str]]:
    return [(problem.row, problem.column) for problem in outcome.problems]


def counts(outcome: rpc.ImportOutcome) -> tuple[int, int, int]:
    assert outcome.problems == ()
    return outcome.created, outcome.changed, outcome.unchanged


def test_agencies_are_registered_with_their_place_in_the_tree_whatever_the_order(office: RegistryOffice) -> None:
    assert counts(office.import_rows(SAO, DEPARTMENT, MINISTRY)) == (3, 0, 0)

    agency = office.see(3)
    assert UUID(agency.id).version == 4
    assert [step.name_th for step in agency.path] == ["กระทรวงมหาดไทย", "กรมส่งเสริมการปกครองท้องถิ่น"]
    assert agency.name_th == "องค์การบริหารส่วนตำบลบางพลี"
    assert agency.website == "http://www.bangphli.go.th"
    assert agency.lao_code == "06110003"


def test_each_registration_is_told_with_the_whole_agency_and_by_whom(office: RegistryOffice) -> None:
    office.import_rows(MINISTRY, DEPARTMENT)

    entries = {entry["subject"]: entry for entry in office.history()}
    entry = entries[office.id_of(2)]
    state = AgencyState.model_validate(entry["data"]["agency"])
    assert entry["type"] == "prakat.agencies.registered.v1"
    assert entry["actor"]["id"] == "officer-1"
    assert (state.version, state.code) == (1, code(2))
    assert [(facts.effective_on, facts.parent_id) for facts in state.timeline] == [(LONG_AGO, office.id_of(1))]


def test_the_same_file_again_changes_nothing_and_says_nothing(office: RegistryOffice) -> None:
    office.import_rows(MINISTRY, DEPARTMENT, SAO)
    assert counts(office.import_rows(MINISTRY, DEPARTMENT, SAO)) == (0, 0, 3)
    assert len(office.history()) == 3
    assert office.see(3).version == 1


def test_only_what_differs_is_changed(office: RegistryOffice) -> None:
    office.import_rows(MINISTRY, DEPARTMENT, SAO)
    before = office.id_of(3)
    assert counts(office.import_rows(MINISTRY, DEPARTMENT, SAO | {"phone": "0 2999 9999"})) == (0, 1, 2)

    assert office.see(3).phone == "0 2999 9999"
    assert (office.see(3).id, office.see(3).version) == (before, 2)
    *_, last = office.history()
    assert last["type"] == "prakat.agencies.changed.v1"
    assert (last["before"]["version"], last["data"]["agency"]["version"]) == (1, 2)


def test_a_later_row_adds_to_the_past_instead_of_rewriting_it(office: RegistryOffice) -> None:
    office.import_rows(MINISTRY, DEPARTMENT, SAO)
    office.import_rows(SAO | {"name_th": "เทศบาลตำบลบางพลี", "effective_on": "2022-06-01"})

    assert office.see_on(date(2022, 5, 31), 3).name_th == "องค์การบริหารส่วนตำบลบางพลี"
    assert office.see_on(date(2022, 6, 1), 3).name_th == "เทศบาลตำบลบางพลี"


def test_what_the_file_has_no_column_for_stays(office: RegistryOffice) -> None:
    office.import_rows(MINISTRY, DEPARTMENT, SAO)
    office.change(3, name_th=SAO["name_th"], complaints_email="help@bangphli.go.th", from_day=LONG_AGO)
    columns = [column for column in SAO if column != "complaints_email"]
    office.import_file(agencies_csv([SAO | {"phone": "0 2999 9999"}], columns))
    assert office.see(3).complaints_email == "help@bangphli.go.th"


def test_a_dry_run_tells_what_would_happen_and_does_nothing(office: RegistryOffice) -> None:
    office.import_rows(MINISTRY)
    assert counts(office.import_rows(MINISTRY | {"name_en": "Interior"}, DEPARTMENT, dry_run=True)) == (1, 1, 0)
    assert office.names() == ["กระทรวงมหาดไทย"]
    assert len(office.history()) == 1


def test_every_problem_is_told_by_row_and_column_and_nothing_is_done(office: RegistryOffice) -> None:
    outcome = office.import_rows(
        MINISTRY,
        DEPARTMENT | {"level": "อำเภอ", "phone": "x"},
        SAO,
        row(4, under=99),
        row(5, level="service_point"),
        MINISTRY,
        row(7, under=1, effective_on="2019-01-01"),
        row(8, under=9),
        row(9, under=8),
    )
    assert told(outcome) == [
        (3, "level"),
        (3, "phone"),
        (5, "parent_code"),
        (6, "parent_code"),
        (7, "code"),
        (8, "parent_code"),
        (9, "parent_code"),
        (10, "parent_code"),
    ]
    assert outcome.problem_count == 8
    assert all(problem.message_th and problem.message_en for problem in outcome.problems)
    assert (outcome.created, outcome.changed, outcome.unchanged) == (0, 0, 0)
    assert office.names() == []
    assert office.history() == []


def test_a_stored_agency_is_not_moved_below_itself(office: RegistryOffice) -> None:
    office.import_rows(MINISTRY, DEPARTMENT, SAO)
    assert told(office.import_rows(MINISTRY | {"parent_code": code(3)})) == [(2, "parent_code")]


def test_a_lao_code_of_another_agency_is_refused(office: RegistryOffice) -> None:
    office.import_rows(MINISTRY, DEPARTMENT, SAO)
    assert told(office.import_rows(sao(4, "บางปลา", lao_code=SAO["lao_code"]))) == [(2, "lao_code")]
    assert told(office.import_rows(sao(5, "ก"), sao(6, "ข", lao_code=sao(5, "ก")["lao_code"]))) == [(3, "lao_code")]


def test_a_parent_that_comes_to_exist_too_late_is_refused(office: RegistryOffice) -> None:
    office.import_rows(MINISTRY | {"effective_on": "2024-01-01"})
    assert told(office.import_rows(DEPARTMENT | {"effective_on": "2023-12-31"})) == [(2, "parent_code")]
    assert counts(office.import_rows(DEPARTMENT | {"effective_on": "2024-01-01"})) == (1, 0, 0)


def test_no_more_problems_are_told_than_anybody_reads_but_all_are_counted(office: RegistryOffice) -> None:
    outcome = office.import_rows(*(row(number, level="?") for number in range(PROBLEMS_TOLD + 7)))
    assert len(outcome.problems) == PROBLEMS_TOLD
    assert outcome.problem_count == PROBLEMS_TOLD + 7


@pytest.mark.parametrize("content", [b"", agencies_csv([]), "หัวตาราง".encode("tis-620"), b"PK\x03\x04"])
def test_what_is_no_table_of_agencies_is_told(office: RegistryOffice, content: bytes) -> None:
    outcome = office.import_file(content)
    assert outcome.problem_count == 1
    assert outcome.problems[0].row == 1


@pytest.mark.parametrize(
    "upload", [str(uuid4()), "../documents/x", str(uuid4()).upper(), ""], ids=["random", "path", "capitals", "empty"]
)
def test_an_upload_that_is_not_there_is_refused(office: RegistryOffice, upload: str) -> None:
    with pytest.raises(Refusal) as refused:
        office.import_uploaded(upload)
    assert refused.value.code is ErrorCode.UPLOAD_UNKNOWN


def test_only_those_who_register_agencies_may_import(office: RegistryOffice) -> None:
    office.import_rows(MINISTRY)
    with pytest.raises(Refusal) as refused:
        office.import_file(agencies_csv([DEPARTMENT]), role=Role.OPDC_ADMIN)
    assert refused.value.code is ErrorCode.FORBIDDEN
    assert office.names() == ["กระทรวงมหาดไทย"]


def test_a_dry_run_tells_each_change_before_and_after_and_what_moves(office: RegistryOffice) -> None:
    office.import_rows(MINISTRY, DEPARTMENT, row(4, level="ministry"), SAO)
    outcome = office.import_rows(SAO | {"phone": "1567", "parent_code": code(4)}, row(9), dry_run=True)

    assert (outcome.created, outcome.changed, outcome.moved, outcome.unchanged) == (1, 1, 1, 0)
    [change] = outcome.changes
    assert (change.row, change.code, change.moved) == (2, code(3), True)
    assert {(each.column, each.before, each.after) for each in change.fields} == {
        ("phone", "0 2123 4567", "1567"),
        ("parent_id", office.id_of(2), office.id_of(4)),
    }
    assert office.see(3).phone == "0 2123 4567"


def test_all_problems_are_kept_in_a_file_that_no_spreadsheet_takes_for_formulas(office: RegistryOffice) -> None:
    many = office.import_rows(*(row(number, level="?") for number in range(PROBLEMS_TOLD + 7)), dry_run=True)
    assert (len(many.problems), many.problem_count) == (PROBLEMS_TOLD, PROBLEMS_TOLD + 7)
    assert len(office.problems_file().splitlines()) == 1 + PROBLEMS_TOLD + 7

    office.import_file(b"=cmd,code\r\n", dry_run=True)
    assert all(",=" not in line for line in office.problems_file().splitlines())


def test_a_tree_that_changes_while_the_file_is_read_is_looked_at_again(office: RegistryOffice) -> None:
    office.import_rows(MINISTRY, DEPARTMENT)
    finish = office.process.jobs.finish

    def somebody_else_is_first(held, commit):  # type: ignore[no-untyped-def]
        office.process.jobs.finish = finish  # type: ignore[method-assign]
        office.change(2, name_en="Local Administration")
        finish(held, commit)

    office.process.jobs.finish = somebody_else_is_first  # type: ignore[method-assign]
    office.import_rows(DEPARTMENT | {"phone": "1567"}, SAO)
    assert (office.see(2).phone, office.see(2).name_en, office.see(2).version) == ("1567", "Local Administration", 3)
    assert office.see(3).name_th == SAO["name_th"]
