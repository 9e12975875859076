"""Pages of figures and lists lead to the same as tables."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from typing import Any

import httpx
import pytest

from contracts.rpc.reporting.exporting import (
    READ_COMPARISON_ROWS,
    READ_FIGURE_ROWS,
    READ_LIST_ROWS,
    READ_TREND_ROWS,
    Rows,
)
from contracts.rpc.reporting.figures import GET_FIGURES, LIST_BY_STATE, AgenciesInState, Figures
from contracts.rpc.reporting.obstacles import GET_OBSTACLE_FIGURES, ObstacleFigures
from contracts.rpc.reporting.trend import GET_TREND, Trend
from tests.fakes.responder import Responder
from tests.service.gateway.test_comparison_pages import COMPARE_DAYS, a_comparison

pytestmark = [pytest.mark.backing("broker", "s3"), pytest.mark.anyio]

AS_OF = date(2024, 10, 29)
COUNT: dict[str, Any] = {"done": 1, "covered": 0, "missing": 1, "not_required": 0, "percent": "50.00"}


def an_item(id: str, name: str, **changed: Any) -> dict[str, Any]:
    given = {
        "agency_id": id, "code": "011013900000", "name_th": name, "name_en": None, "category": "local",
        "lao_type": None, "province_code": "54", "counted": True, "public": True, "since": "2024-01-01",
        "document_ids": [], "misses": ["s10_notice"],
    }  # fmt: skip
    return {**given, **changed}


@pytest.fixture
def answered(services: Responder) -> Responder:
    figures = {"obligation": "s10_notice", "measure": "issued", "as_of": AS_OF, "group_by": "province", "total": COUNT}
    services.answers(GET_FIGURES, Figures.model_validate({**figures, "groups": [{**COUNT, "group": "54"}]}))
    points = [{**COUNT, "day": day} for day in ("2024-09-30", AS_OF)]
    services.answers(
        GET_TREND,
        Trend.model_validate({"obligation": "s10_notice", "measure": "issued", "step": "month", "points": points}),
    )
    items = [an_item("a", "อบต.หนึ่ง"), an_item("hidden", "อบต.ลับ", public=False)]
    services.answers(LIST_BY_STATE, AgenciesInState.model_validate({"as_of": AS_OF, "items": items, "next": None}))
    services.answers(COMPARE_DAYS, a_comparison())
    nothing = ObstacleFigures(as_of=AS_OF, agencies=0, types=(), group_by=None, groups=())
    services.answers(GET_OBSTACLE_FIGURES, nothing)
    for operation in (READ_FIGURE_ROWS, READ_TREND_ROWS, READ_LIST_ROWS, READ_COMPARISON_ROWS):
        services.answers(operation, Rows(as_of=AS_OF, headings=("ก",), rows=(), next=None))
    return services


WHAT = "obligation=s10_notice&measure=issued"


@pytest.mark.parametrize(
    ("page", "operation", "asked"),
    [
        (f"/compliance?{WHAT}&by=province&as_of=2024-10-29", READ_FIGURE_ROWS, {"group_by": "province"}),
        (
            f"/compliance?{WHAT}&by=province&as_of=2024-10-29",
            READ_TREND_ROWS,
            {"first": "2024-09-30", "last": "2024-10-29", "step": "month"},
        ),
        (
            f"/compliance/agencies?{WHAT}&by=province&group=54&state=missing&as_of=2024-10-29",
            READ_LIST_ROWS,
            {"state": "missing", "group_by": "province", "group": "54", "as_of": "2024-10-29"},
        ),
        (f"/compliance/agencies?{WHAT}&state=done", READ_LIST_ROWS, {"state": "done", "group": None, "as_of": None}),
        (
            f"/compliance/comparison?{WHAT}&earlier=2024-11-01&later=2024-11-30",
            READ_COMPARISON_ROWS,
            {"earlier": "2024-11-01", "later": "2024-11-30"},
        ),
    ],
)
async def test_what_is_shown_is_there_as_a_table(
    citizen: httpx.AsyncClient, answered: Responder, page: str, operation: Any, asked: dict[str, Any]
) -> None:
    links = [unescape(link) for link in re.findall(r'href="(/api/v1/[^"]*format=csv)"', (await citizen.get(page)).text)]
    answers = [await citizen.get(link) for link in links]

    assert [answer.status_code for answer in answers] == [200] * len(links) != []
    (request,) = answered.requests(operation)
    assert {name: request[name] for name in asked} == asked
    assert (request["obligation"], request["measure"]) == ("s10_notice", "issued")


async def test_an_agency_without_a_page_is_named_and_not_linked_to(
    citizen: httpx.AsyncClient, answered: Responder
) -> None:
    text = (await citizen.get(f"/compliance/agencies?{WHAT}&state=missing")).text

    assert 'href="/agencies/a"' in text
    assert "อบต.ลับ" in text and 'href="/agencies/hidden"' not in text
