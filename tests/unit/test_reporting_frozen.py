"""Frozen figures: the bytes that are hashed, and how one list differs from another."""

from __future__ import annotations

import json

import pytest

from services.reporting.domain.frozen import Counted, canonical, differing, recounted
from services.reporting.domain.terms import Obligation, State

S10, S16 = Obligation.S10_NOTICE, Obligation.S16_ORDER


def test_the_bytes_are_those_of_rfc_8785() -> None:
    # The example of its section 3.2.2, without the fractions, which no figures have.
    given = r'{"string": "\u20ac$\u000F\u000aA\u0027\u0042\u0022\u005c\\\"\/", "literals": [null, true, false]}'

    assert canonical(json.loads(given)) == r'{"literals":[null,true,false],"string":"€$\u000f\nA' + r"""'B\"\\\\\"/"}"""


def test_what_the_form_does_not_cover_is_not_written() -> None:
    with pytest.raises(ValueError):
        canonical({"percent": float("nan")})


def agency(name: str, *states: State, group: str | None = "local") -> Counted:
    return Counted(name, name, group, None, None, None, states)


def test_a_list_gives_the_figures_in_all_and_by_group() -> None:
    listed = [
        agency("a", State.DONE, State.MISSING),
        agency("b", State.DONE, State.DONE, group="province"),
        agency("c", State.MISSING, State.DONE, group=None),
    ]

    s10, s16 = recounted(listed, 2)

    assert (s10.total, s16.total) == ({State.DONE: 2, State.MISSING: 1}, {State.DONE: 2, State.MISSING: 1})
    assert s10.groups == {"local": {State.DONE: 1}, "province": {State.DONE: 1}}


def test_who_differs_is_told_by_obligation_and_so_is_who_is_in_one_list_alone() -> None:
    was = [
        agency("same", State.DONE, State.DONE),
        agency("changed", State.DONE, State.DONE),
        agency("gone", State.DONE, State.MISSING),
    ]
    became = [
        agency("new", State.MISSING, State.MISSING),
        agency("changed", State.DONE, State.MISSING),
        agency("same", State.DONE, State.DONE, group="province"),
    ]

    found = {each.agency_id: each.changes for each in differing(was, became, (S10, S16))}

    assert found == {
        "new": ((S10, None, State.MISSING), (S16, None, State.MISSING)),
        "changed": ((S16, State.DONE, State.MISSING),),
        "gone": ((S10, State.DONE, None), (S16, State.MISSING, None)),
    }
