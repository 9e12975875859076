"""Identity's entry points with everything in front of them, called with what the broker would bring."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from services.identity.service import IdentityService
from tests.builders.identity import Desk, Officer


@dataclass
class Door:
    """Where requests come in; whoever asks shows the access token that the gateway would fetch for them."""

    desk: Desk

    def ask(self, method: str, by: Officer | str | None = None, key: str | None = None, **request: Any) -> Any:
        """The answer as it crosses the wire. `by`: an officer, or an access token."""
        service = IdentityService()
        service.process, service.rooms = self.desk.process, self.desk.rooms
        token = self.desk.renew(by).access_token if isinstance(by, Officer) else by
        headers = {"access_token": token, "idempotency_key": key}
        service.headers = {name: value for name, value in headers.items() if value is not None}
        return getattr(service, method)(request)

    def refusal(self, method: str, by: Officer | str | None = None, **request: Any) -> str:
        """The code with which it is refused."""
        answer = self.ask(method, by, **request)
        assert "error" in answer, "it was not refused"
        code = answer["error"]["code"]
        assert isinstance(code, str)
        return code
