"""What importing a file would do, and everything that speaks against it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from services.agencies.domain.agency import Agency, Facts
from services.agencies.domain.problems import Problem
from services.agencies.domain.tree import cycles, missing_parent
from services.agencies.domain.validation import day_problems
from services.agencies.usecases.agency_rows import Row
from services.agencies.usecases.pacing import paced
from services.agencies.usecases.ports import AgencyBook, Breathe, NewId


@dataclass
class Plan:
    """`changed` pairs each agency as it is with what it becomes; `rows` are those of both, by id; `problems` come by
    the row's number."""

    created: list[Agency] = field(default_factory=list)
    changed: list[tuple[Agency, Agency]] = field(default_factory=list)
    unchanged: int = 0
    rows: dict[str, Row] = field(default_factory=dict)
    problems: list[tuple[int, Problem]] = field(default_factory=list)


@dataclass(frozen=True)
class Known:
    """The stored agencies that the file speaks of, by code and by LAO code, and all that are above them, by id."""

    by_code: Mapping[str, Agency]
    by_lao_code: Mapping[str, Agency]
    by_id: Mapping[str, Agency]

    def is_current(self, rows: Iterable[Row], book: AgencyBook) -> bool:
        """Whether none of it has changed since, and none of the codes has been taken."""
        codes = {code for row in rows for code in (row.code, row.parent_code) if code}
        return book.versions(codes, self.by_id) == {agency.id: agency.version for agency in self.by_id.values()}


def known_to(rows: Iterable[Row], book: AgencyBook) -> Known:
    """Load what the file speaks of: two queries, and one for each level of the tree above."""
    codes = {code for row in rows for code in (row.code, row.parent_code) if code}
    by_code = book.by_codes(codes)
    by_lao_code = book.by_lao_codes({row.lao_code for row in rows if row.lao_code})
    by_id = {agency.id: agency for agency in by_code.values()}
    wanted = _parents(by_id.values()) - by_id.keys()
    while wanted:
        above = book.by_ids(wanted)
        by_id.update(above)
        wanted = _parents(above.values()) - by_id.keys()
    return Known(by_code, by_lao_code, by_id)


def plan(rows: list[Row], known: Known, today: date, new_id: NewId, breathe: Breathe) -> Plan:
    """What becomes of each row. The rows' own problems are in the plan, with those that only all rows together show."""
    intended = Plan()
    ids = {code: agency.id for code, agency in known.by_code.items()}
    for row in rows:
        if row.code not in ids:
            ids[row.code] = new_id()
    after = dict(known.by_id)
    row_of: dict[str, Row] = {}
    doubtful: set[str] = set()
    repeated = _repetitions(rows, known)
    for row in paced(rows, breathe):
        stored = known.by_code.get(row.code)
        problems = [*row.problems, *repeated.get(row.number, ())]
        if row.parent_code is not None and row.parent_code not in ids:
            problems.append(_unknown_parent(row.parent_code))
        if row.effective_on is not None:
            problems.extend(day_problems(stored, row.effective_on, today))
        if problems or row.facts is None or row.effective_on is None:
            intended.problems.extend((row.number, problem) for problem in problems)
            doubtful.add(ids[row.code])
            continue
        parent_id = ids[row.parent_code] if row.parent_code else None
        agency_id = ids[row.code]
        row_of[agency_id] = row
        after[agency_id] = _restated(stored, row, row.facts, row.effective_on, agency_id, parent_id)
        if stored is None:
            intended.created.append(after[agency_id])
        elif after[agency_id] is stored:
            intended.unchanged += 1
        else:
            intended.changed.append((stored, after[agency_id]))
    intended.rows = row_of
    _check_tree(intended, after, row_of, doubtful - row_of.keys(), breathe)
    intended.problems.sort(key=lambda found: found[0])
    return intended


def _restated(
    stored: Agency | None, row: Row, stated: Facts, effective_on: date, agency_id: str, parent_id: str | None
) -> Agency:
    if stored is None:
        return Agency.registered(
            id=agency_id,
            code=row.code,
            lao_code=row.lao_code,
            effective_on=effective_on,
            facts=replace(stated, parent_id=parent_id),
        )
    # What the file has no column for stays as it is.
    facts = replace(stored.shown_on(effective_on), **row.stated, parent_id=parent_id)
    return stored.restated(effective_on, facts, row.lao_code)


def _repetitions(rows: list[Row], known: Known) -> dict[int, list[Problem]]:
    """Codes and LAO codes that the file has twice, and LAO codes of agencies that the file does not speak of."""
    found: dict[int, list[Problem]] = defaultdict(list)
    in_file = {row.code for row in rows}
    first_with: dict[tuple[str, str], int] = {}
    for row in rows:
        for column, value in (("code", row.code), ("lao_code", row.lao_code)):
            if not value:
                continue
            first = first_with.setdefault((column, value), row.number)
            if first != row.number:
                found[row.number].append(
                    Problem(column, f"ค่า {value} ซ้ำกับแถวที่ {first}", f"The value {value} is already in row {first}.")
                )
        holder = known.by_lao_code.get(row.lao_code) if row.lao_code else None
        if holder is not None and holder.code not in in_file:
            found[row.number].append(
                Problem(
                    "lao_code",
                    f"รหัส อปท. นี้เป็นของหน่วยงานรหัส {holder.code} อยู่แล้ว",
                    f"This LAO code already belongs to the agency with code {holder.code}.",
                )
            )
    return found


def _unknown_parent(code: str) -> Problem:
    return Problem(
        "parent_code",
        f"ไม่พบหน่วยงานต้นสังกัดรหัส {code} ทั้งในไฟล์และในระบบ",
        f"There is no agency with code {code}, neither in the file nor in the system.",
    )


def _check_tree(
    plan: Plan, after: Mapping[str, Agency], row_of: Mapping[str, Row], doubtful: set[str], breathe: Breathe
) -> None:
    # A parent whose own row has problems is not judged: its children's rows may be right.
    moved = [*plan.created, *(new for _, new in plan.changed)]
    for agency in paced(moved, breathe):
        gap = missing_parent(agency, after)
        if gap is not None and gap.parent_id not in doubtful:
            parent = after.get(gap.parent_id)
            named = parent.code if parent else gap.parent_id
            plan.problems.append(
                (
                    row_of[agency.id].number,
                    Problem(
                        "parent_code",
                        f"หน่วยงานต้นสังกัดรหัส {named} ไม่มีอยู่ในวันที่ {gap.day.isoformat()}",
                        f"The parent with code {named} does not exist on {gap.day.isoformat()}.",
                    ),
                )
            )
    for cycle in cycles(paced(moved, breathe), after):
        chain = " → ".join(after[agency_id].code for agency_id in (*cycle.agency_ids, cycle.agency_ids[0]))
        for agency_id in cycle.agency_ids:
            if agency_id in row_of:
                plan.problems.append(
                    (
                        row_of[agency_id].number,
                        Problem(
                            "parent_code",
                            f"ต้นสังกัดวนเป็นวงกลม: {chain}",
                            f"The parents form a circle: {chain}.",
                        ),
                    )
                )


def _parents(agencies: Iterable[Agency]) -> set[str]:
    return {
        entry.facts.parent_id for agency in agencies for entry in agency.timeline if entry.facts.parent_id is not None
    }
