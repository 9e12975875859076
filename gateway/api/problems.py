"""What each error code means: where the `type` of a problem leads."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict
from starlette.requests import Request
from starlette.responses import Response

from contracts.errors import TEXTS, ErrorCode
from gateway.api.resource import respond
from gateway.auth.guards import PUBLIC
from gateway.errors import STATUS
from gateway.routes import Routes

routes = Routes("problems")


class ProblemType(BaseModel):
    """`message_th` and `message_en` with places, in braces, for the details of an occurrence."""

    model_config = ConfigDict(frozen=True)

    code: ErrorCode
    status: int
    message_th: str
    message_en: str


@routes.page("GET", "/problems/{code}", guard=PUBLIC)
async def show_problem(code: ErrorCode, request: Request) -> Response:
    thai, english = TEXTS[code]
    meaning = ProblemType(code=code, status=STATUS[code], message_th=thai, message_en=english)
    return respond(request, meaning, PUBLIC, 200, None)
