"""Role x action x relation (domain section 4), every cell through HTTP against the running services.

What is expected is generated from the one declaration in chassis/authz.py; what is asked for each action is harmless:
allowed, it finds nothing to do; refused, it is 403.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import pytest

from chassis.authz import EVERYTHING, REACH, RIGHTS, SCOPE_ACTIONS, Reach
from contracts.vocabulary import Action, Role
from deploy.demo.accounts import Accounts
from deploy.demo.officers import become_administrator, id_of
from tests.e2e.people import Ask, a_client, officers
from tests.running_system import System

pytestmark = pytest.mark.system

OWN, BELOW, FAR_BELOW, ABOVE, ELSEWHERE, COUNTRY = "own", "below", "far below", "above", "elsewhere", "country"
RELATIONS = (OWN, BELOW, FAR_BELOW, ABOVE, ELSEWHERE, COUNTRY)


@dataclass(frozen=True)
class Sample:
    """One request that takes the action: `path` at an agency, `national` in the whole country; None: there is no such
    route. `options` beside it."""

    method: str
    path: str | None
    national: str | None
    options: Mapping[str, Any]


SAMPLES: Mapping[Action, Sample] = {
    Action.READ_FILINGS: Sample("GET", "/agencies/{}/filings", None, {}),
    # A date long before there were any: whoever may file is told that.
    Action.FILE: Sample(
        "PUT",
        "/agencies/{}/issued-declarations/s10_notice",
        None,
        {"body": {"issued_on": "1990-01-01"}, "headers": {"If-None-Match": "*"}},
    ),
    # A state that the agency never had: whoever may change it is told that.
    Action.MANAGE_AGENCY: Sample(
        "PATCH", "/agencies/{}", None, {"body": {"phone": "1548"}, "headers": {"If-Match": '"999999"'}}
    ),
    # The right is over the parent, which the body names; whoever has it is told that this is no code.
    Action.REORGANISE: Sample(
        "POST",
        "/agencies?under={}",
        "/agencies",
        {
            "body": {"code": "none", "level": "agency", "details": {"name_th": "ก"}, "reason": "ก"},
            "headers": {"Idempotency-Key": "agency-of-the-matrix"},
        },
    ),
    Action.REGISTER_AGENCIES: Sample(
        "POST",
        None,
        "/agency-imports?dry_run=true",
        {"content": b"code\r\n", "headers": {"Idempotency-Key": "agencies-of-the-matrix", "Content-Type": "text/csv"}},
    ),
    Action.MIGRATE_FILINGS: Sample(
        "POST",
        None,
        "/filing-imports?dry_run=true",
        {
            "content": b"no archive",
            "headers": {"Idempotency-Key": "filings-of-the-matrix", "Content-Type": "application/zip"},
        },
    ),
    # With all below: which roles may be given, and by monitors only below their own agency, are rules beyond rights.
    Action.ISSUE_TOKEN: Sample("GET", "/agencies/{}/tokens?under=true", "/national-tokens?under=true", {}),
    Action.MANAGE_USERS: Sample("GET", "/agencies/{}/users", "/national-users", {}),
    Action.MANAGE_CLIENTS: Sample("GET", "/agencies/{}/clients", None, {}),
    Action.READ_FIGURES: Sample("GET", "/agencies/{}/unattended-agencies", "/unattended-agencies", {}),
    # Of a campaign that there is not: whoever has the right is told that.
    Action.FOLLOW_UP: Sample("GET", None, "/campaigns/none/history", {}),
    Action.MAKE_RETURNS: Sample(
        "PUT", "/campaigns/none/returns/{}", None, {"body": {}, "headers": {"If-None-Match": "*"}}
    ),
    Action.REOPEN_RETURNS: Sample(
        "POST",
        "/campaigns/none/returns/{}/reopening",
        None,
        {"body": {"reason": "ก"}, "headers": {"Idempotency-Key": "reopening-of-the-matrix"}},
    ),
    # Of a day to come: whoever may freeze is told that.
    Action.FREEZE_FIGURES: Sample(
        "POST",
        "/frozen-figures?below={}",
        "/frozen-figures",
        {
            "body": {"title": "ก", "as_of": "9999-01-01", "obligations": ["s10_notice"]},
            "headers": {"Idempotency-Key": "freezing-of-the-matrix"},
        },
    ),
}
# Where the path does not name the agency, the field that does.
NAMED_BY_THE_BODY = {Action.REORGANISE: "parent_id", Action.FREEZE_FIGURES: "below"}


def cells() -> Iterator[tuple[Role, Action, str]]:
    for role, action, relation in itertools.product(Role, sorted(EVERYTHING), RELATIONS):
        sample = SAMPLES[action]
        if (sample.national if relation == COUNTRY else sample.path) is not None:
            yield role, action, relation


def is_allowed(role: Role, action: Action, relation: str) -> bool:
    """As declared."""
    if role is Role.INTEGRATOR and not any(action in opened for opened in SCOPE_ACTIONS.values()):
        return False
    reached = {
        Reach.OWN: {OWN},
        Reach.SUBTREE: {OWN, BELOW, FAR_BELOW},
        Reach.COUNTRY: set(RELATIONS),
    }
    return action in RIGHTS[role] and relation in reached[REACH[role]]


@pytest.fixture(scope="module")
def answers(system: System) -> Iterator[Mapping[tuple[Role, Action, str], int]]:
    """The status of every cell, all asked at once: seven officers and a machine client at a department."""
    row = next(row for row in system.rows if row.lao_type and len(row.ancestors) == 3)
    province, department, ministry = row.ancestors
    elsewhere = next(other for other in system.rows if not {department, ministry} & {other, *other.ancestors})
    with system.visitor("198.51.100.250") as administrator:
        become_administrator(administrator, Accounts.kept_in(system.settings.data).administrator, system.settings)
        places = {
            relation: id_of(administrator, at.code)
            for relation, at in (
                (OWN, department),
                (BELOW, province),
                (FAR_BELOW, row),
                (ABOVE, ministry),
                (ELSEWHERE, elsewhere),
            )
        }
        people = {role: places[OWN] for role in Role if role is not Role.INTEGRATOR}
        with (
            officers(system, administrator, dict(people)) as found,
            a_client(system, administrator, places[OWN]) as own,
        ):
            asking: dict[str, Ask] = {role: visitor.ask for role, visitor in found.items()}
            asking[Role.INTEGRATOR] = own

            def ask(cell: tuple[Role, Action, str]) -> int:
                role, action, relation = cell
                sample = SAMPLES[action]
                path = sample.national if relation == COUNTRY else (sample.path or "").format(places[relation])
                options = dict(sample.options)
                if action in NAMED_BY_THE_BODY and relation != COUNTRY:
                    options["body"] = {**options["body"], NAMED_BY_THE_BODY[action]: places[relation]}
                return asking[role](sample.method, f"/api/v1{path}", **options).status_code

            with ThreadPoolExecutor(16) as pool:
                everything = list(cells())
                yield dict(zip(everything, pool.map(ask, everything), strict=True))


def test_every_action_is_in_the_matrix() -> None:
    assert set(SAMPLES) == EVERYTHING


@pytest.mark.parametrize(("role", "action"), list(itertools.product(Role, sorted(EVERYTHING))))
@pytest.mark.timeout(300)
def test_what_is_declared_holds(answers: Mapping[tuple[Role, Action, str], int], role: Role, action: Action) -> None:
    of_these = {relation: answers[role, action, relation] for r, a, relation in cells() if (r, a) == (role, action)}

    assert of_these
    assert all(status < 500 and status not in (401, 429) for status in of_these.values()), of_these
    assert {relation: status != 403 for relation, status in of_these.items()} == {
        relation: is_allowed(role, action, relation) for relation in of_these
    }, of_these
