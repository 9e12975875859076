"""Frozen figures on pages: the list, the form, one set for everybody, and a verification."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from contracts.errors import ErrorCode, FieldProblem, Refusal
from contracts.rpc.agencies import GET_AGENCY
from contracts.rpc.identity.sessions import RENEW_ACCESS
from contracts.rpc.reporting.frozen import (
    FREEZE_FIGURES,
    GET_FREEZING,
    GET_FROZEN_FIGURES,
    GET_FROZEN_VERIFICATION,
    LIST_FROZEN_DIFFERENCES,
    LIST_FROZEN_FIGURES,
    PUBLISH_FROZEN_FIGURES,
    VERIFY_FROZEN_FIGURES,
    Freezing,
    FrozenDifferences,
    FrozenSets,
    FrozenVerificationJob,
)
from tests.builders.frozen_figures import FROZEN, a_frozen_set, a_job, a_set_shown
from tests.builders.gateway import AGENCY, an_access, an_agency
from tests.builders.pages import filled_in
from tests.fakes.responder import Responder

pytestmark = [pytest.mark.backing("broker", "s3"), pytest.mark.anyio]

SETS, ONE = "/frozen-figures", f"/frozen-figures/{FROZEN}"
NEW = f"{SETS}/new"
FOUND = {
    "frozen_id": FROZEN,
    "verified_at": "2024-12-28T03:00:00Z",
    "altered": [],
    "same_numbers": False,
    "differing": 1234,
}


@pytest.fixture(autouse=True)
def the_set(services: Responder) -> None:
    _acts(services, "monitor")
    services.answers(GET_AGENCY, an_agency(id=AGENCY, name_th="กรมส่งเสริมการปกครองท้องถิ่น"))
    services.answers(GET_FROZEN_FIGURES, a_set_shown())


def _acts(services: Responder, role: str) -> None:
    grant = {"id": "g", "role": role, "agency_id": AGENCY}
    services.answers(RENEW_ACCESS, an_access(grants=[grant], acting=grant))


async def test_sets_are_listed_and_a_new_one_is_frozen(officer: httpx.AsyncClient, services: Responder) -> None:
    services.answers(LIST_FROZEN_FIGURES, FrozenSets(items=(a_frozen_set(),), next="n"))
    services.answers(FREEZE_FIGURES, a_job(Freezing))
    services.answers(GET_FREEZING, a_job(Freezing, state="running"), a_job(Freezing, state="done"))
    action = f"{NEW}?agency={AGENCY}"

    listed = await officer.get(SETS)
    form = (await officer.get(NEW)).text
    sent = filled_in(form, action, {"title": "ครม.", "as_of-day": "29/10/2567", "obligations": "s10_notice"})
    ordered = await officer.post(action, data=sent)
    working = await officer.get(ordered.headers["location"])
    done = await officer.get(ordered.headers["location"])

    assert f'href="{ONE}">รายงานคณะรัฐมนตรี' in listed.text and "after=n" in listed.text
    assert f'href="{NEW}"' in listed.text
    assert "กรมส่งเสริมการปกครองท้องถิ่น" in form
    (asked,) = services.requests(FREEZE_FIGURES)
    assert (asked["as_of"], asked["obligations"], asked["agency_id"]) == ("2024-10-29", ["s10_notice"], AGENCY)
    assert (asked["measure"], asked["group_by"], asked["public"]) == ("uploaded", "category", False)
    assert f'data-job="/api/v1/freezing-jobs/{FROZEN}"' in working.text
    assert done.headers["location"] == f"{ONE}?done=frozen"


async def test_what_is_wrong_with_the_form_is_told_at_its_fields(
    officer: httpx.AsyncClient, services: Responder
) -> None:
    section_13 = FieldProblem(field="obligations", message_th="มาตรา 13 นับเฉพาะ", message_en="Section 13.")
    services.answers(FREEZE_FIGURES, Refusal(ErrorCode.INVALID_REQUEST, fields=(section_13,)))
    action = f"{NEW}?agency={AGENCY}"
    sent = filled_in((await officer.get(NEW)).text, action, {"title": "", "as_of-day": "เมื่อไรก็ได้"})

    wrong = await officer.post(action, data=sent)
    refused = await officer.post(action, data={**sent, "title": "ก", "as_of-day": "", "obligations": "s13_1_notice"})

    assert wrong.status_code == 422
    for field in ("title", "as_of-day"):
        assert f'href="#{field}"' in wrong.text, field
    assert refused.status_code == 422 and "มาตรา 13 นับเฉพาะ" in refused.text


async def test_everybody_sees_a_published_set_beside_what_is_counted_by_now(
    citizen: httpx.AsyncClient, services: Responder
) -> None:
    page = (await citizen.get(ONE)).text

    assert "74.42%" in page and "นับใหม่วันนี้ 74.43%" in page
    assert "5,842" in page and "นับใหม่วันนี้ 5,843" in page
    assert "29 ต.ค. 2567" in page and "ab" * 32 in page and "cd" * 32 in page
    assert f'href="/api/v1/frozen-figures/{FROZEN}/content"' in page
    assert "ไม่ถูกแก้ไข" in page and "<form method" not in page.partition("<main")[2]


async def test_everybody_is_told_that_a_set_is_not_as_it_was_frozen(
    citizen: httpx.AsyncClient, services: Responder
) -> None:
    services.answers(GET_FROZEN_FIGURES, a_set_shown(altered=["figures", "history"], figures=[]))

    page = (await citizen.get(ONE)).text

    assert "ไม่ตรงกับที่บันทึกไว้: ตัวเลข, ประวัติ" in page and "prakat-verdict--not" in page


@pytest.mark.parametrize(("role", "may_publish"), [("monitor", True), ("central_officer", False)])
async def test_officers_publish_as_their_role_lets_them(
    officer: httpx.AsyncClient, services: Responder, role: str, may_publish: bool
) -> None:
    _acts(services, role)
    services.answers(GET_FROZEN_FIGURES, a_set_shown(published_at=None))
    services.answers(PUBLISH_FROZEN_FIGURES, a_frozen_set())
    action = f"{ONE}/publication"

    page = (await officer.get(ONE)).text

    assert (f'action="{action}"' in page) == may_publish
    assert f'action="{ONE}/verifications"' in page
    if may_publish:
        done = await officer.post(action, data=filled_in(page, action))
        assert done.headers["location"] == f"{ONE}?done=published"


async def test_a_verification_names_who_differs(officer: httpx.AsyncClient, services: Responder) -> None:
    changes: list[dict[str, Any]] = [
        {"obligation": "s10_notice", "was": "missing", "became": "covered"},
        {"obligation": "s16_order", "was": None, "became": "missing"},
    ]
    differing = {"items": [{"agency_id": "b1", "name_th": "อบต.หนึ่ง", "changes": changes}], "next": "n"}
    services.answers(VERIFY_FROZEN_FIGURES, a_job(FrozenVerificationJob))
    services.answers(
        GET_FROZEN_VERIFICATION,
        a_job(FrozenVerificationJob),
        a_job(FrozenVerificationJob, state="done", outcome=FOUND),
        a_job(FrozenVerificationJob, state="done", outcome={**FOUND, "altered": ["agencies"], "differing": None}),
    )
    services.answers(LIST_FROZEN_DIFFERENCES, FrozenDifferences.model_validate(differing))
    action = f"{ONE}/verifications"

    ordered = await officer.post(action, data=filled_in((await officer.get(ONE)).text, action))
    working, found, altered = [(await officer.get(ordered.headers["location"])).text for _ in range(3)]

    assert ordered.headers["location"] == f"{action}/{FROZEN}"
    assert f'data-job="/api/v1/frozen-verifications/{FROZEN}"' in working
    assert "1,234 แห่ง" in found and "อบต.หนึ่ง" in found and "after=n" in found
    assert "ม.10: ยังไม่ดำเนินการ → ใช้ของต้นสังกัด" in found and "ม.16: ไม่นับในวันนั้น → ยังไม่ดำเนินการ" in found
    assert "ไม่ตรงกับที่บันทึกไว้: รายชื่อหน่วยงาน" in altered and "เทียบรายหน่วยงานไม่ได้" in altered
