"""Whether all that reporting says of a day is the same: figure, list, table, return, and the sum of the parts.

One reading of everybody on that day (the table of all agencies) is held against everything else that can be asked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Any

from contracts.vocabulary import ComplianceState
from services.reporting.domain.obligations import COUNTED

Ask = Callable[..., Any]
"""`ask(method, **request)`: the reply of reporting, as it goes out."""

Row = Mapping[str, Any]
# By what figures are grouped, and the column of the table that holds it (of agencies, their names).
PARTS = {
    "category": "category",
    "province": "province_code",
    "lao_type": "lao_type",
    "ministry": "ministry",
    "department": "department",
}
IN_THE_FORM = (("s10_notice", "s10"), ("s16_order", "s16"))
COMPLYING = ("done", "covered")


@dataclass(frozen=True)
class Returns:
    """A campaign whose offices return the form for agencies of these categories (none: of all); `officer` may read
    it, `offices` are those whose forms are read, `below` the agency that collects them."""

    campaign_id: str
    officer: Ask
    below: str
    offices: Sequence[str]
    categories: Sequence[str] = ()


def disagreements(
    ask: Ask, day: date, nodes: Sequence[str] = (), returns: Returns | None = None, *, screens: bool = True
) -> Iterator[str]:
    """What is not the same, as sentences. `nodes` are agencies whose parts are looked at too; `screens`: also the lists
    page by page, which are many pages in a large country."""
    everybody = list(table(ask, day))
    yield from _figures(ask, day, everybody)
    yield from _lists(ask, day, everybody, screens=screens)
    for node in nodes:
        yield from _node(ask, day, node, everybody)
    if returns is not None:
        yield from _returns(ask, day, returns, everybody)


def table(ask: Ask, day: date, **filters: Any) -> Iterator[Row]:
    """The rows of the table of agencies, in codes."""
    after = None
    while True:
        page = ask("read_list_rows", coded=True, as_of=day.isoformat(), after=after, **filters)
        for row in page["rows"]:
            yield dict(zip(page["headings"], row, strict=True))
        if (after := page["next"]) is None:
            return


def on_screen(ask: Ask, day: date, **filters: Any) -> Iterator[Row]:
    after = None
    while True:
        page = ask("list_by_state", as_of=day.isoformat(), page_size=200, after=after, **filters)
        yield from page["items"]
        if (after := page["next"]) is None:
            return


def _figures(ask: Ask, day: date, everybody: Sequence[Row]) -> Iterator[str]:
    for (obligation, measure), (group_by, column) in product(COUNTED, PARTS.items()):
        asked = {"obligation": obligation, "measure": measure, "group_by": group_by, "as_of": day.isoformat()}
        figures, state = ask("get_figures", **asked), f"{obligation}_{measure}"
        named = group_by in ("ministry", "department")
        parts: dict[str, Counter[str]] = {}
        for group in figures["groups"]:
            parts.setdefault(group["name_th" if named else "group"] or "", Counter()).update(_counts(group))
        counted: dict[str, Counter[str]] = {}
        for row in everybody:
            if row[column]:
                counted.setdefault(row[column], Counter())[row[state]] += 1
        # ministries that may not be named have no name in either
        yield from _differing(f"{day} {state} by {group_by}", {k: v for k, v in parts.items() if k}, counted)
        yield from _differing(f"{day} {state} in all", _counts(figures["total"]), _states(everybody, state))
        rows = ask("read_figure_rows", language="en", **asked)["rows"]
        told = [[group[each] for each in (*map(str, ComplianceState), "percent")] for group in figures["groups"]]
        yield from _differing(f"{day} {state} by {group_by}, as a table", [list(row[1:6]) for row in rows[:-1]], [
            [cell if cell is not None else "" for cell in row] for row in told
        ])  # fmt: skip


def _lists(ask: Ask, day: date, everybody: Sequence[Row], *, screens: bool) -> Iterator[str]:
    for (obligation, measure), state in product(COUNTED, ComplianceState):
        about = {"obligation": obligation, "measure": measure, "state": state}
        those = [row["agency_id"] for row in everybody if row[f"{obligation}_{measure}"] == state]
        yield from _differing(
            f"{day} {about}, as a table", [row["agency_id"] for row in table(ask, day, **about)], those
        )
        if screens:
            listed = [item["agency_id"] for item in on_screen(ask, day, **about)]
            yield from _differing(f"{day} {about}, on screen", listed, those)
    uploaded = [f"{obligation}_{measure}" for obligation, measure in COUNTED if measure == "uploaded"]
    missing = [row["agency_id"] for row in everybody if any(row[each] == "missing" for each in uploaded)]
    found = [row["agency_id"] for row in table(ask, day, state="missing")]
    yield from _differing(f"{day} who misses anything", found, missing)


def _node(ask: Ask, day: date, node: str, everybody: Sequence[Row]) -> Iterator[str]:
    known = {row["agency_id"]: row for row in everybody}
    below = [row["agency_id"] for row in table(ask, day, below=node)]
    yield from _differing(f"{day} below {node}, of all", below, [id for id in known if id in set(below)])
    for obligation, measure in COUNTED:
        state = f"{obligation}_{measure}"
        about = {"obligation": obligation, "measure": measure, "as_of": day.isoformat(), "below": node}
        whole = _states([known[id] for id in below], state)
        figures = ask("get_figures", group_by="children", **about)
        yield from _differing(f"{day} {state} below {node}", _counts(figures["total"]), whole)
        parts: Counter[str] = Counter()
        for group in figures["groups"]:
            parts.update(_counts(group))
        yield from _differing(f"{day} {state} below {node}, part by part", +parts, whole)
        if (obligation, measure) == COUNTED[0]:
            for group in figures["groups"]:
                listed = table(ask, day, below=node, group_by="children", group=group["group"])
                yield from _differing(f"{day} below {node} in {group['group']}", _counts(group), _states(listed, state))


def _returns(ask: Ask, day: date, returns: Returns, everybody: Sequence[Row]) -> Iterator[str]:
    wanted = {row["agency_id"]: row for row in everybody if _is_asked(row, returns)}
    asked = {"campaign_id": returns.campaign_id, "as_of": day.isoformat()}
    rolled_up = returns.officer("list_returns", agency_id=None, **asked)
    collected = [wanted[row["agency_id"]] for row in table(ask, day, below=returns.below) if row["agency_id"] in wanted]
    # who collects returns no form
    under_offices = [row for row in collected if row["agency_id"] != returns.below]
    yield from _differing(f"{day} returns of all offices", _form(rolled_up["now"]), _totals(under_offices))
    for office in returns.offices:
        form = returns.officer("get_return", agency_id=office, **asked)
        bodies = [wanted[row["agency_id"]] for row in table(ask, day, below=office) if row["agency_id"] in wanted]
        rows = [row["agency_id"] for row in form["rows"]]
        yield from _differing(f"{day} return of {office}", rows, [row["agency_id"] for row in bodies])
        yield from _differing(f"{day} totals of {office}", _form(form["totals"]), _totals(bodies))


def _is_asked(row: Row, returns: Returns) -> bool:
    return not returns.categories or row["category"] in returns.categories


def _totals(rows: Sequence[Row]) -> dict[str, int]:
    totals = {"bodies": len(rows)}
    for obligation, name in IN_THE_FORM:
        totals[f"{name}_system_issued"] = sum(row[f"{obligation}_issued"] == "done" for row in rows)
        totals[f"{name}_uploaded"] = sum(row[f"{obligation}_uploaded"] in COMPLYING for row in rows)
    return totals


def _form(totals: Mapping[str, int]) -> dict[str, int]:
    return {name: totals[name] for name in _totals([])}


def _states(rows: Iterable[Row], column: str) -> Counter[str]:
    return Counter(row[column] for row in rows)


def _counts(count: Mapping[str, Any]) -> Counter[str]:
    return +Counter({state.value: count[state.value] for state in ComplianceState})


def _differing(about: str, one: Any, other: Any) -> Iterator[str]:
    if one != other:
        yield f"{about}: {_short(one)} is not {_short(other)}"


def _short(value: Any) -> str:
    text = f"{len(value)} of " if isinstance(value, list) else ""
    return f"{text}{value}"[:300]
