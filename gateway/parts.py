"""What the gateway is made of, wired once at start."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from starlette.requests import Request

from chassis.config import Settings
from gateway.auth.cookies import Cookies
from gateway.auth.digital_id import DigitalId
from gateway.auth.sessions import Sessions
from gateway.cache import Cache
from gateway.clients import Bus
from gateway.news import News
from gateway.uploads import Uploads


@dataclass(frozen=True)
class Parts:
    settings: Settings
    bus: Bus
    news: News
    cache: Cache
    sessions: Sessions
    cookies: Cookies
    digital_id: DigitalId
    uploads: Uploads


def parts_of(request: Request) -> Parts:
    return cast(Parts, request.app.state.parts)
