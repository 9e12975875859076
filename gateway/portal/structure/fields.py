"""The fields of an agency as its form has them: read from a request, put back, and made into what the service takes."""

from __future__ import annotations

from pydantic import ValidationError

from contracts.errors import ErrorCode, Refusal
from contracts.rpc.agencies import Agency, AgencyDetails
from gateway.field_problems import field_problems
from gateway.portal.answers import Answers, in_one_manner
from gateway.portal.forms import Form

TEXTS = (
    "name_th",
    "name_en",
    "full_name_th",
    "address_th",
    "address_en",
    "website",
    "public_email",
    "dga_email",
    "complaints_email",
    "phone",
    "hours_note",
)
YES_OR_NO = ("visible", "is_central", "serves_public")
OF_SERVICE_POINTS = ("service_status", "convenience_level")
ALL = (*TEXTS, *YES_OR_NO, *OF_SERVICE_POINTS)


def answers_of(agency: Agency) -> dict[str, str]:
    return {name: _answer(getattr(agency, name)) for name in ALL}


def answers_in(form: Form, before: Answers) -> dict[str, str]:
    """What the page does not send stays as it was."""
    return {name: in_one_manner(form.text(name)) if form.has(name) else before.get(name, "") for name in ALL}


def details_of(answers: Answers) -> AgencyDetails:
    """Raises Refusal INVALID_REQUEST naming the fields that are not good."""
    given: dict[str, object] = {name: answers[name] or None for name in (*TEXTS, *OF_SERVICE_POINTS)}
    given |= {name: {"yes": True, "no": False}.get(answers[name]) for name in YES_OR_NO}
    given |= {"name_th": answers["name_th"], "visible": answers["visible"] != "no"}
    try:
        return AgencyDetails.model_validate(given)
    except ValidationError as error:
        raise Refusal(ErrorCode.INVALID_REQUEST, fields=field_problems(error.errors(include_input=False))) from None


def _answer(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return in_one_manner(str(value)) if value is not None else ""
