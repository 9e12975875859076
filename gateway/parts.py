"""What the gateway is made of, wired once at start."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from starlette.requests import Request

from chassis.config import Settings
from gateway.auth.cookies import Cookies
from gateway.auth.digital_id import DigitalId
from gateway.auth.refusals import Refusals
from gateway.auth.sessions import Sessions
from gateway.cache import Cache
from gateway.clients import Bus
from gateway.news import News
from gateway.uploads import Uploads


@dataclass(frozen=True)
class Parts:
    """`digital_ids` by their keys, in the order in which they are offered."""

    settings: Settings
    bus: Bus
    news: News
    cache: Cache
    sessions: Sessions
    cookies: Cookies
    digital_ids: Mapping[str, DigitalId]
    refusals: Refusals
    uploads: Uploads


def parts_of(request: Request) -> Parts:
    return cast(Parts, request.app.state.parts)
