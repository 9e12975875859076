"""Two days compared on a page: both figures, the difference, and the agencies that explain it."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from contracts.errors import ErrorCode, FieldProblem, Refusal
from contracts.rpc.agencies import GET_AGENCY
from contracts.rpc.reporting.comparison import COMPARE_DAYS, Comparison
from tests.builders.gateway import AGENCY, an_agency
from tests.fakes.responder import Responder

pytestmark = [pytest.mark.backing("broker", "s3"), pytest.mark.anyio]

PAGE = "/compliance/comparison"
DAYS = {"earlier-day": "๑", "earlier-month": "พ.ย.", "earlier-year": "๒๕๖๗", "later": "2024-11-30"}


def a_comparison(**changed: Any) -> Comparison:
    count = {"covered": 0, "not_required": 0}
    given = {
        "obligation": "s10_notice",
        "measure": "uploaded",
        "earlier": {**count, "day": "2024-11-01", "done": 5797, "missing": 2053, "percent": "73.85"},
        "later": {**count, "day": "2024-11-30", "done": 5842, "missing": 2008, "percent": "74.42"},
        "differences": [
            {"was": "missing", "became": "done", "agencies": 46},
            {"was": "done", "became": None, "agencies": 1},
        ],
        "items": [
            {
                "agency_id": "a1",
                "name_th": "อบต.หนึ่ง",
                "was": {"state": "missing", "since": "2024-01-01", "document_ids": []},
                "became": {"state": "done", "since": "2024-11-12", "document_ids": ["d1"]},
            },
            {
                "agency_id": "a2",
                "name_th": "อบต.สอง",
                "was": {"state": "done", "since": "2024-02-01", "document_ids": ["d2"]},
                "became": None,
            },
        ],
        "next": "cursor",
    }
    return Comparison.model_validate({**given, **changed})


async def test_both_figures_their_difference_and_who_makes_it(citizen: httpx.AsyncClient, services: Responder) -> None:
    services.answers(COMPARE_DAYS, a_comparison())

    page = await citizen.get(PAGE, params={**DAYS, "category": "local"})

    (asked,) = services.requests(COMPARE_DAYS)
    assert (asked["earlier"], asked["later"]) == ("2024-11-01", "2024-11-30")
    assert (asked["group_by"], asked["group"]) == ("category", "local")
    assert "73.85%" in page.text and "74.42%" in page.text and "+0.57 จุด" in page.text
    assert "5,797" in page.text and "5,842" in page.text and "+45" in page.text and "-45" in page.text
    assert "อบต.หนึ่ง" in page.text and "(ตั้งแต่ 12 พ.ย. 2567)" in page.text and 'href="/documents/d1"' in page.text
    assert "ไม่อยู่ในจำนวนที่นับ" in page.text
    assert "after=cursor" in page.text


async def test_without_days_the_last_month_is_compared_with_today(
    citizen: httpx.AsyncClient, services: Responder
) -> None:
    services.answers(COMPARE_DAYS, a_comparison(differences=(), items=(), next=None))

    page = await citizen.get(PAGE)

    assert services.requests(COMPARE_DAYS)[0]["later"] is None
    assert 'name="earlier-year" type="text" value="2567"' in page.text
    assert "ไม่มีหน่วยงานใดเปลี่ยนสถานะระหว่างสองวันนี้" in page.text


async def test_under_an_agency_alone(citizen: httpx.AsyncClient, services: Responder) -> None:
    services.answers(GET_AGENCY, an_agency())
    services.answers(COMPARE_DAYS, a_comparison())

    page = await citizen.get(PAGE, params={"below": AGENCY})

    assert services.requests(COMPARE_DAYS)[0]["below"] == AGENCY
    assert f'name="below" value="{AGENCY}"' in page.text


async def test_what_is_no_date_and_days_in_the_wrong_order_are_told_at_the_field(
    citizen: httpx.AsyncClient, services: Responder
) -> None:
    order = FieldProblem(field="earlier", message_th="ต้องไม่หลังวันที่เปรียบเทียบ", message_en="order")
    services.answers(COMPARE_DAYS, Refusal(ErrorCode.INVALID_REQUEST, fields=(order,)))

    no_date = await citizen.get(PAGE, params={"later-day": "31/2/2567"})
    wrong_order = await citizen.get(PAGE, params=DAYS)

    assert no_date.status_code == wrong_order.status_code == 422
    assert 'href="#later-day"' in no_date.text and 'value="31/2/2567"' in no_date.text
    assert 'href="#earlier-day">ต้องไม่หลังวันที่เปรียบเทียบ' in wrong_order.text


async def test_a_service_that_is_away_is_told(citizen: httpx.AsyncClient, services: Responder) -> None:
    services.answers(COMPARE_DAYS, Refusal(ErrorCode.SERVICE_UNAVAILABLE))

    assert (await citizen.get(PAGE)).status_code == 503
