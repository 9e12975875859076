"""Reading a submitted form: its hidden token first, then its fields."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from enum import StrEnum
from typing import TypeVar

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request

from contracts.errors import ErrorCode, Refusal
from gateway.auth import csrf
from gateway.auth.callers import session_of
from gateway.portal.thai_dates import DateTyped
from gateway.portal.wrong import wrong
from gateway.uploads import CHUNK

WordT = TypeVar("WordT", bound=StrEnum)

LEAST_KEY, LONGEST_KEY = 8, 128


class Form:
    """The fields by name; an absent one is empty."""

    def __init__(self, data: FormData) -> None:
        self._data = data

    def names(self) -> list[str]:
        return list(self._data)

    def has(self, name: str) -> bool:
        return name in self._data

    def text(self, name: str) -> str:
        value = self._data.get(name)
        return value.strip() if isinstance(value, str) else ""

    def texts(self, name: str) -> tuple[str, ...]:
        """All values of a field that may be sent several times, each once."""
        values = (value for value in self._data.getlist(name) if isinstance(value, str) and value)
        return tuple(dict.fromkeys(values))

    def number(self, name: str) -> int:
        """0 for what is no number."""
        text = self.text(name)
        return int(text) if text.isdecimal() and len(text) < 10 else 0

    def date(self, name: str) -> DateTyped:
        """What stands in the three fields of a date."""
        return DateTyped(*(self.text(f"{name}-{part}") for part in ("day", "month", "year")))

    def one_of(self, name: str, words: type[WordT]) -> WordT:
        """Raises Refusal INVALID_REQUEST for what none of our pages sends."""
        try:
            return words(self.text(name))
        except ValueError:
            raise Refusal(ErrorCode.INVALID_REQUEST, fields=(wrong(name, "choose_one"),)) from None

    def file(self, name: str) -> UploadFile | None:
        """The file chosen, None when none was."""
        value = self._data.get(name)
        return value if isinstance(value, UploadFile) and value.filename else None


async def chunks_of(file: UploadFile) -> AsyncIterator[bytes]:
    while chunk := await file.read(CHUNK):
        yield chunk


@asynccontextmanager
async def submitted(request: Request, max_files: int = 1, max_fields: int = 60) -> AsyncIterator[Form]:
    """The form of a request, for as long as its files are needed.

    A form that names an `idempotency_key` is done once, however often it is sent. Raises Refusal CSRF_FAILED.
    """
    async with request.form(max_files=max_files, max_fields=max_fields) as data:
        csrf.check_token(request, session_of(request), data.get(csrf.FIELD))
        form = Form(data)
        key = form.text("idempotency_key")
        if LEAST_KEY <= len(key) <= LONGEST_KEY and key.isascii():
            request.state.idempotency_key = key
        yield form
